// What measure prints. Each returns the exit code: 0, or 2 when a file cannot be read.
#ifndef MUSIC_REPORT_H
#define MUSIC_REPORT_H

int report_piece(const char *path);
int report_seeds(int count, char **paths);
int report_order(int count, char **paths);
int report_chords(int count, char **paths);

#endif
