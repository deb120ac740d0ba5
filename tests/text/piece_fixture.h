// A piece of a few notes, made by hand, for the tests of what is written about pieces.
#ifndef TESTS_PIECE_FIXTURE_H
#define TESTS_PIECE_FIXTURE_H

#include "music/chord.h"
#include "text/piece.h"

static Preset fixture_preset = {
    .name = "test",
    .title = "A test",
    .parts = {{.name = "melody"}, {.name = "warm bed"}},
    .part_count = 2,
    .metre = METRE_3_4,
};

static const Event fixture_events[] = {
    {.tick = 0, .kind = EVENT_PROGRAM, .part = 0, .channel = 0, .a = 4, .b = 0},
    {.tick = 0, .kind = EVENT_PROGRAM, .part = 1, .channel = 10, .a = 89, .b = 1},
    {.tick = 0, .kind = EVENT_CONTROL, .part = 1, .channel = 10, .a = 91, .b = 40},
    {.tick = 0, .kind = EVENT_TEMPO, .a = 1000000},
    {.tick = 0, .kind = EVENT_METRE, .a = METRE_3_4},
    {.tick = 0, .kind = EVENT_KEY, .a = 2, .b = MODE_DORIAN},
    {.tick = 0, .kind = EVENT_CHORD, .a = 0, .b = CHORD_SEVENTH, .c = 0},
    {.tick = 0, .kind = EVENT_PHRASE, .a = 0, .b = 0, .c = 4},
    {.tick = 0, .kind = EVENT_NOTE_ON, .part = 1, .channel = 10, .a = 53, .b = 40, .c = 2880},
    {.tick = 0, .kind = EVENT_NOTE_ON, .part = 1, .channel = 10, .a = 50, .b = 41, .c = 2880},
    {.tick = 0, .kind = EVENT_NOTE_ON, .part = 0, .channel = 0, .a = 73, .b = 60, .c = 900},
    {.tick = 900, .kind = EVENT_NOTE_OFF, .part = 0, .channel = 0, .a = 73},
    {.tick = 2890, .kind = EVENT_NOTE_OFF, .part = 1, .channel = 10, .a = 50},
    {.tick = 2890, .kind = EVENT_NOTE_OFF, .part = 1, .channel = 10, .a = 53},
    {.tick = 4805, .kind = EVENT_TEMPO, .a = 750000},
    {.tick = 4805, .kind = EVENT_BEND, .part = 0, .channel = 0, .a = 8192},
    {.tick = 4805, .kind = EVENT_PHRASE, .a = 0, .b = 1, .c = 2},
    {.tick = 4805, .kind = EVENT_NOTE_ON, .part = 0, .channel = 0, .a = 60, .b = 127, .c = 100},
    {.tick = 40000, .kind = EVENT_NOTE_OFF, .part = 0, .channel = 0, .a = 60},
    {.tick = 50000, .kind = EVENT_END},
};

static const Piece fixture_piece = {
    .preset = &fixture_preset,
    .seed = 18446744073709551615ULL,
    .mood = {550, -650},
    .events = fixture_events,
    .count = sizeof fixture_events / sizeof fixture_events[0],
};

#endif
