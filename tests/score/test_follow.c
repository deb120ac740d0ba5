// The music hears who plays along: it goes to meet them and leads on, takes a key from a chord that
// is held, and makes a theme of a figure. All in the time of the score.
#include "harness.h"
#include "score/steer.h"

#include <stdlib.h>
#include <string.h>

enum {
    TOGETHER = 7,
    EVENING = 0,
    LENGTH_MS = 420000,
    TOUCHES_MAX = 2000,
    PHRASE_MS = 12000, ///< A phrase, and what is composed ahead.
};

static Take take, other;
static Touch touches[TOUCHES_MAX];
static int touch_count;

static void press(int64_t ms, int pitch, int velocity, int64_t length_ms)
{
    touches[touch_count++] = (Touch){ms, {CONTROL_NOTE_ON, pitch, velocity}};
    touches[touch_count++] = (Touch){ms + length_ms, {CONTROL_NOTE_OFF, pitch, 0}};
}

static int compare(const void *a, const void *b)
{
    const Touch *const x = a, *const y = b;
    return (x->at_ms > y->at_ms) - (x->at_ms < y->at_ms);
}

static void play(Take *into, const SessionConfig *config)
{
    qsort(touches, (size_t)touch_count, sizeof touches[0], compare);
    take_play(into, config, touches, touch_count, LENGTH_MS);
}

static SessionConfig together(int follows)
{
    SessionConfig config = steer_config(TOGETHER, 4);
    config.set.fixed[PARAM_FOLLOW] = 1;
    config.set.value[PARAM_FOLLOW] = follows;
    return config;
}

static int arousal_at(int64_t ms)
{
    return take.mood[ms / 100].arousal;
}

// Somebody plays for 30 seconds, from 30 s on.
static void play_for(int64_t every_ms, int velocity, int pitch)
{
    touch_count = 0;
    for (int64_t ms = 30000; ms < 60000; ms += every_ms) {
        press(ms, pitch + (int)(ms / every_ms % 5), velocity, every_ms - 20);
    }
}

static void test_energy(void)
{
    const SessionConfig config = together(1);
    play_for(220, 112, 72);
    play(&take, &config);
    const int goal = config.presets[TOGETHER].mood.arousal;
    const int before = arousal_at(29000), met = arousal_at(30000 + PHRASE_MS);
    CHECK(before == goal && met >= goal + 400, "lively playing is met within a phrase: %d to %d",
          before, met);
    int most = -1000, back = 1, last = 1000;
    for (int64_t ms = 62000; ms < LENGTH_MS; ms += 1000) {
        back &= arousal_at(ms) <= last;
        last = arousal_at(ms);
        most = last > most ? last : most;
    }
    const int stopped = arousal_at(59000), after = arousal_at(70000);
    CHECK(stopped - after < 60, "who stops is not met anew: %d, ten seconds later %d", stopped,
          after);
    CHECK(back && most <= 600 && last < met - 200 && last >= goal,
          "when it stops the music leads back, step by step: %d in the end", last);
    const int a_minute = arousal_at(120000) - arousal_at(180000);
    CHECK(a_minute > 50 && a_minute < 150, "at the pace of an arc: %d a minute", a_minute);
    play_for(2400, 30, 60);
    play(&take, &config);
    const int quiet = arousal_at(30000 + PHRASE_MS);
    CHECK(quiet <= goal - 200, "quiet playing is met: %d", quiet);
}

static void test_not_followed(void)
{
    const SessionConfig config = together(0);
    play_for(220, 112, 72);
    play(&take, &config);
    int moved = 0;
    for (int64_t ms = 0; ms < LENGTH_MS; ms += 100) {
        moved |= take.mood[ms / 100].arousal != take.mood[0].arousal;
    }
    CHECK(!moved, "without follow the mood stays");
}

// Low and slow playing is not an opening for sad music.
static void test_not_sad(void)
{
    const SessionConfig config = together(1);
    play_for(2400, 25, 40);
    play(&take, &config);
    int darkest = 1000;
    for (int64_t ms = 0; ms < LENGTH_MS; ms += 100) {
        darkest = take.mood[ms / 100].valence < darkest ? take.mood[ms / 100].valence : darkest;
    }
    CHECK(darkest >= 0, "nobody is met with sad music: %d", darkest);
}

static Key key_at(const Take *heard, int64_t ms)
{
    Key key = {0, 0};
    for (size_t i = 0; i < heard->count && take_ms(&heard->events[i]) <= ms; ++i) {
        if (heard->events[i].kind == EVENT_KEY) {
            key = (Key){(uint8_t)heard->events[i].a, (uint8_t)heard->events[i].b};
        }
    }
    return key;
}

static int64_t phrase_after(const Take *heard, int64_t ms)
{
    for (size_t i = 0; i < heard->count; ++i) {
        if (heard->events[i].kind == EVENT_PHRASE && take_ms(&heard->events[i]) > ms) {
            return take_ms(&heard->events[i]);
        }
    }
    return INT64_MAX;
}

// Holds three keys together and returns the tonic before, and after the next phrase has begun.
static int tonic_after(const int *keys, int64_t hold_ms, int *mode)
{
    const SessionConfig config = together(1);
    touch_count = 0;
    for (int i = 0; i < 3; ++i) {
        press(40000 + 20 * i, keys[i], 70, hold_ms);
    }
    play(&take, &config);
    const Key key = key_at(&take, phrase_after(&take, 41500));
    *mode = key.mode;
    return key.tonic;
}

static void test_key(void)
{
    static const int e_major[] = {40, 44, 47}, g_minor[] = {43, 46, 50}, fourths[] = {40, 45, 50};
    static const int high[] = {76, 80, 83};
    int mode;
    const int home = key_at(&take, 30000).tonic;
    CHECK(tonic_after(e_major, 1000, &mode) == 4 && mode == MODE_IONIAN,
          "a held chord of E major moves the key there with the next phrase");
    CHECK(tonic_after(g_minor, 1000, &mode) == 7 && mode == MODE_AEOLIAN, "G minor likewise");
    CHECK_EQ(tonic_after(e_major, 400, &mode), home, "one that is let go soon does not");
    CHECK_EQ(tonic_after(fourths, 1000, &mode), home, "nor what is no triad");
    CHECK_EQ(tonic_after(high, 1000, &mode), home, "nor a chord of the right hand");
}

// Whether the melody plays, from `from_ms` on, a row of notes with these intervals.
static int64_t find_figure(const int *intervals, int count, int64_t from_ms)
{
    int pitches[4096];
    int64_t when[4096];
    int n = 0;
    for (size_t i = 0; i < take.count && n < 4096; ++i) {
        const Event *const event = &take.events[i];
        const int melody = event->part < PARTS_MAX && event->part == 0;
        if (event->kind == EVENT_NOTE_ON && melody && take_ms(event) >= from_ms) {
            when[n] = take_ms(event);
            pitches[n++] = event->a;
        }
    }
    for (int i = 0; i + count < n; ++i) {
        int same = 0;
        for (int k = 0; k < count; ++k) {
            same += pitches[i + k + 1] - pitches[i + k] == intervals[k];
        }
        if (same == count) {
            return when[i];
        }
    }
    return -1;
}

// A figure in C major, where a fixed key keeps it: G A C5 B G E.
static void test_echo(void)
{
    static const int figure[] = {67, 69, 72, 71, 67, 64}, intervals[] = {2, 3, -1, -4, -3};
    SessionConfig config = together(0);
    config.has_key = 1;
    config.key = (Key){0, MODE_IONIAN};
    touch_count = 0;
    for (int i = 0; i < 6; ++i) {
        press(50000 + 420 * i, figure[i], 70, 380);
    }
    play(&take, &config);
    const int64_t when = find_figure(intervals, 4, 54000);
    CHECK(when > 0 && when < 54000 + 60000,
          "a figure that is played comes back as a theme, at %d s", (int)(when / 1000));
    CHECK(when > 0 && find_figure(intervals, 4, when + 5000) > 0, "and comes back again");
    play(&other, &config);
    CHECK(take.count == other.count &&
              memcmp(take.events, other.events, take.count * sizeof take.events[0]) == 0,
          "the same keys make the same music");
    config.set.fixed[PARAM_ECHO] = 1;
    config.set.value[PARAM_ECHO] = 0;
    play(&take, &config);
    CHECK(find_figure(intervals, 4, 54000) < 0, "not when echo is off");
}

int main(void)
{
    test_begin("follow");
    test_energy();
    test_not_followed();
    test_not_sad();
    test_key();
    test_echo();
    return test_end();
}
