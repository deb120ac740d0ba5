// Form: sections that end, themes that return.
#include "compose/form.h"
#include "harness.h"

#include <math.h>
#include <string.h>

enum { SEEDS = 50, SECTIONS = 60, PHRASES_MAX = 12, THEMES = 256 };

static int phrases_in(uint64_t seed, int section)
{
    for (int i = 0; i < PHRASES_MAX; ++i) {
        if (form_place(seed, section, i).closes_section) {
            return i + 1;
        }
    }
    return 0;
}

static void test_sections(void)
{
    for (uint64_t seed = 0; seed < SEEDS; ++seed) {
        for (int section = 0; section < SECTIONS; ++section) {
            const int phrases = phrases_in(seed, section);
            int tunes = 0;
            EXPECT(phrases >= 4 && phrases <= 8, "seed %d: section %d has %d phrases", (int)seed,
                   section, phrases);
            for (int i = 0; i < phrases; ++i) {
                const FormPlace place = form_place(seed, section, i),
                                again = form_place(seed, section, i);
                EXPECT(memcmp(&place, &again, sizeof place) == 0, "not the same twice");
                EXPECT(place.cadence < CADENCE_COUNT && place.arc >= 30 && place.arc <= 100,
                       "seed %d, section %d, phrase %d", (int)seed, section, i);
                tunes += place.has_tune;
            }
            const Cadence last = (Cadence)form_place(seed, section, phrases - 1).cadence;
            EXPECT(last == CADENCE_AUTHENTIC || last == CADENCE_PLAGAL,
                   "seed %d: section %d ends on cadence %d", (int)seed, section, last);
            EXPECT(tunes * 2 > phrases, "seed %d: section %d has %d tunes", (int)seed, section,
                   tunes);
        }
    }
    CHECK(test_clean(), "every section ends at home after four to eight phrases, most with a tune");
}

// Follows one session: first statements are plain, later ones varied, each in its own way.
static void follow_themes(uint64_t seed, int *statements, int *returns)
{
    int seen[THEMES] = {0}, home[THEMES] = {0};
    static uint8_t varied[THEMES][256];
    memset(varied, 0, sizeof varied);
    for (int section = 0; section < SECTIONS; ++section) {
        for (int i = 0; i < phrases_in(seed, section); ++i) {
            const FormPlace place = form_place(seed, section, i);
            if (!place.has_tune) {
                continue;
            }
            EXPECT((place.variation == 0) == (seen[place.theme] == 0),
                   "seed %d: theme %d, variation %d at %d.%d", (int)seed, place.theme,
                   place.variation, section, i);
            EXPECT(varied[place.theme][place.variation]++ == 0,
                   "seed %d: theme %d, variation %d "
                   "comes again at %d.%d",
                   (int)seed, place.theme, place.variation, section, i);
            home[place.theme] = seen[place.theme]++ == 0 ? section : home[place.theme];
            *statements += 1;
            *returns += home[place.theme] != section;
        }
    }
}

static void test_themes(void)
{
    int statements = 0, returns = 0;
    for (uint64_t seed = 0; seed < SEEDS; ++seed) {
        follow_themes(seed, &statements, &returns);
    }
    CHECK(test_clean(), "a theme is first stated plainly, then never varied the same way twice");
    CHECK(returns * 10 > statements && returns * 2 < statements,
          "%d of %d statements bring back the theme of an earlier section", returns, statements);
}

static void test_bars(void)
{
    for (int64_t bar_ms = 1500; bar_ms <= 6000; bar_ms += 50) {
        for (int64_t phrase_ms = 4000; phrase_ms <= 20000; phrase_ms += 500) {
            const int32_t bars = form_phrase_bars(bar_ms, phrase_ms);
            const double off = fabs(log2((double)bars * (double)bar_ms / (double)phrase_ms));
            const int limited = bars == 2 || bars == 8;
            EXPECT(bars >= 2 && bars <= BARS_MAX, "%d bars", bars);
            EXPECT(limited || off < 0.45, "%lld ms in bars of %lld: %d", (long long)phrase_ms,
                   (long long)bar_ms, bars);
        }
    }
    CHECK(test_clean(), "phrases have the whole number of bars that comes near their length");
    CHECK(form_phrase_bars(2500, 10000) == 4 && form_phrase_bars(5000, 10000) == 2,
          "ten seconds are four bars of 2.5 s or two of 5 s");
}

static void test_to_the_end(void)
{
    for (int32_t bars = 2; bars <= 8; ++bars) {
        for (int64_t left = 0; left <= 60; ++left) {
            int64_t rest = left < 1 ? 1 : left;
            int phrases = 0;
            for (; rest > 0 && phrases < 40; ++phrases) {
                const int32_t next = form_bars_to_end(rest, bars);
                EXPECT(next >= 1 && next <= BARS_MAX, "%d bars", next);
                EXPECT(next * 2 >= bars || next >= left, "a stump of %d bars, %lld left", next,
                       (long long)rest);
                rest -= next;
            }
            EXPECT(rest == 0, "%lld bars in phrases of %d: %lld left over", (long long)left, bars,
                   (long long)rest);
        }
    }
    CHECK(test_clean(), "what is left of a piece divides into whole phrases, none a stump");
}

int main(void)
{
    test_begin("form");
    test_sections();
    test_themes();
    test_bars();
    test_to_the_end();
    return test_end();
}
