// What can be heard of the one who plays: how lively they are, a chord that they hold, a figure.
#ifndef SESSION_LISTENER_H
#define SESSION_LISTENER_H

#include "compose/mood.h"
#include "music/scale.h"

#include <stdint.h>

enum {
    KEYSTROKES_MAX = 64, ///< Keys remembered; nobody plays as many in the eight seconds that count.
    FIGURE_MAX = 16,     ///< Notes of a figure.
    LISTENER_KEYS = 128,
};

/// A key that was pressed.
typedef struct {
    int64_t ms;
    int64_t end_ms; ///< When it was let go; -1 while it is down.
    uint8_t pitch;  ///< As it sounded.
    uint8_t velocity;
} Keystroke;

typedef struct {
    Keystroke strokes[KEYSTROKES_MAX]; ///< The newest at (next - 1) % KEYSTROKES_MAX.
    int64_t next;                      ///< Strokes so far.
    int64_t figure_from;               ///< First stroke that belongs to no figure yet.
    int64_t chord_ms;                  ///< When the keys held in the low octaves last changed.
    uint8_t low[LISTENER_KEYS];        ///< 1: the key is down, in the low octaves.
    uint8_t chord_told;                ///< 1: the chord that is held has been told.
} Listener;

/// A short tune with a rest before and behind it.
typedef struct {
    Keystroke notes[FIGURE_MAX];
    int32_t count;
} Figure;

void listener_init(Listener *listener);

/// A key went down: `key` as it is on the keyboard, `pitch` as it sounds. Times in ms, never
/// falling.
void listener_down(Listener *listener, int64_t ms, int key, int pitch, int velocity);
void listener_up(Listener *listener, int64_t ms, int key, int pitch);

/// All keys have come up: the keyboard went away.
void listener_release(Listener *listener, int64_t ms);

/// Where the player seems to be, from velocity, density and register of the last 8 s; 0 when they
/// play too little to tell.
int listener_mood(const Listener *listener, int64_t ms, Mood *mood);

/// A triad of three keys or more held 0.6 s in the lowest two octaves, told once: its key, major or
/// minor. 0 when there is none.
int listener_chord(Listener *listener, int64_t ms, Key *key);

/// A figure of 4 to 16 notes, one at a time, that has just come to its rest; told once.
int listener_figure(Listener *listener, int64_t ms, Figure *figure);

#endif
