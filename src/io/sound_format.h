// The kinds of sound files: their names, endings and what they can hold.
#ifndef IO_SOUND_FORMAT_H
#define IO_SOUND_FORMAT_H

#include "base/status.h"

/// Rows of sound_format_table. The first is what an output without an ending gets.
typedef enum {
    SOUND_WAV,
    SOUND_WAV16,
    SOUND_WAV32F,
    SOUND_FLAC,
    SOUND_FLAC16,
    SOUND_OGG,
    SOUND_OPUS,
    SOUND_MP3,
    SOUND_RAW,
    SOUND_RAW16,
    SOUND_FORMAT_COUNT
} SoundFormat;

enum { SOUND_RATES_MAX = 8 };

typedef struct {
    const char *name;              ///< As --format calls it.
    const char *ending;            ///< Of its files; the first row of an ending is what it means.
    int bits;                      ///< Of its whole numbers; 0 = takes floats.
    int is_lossy;                  ///< 1: decoded sound differs, by more than rounding.
    int keeps_length;              ///< 1: decoders give back exactly the frames that went in.
    int rates_hz[SOUND_RATES_MAX]; ///< The rates that it takes, ends at 0; none = every rate.
    const char *doc;               ///< One line.
} SoundFormatInfo;

extern const SoundFormatInfo sound_format_table[SOUND_FORMAT_COUNT];

/// The format of that name, or -1.
int sound_format_find(const char *name);

/// Name of a format, for suggestions; NULL after the last.
const char *sound_format_name(int i);

/// The format that the ending of a path means, in any case; -1 when it means none.
int sound_format_of_path(const char *path);

/// STATUS_USAGE when the format does not take the rate, with the rates that it does.
Status sound_format_check_rate(SoundFormat format, int rate_hz, Error *error);

#endif
