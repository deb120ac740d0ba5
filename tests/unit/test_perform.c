// Performance: levels to velocities, timing that stays small.
#include "compose/perform.h"
#include "compose/texture.h"
#include "harness.h"
#include "music/instrument.h"

#include <math.h>

static Phrase phrase;
static PartSpec parts[2];
static Params params;

static void prepare(const char *instrument, int arch, int timing)
{
    static const ParamSet nothing;
    params_from_mood(&params, (Mood){0, 0}, &nothing);
    params.value[PARAM_LEVEL] = 0;
    params.value[PARAM_ARCH] = arch;
    params.value[PARAM_TIMING] = timing;
    phrase = (Phrase){.metre = METRE_4_4, .bars = 4, .ticks = 4 * 3840, .slot_count = 8};
    parts[0] = (PartSpec){.instrument = (uint8_t)instrument_find(instrument)};
    parts[1] = parts[0];
}

// Performs one note alone, as note `number` of the session.
static Note play(int32_t tick, int32_t level_db10, int64_t number)
{
    static NoteList list;
    list.count = 0;
    note_add(&list,
             (Note){.tick = tick, .length = 900, .pitch = 60, .velocity = (int16_t)level_db10});
    perform_slot(&phrase, parts, &params, 1, number, 60000, &list);
    return list.notes[0];
}

static void test_velocity(void)
{
    for (int32_t db10 = -300; db10 <= 80; ++db10) {
        const double want = 80 * pow(10.0, db10 / 400.0);
        const int32_t got = perform_velocity(db10);
        EXPECT(want > 127 || fabs(got - want) <= 0.6, "%d tenths of a dB are %d, not %.1f", db10,
               got, want);
        EXPECT(got >= perform_velocity(db10 - 1), "louder is softer at %d", db10);
    }
    CHECK(test_clean() && perform_velocity(0) == 80,
          "40 log10 of velocity is the level; 80 is 0 dB");
    CHECK(perform_velocity(-900) == 1 && perform_velocity(300) == 127, "held to 1..127");
}

static double mean_velocity(int32_t tick, int32_t level_db10)
{
    double sum = 0;
    for (int i = 0; i < 400; ++i) {
        sum += play(tick, level_db10, i).velocity;
    }
    return sum / 400;
}

static void test_level(void)
{
    prepare("felt piano", 100, 0);
    const double start = mean_velocity(0, -60), middle = mean_velocity(2 * 3840, -60),
                 end = mean_velocity(4 * 3840 - 3840, -60);
    CHECK(middle > start + 1 && middle > end + 1, "a phrase swells to its middle: %.1f %.1f %.1f",
          start, middle, end);
    prepare("felt piano", 0, 0);
    CHECK(mean_velocity(0, -60) > mean_velocity(960, -60) &&
              mean_velocity(960, -60) > mean_velocity(480, -60),
          "downbeats are a little louder than beats, beats than what is between");
    CHECK(mean_velocity(0, -60) - mean_velocity(480, -60) < 6, "accents stay under 6 of velocity");
    parts[0].level_db10 = -60;
    const double quiet = mean_velocity(0, -60);
    parts[0].level_db10 = 0;
    CHECK(fabs(40 * log10(mean_velocity(0, -60) / quiet) - 6) < 0.5, "a part's level counts in dB");
}

// Milliseconds by which a note is played off its place, in phrase `number`, at 60 a minute.
static double stray_ms(int32_t tick, int number)
{
    const int ahead = 8 / 3 * 960 / 1000; // of the piano's attack
    phrase.number = number;
    return (play(tick, 0, number).tick - tick + ahead) * 1000.0 / 960;
}

static void test_timing(void)
{
    enum { NOTES = 4000 };
    prepare("felt piano", 0, 6);
    double sum = 0, squares = 0;
    for (int i = 0; i < NOTES; ++i) {
        const double ms = stray_ms(i * 480 % phrase.ticks, i);
        EXPECT(fabs(ms) <= 18 + 21 + 1, "a note is %.1f ms off", ms);
        sum += ms;
        squares += ms * ms;
    }
    const double sd = sqrt(squares / NOTES);
    CHECK(test_clean() && fabs(sum / NOTES) < 1.5 && sd > 4 && sd < 14,
          "onsets stray by some ms (%.1f), around the beat (%.2f)", sd, sum / NOTES);
    prepare("slow strings", 0, 0);
    phrase.number = 1;
    const int early = 5000 - play(5000, 0, 1).tick;
    CHECK(early > 30 && early < 160, "slow tones begin %d ticks ahead, to speak in time", early);
}

// The sanitizers watch the arithmetic: an attack may be made shorter than a millisecond.
static void test_short_attack(void)
{
    for (int i = 0; i < instrument_count; ++i) {
        prepare(instrument_table[i].name, 0, 0);
        params.value[PARAM_PERFORMANCE] = 0;
        params.value[PARAM_ATTACK] = param_table[PARAM_ATTACK].min;
        const int early = 4800 - play(4800, 0, 1).tick;
        EXPECT(early >= 0 && early < 160, "%s begins %d early", instrument_table[i].name, early);
    }
    CHECK(test_clean(), "the shortest attack begins any instrument in time");
}

static void test_as_written(void)
{
    prepare("slow strings", 100, 20);
    params.value[PARAM_PERFORMANCE] = 0;
    for (int32_t tick = 0; tick < phrase.ticks; tick += 480) {
        const Note note = play(tick, -60, tick);
        EXPECT(note.tick == tick && note.velocity == perform_velocity(0), "at %d", tick);
    }
    CHECK(test_clean(), "without performance notes stay as written");
}

// The mean shift at a tick over many phrases: what is left is the arch.
static double mean_shift(int32_t tick)
{
    double sum = 0;
    for (int number = 0; number < 500; ++number) {
        sum += stray_ms(tick, number);
    }
    return sum / 500;
}

static void test_arch_time(void)
{
    prepare("felt piano", 100, 0);
    int32_t before = -1000;
    for (int32_t tick = 0; tick <= phrase.ticks; tick += 60) {
        const int32_t played = play(tick, 0, 1).tick;
        EXPECT(played > before, "order changes at %d", tick);
        before = played;
    }
    CHECK(test_clean(), "the arch in time keeps the order of notes");
    const double start = mean_shift(120), end = mean_shift(phrase.ticks - 120);
    const double early = mean_shift(phrase.ticks / 4), late = mean_shift(phrase.ticks * 3 / 4);
    CHECK(fabs(start) < 15 && fabs(end) < 15, "it moves neither end of the phrase: %.1f, %.1f",
          start, end);
    CHECK(early > 20 && late < -20 && early < 200 && late > -200,
          "it begins and ends slowly: %.0f ms at a quarter, %.0f at three", early, late);
    CHECK(play(100, 0, 7).tick == play(100, 0, 7).tick &&
              play(100, 0, 7).velocity == play(100, 0, 7).velocity,
          "the same note twice is played the same");
}

int main(void)
{
    test_begin("perform");
    test_velocity();
    test_level();
    test_timing();
    test_short_attack();
    test_as_written();
    test_arch_time();
    return test_end();
}
