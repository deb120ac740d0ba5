// A phrase: whole bars that hang together, with chords, voicings, a tune and a cadence.
#ifndef COMPOSE_PHRASE_H
#define COMPOSE_PHRASE_H

#include "compose/preset.h"
#include "music/chord.h"
#include "music/voicing.h"

enum {
    BARS_MAX = 12,            ///< In one phrase.
    SLOTS_MAX = 2 * BARS_MAX, ///< Places where a chord may change.
    TUNE_MAX = 128,           ///< Notes of a tune in one phrase.
    TUNE_FAULTS = 10,         ///< Kinds of faults that the critic knows.
    TUNE_CANDIDATES = 24,     ///< Tunes that the critic chooses from.
    STATEMENT_FAULTS = 9,     ///< Kinds of faults of a whole phrase.
    STATEMENTS = 6,           ///< Ways to state a theme again that the critic chooses from.
};

typedef enum {
    CADENCE_HALF,      ///< Rests on V: a question.
    CADENCE_DECEPTIVE, ///< V to VI: not yet.
    CADENCE_PLAGAL,    ///< IV to I: a soft close.
    CADENCE_AUTHENTIC, ///< V to I: a close.
    CADENCE_COUNT
} Cadence;

/// One place of the harmonic grid; neighbours may hold the same chord.
typedef struct {
    int32_t tick; ///< From the start of the phrase.
    int32_t ticks;
    int32_t first; ///< Slot in which this chord began.
    int32_t next;  ///< Slot in which the next chord begins, or the slot count.
    Chord chord;
    Chord home;          ///< The theme's own chord here, before the cadence was fitted to the form.
    Voicing voicing;     ///< Upper voices, low to high.
    uint8_t is_relative; ///< 1: `chord` is a relative of the theme's own; the tune keeps its tones.
    int16_t bass;        ///< MIDI pitch of the bass.
    int16_t passing;     ///< Bass in the second half of the slot, on the way to the next; 0 = none.
} Slot;

/// The outer voices where a phrase ends, for the leading of the next.
typedef struct {
    int16_t bass; ///< MIDI
    int16_t tune; ///< MIDI; -1 when it rests.
} Outer;

/// One note of the tune.
typedef struct {
    int32_t tick;   ///< From the start of the phrase.
    int32_t length; ///< Ticks until it ends or the next begins.
    int16_t step;   ///< Scale step, 0 = tonic of the tune's octave.
    uint8_t need;   ///< 0..100: dropped when the tune is thinned below this share.
    uint8_t group;  ///< Sub-phrase that it belongs to.
    uint8_t last;   ///< 1 on the last note of a sub-phrase, 2 on the last of the phrase.
    uint8_t origin; ///< Its place in the motif, the first sub-phrase; notes at one place are kin.
    uint8_t again;  ///< How often a fragment of the motif has been heard before in its sub-phrase.
} TuneNote;

typedef struct {
    TuneNote notes[TUNE_MAX];
    int32_t count;
} Tune;

typedef struct {
    Key key;
    uint8_t metre;     ///< A Metre.
    uint8_t cadence;   ///< A Cadence.
    uint16_t theme;    ///< Which theme of the session it states.
    uint8_t variation; ///< 0 as first stated; else how it is varied (seeds the variation).
    uint8_t has_tune;  ///< 0: the tune rests.
    uint8_t closes_section;
    uint8_t closes_piece;
    uint8_t has_pedal; ///< 1: the bass stays on the first chord's until the close.
    uint8_t pivots;    ///< 1: the key has just changed; begin on a chord of both keys.
    uint8_t arc;       ///< Density of the section at this place, 0..100 %.
    int32_t section;   ///< From 0.
    int32_t index;     ///< In the section, from 0.
    int64_t number;    ///< In the session, from 0.
    int32_t bars;
    int32_t ticks;       ///< Length of the bars, the pause not counted.
    int32_t pause_ticks; ///< Composed silence after it, whole bars.
    int32_t tune_rate;   ///< For which the tune was written, 1/100 notes a second.
    int32_t bass_centre; ///< MIDI pitch around which the bass moves.
    int32_t base_step;   ///< Scale step on which the tune's step 0 lies: a tonic.
    int32_t middle;      ///< Step, from there, around which the tune moves.
    int32_t slot_count;
    Slot slots[SLOTS_MAX];
    Tune tune;
    int16_t
        faults[TUNE_CANDIDATES];  ///< What the critic found in each candidate; chosen is the least.
    int32_t reasons[TUNE_FAULTS]; ///< How often each kind stands in the candidate taken.
    int16_t chosen;               ///< Index of the candidate taken.
    uint8_t attempt;              ///< Which way to state the theme this is ...
    uint8_t attempts;             ///< ... of how many.
    int16_t statement_faults[STATEMENTS];        ///< What was found in each; taken is the least.
    int32_t statement_reasons[STATEMENT_FAULTS]; ///< What stands in the one that was taken.
} Phrase;

#endif
