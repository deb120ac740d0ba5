// The composer: slot after slot, steered, in the listener's key, to an end in time.
#include "harness.h"
#include "unit/fixture.h"
#include "unit/walk.h"

#include <stdlib.h>
#include <string.h>

static Composer composer;
static Span span;

static Situation situation_of(const Preset *preset, Mood mood, int64_t left_ms)
{
    const Params params = walk_params(preset, mood);
    return (Situation){.params = params,
                       .mood = mood,
                       .goal = mood,
                       .tempo_bpm = 1000 * params.value[PARAM_TEMPO],
                       .left_ms = left_ms};
}

static void test_slots(void)
{
    for (int p = 0; p < FIXTURES; ++p) {
        const Preset *const preset = &fixture_presets()[p];
        composer_init(&composer, preset, 3, NULL);
        int64_t tick = 0;
        EXPECT(composer_at_phrase(&composer), "it begins with a phrase");
        for (int i = 0; i < 400; ++i) {
            const int at_phrase = composer_at_phrase(&composer);
            const Situation situation = situation_of(preset, preset->mood, -1);
            composer_slot(&composer, &situation, &span);
            EXPECT(span.tick == tick, "%s: slot %d begins at %lld", preset->name, i,
                   (long long)span.tick);
            EXPECT(span.new_phrase == at_phrase, "%s: phrase at slot %d?", preset->name, i);
            EXPECT(!span.new_phrase || span.phrase_tick == tick, "%s: phrase begins", preset->name);
            EXPECT(span.last == 0, "%s ends by itself", preset->name);
            EXPECT(i > 0 || span.new_key, "%s: the first key is told", preset->name);
            tick += span.ticks;
        }
    }
    CHECK(test_clean(), "slots follow one another without gap or overlap, and never end unasked");
}

static void test_keys(void)
{
    for (int k = 0; k < OCTAVE * MODE_COUNT; ++k) {
        const Key key = {(uint8_t)(k % OCTAVE), (uint8_t)(k / OCTAVE)};
        const Preset *const preset = &fixture_presets()[k % FIXTURES];
        composer_init(&composer, preset, (uint64_t)k, &key);
        for (int i = 0; i < 300; ++i) {
            const Mood mood = {(int16_t)(i / 30 % 2 == 0 ? 900 : -900), -500};
            const Situation situation = situation_of(preset, mood, -1);
            composer_slot(&composer, &situation, &span);
            EXPECT(memcmp(&span.key, &key, sizeof key) == 0, "key %d is left at slot %d", k, i);
        }
    }
    CHECK(test_clean(), "a key that the listener names is never left, whatever the mood");
}

// Slots until valence has moved the mode, from a bright mood to a dark one.
static void test_mode_follows(void)
{
    const Preset *const preset = &fixture_presets()[0];
    int darker = 0;
    for (uint64_t seed = 0; seed < 20; ++seed) {
        composer_init(&composer, preset, seed, NULL);
        uint8_t tonic = 0;
        int phrase_only = 1;
        for (int i = 0; i < 80; ++i) {
            const Mood mood = i < 20 ? preset->mood : (Mood){-800, -500};
            const Situation situation = situation_of(preset, mood, -1);
            const Key before = composer.phrase.key;
            composer_slot(&composer, &situation, &span);
            tonic = i == 0 ? span.key.tonic : tonic;
            phrase_only &= span.new_phrase || memcmp(&before, &span.key, sizeof before) == 0;
        }
        EXPECT(phrase_only, "seed %d: the key changes inside a phrase", (int)seed);
        darker += span.key.mode == MODE_AEOLIAN;
    }
    CHECK(test_clean() && darker == 20, "a dark mood brings a dark mode, at a phrase's beginning");
}

// How long a piece of `seconds` lasts when the composer is told what is left.
static void expect_end(int p, uint64_t seed, int seconds)
{
    const Preset *const preset = &fixture_presets()[p];
    composer_init(&composer, preset, seed, NULL);
    int64_t us = 0, last_chord_us = 0;
    int slots = 0;
    do {
        const Situation situation =
            situation_of(preset, preset->mood, (int64_t)seconds * 1000 - us / 1000);
        composer_slot(&composer, &situation, &span);
        const Slot *const slot = &composer.phrase.slots[composer.slot - 1];
        last_chord_us = slot->first == composer.slot - 1 ? us : last_chord_us;
        us += (int64_t)(span.tempo_us + span.end_tempo_us) / 2 * span.ticks / TICKS_PER_QUARTER;
    } while (!span.last && ++slots < 5000);
    const double off = (double)seconds - (double)last_chord_us / 1e6;
    EXPECT(span.last && off > 2.0 && off < 14.0,
           "%s, seed %d, %d s: the last chord comes %.1f s "
           "before the end",
           preset->name, (int)seed, seconds, off);
}

static void test_end_in_time(void)
{
    for (int p = 0; p < FIXTURES; ++p) {
        for (uint64_t seed = 0; seed < 20; ++seed) {
            for (int seconds = 30; seconds <= 300; seconds += 45) {
                expect_end(p, seed, seconds);
            }
        }
    }
    CHECK(test_clean(), "told its length, a piece reaches its last chord 2 to 14 s before the end");
    composer_init(&composer, fixture_presets(), 1, NULL);
    int slots = 0;
    do {
        Situation situation = situation_of(fixture_presets(), fixture_presets()->mood, -1);
        situation.close = slots > 10;
        composer_slot(&composer, &situation, &span);
    } while (!span.last && ++slots < 500);
    CHECK(span.last && span.chord.degree == 0,
          "asked to close, it ends at home with the next phrase");
}

static void test_change(void)
{
    const Preset *const presets = fixture_presets();
    composer_init(&composer, &presets[0], 1, NULL);
    Situation situation = situation_of(&presets[0], presets[0].mood, -1);
    composer_slot(&composer, &situation, &span);
    while (!composer_at_phrase(&composer)) {
        composer_slot(&composer, &situation, &span);
    }
    composer_change(&composer, &presets[1]);
    situation = situation_of(&presets[1], presets[1].mood, -1);
    composer_slot(&composer, &situation, &span);
    CHECK(composer.phrase.metre == METRE_3_4 && span.new_phrase, "a new preset brings its metre");
    const Key *const keys = presets[1].keys;
    CHECK(span.key.tonic == keys[0].tonic || span.key.tonic == keys[1].tonic ||
              span.key.tonic == (keys[0].tonic + 5) % OCTAVE ||
              span.key.tonic == (keys[0].tonic + 7) % OCTAVE,
          "and one of its keys, or a near one");
}

int main(void)
{
    test_begin("composer");
    test_slots();
    test_keys();
    test_mode_follows();
    test_end_in_time();
    test_change();
    return test_end();
}
