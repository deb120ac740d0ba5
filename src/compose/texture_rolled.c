#include "compose/textures.h"

// Chords spread from below, 25-60 ms a tone as harpists and pianists do; quieter when struck again
// within one harmony.
static void compose(const TextureContext *context, NoteList *notes)
{
    enum { SPREAD_TICKS = 44, AGAIN_DB10 = -25, AGAIN_ONSETS_X10 = 15 };
    const Slot *const slot = texture_slot(context);
    const int begins = texture_chord_begins(context);
    if (!begins && (context->onsets_x10 < AGAIN_ONSETS_X10 || context->is_final)) {
        return;
    }
    Dice dice = texture_dice(context);
    const int32_t spread = SPREAD_TICKS + dice_below(&dice, SPREAD_TICKS / 2);
    const int32_t length = texture_chord_ticks(context);
    for (int i = 0; i < slot->voicing.count; ++i) {
        const int32_t pitch = slot->voicing.pitch[i] + OCTAVE * context->part->octave;
        texture_note(context, notes, i * spread, length - i * spread, texture_fold(context, pitch),
                     (begins ? 0 : AGAIN_DB10) - 8 * (slot->voicing.count - 1 - i));
    }
}

const Texture texture_rolled = {
    .name = "rolled",
    .doc = "chords spread from below, as on a harp",
    .low = 48,
    .high = 79,
    .compose = compose,
};
