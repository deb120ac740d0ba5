#include "compose/textures.h"

// Tonic and fifth under a whole phrase: a pedal point.
static void compose(const TextureContext *context, NoteList *notes)
{
    enum { OVERLAP = TICKS_PER_QUARTER, FIFTH = 7, FIFTH_DB10 = -30 };
    if (context->slot > 0) {
        return;
    }
    const Key key = context->phrase->key;
    const int32_t shift = OCTAVE * context->part->octave;
    const int32_t tonic = texture_fold(context, 36 + key.tonic + shift);
    const int32_t length = context->phrase->ticks + OVERLAP;
    texture_note(context, notes, 0, length, tonic, 0);
    texture_note(context, notes, 0, length, texture_fold(context, tonic + FIFTH), FIFTH_DB10);
}

const Texture texture_drone = {
    .name = "drone",
    .doc = "tonic and fifth held under the phrase",
    .low = 36,
    .high = 58,
    .compose = compose,
};
