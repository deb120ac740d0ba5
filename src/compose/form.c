#include "compose/form.h"

#include "base/dice.h"
#include "base/fix.h"
#include "compose/streams.h"

// How sections are built. A phrase is about ten seconds, so a section lasts one to one and a half
// minutes. Upper case: the section's own theme; lower case: its second theme; '-': the tune rests.
// Orders after the folk-song forms of five to eight phrases, which repeat pairs (corpus A, "Form";
// AABBA, AABBC, ABABCDCD, ABACABAC lead), with places to breathe put between [D].
typedef struct {
    const char *letters;
    const char *cadences; ///< h half, d deceptive, p plagal, a authentic
    uint8_t arc[8];       ///< Density, %: an arch over the section (evidence 3.2: arch contours).
} Plan;

static const Plan opening_plans[] = {
    {"-AAbbA-", "phahdap", {55, 75, 85, 95, 100, 90, 65}},
    {"-AAbA", "phaha", {55, 75, 85, 100, 85}},
    {"-AbAb-A", "phdhapa", {55, 75, 85, 95, 100, 70, 85}},
};

static const Plan later_plans[] = {
    {"AAbA-", "hahap", {70, 85, 100, 90, 60}},
    {"AbAb-AA", "hdhapha", {70, 80, 95, 100, 65, 90, 75}},
    {"-AAbbA", "phahda", {60, 75, 90, 100, 95, 75}},
    {"AbA-bA", "hdaphp", {75, 90, 100, 60, 85, 70}},
    {"AAbb-A", "hahdpa", {70, 85, 100, 95, 60, 80}},
};

enum {
    OPENING_PLANS = sizeof opening_plans / sizeof opening_plans[0],
    LATER_PLANS = sizeof later_plans / sizeof later_plans[0],
    THEMES_MAX = 60000,  ///< Four weeks of sections.
    MEMORY_SECTIONS = 6, ///< How far back a returning theme is taken from.
};

static const Plan *plan_of(uint64_t seed, int32_t section)
{
    Dice dice = dice_at(seed, STREAM_FORM, (uint64_t)section);
    if (section == 0) {
        return &opening_plans[dice_below(&dice, OPENING_PLANS)];
    }
    return &later_plans[dice_below(&dice, LATER_PLANS)];
}

// The main theme of a section is new in the first section and in two of three later ones, the
// second theme in every other one; otherwise an old one comes back.
static int32_t theme_of(uint64_t seed, int32_t section, int second)
{
    const int returns = second ? section > 0 && section % 2 == 0 : section % 3 == 2;
    if (!returns) {
        return 2 * section + second;
    }
    Dice dice = dice_at(seed, STREAM_THEME, (uint64_t)(2 * section + second));
    const int32_t back = dice_range(&dice, 1, fix_min(section, MEMORY_SECTIONS));
    return theme_of(seed, section - back, second);
}

static Cadence cadence_of(char letter)
{
    switch (letter) {
    case 'h':
        return CADENCE_HALF;
    case 'd':
        return CADENCE_DECEPTIVE;
    case 'p':
        return CADENCE_PLAGAL;
    default:
        return CADENCE_AUTHENTIC;
    }
}

static int32_t statements_before(const Plan *plan, int32_t index)
{
    int32_t count = 0;
    for (int32_t i = 0; i < index; ++i) {
        count += plan->letters[i] == plan->letters[index];
    }
    return count;
}

FormPlace form_place(uint64_t seed, int32_t section, int32_t index)
{
    const Plan *const plan = plan_of(seed, section);
    const char letter = plan->letters[index];
    const int32_t theme = theme_of(seed, section, letter == 'b');
    const int32_t first_home = theme / 2;
    const int32_t again = statements_before(plan, index) + (first_home != section ? 1 : 0);
    return (FormPlace){
        .theme = (uint16_t)(theme % THEMES_MAX),
        .variation = (uint8_t)(again == 0 ? 0 : 1 + (section * 8 + index) % 250),
        .cadence = (uint8_t)cadence_of(plan->cadences[index]),
        .has_tune = letter != '-',
        .arc = plan->arc[index],
        .closes_section = plan->letters[index + 1] == '\0',
    };
}

int32_t form_phrase_bars(int64_t bar_ms, int64_t phrase_ms)
{
    // Two, three, four, six or eight bars; odd ones must be clearly nearer to be taken.
    static const int32_t lengths[] = {2, 3, 4, 6, 8};
    static const int32_t handicap[] = {0, 300, 0, 300, 150}; // 1/4096 octave
    const int32_t goal = fix_log2((int32_t)fix_max(1, (int32_t)phrase_ms));
    int32_t best = 0;
    int32_t best_off = INT32_MAX;
    for (int i = 0; i < 5; ++i) {
        const int32_t off = fix_abs(fix_log2((int32_t)(bar_ms * lengths[i])) - goal) + handicap[i];
        if (off < best_off) {
            best = lengths[i];
            best_off = off;
        }
    }
    return best;
}

int32_t form_bars_to_end(int64_t bars_left, int32_t bars)
{
    if (bars_left <= 1) {
        return 1;
    }
    int64_t phrases = bars_left / bars < 1 ? 1 : bars_left / bars;
    phrases += phrases * BARS_MAX < bars_left;
    const int64_t length = fix_div_round(bars_left, phrases);
    return fix_clamp((int32_t)length, 1, BARS_MAX);
}
