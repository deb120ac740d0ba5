#include "compose/composer.h"

#include "base/dice.h"
#include "base/fix.h"
#include "compose/perform.h"
#include "compose/plan.h"
#include "compose/streams.h"
#include "compose/texture.h"
#include "music/instrument.h"

#include <string.h>

enum {
    MILLI = 1000,
    START_BASS = 43,                 ///< G2, the middle of the bass' range.
    RITARD_MS = 6000,                ///< Length of the final ritard, evidence 5.4: 4-8 s.
    LAYER_HYSTERESIS = 10,           ///< Per cent of density by which a layer outstays its entry.
    TAIL_SHARE = 70,                 ///< Per cent of a pause through which the last chord rings.
    TEMPO_STEP_PER_BEAT = 2 * MILLI, ///< 2 BPM a beat at most, evidence 6.3.
};

// The final ritard: tempo at 0, 1/8 .. 8/8 of it, per mille. v(x) = (1 + (v_end^q - 1) x)^(1/q)
// with q = 2.5 and v_end = .66 (Friberg & Sundberg 1999; evidence 5.4).
static const int16_t ritard_curve[9] = {1000, 967, 932, 895, 855, 812, 766, 716, 660};

static int32_t tempo_us(int32_t tempo_bpm)
{
    return (int32_t)fix_div_round((int64_t)60000000 * MILLI, tempo_bpm);
}

// Two presets with one seed are two pieces: the name goes into the dice (FNV-1a).
static uint64_t own_seed(uint64_t seed, const char *name)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (; *name != '\0'; ++name) {
        hash = (hash ^ (unsigned char)*name) * 0x100000001b3u;
    }
    return seed ^ hash;
}

void composer_init(Composer *composer, const Preset *preset, uint64_t seed, const Key *key)
{
    memset(composer, 0, sizeof *composer);
    composer->preset = preset;
    composer->seed = own_seed(seed, preset->name);
    composer->outer = (Outer){START_BASS, -1};
    Dice dice = dice_at(seed, STREAM_KEY, 0);
    composer->home = key != NULL ? *key : preset->keys[dice_below(&dice, preset->key_count)];
    composer->key_fixed = key != NULL;
    composer->key = composer->home;
    composer->key_mood = preset->mood;
}

static int has_key(const Preset *preset, Key key)
{
    for (int32_t i = 0; i < preset->key_count; ++i) {
        if (preset->keys[i].tonic == key.tonic && preset->keys[i].mode == key.mode) {
            return 1;
        }
    }
    return 0;
}

void composer_change(Composer *composer, const Preset *preset)
{
    composer->preset = preset;
    composer->key_mood = preset->mood;
    if (!composer->key_fixed && !has_key(preset, composer->home)) {
        composer->home = preset->keys[0];
    }
}

void composer_key(Composer *composer, const Key *key)
{
    composer->key_fixed = key != NULL;
    composer->key_asked = key != NULL;
    composer->asked = key != NULL ? *key : composer->home;
}

void composer_lead(Composer *composer, Key key)
{
    composer->key_asked = 1;
    composer->asked = key;
}

void composer_echo(Composer *composer, const Motif *motif)
{
    if (composer->motif_count == MOTIFS_KEPT && !composer->motif_waits) {
        memmove(composer->motifs, composer->motifs + 1, sizeof(Motif) * (MOTIFS_KEPT - 1));
        memmove(composer->motif_themes, composer->motif_themes + 1,
                sizeof composer->motif_themes[0] * (MOTIFS_KEPT - 1));
        --composer->motif_count;
    }
    const int32_t i = composer->motif_waits ? composer->motif_count - 1 : composer->motif_count++;
    composer->motifs[i] = *motif;
    composer->motif_waits = 1;
}

void composer_cut(Composer *composer, int64_t tick)
{
    composer->slot = composer->phrase.slot_count;
    composer->phrase_tick = tick - composer->phrase.ticks - composer->phrase.pause_ticks;
}

int composer_at_phrase(const Composer *composer)
{
    return !composer->started || composer->slot >= composer->phrase.slot_count;
}

static void glide_tempo(Composer *composer, const Situation *situation, int32_t ticks)
{
    const int32_t target = situation->tempo_bpm;
    if (composer->tempo_bpm == 0) {
        composer->tempo_bpm = target;
    }
    const int32_t step = (int32_t)((int64_t)TEMPO_STEP_PER_BEAT * ticks / TICKS_PER_QUARTER);
    composer->tempo_bpm = fix_clamp(target, composer->tempo_bpm - step, composer->tempo_bpm + step);
}

// Tempo factor, per mille, at a tick of the closing phrase: the ritard ends where the last chord
// begins.
static int32_t ritard_at(const Composer *composer, int32_t tick)
{
    const Phrase *const phrase = &composer->phrase;
    const int32_t end = phrase->slots[phrase->slots[phrase->slot_count - 1].first].tick;
    const int32_t length =
        (int32_t)((int64_t)RITARD_MS * composer->tempo_bpm * TICKS_PER_QUARTER / 60000 / MILLI);
    const int32_t x = fix_clamp(tick - (end - length), 0, length);
    const int32_t eighth = fix_max(1, length / 8);
    const int32_t i = fix_min(x / eighth, 7);
    return fix_lerp(ritard_curve[i], ritard_curve[i + 1], fix_min(x - i * eighth, eighth), eighth);
}

static int32_t tempo_at(const Composer *composer, int32_t tick)
{
    const int32_t factor = composer->phrase.closes_piece ? ritard_at(composer, tick) : MILLI;
    return tempo_us((int32_t)((int64_t)composer->tempo_bpm * factor / MILLI));
}

// How many parts leave after this one when the music thins out.
static int32_t stays_longer(const Preset *preset, int32_t part)
{
    int32_t count = 0;
    for (int32_t i = 0; i < preset->part_count; ++i) {
        const int32_t later = preset->parts[i].enters - preset->parts[part].enters;
        count += later < 0 || (later == 0 && i < part);
    }
    return count;
}

static int has_left(const Composer *composer, int32_t part)
{
    enum { ALWAYS = 2 }; // a tune or what else comes first, and something beneath it
    const int32_t keeps = fix_max(ALWAYS, composer->preset->part_count - composer->without);
    return stays_longer(composer->preset, part) >= keeps;
}

// A layer enters at its density and leaves a little below it (evidence 6.3: hysteresis).
static int enters(const Composer *composer, const Params *params, int32_t part)
{
    const int32_t density = params->value[PARAM_DENSITY] * composer->phrase.arc / 100;
    const int32_t held = composer->sounding[part] && composer->slot > 0 ? LAYER_HYSTERESIS : 0;
    return density >= composer->preset->parts[part].enters - held;
}

// Onsets that the surface rate asks for in a span of this phrase, tenths. The arc of the section
// thins and fills it around its mean.
static int32_t wanted_onsets_x10(const Composer *composer, const Params *params, int32_t ticks)
{
    enum {
        STILL = 60,
        ARCHED = 40,
        USUAL = 93
    }; // per cent; USUAL: the mean over the plans of form
    const int32_t share = STILL + composer->phrase.arc * ARCHED / 100;
    const int64_t ms = phrase_ms(ticks, composer->tempo_bpm);
    return (int32_t)(params->value[PARAM_RATE] * ms * share / USUAL / 10000);
}

// What of it is left to the accompaniment: all while the tune rests. What was left out before, in
// pauses and held chords, is made up for slowly.
static int32_t accompaniment_onsets_x10(const Composer *composer, const Params *params,
                                        int32_t ticks)
{
    enum { TUNE_SHARE = 4, DEBT_PART = 2 }; // the tune's notes that fall between others, tenths [D]
    const int32_t sung = composer->phrase.has_tune ? params->value[PARAM_TUNE] : 0;
    const int64_t tune_x10 = sung * phrase_ms(ticks, composer->tempo_bpm) * TUNE_SHARE / 100000;
    const int32_t wanted = wanted_onsets_x10(composer, params, ticks);
    return fix_max(0, wanted - (int32_t)tune_x10 + composer->onset_debt_x10 / DEBT_PART);
}

static void compose_part(const Composer *composer, const Situation *situation, int32_t index,
                         NoteList *notes)
{
    const Slot *const slot = &composer->phrase.slots[composer->slot];
    const PartSpec *const part = &composer->preset->parts[index];
    const Texture *const texture = texture_table[part->texture];
    const Instrument *const instrument = &instrument_table[part->instrument];
    const int32_t shift = OCTAVE * part->octave;
    const TextureContext context = {
        .phrase = &composer->phrase,
        .params = &situation->params,
        .part = part,
        .part_index = index,
        .slot = composer->slot,
        .start_tick = slot->tick,
        .ticks = slot->ticks,
        .seed = composer->seed,
        .position = (uint64_t)composer->slot_number,
        .low = fix_max(texture->low + shift, instrument->low),
        .high = fix_min(texture->high + shift, instrument->high),
        .onsets_x10 = accompaniment_onsets_x10(composer, &situation->params, slot->ticks),
        .is_final = composer->phrase.closes_piece && slot->next == composer->phrase.slot_count,
    };
    texture->compose(&context, notes);
}

// Where the last chord of a phrase is let go: past its bar at the end of the piece, where the
// session fades it; into the pause at the end of a section, so that a thin tail leads to a short
// silence.
static int32_t ring_end(const Phrase *phrase)
{
    if (phrase->closes_piece) {
        return phrase->ticks + 2 * metre_table[phrase->metre].bar_ticks;
    }
    return phrase->ticks + phrase->pause_ticks * TAIL_SHARE / 100;
}

static int is_percussion(const PartSpec *part)
{
    return instrument_table[part->instrument].kind == TONE_PERCUSSION;
}

static void let_ring(const Phrase *phrase, const PartSpec *parts, NoteList *notes)
{
    const uint16_t last = chord_mask(phrase->key, phrase->slots[phrase->slot_count - 1].chord);
    for (int32_t i = 0; i < notes->count; ++i) {
        Note *const note = &notes->notes[i];
        const int reaches = note->tick + note->length >= phrase->ticks - TICKS_PER_SIXTEENTH;
        if (reaches && !is_percussion(&parts[note->part]) && last >> (note->pitch % OCTAVE) & 1) {
            note->length = fix_max(note->length, ring_end(phrase) - note->tick);
        }
    }
}

static int is_ringing(const Composer *composer)
{
    const Phrase *const phrase = &composer->phrase;
    const Slot *const slot = &phrase->slots[composer->slot];
    return phrase->closes_piece && slot->next == phrase->slot_count &&
           slot->first != composer->slot;
}

static int begins_together(const NoteList *notes, int32_t i)
{
    for (int32_t j = 0; j < i; ++j) {
        if (fix_abs(notes->notes[j].tick - notes->notes[i].tick) < TICKS_PER_SIXTEENTH / 4) {
            return 1;
        }
    }
    return 0;
}

// What this slot leaves owing of the surface rate, its pause included.
static void count_onsets(Composer *composer, const Params *params, const NoteList *notes)
{
    enum { DEBT_MAX_X10 = 40 };
    const Phrase *const phrase = &composer->phrase;
    const int last = composer->slot + 1 == phrase->slot_count;
    const int32_t ticks = phrase->slots[composer->slot].ticks + (last ? phrase->pause_ticks : 0);
    int32_t debt = composer->onset_debt_x10 + wanted_onsets_x10(composer, params, ticks);
    for (int32_t i = 0; i < notes->count; ++i) {
        const PartSpec *const part = &composer->preset->parts[notes->notes[i].part];
        debt -= is_percussion(part) || begins_together(notes, i) ? 0 : 10;
    }
    // Where the tune makes room, the room is the listener's: nothing is owing.
    composer->onset_debt_x10 = composer->yields ? 0 : fix_clamp(debt, -DEBT_MAX_X10, DEBT_MAX_X10);
}

// A tune comes back where it breathes in: never within one of its motives.
static int tune_may_enter(const Composer *composer)
{
    const Slot *const slot = &composer->phrase.slots[composer->slot];
    const Tune *const tune = &composer->phrase.tune;
    int32_t i = 0;
    while (i < tune->count && tune->notes[i].tick < slot->tick) {
        ++i;
    }
    return i == 0 || tune->notes[i - 1].last != 0;
}

static void yield_tune(Composer *composer, const Situation *situation)
{
    composer->yields = situation->yields || (composer->yields && !tune_may_enter(composer));
}

static int is_silent(const Composer *composer, int32_t part, int rings)
{
    const int is_tune = texture_table[composer->preset->parts[part].texture]->is_tune;
    return is_tune ? composer->yields : rings;
}

static void compose_notes(Composer *composer, const Situation *situation, NoteList *notes)
{
    notes->count = 0;
    yield_tune(composer, situation);
    const int rings =
        is_ringing(composer); // struck already: only the tune goes on to its last tone
    for (int32_t i = 0; i < composer->preset->part_count; ++i) {
        if (is_silent(composer, i, rings)) {
            continue;
        }
        composer->sounding[i] =
            (uint8_t)(enters(composer, &situation->params, i) && !has_left(composer, i));
        if (composer->sounding[i]) {
            compose_part(composer, situation, i, notes);
        }
    }
    count_onsets(composer, &situation->params, notes);
    if (composer->phrase.closes_piece || composer->phrase.pause_ticks > 0) {
        let_ring(&composer->phrase, composer->preset->parts, notes);
    }
    perform_slot(&composer->phrase, composer->preset->parts, &situation->params, composer->seed,
                 composer->slot_number, composer->tempo_bpm, notes);
}

static void fill_span(const Composer *composer, Span *span)
{
    const Phrase *const phrase = &composer->phrase;
    const Slot *const slot = &phrase->slots[composer->slot];
    const int last_slot = composer->slot + 1 == phrase->slot_count;
    span->phrase_tick = composer->phrase_tick;
    span->tick = composer->phrase_tick + slot->tick;
    span->ticks = slot->ticks + (last_slot ? phrase->pause_ticks : 0);
    span->tempo_us = tempo_at(composer, slot->tick);
    span->end_tempo_us = tempo_at(composer, slot->tick + slot->ticks);
    span->key = phrase->key;
    span->chord = slot->chord;
    span->last = (uint8_t)(last_slot && phrase->closes_piece);
}

static void keep_start(Composer *composer)
{
    SlotStart *const before = &composer->before;
    before->onset_debt_x10 = composer->onset_debt_x10;
    memcpy(before->sounding, composer->sounding, sizeof before->sounding);
}

static void fill_slot(Composer *composer, const Situation *situation, Span *span)
{
    compose_notes(composer, situation, &span->notes);
    fill_span(composer, span);
    composer->closed = span->last;
    ++composer->slot;
    ++composer->slot_number;
}

void composer_slot(Composer *composer, const Situation *situation, Span *span)
{
    const Key old_key = composer->phrase.key;
    const int begins = composer_at_phrase(composer);
    const int first = !composer->started;
    keep_start(composer);
    glide_tempo(composer, situation, first ? 0 : composer->phrase.slots[0].ticks);
    if (begins) {
        if (!first) {
            composer->phrase_tick += composer->phrase.ticks + composer->phrase.pause_ticks;
        }
        composer->slot = 0;
        composer->started = 1;
        composer->without = situation->without;
        phrase_plan(composer, situation);
    } else {
        phrase_turn(composer, &situation->params);
    }
    const Key key = composer->phrase.key;
    span->new_phrase = (uint8_t)begins;
    span->new_key = (uint8_t)(first || key.tonic != old_key.tonic || key.mode != old_key.mode);
    fill_slot(composer, situation, span);
}

void composer_again(Composer *composer, const Situation *situation, int32_t now_us, int32_t ticks,
                    Span *span)
{
    --composer->slot;
    --composer->slot_number;
    composer->onset_debt_x10 = composer->before.onset_debt_x10;
    memcpy(composer->sounding, composer->before.sounding, sizeof composer->sounding);
    composer->tempo_bpm = (int32_t)fix_div_round((int64_t)60000000 * MILLI, now_us);
    glide_tempo(composer, situation, ticks);
    span->new_phrase = 0;
    span->new_key = 0;
    fill_slot(composer, situation, span);
}
