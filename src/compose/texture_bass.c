#include "compose/textures.h"

enum { LIVELY_DENSITY = 65 };

static void compose(const TextureContext *context, NoteList *notes)
{
    enum { PASSING_DB10 = -20, AGAIN_DB10 = -25 };
    const int32_t shift = OCTAVE * context->part->octave;
    const int32_t bass = texture_fold(context, texture_slot(context)->bass + shift);
    const int lively = context->params->value[PARAM_DENSITY] >= LIVELY_DENSITY;
    const int32_t to_end = texture_chord_ticks(context);
    const int32_t passing = texture_slot(context)->passing;
    const int32_t led = passing > 0 && !context->is_final ? context->ticks / 2 : 0;
    if (texture_chord_begins(context)) {
        texture_note(context, notes, 0, to_end - led, bass, 0);
    } else if (lively && !context->is_final) {
        texture_note(context, notes, 0, to_end - led, bass, AGAIN_DB10);
    }
    if (led > 0) {
        texture_note(context, notes, context->ticks - led, led,
                     texture_fold(context, passing + shift), PASSING_DB10);
    }
}

const Texture texture_bass = {
    .name = "bass",
    .doc = "the root or third of each chord, with passing tones",
    .low = 33,
    .high = 55,
    .compose = compose,
};
