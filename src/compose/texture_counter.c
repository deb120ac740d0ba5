#include "base/fix.h"
#include "compose/textures.h"

static int32_t line_pitch(const Slot *slot)
{
    return slot->voicing.pitch[slot->voicing.count / 2];
}

// An inner voice that sings: the middle of each chord, with the scale tone between two chords put
// in where they lie a third apart.
static void compose(const TextureContext *context, NoteList *notes)
{
    enum { PASSING_DB10 = -10 };
    if (!texture_chord_begins(context)) {
        return;
    }
    const Phrase *const phrase = context->phrase;
    const Slot *const slot = texture_slot(context);
    const int32_t shift = OCTAVE * context->part->octave;
    const int32_t length = texture_chord_ticks(context);
    const int32_t from = scale_step(phrase->key, line_pitch(slot));
    const int32_t to = slot->next < phrase->slot_count
                           ? scale_step(phrase->key, line_pitch(&phrase->slots[slot->next]))
                           : from;
    const int passes = fix_abs(to - from) == 2 && length >= 2 * TICKS_PER_QUARTER;
    const int32_t first = passes ? length - TICKS_PER_QUARTER : length;
    texture_note(context, notes, 0, first, texture_fold(context, line_pitch(slot) + shift), 0);
    if (passes) {
        const int32_t between = scale_pitch(phrase->key, (from + to) / 2);
        texture_note(context, notes, first, TICKS_PER_QUARTER,
                     texture_fold(context, between + shift), PASSING_DB10);
    }
}

const Texture texture_counter = {
    .name = "counter",
    .doc = "a singing inner voice",
    .low = 50,
    .high = 74,
    .compose = compose,
};
