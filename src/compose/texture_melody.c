#include "base/fix.h"
#include "compose/textures.h"

// Where the target asks for fewer notes than the tune was written with, the least needed rest, and
// the note before rings on: the skeleton of the tune stays.
static int is_kept(const TextureContext *context, const TuneNote *note)
{
    const int32_t share = context->params->value[PARAM_TUNE] * 100 / context->phrase->tune_rate;
    return note->need <= share;
}

static int32_t sounding(const TextureContext *context, int32_t i)
{
    const Tune *const tune = &context->phrase->tune;
    const TuneNote *const note = &tune->notes[i];
    int32_t next = i + 1;
    while (next < tune->count && !is_kept(context, &tune->notes[next])) {
        ++next;
    }
    if (note->last || next >= tune->count) {
        return note->length;
    }
    const int32_t room = tune->notes[next].tick - note->tick;
    const int32_t length = next == i + 1 ? fix_min(note->length, room) : room;
    return length * context->params->value[PARAM_ARTICULATION] / 100;
}

// Higher notes sing out: 3 dB an octave at less than half strength (KTH "high loud", k = 0.4).
static int32_t height_db10(const TextureContext *context, int32_t pitch)
{
    return (pitch - context->params->value[PARAM_REGISTER]) * 12 / OCTAVE;
}

// Tones that are remarkable over their chord lean a little: 0.2 dB for each point of melodic charge
// (KTH, evidence 5.2; charge by semitones above the root, tenths).
static int32_t charge_db10(const TextureContext *context, int32_t pitch)
{
    static const uint8_t charge_x10[OCTAVE] = {0, 65, 20, 45, 40, 25, 60, 10, 55, 30, 35, 50};
    const Phrase *const phrase = context->phrase;
    const int32_t root = scale_pitch(phrase->key, texture_slot(context)->chord.degree);
    return charge_x10[fix_mod(pitch - root, OCTAVE)] * 2 / 10;
}

// Duration contrast below zero, as calm players do: short notes lose nothing, they gain up to 1.2
// dB (KTH duration contrast, k = -1 at 200 ms, gone at 600 ms and more).
static int32_t contrast_db10(int32_t length)
{
    enum { SHORT = TICKS_PER_QUARTER / 4, LONG = TICKS_PER_QUARTER * 5 / 8, MOST_DB10 = 8 };
    return fix_clamp((LONG - length) * MOST_DB10 / (LONG - SHORT), 0, MOST_DB10);
}

static void compose(const TextureContext *context, NoteList *notes)
{
    const Phrase *const phrase = context->phrase;
    for (int32_t i = 0; i < phrase->tune.count; ++i) {
        const TuneNote *const note = &phrase->tune.notes[i];
        const int32_t offset = note->tick - context->start_tick;
        if (offset < 0 || offset >= context->ticks || !is_kept(context, note)) {
            continue;
        }
        const int32_t step = phrase->base_step + note->step;
        const int32_t pitch =
            texture_fold(context, scale_pitch(phrase->key, step) + OCTAVE * context->part->octave);
        const int32_t length = sounding(context, i);
        texture_note(context, notes, offset, length, pitch,
                     height_db10(context, pitch) + charge_db10(context, pitch) +
                         contrast_db10(length));
    }
}

const Texture texture_melody = {
    .name = "melody",
    .doc = "the tune itself",
    .is_tune = 1,
    .low = 57,
    .high = 91,
    .compose = compose,
};
