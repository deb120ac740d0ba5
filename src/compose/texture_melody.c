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

// Higher notes sing out: 3 dB an octave at half strength (KTH "high loud", k = 0.5).
static int32_t height_db10(const TextureContext *context, int32_t pitch)
{
    return (pitch - context->params->value[PARAM_REGISTER]) * 15 / OCTAVE;
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
        const int32_t pitch = texture_fold(context, scale_pitch(phrase->key, step) +
                                                        OCTAVE * context->part->octave);
        texture_note(context, notes, offset, sounding(context, i), pitch,
                     height_db10(context, pitch));
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
