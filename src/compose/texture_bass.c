#include "base/fix.h"
#include "compose/textures.h"

enum { LIVELY_DENSITY = 65 };

static int32_t next_bass(const TextureContext *context)
{
    const int32_t next = texture_slot(context)->next;
    return next < context->phrase->slot_count ? context->phrase->slots[next].bass
                                              : texture_slot(context)->bass;
}

// A scale tone that leads by step from this bass to the next one, where they lie a third apart.
static int32_t passing(const TextureContext *context)
{
    const Key key = context->phrase->key;
    const int32_t from = scale_step(key, texture_slot(context)->bass);
    const int32_t to = scale_step(key, next_bass(context));
    return fix_abs(to - from) == 2 ? scale_pitch(key, (from + to) / 2) : -1;
}

static void compose(const TextureContext *context, NoteList *notes)
{
    enum { PASSING_DB10 = -20, AGAIN_DB10 = -25 };
    const int32_t shift = OCTAVE * context->part->octave;
    const int32_t bass = texture_fold(context, texture_slot(context)->bass + shift);
    const int lively = context->params->value[PARAM_DENSITY] >= LIVELY_DENSITY;
    const int32_t to_end = texture_chord_ticks(context);
    const int last_slot = to_end == context->ticks;
    const int32_t step = passing(context);
    const int32_t led = step >= 0 && last_slot && !context->is_final ? context->ticks / 2 : 0;
    if (texture_chord_begins(context)) {
        texture_note(context, notes, 0, to_end - led, bass, 0);
    } else if (lively && !context->is_final) {
        texture_note(context, notes, 0, to_end - led, bass, AGAIN_DB10);
    }
    if (led > 0) {
        texture_note(context, notes, context->ticks - led, led, texture_fold(context, step + shift),
                     PASSING_DB10);
    }
}

const Texture texture_bass = {
    .name = "bass",
    .doc = "the root or third of each chord, with passing tones",
    .low = 33,
    .high = 55,
    .compose = compose,
};
