#include "compose/textures.h"

static int holds(const Slot *slot, int32_t pitch)
{
    for (int i = 0; i < slot->voicing.count; ++i) {
        if (slot->voicing.pitch[i] == pitch) {
            return 1;
        }
    }
    return 0;
}

// A tone that the next chords keep is held through them, not struck again.
static int32_t tied_ticks(const TextureContext *context, int32_t pitch)
{
    const Phrase *const phrase = context->phrase;
    int32_t slot = texture_slot(context)->next;
    while (slot < phrase->slot_count && holds(&phrase->slots[slot], pitch)) {
        slot = phrase->slots[slot].next;
    }
    const int32_t end = slot < phrase->slot_count ? phrase->slots[slot].tick : phrase->ticks;
    return end - context->start_tick;
}

static void compose(const TextureContext *context, NoteList *notes)
{
    enum { OVERLAP = TICKS_PER_SIXTEENTH };
    const Phrase *const phrase = context->phrase;
    const Slot *const slot = texture_slot(context);
    if (!texture_chord_begins(context)) {
        return;
    }
    for (int i = 0; i < slot->voicing.count; ++i) {
        const int32_t pitch = slot->voicing.pitch[i];
        if (context->slot > 0 && holds(&phrase->slots[context->slot - 1], pitch)) {
            continue;
        }
        const int32_t ticks = tied_ticks(context, pitch);
        texture_note(context, notes, 0, ticks + OVERLAP,
                     texture_fold(context, pitch + OCTAVE * context->part->octave), 0);
    }
}

const Texture texture_pad = {
    .name = "pad",
    .doc = "sustained chords, common tones tied over",
    .low = 48,
    .high = 79,
    .compose = compose,
};
