#include "base/fix.h"
#include "compose/textures.h"
#include "music/percussion.h"

// Levels around the part's own, tenths of a dB: nothing here is to be an accent, since percussion
// raises arousal wherever it stands out (van der Zwaag 2011, evidence 2.5).
enum {
    DRUM_DB10 = 0,
    PICK_UP_DB10 = -50,
    RIM_DB10 = -25,
    SHAKER_DB10 = -15,
    SHAKER_INNER_DB10 = -40, ///< Between two others, as in 6/8.
};

// Density at this place of the section from which each sound joins, and for pick-ups the chance.
enum { DRUM_FROM = 58, RIM_FROM = 66, PICK_UP_FROM = 74, PICK_UP = 350 };

// Beats that answer the first one, as bits: 2 and 4; 2 and 3; 2.
static const uint8_t back_beats[METRE_COUNT] = {
    [METRE_4_4] = 0x0A, [METRE_3_4] = 0x06, [METRE_6_8] = 0x02};

// Silent in the opening phrase, in the last bar of a section, and under the last chord.
static int rests(const TextureContext *context)
{
    const Phrase *const phrase = context->phrase;
    const int32_t last_bar = phrase->ticks - metre_table[phrase->metre].bar_ticks;
    return context->is_final || phrase->number == 0 ||
           (phrase->closes_section && context->start_tick >= last_bar);
}

static void hit(const TextureContext *context, NoteList *notes, int32_t offset, Hit sound,
                int32_t level_db10)
{
    const int32_t length = sound == HIT_DRUM ? TICKS_PER_QUARTER : TICKS_PER_SIXTEENTH;
    texture_note(context, notes, offset, length, (int32_t)sound, level_db10);
}

static void play_beat(const TextureContext *context, NoteList *notes, int32_t offset, int32_t beat)
{
    const Phrase *const phrase = context->phrase;
    const int32_t density = context->params->value[PARAM_DENSITY] * phrase->arc / 100;
    if (beat == 0 && density >= DRUM_FROM) {
        hit(context, notes, offset, HIT_DRUM, DRUM_DB10);
    } else if (density >= RIM_FROM && (back_beats[phrase->metre] >> beat & 1)) {
        hit(context, notes, offset, HIT_RIM, RIM_DB10);
    }
}

// Before a beat the shaker comes back; the drum may lead to the next bar.
static void play_off_beat(const TextureContext *context, NoteList *notes, int32_t offset,
                          int32_t to_beat, int32_t to_bar)
{
    enum { EIGHTH = TICKS_PER_QUARTER / 2 };
    hit(context, notes, offset, HIT_SHAKER, to_beat > EIGHTH ? SHAKER_INNER_DB10 : SHAKER_DB10);
    const int32_t density = context->params->value[PARAM_DENSITY] * context->phrase->arc / 100;
    if (to_bar == EIGHTH && density >= PICK_UP_FROM) {
        Dice dice = texture_dice(context);
        if (dice_chance(&dice, PICK_UP)) {
            hit(context, notes, offset, HIT_DRUM, PICK_UP_DB10);
        }
    }
}

// A hand drum on one, a rim on the back-beats, a shaker between the beats: they join one by one as
// the section grows.
static void compose(const TextureContext *context, NoteList *notes)
{
    const MetreInfo *const metre = &metre_table[context->phrase->metre];
    if (rests(context)) {
        return;
    }
    for (int32_t offset = 0; offset < context->ticks; offset += TICKS_PER_QUARTER / 2) {
        const int32_t in_bar = fix_mod(context->start_tick + offset, metre->bar_ticks);
        const int32_t in_beat = in_bar % metre->beat_ticks;
        if (in_beat == 0) {
            play_beat(context, notes, offset, in_bar / metre->beat_ticks);
        } else {
            play_off_beat(context, notes, offset, metre->beat_ticks - in_beat,
                          metre->bar_ticks - in_bar);
        }
    }
}

const Texture texture_groove = {
    .name = "groove",
    .doc = "a hand drum, a rim and a shaker, for the soft percussion",
    .is_percussion = 1,
    .low = HIT_RIM,
    .high = HIT_SHAKER,
    .compose = compose,
};
