// What a library had to say, each thing once, kept until somebody asks.
#ifndef IO_WARNING_LIST_H
#define IO_WARNING_LIST_H

/// Keeps a line, shortened if it is long, unless it is there already or the list is full. Neither
/// allocates nor prints nor waits: while another thread keeps a line, this one is let go, since
/// what matters comes again. Any thread.
void warning_list_keep(const char *line);

/// The lines, in order; returns how many of at most `max`. They live as long as the program. When
/// no other thread keeps lines.
int warning_list_get(const char *lines[], int max);

#endif
