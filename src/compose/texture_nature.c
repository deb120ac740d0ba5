#include "compose/textures.h"

// Rain, sea, wind: one long tone, which the next phrase takes over while it still sounds. A pitch
// is never struck over itself, so tonic and fifth take turns: sounds without pitch do not care, and
// where another font has a chord in their place, it is in key.
static void compose(const TextureContext *context, NoteList *notes)
{
    enum { OVERLAP = 3 * TICKS_PER_SIXTEENTH, FIFTH = 7 };
    if (context->slot > 0) {
        return;
    }
    const Phrase *const phrase = context->phrase;
    const int32_t above = phrase->number % 2 == 0 ? 0 : FIFTH;
    const int32_t length = phrase->ticks + phrase->pause_ticks + OVERLAP;
    texture_note(context, notes, 0, length, texture_fold(context, phrase->key.tonic + above), 0);
}

const Texture texture_nature = {
    .name = "nature",
    .doc = "one long soft tone from phrase to phrase, for rain, sea, wind",
    .low = 54,
    .high = 66,
    .compose = compose,
};
