#include "base/fix.h"
#include "compose/textures.h"

// The last note of a sub-phrase in this slot, if the tune then rests long enough to be answered.
static const TuneNote *call(const TextureContext *context)
{
    const Tune *const tune = &context->phrase->tune;
    for (int32_t i = 0; i < tune->count; ++i) {
        const TuneNote *const note = &tune->notes[i];
        const int32_t offset = note->tick - context->start_tick;
        const int32_t next = i + 1 < tune->count ? tune->notes[i + 1].tick : context->phrase->ticks;
        if (note->last && offset >= 0 && offset < context->ticks &&
            next - note->tick >= 2 * TICKS_PER_QUARTER) {
            return note;
        }
    }
    return NULL;
}

// Another voice answers the end of each sub-phrase with two chord tones, an eighth apart, that lead
// back down to the tune's last tone.
static void compose(const TextureContext *context, NoteList *notes)
{
    enum { FIRST_DB10 = -10, SECOND_DB10 = -16 };
    const TuneNote *const note = call(context);
    if (note == NULL || context->is_final) {
        return;
    }
    const Phrase *const phrase = context->phrase;
    const int32_t eighth = TICKS_PER_QUARTER / 2;
    const int32_t offset = note->tick - context->start_tick + eighth;
    const int32_t base = phrase->base_step + note->step;
    const Chord chord = texture_slot(context)->chord;
    int32_t above = base + 1;
    while (!chord_has_step(chord, above)) {
        ++above;
    }
    const int32_t shift = OCTAVE * context->part->octave;
    const int32_t high = texture_fold(context, chord_pitch(phrase->key, chord, above) + shift);
    const int32_t home = texture_fold(context, chord_pitch(phrase->key, chord, base) + shift);
    texture_note(context, notes, offset, eighth, high, FIRST_DB10);
    texture_note(context, notes, offset + eighth, 2 * TICKS_PER_QUARTER, home, SECOND_DB10);
}

const Texture texture_answer = {
    .name = "answer",
    .doc = "a second voice that answers the ends of the tune",
    .low = 55,
    .high = 84,
    .compose = compose,
};
