#include "base/fix.h"
#include "compose/textures.h"

// Five notes against the bar's eighths: the figure shifts against the metre and comes home after
// five bars (phasing, after Reich's "Piano Phase" idea, in slow motion).
static void compose(const TextureContext *context, NoteList *notes)
{
    enum { CYCLE = 5, ACCENT_DB10 = 8, QUIET_DB10 = -14 };
    static const uint8_t figure[CYCLE] = {0, 2, 1, 3, 2};
    static const uint8_t rests[CYCLE] = {0, 0, 0, 1, 0};
    if (context->is_final) {
        return;
    }
    const Slot *const slot = texture_slot(context);
    const int32_t step = context->onsets_x10 < 25 ? TICKS_PER_QUARTER : TICKS_PER_QUARTER / 2;
    const int32_t count = context->ticks / step;
    for (int32_t i = 0; i < count; ++i) {
        const int32_t at = (int32_t)((context->position * (uint64_t)count + (uint64_t)i) % CYCLE);
        if (rests[at]) {
            continue;
        }
        const int32_t index = figure[at];
        const int32_t pitch = index < slot->voicing.count ? slot->voicing.pitch[index]
                                                          : slot->voicing.pitch[0] + OCTAVE;
        texture_note(context, notes, i * step, step,
                     texture_fold(context, pitch + OCTAVE * context->part->octave),
                     at == 0 ? ACCENT_DB10 : QUIET_DB10);
    }
}

const Texture texture_ostinato = {
    .name = "ostinato",
    .doc = "a five-note figure that shifts against the bar",
    .low = 52,
    .high = 74,
    .compose = compose,
};
