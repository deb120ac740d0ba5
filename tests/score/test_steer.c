// What a listener changes is heard in time, measured in the time of the score: step responses after
// jumps of the mood over several presets, metres and seeds, each beside the same session unsteered.
#include "harness.h"
#include "score/steer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    SEEDS = 8,
    JUMPS = 4,
    AT_MS = 40000,
    LENGTH_MS = 90000,
    SETTLE_MS = 16000, ///< A window in which notes are counted.
};

static const int played[] = {0, 1, 3, 4, 7}; // evening 4/4, sleep 6/8, before 3/4, lift, together

enum { PLAYED = sizeof played / sizeof played[0], CASES = PLAYED * JUMPS * SEEDS };

typedef struct {
    const char *name;
    Mood from, to;
} Jump;

static const Jump jumps[JUMPS] = {
    {"calm to joyful", {550, -650}, {850, 600}},
    {"joyful to calm", {850, 600}, {550, -650}},
    {"calm to low", {550, -650}, {-700, -600}},
    {"low to calm", {-700, -600}, {550, -650}},
};

static Take take, twin;

/// One jump in one session.
typedef struct {
    const char *preset;
    const Jump *jump;
    int seed;
    int64_t at_ms;
    Params from, to; ///< What the mood asks for before and after.
    int beats;       ///< Of a slot: the shortest span that is composed at once.
} Case;

static Case play(int p, int j, int seed)
{
    SessionConfig config = steer_config(played[p], (uint64_t)seed);
    const Preset *const preset = &config.presets[config.preset_index];
    const Jump *const jump = &jumps[j];
    const Case c = {.preset = steer_names[played[p]],
                    .jump = jump,
                    .seed = seed,
                    .at_ms = AT_MS + 1770 * seed,
                    .from = steer_params(preset, jump->from),
                    .to = steer_params(preset, jump->to),
                    .beats = preset->metre == METRE_3_4 ? 3 : 2};
    const Touch touches[] = {{c.at_ms, {CONTROL_VALENCE, jump->to.valence, 0}},
                             {c.at_ms, {CONTROL_AROUSAL, jump->to.arousal, 0}}};
    config.has_mood = 1;
    config.mood = jump->from;
    take_play(&take, &config, touches, 2, LENGTH_MS);
    take_play(&twin, &config, NULL, 0, LENGTH_MS);
    return c;
}

static Case play_case(int i)
{
    return play(i / SEEDS / JUMPS, i / SEEDS % JUMPS, i % SEEDS);
}

#define EXPECT_CASE(cond, c, ...)                                                                  \
    do {                                                                                           \
        char said_[160];                                                                           \
        snprintf(said_, sizeof said_, __VA_ARGS__);                                                \
        EXPECT(cond, "%s, %s, seed %d: %s", (c)->preset, (c)->jump->name, (c)->seed, said_);       \
    } while (0)

static double most(double *value, double other)
{
    *value = other > *value ? other : *value;
    return *value;
}

// ---- At once: level and brightness --------------------------------------------------------------

static void expect_at_once(const Case *c, ParamId id, int controller, int least, double *latest)
{
    const int32_t way = c->to.value[id] - c->from.value[id];
    if (abs(way) < least) {
        return;
    }
    const Event *const event = take_change(&take, &twin, EVENT_CONTROL, controller, c->at_ms);
    const double ms = event != NULL ? (double)(take_ms(event) - c->at_ms) : 1e9;
    const int64_t then = c->at_ms + 1000;
    const int32_t moved =
        take_control(&take, controller, then) - take_control(&twin, controller, then);
    most(latest, ms);
    EXPECT_CASE(ms <= 250, c, "controller %d moves after %.0f ms", controller, ms);
    EXPECT_CASE(moved * way > 0, c, "controller %d has moved by %d after a second", controller,
                moved);
}

// ---- In beats: tempo and notes ------------------------------------------------------------------

// A composed silence between sections is not cut short: what is asked in it is heard when it ends.
static int is_pause(const Case *c)
{
    int64_t on = 0, next = INT64_MAX;
    for (size_t i = 0; i < take.count; ++i) {
        const Event *const event = &take.events[i];
        const int64_t ms = take_ms(event);
        if (event->kind == EVENT_CHORD) { // one stands at the start of each slot
            on = ms <= c->at_ms ? ms : on;
            next = ms > c->at_ms && next == INT64_MAX ? ms : next;
        }
    }
    return take_beats(&twin, on, next) > c->beats + 0.5;
}

// Whether notes of the unsteered session begin between two moments, which could have answered.
static int has_notes(int64_t from_ms, int64_t to_ms)
{
    for (size_t i = 0; i < twin.count; ++i) {
        const int64_t ms = take_ms(&twin.events[i]);
        if (twin.events[i].kind == EVENT_NOTE_ON && ms >= from_ms && ms < to_ms) {
            return 1;
        }
    }
    return 0;
}

// The moment so many beats after another.
static int64_t after_beats(int64_t from_ms, double beats)
{
    int64_t ms = from_ms;
    while (take_beats(&twin, from_ms, ms) < beats) {
        ++ms;
    }
    return ms;
}

/// How long something took to answer, over all jumps.
typedef struct {
    double sum, latest; ///< Beats.
    int count, late;    ///< All, and those that let a note go by after the deadline.
} Answers;

// What is composed already is composed anew at the next beat, half a beat before it; in 6/8 with
// the next half bar. So everything answers within two beats, or with the first note after them.
static void hear_answer(const Case *c, EventKind kind, Answers *answers)
{
    enum { DEADLINE_BEATS = 2 };
    const Event *const event = take_change(&take, &twin, kind, 0, c->at_ms);
    const int64_t then = event != NULL ? take_ms(event) : LENGTH_MS;
    if (is_pause(c)) {
        return;
    }
    const double beats = take_beats(&twin, c->at_ms, then);
    answers->sum += beats;
    ++answers->count;
    answers->late += has_notes(after_beats(c->at_ms, DEADLINE_BEATS), then);
    most(&answers->latest, beats);
    EXPECT_CASE(beats <= DEADLINE_BEATS || kind == EVENT_NOTE_ON, c,
                "the tempo answers after %.2f beats", beats);
}

static void check_answers(const Answers *answers, const char *what)
{
    printf("# beats until %s: mean %.2f, latest %.2f; %d of %d let a note go by after two beats\n",
           what, answers->sum / answers->count, answers->latest, answers->late, answers->count);
    // Quiet notes may be composed anew and come out the same: velocities are whole numbers.
    CHECK(test_clean() && answers->late * 8 <= answers->count && answers->latest <= 5,
          "%s within two beats, or with the next note", what);
}

// Whether the tempo has a way to go from where it stands: not from beyond the preset's range.
static int tempo_moves(const Case *c)
{
    enum { SPREAD = 3 }; // of the seeds
    const int from = c->from.value[PARAM_TEMPO], to = c->to.value[PARAM_TEMPO];
    return abs(from - to) >= 10 && from - SPREAD >= take.preset->tempo_min &&
           from + SPREAD <= take.preset->tempo_max;
}

static void test_deadlines(void)
{
    double level = 0, bright = 0;
    Answers tempo = {0}, notes = {0};
    for (int i = 0; i < CASES; ++i) {
        const Case c = play_case(i);
        expect_at_once(&c, PARAM_LEVEL, 11, 10, &level);
        expect_at_once(&c, PARAM_BRIGHTNESS, 74, 3, &bright);
        hear_answer(&c, EVENT_NOTE_ON, &notes);
        if (tempo_moves(&c)) {
            hear_answer(&c, EVENT_TEMPO, &tempo);
        }
    }
    CHECK(test_clean(), "level begins to move within %.0f ms, brightness within %.0f", level,
          bright);
    check_answers(&tempo, "the tempo answers");
    check_answers(&notes, "the notes answer");
}

// ---- In phrases: chords, mode, and most of the way ----------------------------------------------

// Start of the `n`th phrase that begins `after_ms` or later; INT64_MAX when there is none.
static int64_t phrase_after(int64_t after_ms, int n)
{
    for (size_t i = 0; i < take.count; ++i) {
        const Event *const event = &take.events[i];
        if (event->kind == EVENT_PHRASE && take_ms(event) >= after_ms && n-- == 0) {
            return take_ms(event);
        }
    }
    return INT64_MAX;
}

static int mode_at(const Take *heard, int64_t ms)
{
    int mode = -1;
    for (size_t i = 0; i < heard->count && take_ms(&heard->events[i]) <= ms; ++i) {
        mode = heard->events[i].kind == EVENT_KEY ? heard->events[i].b : mode;
    }
    return mode;
}

// The mood needs two seconds to leave the reach of a mode: a phrase that begins in them keeps it.
static void expect_mode(const Case *c)
{
    const int darker = c->jump->to.valence < c->jump->from.valence;
    const int64_t next = phrase_after(c->at_ms + 2600, 0);
    const int before = mode_at(&take, c->at_ms), after = mode_at(&take, next);
    if (abs(c->jump->to.valence - c->jump->from.valence) < 1000) {
        return;
    }
    EXPECT_CASE(darker ? after > before : after < before, c, "mode %d at the next phrase after %d",
                after, before);
}

// Where the mood, the controllers and the tempo stand when two phrases have gone by.
static void expect_way(const Case *c)
{
    const int64_t there = phrase_after(c->at_ms, 2);
    const Mood mood = take.mood[there / 100], to = c->jump->to;
    EXPECT_CASE(mood.valence == to.valence && mood.arousal == to.arousal, c, "the mood is %d,%d",
                mood.valence, mood.arousal);
    const int32_t from = c->from.value[PARAM_BRIGHTNESS], bright = c->to.value[PARAM_BRIGHTNESS];
    const int32_t now = take_control(&take, 74, there);
    EXPECT_CASE(abs(now - bright) * 10 <= abs(from - bright), c, "brightness is %d", now);
    const int32_t tempo = take_tempo(&take, there), goal = take_tempo(&take, LENGTH_MS);
    const int32_t start = take_tempo(&take, c->at_ms);
    EXPECT_CASE(abs(tempo - goal) * 10 <= abs(start - goal), c, "tempo is %d us, will be %d", tempo,
                goal);
}

// Quality of the first chord that begins late enough after the jump to have heard of it: a chord is
// composed half a beat before it sounds. 1 major, 0 minor, -1 when a phrase begins before it.
static int next_chord(const Take *heard, int64_t at_ms)
{
    Key key = {0, 0};
    int degree = -1;
    for (size_t i = 0; i < heard->count; ++i) {
        const Event *const event = &heard->events[i];
        const int late = take_ms(event) >= at_ms && take_beats(heard, at_ms, take_ms(event)) >= 0.6;
        if (event->kind == EVENT_PHRASE && take_ms(event) >= at_ms) {
            return -1;
        }
        key = event->kind == EVENT_KEY ? (Key){(uint8_t)event->a, (uint8_t)event->b} : key;
        if (event->kind != EVENT_CHORD) {
            continue;
        }
        if (late && event->a != degree) {
            return chord_is_major(key, (Chord){(uint8_t)event->a, (uint8_t)event->b, 0});
        }
        degree = event->a;
    }
    return -1;
}

/// Sums over windows of SETTLE_MS.
typedef struct {
    double notes, velocity, chords, major;
} Heard;

static void hear(Heard *heard, const Take *from, int64_t from_ms)
{
    Key key = {0, 0};
    for (size_t i = 0; i < from->count && take_ms(&from->events[i]) < from_ms + SETTLE_MS; ++i) {
        const Event *const event = &from->events[i];
        const int counts = take_ms(event) >= from_ms;
        if (event->kind == EVENT_KEY) {
            key = (Key){(uint8_t)event->a, (uint8_t)event->b};
        } else if (counts && event->kind == EVENT_NOTE_ON) {
            heard->notes += 1;
            heard->velocity += event->b;
        } else if (counts && event->kind == EVENT_CHORD) {
            heard->chords += 1;
            heard->major += chord_is_major(key, (Chord){(uint8_t)event->a, 0, 0});
        }
    }
}

// Over all seeds and presets of a jump: the first beats go the right way, two phrases arrive.
static void check_jump(int j)
{
    Heard before = {0}, soon = {0}, there = {0}, end = {0};
    int chords = 0, moved = 0;
    for (int i = 0; i < PLAYED * SEEDS; ++i) {
        const Case c = play(i / SEEDS, j, i % SEEDS);
        expect_mode(&c);
        expect_way(&c);
        const int chord = next_chord(&take, c.at_ms), unmoved = next_chord(&twin, c.at_ms);
        if (chord >= 0 && unmoved >= 0) {
            moved += chord - unmoved;
            ++chords;
        }
        hear(&before, &twin, c.at_ms + 2000);
        hear(&soon, &take, c.at_ms + 2000);
        hear(&there, &take, phrase_after(c.at_ms, 2));
        hear(&end, &take, LENGTH_MS - SETTLE_MS);
    }
    const double louder = soon.velocity / soon.notes - before.velocity / before.notes;
    const double arrived = there.velocity / there.notes - end.velocity / end.notes;
    const double major = there.major / there.chords - before.major / before.chords;
    const int up = jumps[j].to.arousal > jumps[j].from.arousal + 500   ? 1
                   : jumps[j].to.arousal < jumps[j].from.arousal - 500 ? -1
                                                                       : 0;
    const int bright = jumps[j].to.valence > jumps[j].from.valence + 1000   ? 1
                       : jumps[j].to.valence < jumps[j].from.valence - 1000 ? -1
                                                                            : 0;
    printf("# %s: notes %.0f to %.0f, then %.0f, %.0f; velocity %+.1f at once, %+.1f to go; major "
           "%+.2f\n",
           jumps[j].name, before.notes, soon.notes, there.notes, end.notes, louder, arrived, major);
    printf("# the next chord inside a phrase: %+d major of %d\n", moved, chords);
    EXPECT(up == 0 || (soon.notes / before.notes - 1) * up > 0.2, "the notes");
    EXPECT(up == 0 || louder * up > 3, "the velocity");
    EXPECT(bright == 0 || major * bright > 0.1, "the chords");
    EXPECT(bright == 0 || moved * bright * 5 > chords, "the next chord");
    CHECK(test_clean(), "%s: at the next phrase the mode, within two phrases 90 %% of the way",
          jumps[j].name);
}

// ---- Never a jump -------------------------------------------------------------------------------

// The largest step of the tempo; steps closer than a beat count as much as a beat of them would.
static double tempo_step(void)
{
    double steepest = 0;
    const Event *before = NULL;
    for (size_t i = 0; i < take.count; ++i) {
        const Event *const event = &take.events[i];
        if (event->kind != EVENT_TEMPO) {
            continue;
        }
        if (before != NULL) {
            const double beats = (double)(event->tick - before->tick) / TICKS_PER_QUARTER;
            const double bpm = fabs(6e7 / event->a - 6e7 / before->a);
            most(&steepest, bpm / (beats < 1 ? beats : 1));
        }
        before = event;
    }
    return steepest;
}

// Decibels of expression each tenth of a second, and the greatest change within one second.
static double expression_step(void)
{
    static double level[LENGTH_MS / 100];
    double value = 0, step = 0;
    size_t i = 0;
    for (int t = 0; t < LENGTH_MS / 100; ++t) {
        for (; i < take.count && take_ms(&take.events[i]) <= t * 100; ++i) {
            const Event *const event = &take.events[i];
            if (event->kind == EVENT_CONTROL && event->a == 11 && event->part == 0) {
                value = 40 * log10(event->b / 127.0);
            }
        }
        level[t] = value;
        most(&step, t >= 10 ? fabs(value - level[t - 10]) : 0);
    }
    return step;
}

static int compare(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

// 99th percentile of the rise of the loudest velocity from one onset to the next, as in the music
// targets, in the twenty seconds after each jump.
static int rises[400000], rise_count;

static void note_rises(const Case *c)
{
    enum { SAME_MS = 30 };
    int64_t onset = -1;
    int loud = 0, before = 0;
    for (size_t i = 0; i < take.count; ++i) {
        const Event *const on = &take.events[i];
        const int64_t ms = take_ms(on);
        if (on->kind != EVENT_NOTE_ON || ms < c->at_ms || ms > c->at_ms + 20000) {
            continue;
        }
        if (onset >= 0 && ms - onset > SAME_MS) {
            if (before > 0) {
                rises[rise_count++] = loud - before;
            }
            before = loud;
            loud = 0;
        }
        onset = loud == 0 ? ms : onset;
        loud = on->b > loud ? on->b : loud;
    }
}

static void test_slopes(void)
{
    double tempo = 0, level = 0;
    for (int i = 0; i < CASES; ++i) {
        const Case c = play_case(i);
        EXPECT_CASE(most(&tempo, tempo_step()) <= 2.05, &c, "tempo changes %.2f BPM a beat", tempo);
        EXPECT_CASE(most(&level, expression_step()) <= 3, &c, "expression moves %.2f dB", level);
        note_rises(&c);
    }
    qsort(rises, (size_t)rise_count, sizeof rises[0], compare);
    const int p99 = rises[rise_count * 99 / 100];
    CHECK(test_clean(), "the tempo moves %.2f BPM a beat at most, expression %.2f dB a second",
          tempo, level);
    CHECK(p99 <= 41, "velocity rises by %d at the 99th percentile of %d onsets", p99, rise_count);
}

// ---- What does not depend on how it is driven ---------------------------------------------------

static int same_event(const Event *a, const Event *b)
{
    return a->tick == b->tick && a->frame == b->frame && a->kind == b->kind && a->part == b->part &&
           a->channel == b->channel && a->a == b->a && a->b == b->b && a->c == b->c;
}

static size_t same_events(const Take *a, const Take *b)
{
    size_t i = 0;
    while (i < a->count && i < b->count && same_event(&a->events[i], &b->events[i])) {
        ++i;
    }
    return i;
}

static void test_drive(void)
{
    static Session session;
    for (int p = 0; p < STEER_PRESETS; ++p) {
        const SessionConfig config = steer_config(p, 5);
        take_play(&take, &config, NULL, 0, LENGTH_MS);
        session_init(&session, &config);
        Event event;
        size_t same = 0;
        while (same < take.count && session_next(&session, &event) &&
               same_event(&event, &take.events[same])) {
            ++same;
        }
        EXPECT(same == take.count, "%s: event %zu of %zu differs", steer_names[p], same,
               take.count);
    }
    CHECK(test_clean(), "events are the same, all at once or as they sound");
}

// Ten seconds of 10,000 changes each, then a last one; beside it the last one alone.
enum { FLOOD = 100000 };
static Touch flood[FLOOD + 2];

static void fill_flood(int kind, int range, int last, int at_ms)
{
    for (int i = 0; i < FLOOD; ++i) {
        flood[i] =
            (Touch){at_ms, {kind, (int)((unsigned)i * 7919u % (unsigned)range) - range / 2, 0}};
    }
    flood[FLOOD] = (Touch){at_ms, {kind, last, 0}};
}

static void test_flood(void)
{
    static const struct {
        int kind, range, last;
    } knobs[] = {{CONTROL_AROUSAL, 2001, 300},
                 {CONTROL_VALENCE, 2001, -200},
                 {CONTROL_BRIGHTNESS, 128, 90},
                 {CONTROL_BREATH, 400, 140}};
    for (size_t k = 0; k < sizeof knobs / sizeof knobs[0]; ++k) {
        const SessionConfig config = steer_config(0, k);
        fill_flood(knobs[k].kind, knobs[k].range, knobs[k].last, AT_MS);
        take_play(&take, &config, flood, FLOOD + 1, LENGTH_MS);
        take_play(&twin, &config, &flood[FLOOD], 1, LENGTH_MS);
        EXPECT(take.count == twin.count && same_events(&take, &twin) == take.count,
               "knob %zu: %zu events instead of %zu", k, take.count, twin.count);
    }
    CHECK(test_clean(), "of %d changes at once only the last counts", (int)FLOOD);
    for (int i = 0; i < FLOOD; ++i) {
        flood[i] = (Touch){AT_MS + i / 10, {CONTROL_AROUSAL, i % 2 == 0 ? 1000 : -1000, 0}};
    }
    const SessionConfig config = steer_config(0, 9);
    flood[FLOOD] = (Touch){AT_MS + FLOOD / 10, {CONTROL_AROUSAL, -650, 0}};
    take_play(&take, &config, flood, FLOOD + 1, LENGTH_MS);
    take_play(&twin, &config, NULL, 0, LENGTH_MS);
    CHECK(take.count < twin.count * 2,
          "10,000 changes a second are no more work: %zu events, %zu "
          "without them",
          take.count, twin.count);
    CHECK(tempo_step() <= 2.05 && expression_step() <= 3, "and nothing jumps");
}

int main(void)
{
    test_begin("steer");
    test_deadlines();
    for (int j = 0; j < JUMPS; ++j) {
        check_jump(j);
    }
    test_slopes();
    test_drive();
    test_flood();
    return test_end();
}
