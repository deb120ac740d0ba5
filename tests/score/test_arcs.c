// Where a session leads: arcs in stages from a mood to another, presets' own ways, and a swell that
// goes over to three quarters of the listener's breath.
#include "harness.h"
#include "score/steer.h"

#include <math.h>
#include <stdlib.h>

static Take take;

// ---- Arcs ---------------------------------------------------------------------------------------

enum {
    OVER_TENTHS = 6000, ///< Ten minutes.
    LEADS = OVER_TENTHS * 6 / 10,
    STAGES = 5,
    HELD = LEADS / STAGES * 6 / 10,
    NEAR = 5, ///< Tenths of a second that a step of the automation may be late.
};

typedef struct {
    Mood from, to;
} Arc;

static const Arc arcs[] = {
    {{-550, -500}, {550, 50}},  // low to hopeful
    {{-250, 300}, {550, -650}}, // restless to calm
    {{850, 600}, {150, -950}},  // joyful to sleepy
    {{0, 0}, {700, 0}},         // along one axis
    {{550, -650}, {550, -650}}, // nowhere
};

enum { ARCS = sizeof arcs / sizeof arcs[0] };

static int is_mood(Mood a, Mood b)
{
    return a.valence == b.valence && a.arousal == b.arousal;
}

static int turns_back(int before, int now, int to)
{
    return abs(to - now) > abs(to - before) || (to - now) * (to - before) < 0;
}

// Stretches in which the target stood still for as long as a stage is held, before it has arrived.
static int count_stages(void)
{
    int stages = 0, still = 0;
    for (int t = 1; t < LEADS; ++t) {
        still = is_mood(take.target[t], take.target[t - 1]) ? still + 1 : 0;
        stages += still == HELD - 2 * NEAR;
    }
    return stages;
}

static void expect_arc(const Arc *arc, int preset, int seed)
{
    SessionConfig config = steer_config(preset, (uint64_t)seed);
    config.has_from = config.has_mood = 1;
    config.from = arc->from;
    config.mood = arc->to;
    config.over_ms = OVER_TENTHS * 100;
    config.length_ms = config.over_ms;
    take_play(&take, &config, NULL, 0, config.over_ms);
    EXPECT(is_mood(take.mood[0], arc->from), "it begins at %d,%d", take.mood[0].valence,
           take.mood[0].arousal);
    for (int t = 1; t < take.tenths; ++t) {
        const Mood before = take.target[t - 1], now = take.target[t], mood = take.mood[t];
        EXPECT(!turns_back(before.valence, now.valence, arc->to.valence) &&
                   !turns_back(before.arousal, now.arousal, arc->to.arousal),
               "at %d s it turns back from %d,%d to %d,%d", t / 10, before.valence, before.arousal,
               now.valence, now.arousal);
        EXPECT(abs(mood.valence - now.valence) <= 20 && abs(mood.arousal - now.arousal) <= 20,
               "at %d s the mood is %d,%d", t / 10, mood.valence, mood.arousal);
        EXPECT(t < LEADS + NEAR || is_mood(now, arc->to), "at %d s it is not there", t / 10);
    }
    const int moves = !is_mood(arc->from, arc->to);
    EXPECT(!moves || count_stages() == STAGES, "%d stages", count_stages());
    EXPECT(!moves || !is_mood(take.target[LEADS * 98 / 100], arc->to), "it is there too early");
}

static void test_arcs(void)
{
    for (int a = 0; a < ARCS; ++a) {
        for (int p = 0; p < STEER_PRESETS; ++p) {
            expect_arc(&arcs[a], p, a);
        }
    }
    CHECK(test_clean(), "%d arcs lead in %d stages, never back, arrive after 60 %% and hold",
          ARCS * STEER_PRESETS, (int)STAGES);
}

// ---- The notes of an arc ------------------------------------------------------------------------

/// Of the phrases that begin within a part of a take.
typedef struct {
    double darkness, rate;
} Heard;

static Heard hear(int from_tenths, int to_tenths)
{
    double dark = 0, phrases = 0, notes = 0;
    int mode = 0;
    for (size_t i = 0; i < take.count; ++i) {
        const Event *const event = &take.events[i];
        const int64_t tenths = take_ms(event) / 100;
        const int counts = tenths >= from_tenths && tenths < to_tenths;
        mode = event->kind == EVENT_KEY ? event->b : mode;
        if (counts && event->kind == EVENT_PHRASE) {
            dark += mode;
            phrases += 1;
        }
        notes += counts && event->kind == EVENT_NOTE_ON;
    }
    return (Heard){dark / phrases, notes * 10 / (to_tenths - from_tenths)};
}

static void test_notes(void)
{
    enum { SEEDS = 6, STAGE = LEADS / STAGES };
    Heard first = {0, 0}, last = {0, 0};
    for (int seed = 0; seed < SEEDS; ++seed) {
        expect_arc(&arcs[0], 0, seed);
        const Heard low = hear(0, STAGE / 2), hopeful = hear(LEADS, OVER_TENTHS);
        first = (Heard){first.darkness + low.darkness, first.rate + low.rate};
        last = (Heard){last.darkness + hopeful.darkness, last.rate + hopeful.rate};
    }
    CHECK(test_clean() && first.darkness / SEEDS >= MODE_DORIAN && last.darkness < 0.2 * SEEDS,
          "from low the modes are dark, %.2f, at hopeful bright, %.2f", first.darkness / SEEDS,
          last.darkness / SEEDS);
    CHECK(last.rate > first.rate * 1.3, "and the notes go from %.2f to %.2f a second",
          first.rate / SEEDS, last.rate / SEEDS);
}

// ---- The presets' own ways ----------------------------------------------------------------------

static void test_presets(void)
{
    for (int p = 0; p < STEER_PRESETS; ++p) {
        SessionConfig config = steer_config(p, 1);
        const Preset *const preset = &config.presets[p];
        const int64_t length_ms = 1000 * ((int64_t)preset->lead_s + 60);
        take_play(&take, &config, NULL, 0, length_ms);
        const Mood last = take.mood[take.tenths - 1];
        EXPECT(is_mood(take.mood[0], mood_safe(preset->start.valence, preset->start.arousal)),
               "%s begins at %d,%d", preset->name, take.mood[0].valence, take.mood[0].arousal);
        EXPECT(is_mood(last, mood_safe(preset->mood.valence, preset->mood.arousal)),
               "%s ends at %d,%d", preset->name, last.valence, last.arousal);
        for (int t = 0; t < take.tenths; ++t) {
            EXPECT(take.mood[t].valence >= 0, "%s: valence %d at %d s", preset->name,
                   take.mood[t].valence, t / 10);
        }
    }
    CHECK(test_clean(), "no preset is sad or tense unasked, and each arrives");
}

// ---- Breath -------------------------------------------------------------------------------------

enum { SAMPLES = 4200, PER_MINUTE = 600 }; ///< Seven minutes of tenths of a second.

static double expression[SAMPLES];

static void sample_expression(void)
{
    size_t i = 0;
    double value = 0;
    for (int t = 0; t < SAMPLES; ++t) {
        for (; i < take.count && take_ms(&take.events[i]) <= t * 100; ++i) {
            const Event *const event = &take.events[i];
            const int is_it = event->kind == EVENT_CONTROL && event->a == 11 && event->part == 0;
            value = is_it ? event->b : value;
        }
        expression[t] = value;
    }
}

static double power(int from, int to, double per_minute)
{
    double mean = 0, real = 0, imaginary = 0;
    for (int t = from; t < to; ++t) {
        mean += expression[t] / (to - from);
    }
    for (int t = from; t < to; ++t) {
        const double phase = 2 * 3.14159265358979 * per_minute * t / PER_MINUTE;
        const double hann = 1 - cos(2 * 3.14159265358979 * (t - from) / (to - from));
        real += hann * (expression[t] - mean) * cos(phase);
        imaginary += hann * (expression[t] - mean) * sin(phase);
    }
    return real * real + imaginary * imaginary;
}

// Swells a minute between two moments, where the spectrum is strongest.
static double swells(int from, int to)
{
    double best = 0, most = 0;
    for (double rate = 2; rate < 35; rate += 0.05) {
        const double here = power(from, to, rate);
        best = here > most ? rate : best;
        most = here > most ? here : most;
    }
    return best;
}

static void expect_breath(int preset, int own_x10, int told_ms)
{
    SessionConfig config = steer_config(preset, 3);
    const Touch touch = {told_ms, {CONTROL_BREATH, own_x10, 0}};
    config.breath_x10 = told_ms == 0 ? own_x10 : 0;
    config.has_mood = 1; // where the preset leads the level stands still: what moves is the swell
    config.mood = config.presets[preset].mood;
    take_play(&take, &config, &touch, told_ms > 0, SAMPLES * 100);
    sample_expression();
    const double own = own_x10 / 10.0;
    const double goal = own * 0.75 > 5 ? own * 0.75 : own < 5 ? own : 5;
    const int told = told_ms / 100, there = told + 3 * PER_MINUTE;
    const double early = swells(told, told + PER_MINUTE / 2), late = swells(there, SAMPLES);
    // The swell waits for phrases after a pause: a few per cent.
    EXPECT(fabs(late - goal) <= 0.04 * goal, "%s: %.1f a minute: %.2f swells after three minutes",
           steer_names[preset], own, late);
    EXPECT(fabs(early - own) <= 0.25 * own, "%s: %.1f a minute: %.2f swells at once",
           steer_names[preset], own, early);
}

static void test_breath(void)
{
    static const int own[] = {40, 60, 100, 140, 200, 300};
    for (size_t i = 0; i < sizeof own / sizeof own[0]; ++i) {
        expect_breath(0, own[i], 0);
        expect_breath(2, own[i], 60000);
    }
    CHECK(test_clean(), "the swell begins with the listener's breath and goes over to 75 %% of it");
}

// The worst distance of a phrase from whole breaths, as a share of a breath, from `from_ms` on.
// Phrases before a pause are longer by it.
static double uneven(int64_t from_ms, double breath_s, int *count)
{
    double worst = 0;
    const Event *before = NULL;
    for (size_t i = 0; i < take.count; ++i) {
        const Event *const event = &take.events[i];
        if (event->kind != EVENT_PHRASE) {
            continue;
        }
        if (before != NULL && take_ms(before) >= from_ms && event->a == before->a) {
            const double breaths = (double)(take_ms(event) - take_ms(before)) / 1000 / breath_s;
            worst = fmax(worst, fabs(breaths - round(breaths)));
            ++*count;
        }
        before = event;
    }
    return worst;
}

// Once the swell has gone over to its own rate, phrases are whole breaths of it.
static void test_whole_breaths(void)
{
    static const int own[] = {60, 80, 110, 140, 180};
    static const int presets[] = {0, 1, 2,
                                  5}; // in four, six and three; breathe stands on its breath
    double worst = 0;
    int count = 0;
    for (size_t i = 0; i < sizeof own / sizeof own[0]; ++i) {
        for (size_t p = 0; p < sizeof presets / sizeof presets[0]; ++p) {
            SessionConfig config = steer_config(presets[p], 5);
            config.breath_x10 = own[i];
            config.has_mood = 1;
            config.mood = config.presets[presets[p]].mood;
            take_play(&take, &config, NULL, 0, SAMPLES * 100);
            const double goal = fmax(own[i] * 0.75, 50) / 10;
            const double here = uneven(200000, 60 / goal, &count);
            worst = fmax(worst, here);
            EXPECT(here <= 0.06, "%s, %d/10 breaths a minute: %.2f of a breath off",
                   steer_names[presets[p]], own[i], here);
        }
    }
    CHECK(test_clean() && count > 100, "%d phrases are whole breaths, to %.3f of one", count,
          worst);
}

static void test_no_breath(void)
{
    SessionConfig config = steer_config(0, 3);
    take_play(&take, &config, NULL, 0, SAMPLES * 100);
    sample_expression();
    const double rate = swells(PER_MINUTE, SAMPLES);
    CHECK(fabs(rate - 6) < 0.1, "untold it swells six times a minute: %.2f", rate);
}

int main(void)
{
    test_begin("arcs");
    test_arcs();
    test_notes();
    test_presets();
    test_breath();
    test_whole_breaths();
    test_no_breath();
    return test_end();
}
