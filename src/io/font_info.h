// What is known of a SoundFont before it is loaded: its name, its size, and how loud it is.
#ifndef IO_FONT_INFO_H
#define IO_FONT_INFO_H

#include <stdint.h>

enum { FONT_NAME_BYTES = 64 };

typedef struct {
    char name[FONT_NAME_BYTES]; ///< Its own name, else that of its file.
    int64_t bytes;              ///< Of the file; 0 when it cannot be read.
    double trim_db;             ///< Brings it to the loudness of the default bank; 0 = not known.
    int is_own;                 ///< 1: the default bank, whose filters follow controller 74.
} FontInfo;

/// Reads the head of a file; one that is no SoundFont has its file's name and no trim.
FontInfo font_info(const char *path);

#endif
