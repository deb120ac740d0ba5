// Notes as a composer writes them, before performance and the arbiter.
#ifndef COMPOSE_SCORE_H
#define COMPOSE_SCORE_H

#include <stdint.h>

typedef struct {
    int32_t tick;     ///< From the start of the phrase; performance may move it before 0.
    int32_t length;   ///< Ticks.
    int16_t pitch;    ///< MIDI.
    int16_t velocity; ///< 1..127.
    uint8_t part;     ///< Index in the preset's parts.
} Note;

enum { NOTES_MAX = 512 }; ///< In one slot, all parts together: far above what a slot can hold.

typedef struct {
    Note notes[NOTES_MAX];
    int32_t count;
} NoteList;

/// Adds a note; a full list drops it (tests prove that it never comes to that).
static inline void note_add(NoteList *list, Note note)
{
    if (list->count < NOTES_MAX) {
        list->notes[list->count++] = note;
    }
}

#endif
