// The composer: plans phrase after phrase and gives out the notes of one slot at a time.
//
// A slot is the smallest span that answers to steering: half a bar, or a bar of 3/4. Phrases are
// planned whole; what a slot sounds like is decided when it is its turn, so that density and level
// follow a moving target within two beats.
#ifndef COMPOSE_COMPOSER_H
#define COMPOSE_COMPOSER_H

#include "compose/harmony_turn.h"
#include "compose/motif.h"
#include "compose/phrase.h"
#include "compose/phrase_critic.h"
#include "compose/score.h"

/// What the composer is told before each slot.
typedef struct {
    Params params;
    Mood mood;
    Mood goal; ///< Where the mood is going: what lasts, a chord or a mode, is chosen for it.
    int32_t tempo_bpm; ///< Aimed at, 1/1000 BPM.
    int32_t bars;      ///< Of a phrase; 0 = as its aimed length asks.
    int64_t left_ms; ///< Time from the start of this slot to the end of the session; -1 = open end.
    int32_t without; ///< Parts that stay silent from the next phrase on; see composer_slot().
    int32_t close;   ///< 1: close at the next phrase end, as soon as it sounds right.
    int32_t yields;  ///< 1: a listener plays the lead; the tune leaves them the room.
} Situation;

/// One slot of music.
typedef struct {
    int64_t tick;         ///< Where it begins.
    int32_t ticks;        ///< Its length, a pause after the last slot of a section included.
    int32_t tempo_us;     ///< Microseconds per quarter note.
    int32_t end_tempo_us; ///< The same at its end: another value in the final ritard.
    uint8_t new_phrase;   ///< 1: the phrase began with this slot.
    uint8_t new_key;      ///< 1: the key differs from that of the slot before.
    uint8_t last;         ///< 1: the piece ends with it; its notes ring.
    Key key;
    Chord chord;
    NoteList notes;      ///< Ticks count from the start of the phrase.
    int64_t phrase_tick; ///< Where the phrase began.
} Span;

/// What composing a slot moves on, besides counting it: kept to compose the slot anew.
typedef struct {
    int32_t onset_debt_x10;
    uint8_t sounding[PARTS_MAX];
} SlotStart;

/// Flat state: may be copied as a whole.
typedef struct {
    // Immutable between presets.
    const Preset *preset;
    uint64_t seed;
    Key home;
    uint8_t key_fixed; ///< The listener named the key: it is never left.
    uint8_t key_asked; ///< `asked` is to be the key from the next phrase on.
    Key asked;
    // Progress.
    Phrase phrase;
    int32_t slot;          ///< Next slot of the phrase.
    int64_t phrase_tick;   ///< Where the phrase began.
    int64_t slot_number;   ///< Slots since the start.
    int64_t phrase_number; ///< Phrases since the start.
    int32_t section, index;
    int32_t tempo_bpm;   ///< In force, 1/1000 BPM.
    int32_t tune_rate;   ///< For which themes are written, 1/100 notes a second ...
    int32_t tune_centre; ///< ... and the MIDI pitch around which.
    Voicing voicing;     ///< Of the last slot, for voice leading.
    Outer outer;         ///< Bass and tune at the last chord.
    Key key;
    Mood key_mood;                       ///< The mood for which the mode was chosen.
    int32_t without;                     ///< Parts that are silent in this phrase.
    int32_t asked_major, asked_borrowed; ///< Parameters for which the chords were written.
    MajorDebt major_debt;                ///< When the phrase began.
    int32_t onset_debt_x10;              ///< Onsets, tenths, by which the music lags behind.
    uint8_t sounding[PARTS_MAX];         ///< 1: the part took part in the last slot.
    Motif motifs[MOTIFS_KEPT];           ///< Played by the listener, the newest at the end ...
    uint16_t motif_themes[MOTIFS_KEPT];  ///< ... and the themes that are made of them.
    int32_t motif_count;
    Recent recent;       ///< The last phrases.
    uint8_t motif_waits; ///< 1: the newest has no theme yet.
    SlotStart before;    ///< The last slot.
    uint8_t yields;      ///< 1: the tune has stepped back for a listener who plays.
    uint8_t started;
    uint8_t closed; ///< The last slot has been given out.
} Composer;

/// Begins a piece at tick 0. `key` may be NULL: the preset's keys are drawn from.
void composer_init(Composer *composer, const Preset *preset, uint64_t seed, const Key *key);

/// Goes over to another preset with the next phrase; the key stays if the new preset has it.
void composer_change(Composer *composer, const Preset *preset);

/// From the next phrase on the piece stands in `key`; with NULL it may leave its key again.
void composer_key(Composer *composer, const Key *key);

/// Leaves the phrase where it is; the next one begins at `tick`.
void composer_cut(Composer *composer, int64_t tick);

/// The same for a key that the listener leads to without fixing it: it becomes home.
void composer_lead(Composer *composer, Key key);

/// A motif that the listener has played: the theme of the next phrase that sings is made of it,
/// whenever that theme comes.
void composer_echo(Composer *composer, const Motif *motif);

/// 1 when the next slot begins a phrase.
int composer_at_phrase(const Composer *composer);

/// Composes the next slot. Not to be called after a slot with `last` set. Of the preset's parts
/// `without` many stay silent, though never the last two: first those that enter last, of equal
/// ones first those that the preset names last.
void composer_slot(Composer *composer, const Situation *situation, Span *span);

/// Composes the last slot anew for another situation: its phrase, chord and place stay, what
/// sounds on it may change. The tempo glides on from `now_us` (microseconds per quarter note)
/// over the `ticks` that are left. Not after a slot with `last` set.
void composer_again(Composer *composer, const Situation *situation, int32_t now_us, int32_t ticks,
                    Span *span);

#endif
