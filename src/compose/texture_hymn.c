#include "compose/textures.h"

// Four parts on each new harmony, bass included, as in a quiet hymn.
static void compose(const TextureContext *context, NoteList *notes)
{
    enum { BASS_DB10 = -5, TOP_DB10 = 5 };
    if (!texture_chord_begins(context)) {
        return;
    }
    const Slot *const slot = texture_slot(context);
    const int32_t length = texture_chord_ticks(context);
    const int32_t shift = OCTAVE * context->part->octave;
    texture_note(context, notes, 0, length, texture_fold(context, slot->bass + shift), BASS_DB10);
    for (int i = 0; i < slot->voicing.count; ++i) {
        const int top = i + 1 == slot->voicing.count;
        texture_note(context, notes, 0, length,
                     texture_fold(context, slot->voicing.pitch[i] + shift), top ? TOP_DB10 : 0);
    }
}

const Texture texture_hymn = {
    .name = "hymn",
    .doc = "four parts moving together",
    .low = 36,
    .high = 79,
    .compose = compose,
};
