// The dice streams: one for each decision maker. Append only; a number is never used again.
#ifndef COMPOSE_STREAMS_H
#define COMPOSE_STREAMS_H

typedef enum {
    STREAM_KEY = 1,
    STREAM_FORM = 2,
    STREAM_HARMONY = 3,
    STREAM_COLOUR = 4,
    STREAM_BASS = 5,
    STREAM_RHYTHM = 6,
    STREAM_MELODY = 7,
    STREAM_VARIATION = 8,
    STREAM_TIMING = 9,
    STREAM_LEVEL = 10,
    STREAM_THEME = 11,
    STREAM_PEDAL = 12,
    STREAM_CLOCK = 13,
    STREAM_BORROW = 14,
    STREAM_TASTE = 15,
    STREAM_DITHER = 90,   ///< Of finished audio, not of notes.
    STREAM_TEXTURE = 100, ///< Plus the index of the part.
} Stream;

#endif
