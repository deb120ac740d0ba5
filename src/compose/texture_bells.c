#include "base/fix.h"
#include "compose/textures.h"

static int tune_moves(const TextureContext *context)
{
    const Tune *const tune = &context->phrase->tune;
    for (int32_t i = 0; i < tune->count; ++i) {
        const int32_t offset = tune->notes[i].tick - context->start_tick;
        if (offset >= 0 && offset < context->ticks) {
            return 1;
        }
    }
    return 0;
}

// In the last phrase nothing rings into the last chord that does not belong to it.
static int32_t length_at(const TextureContext *context, int32_t offset)
{
    const int32_t usual = 2 * TICKS_PER_QUARTER;
    return context->phrase->closes_piece ? fix_min(usual, texture_chord_ticks(context) - offset)
                                         : usual;
}

// Sparkles where the tune is still: one or two high chord tones, never on the downbeat.
static void compose(const TextureContext *context, NoteList *notes)
{
    enum { SPEAKS = 150, SPEAKS_ALONE = 480, SECOND = 350, SECOND_DB10 = -25 };
    Dice dice = texture_dice(context);
    const int32_t density = context->params->value[PARAM_DENSITY];
    const int32_t chance = (tune_moves(context) ? SPEAKS : SPEAKS_ALONE) * (50 + density) / 100;
    if (context->is_final || !dice_chance(&dice, chance)) {
        return;
    }
    const Slot *const slot = texture_slot(context);
    const int32_t eighth = TICKS_PER_QUARTER / 2;
    const int32_t places = context->ticks / eighth;
    const int32_t at = dice_range(&dice, 1, places - 1) * eighth;
    const int32_t voice = dice_below(&dice, slot->voicing.count);
    const int32_t pitch = slot->voicing.pitch[voice] + 2 * OCTAVE + OCTAVE * context->part->octave;
    texture_note(context, notes, at, length_at(context, at), texture_fold(context, pitch), 0);
    if (at + eighth < context->ticks && dice_chance(&dice, SECOND)) {
        const int32_t other = slot->voicing.pitch[(voice + 1) % slot->voicing.count] + 2 * OCTAVE;
        texture_note(context, notes, at + eighth, length_at(context, at + eighth),
                     texture_fold(context, other), SECOND_DB10);
    }
}

const Texture texture_bells = {
    .name = "bells",
    .doc = "sparse high chord tones where the tune is still",
    .low = 76,
    .high = 93,
    .compose = compose,
};
