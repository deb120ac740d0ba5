#include "base/fix.h"
#include "compose/textures.h"

enum { FIGURE_NOTES = 4, FIGURES = 6 };

// Figures as indices into the chord from below: 0 is the bass an octave up, 1..3 the voicing.
static const uint8_t figures[FIGURES][FIGURE_NOTES] = {
    {0, 1, 2, 3}, {0, 2, 1, 3}, {0, 1, 2, 1}, {0, 2, 3, 2}, {0, 3, 2, 1}, {1, 2, 3, 2},
};

// The bass of the chord, an octave up; over a pedal point, which may be foreign to the chord, its
// root.
static int32_t lowest(const TextureContext *context)
{
    const Slot *const slot = texture_slot(context);
    const Phrase *const phrase = context->phrase;
    if (!phrase->has_pedal || chord_has_step(slot->chord, scale_step(phrase->key, slot->bass))) {
        return slot->bass + OCTAVE;
    }
    return scale_pitch(phrase->key, slot->chord.degree) - OCTAVE;
}

static int32_t figure_pitch(const TextureContext *context, int32_t index)
{
    const Voicing *const voicing = &texture_slot(context)->voicing;
    const int32_t pitch =
        index == 0 ? lowest(context) : voicing->pitch[fix_min(index, voicing->count) - 1];
    return texture_fold(context, pitch + OCTAVE * context->part->octave);
}

// One figure stays for a theme, so that the accompaniment is part of how it is known again.
static const uint8_t *figure_of(const TextureContext *context)
{
    Dice dice = dice_at(context->seed, texture_dice(context).stream, context->phrase->theme);
    return figures[dice_below(&dice, FIGURES)];
}

// Notes in a slot: what the surface rate leaves to the accompaniment, in even divisions that fit
// the metre; never faster than eighths.
static int32_t division(const TextureContext *context)
{
    enum { TOO_FEW_X10 = 8 };
    const int32_t most = context->ticks / (TICKS_PER_QUARTER / 2);
    if (context->onsets_x10 < TOO_FEW_X10) {
        return texture_chord_begins(context) ? 1 : 0;
    }
    int32_t best = 1;
    for (int32_t d = 2; d <= most; ++d) {
        const int fits = most % d == 0 && (most % 3 != 0 || d % 3 == 0);
        best = fits && d * 7 <= context->onsets_x10 ? d : best;
    }
    return best;
}

static void compose(const TextureContext *context, NoteList *notes)
{
    enum { FIRST_DB10 = 6, INNER_DB10 = -12, ROLL_TICKS = 120, HELD_STEPS = 2 };
    const uint8_t *const figure = figure_of(context);
    const int32_t count = context->is_final ? FIGURE_NOTES : division(context);
    const int32_t to_end = texture_chord_ticks(context);
    for (int32_t i = 0; i < count; ++i) {
        const int32_t offset = context->is_final ? i * ROLL_TICKS : i * context->ticks / count;
        const int32_t index = context->is_final ? i : figure[i % FIGURE_NOTES];
        const int32_t pitch = figure_pitch(context, index);
        // Held over the next notes of the figure, as with the pedal half down.
        const int32_t held = context->is_final ? to_end : HELD_STEPS * context->ticks / count;
        texture_note(context, notes, offset, fix_min(to_end - offset, held), pitch,
                     i == 0 && texture_chord_begins(context) ? FIRST_DB10 : INNER_DB10);
    }
}

const Texture texture_arpeggio = {
    .name = "arpeggio",
    .doc = "broken chords in one figure to a theme",
    .low = 45,
    .high = 76,
    .compose = compose,
};
