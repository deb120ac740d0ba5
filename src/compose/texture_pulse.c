#include "compose/textures.h"

// A soft strum on the off-beats, the lift of bright music without a drum. In four the pattern is
// x.x- over two beats: light on the beat, a touch more after it (evidence 3.2: calm music does not
// syncopate, so this belongs to `lift` alone).
static void compose(const TextureContext *context, NoteList *notes)
{
    enum { STRUM_TICKS = 22, BEAT_DB10 = -30, OFF_DB10 = 0, LIVELY = 60 };
    const Slot *const slot = texture_slot(context);
    const int32_t eighth = TICKS_PER_QUARTER / 2;
    const int lively = context->params->value[PARAM_DENSITY] >= LIVELY;
    const int32_t strokes = context->is_final ? 1 : context->ticks / eighth;
    for (int32_t s = 0; s < strokes; ++s) {
        const int off_beat = s % 2 == 1;
        if (!off_beat && !(lively && s % 4 == 0) && !context->is_final) {
            continue;
        }
        const int32_t length = context->is_final ? texture_chord_ticks(context) : eighth * 3 / 4;
        for (int i = 1; i < slot->voicing.count; ++i) { // two upper tones: a third or a fourth
            const int32_t order = off_beat ? i : slot->voicing.count - 1 - i;
            const int32_t pitch = slot->voicing.pitch[i] + OCTAVE * context->part->octave;
            texture_note(context, notes, s * eighth + order * STRUM_TICKS, length,
                         texture_fold(context, pitch), off_beat ? OFF_DB10 : BEAT_DB10);
        }
    }
}

const Texture texture_pulse = {
    .name = "pulse",
    .doc = "soft strums on the off-beats",
    .low = 50,
    .high = 79,
    .compose = compose,
};
