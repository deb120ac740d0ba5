// The plane of moods as it sounds: a grid of five by five targets, three seeds and three minutes
// each. More arousal must give more notes, onsets and velocity, more valence more major chords; and
// what the table of parameters intends must be what the score has.
#include "harness.h"
#include "score/steer.h"

#include <math.h>

enum { SIDE = 5, CELLS = SIDE * SIDE, SEEDS = 3, LENGTH_S = 180, SAME_MS = 30 };

typedef enum { ONSETS, NOTES, VELOCITY, TEMPO, MAJOR, DARK, MEASURES } Measure;

static const char *const names[MEASURES] = {"onsets a second", "notes a second", "velocity",
                                            "tempo",           "major chords",   "darkness"};

/// One target: means over the seeds.
typedef struct {
    Mood mood;
    Params params;
    double measured[MEASURES];
} Cell;

static Cell cells[SIDE][SIDE]; ///< [arousal][valence], from -1 to 1.
static Take take;

static void add_notes(Cell *cell)
{
    int64_t onset = -SAME_MS - 1;
    double onsets = 0, notes = 0, velocity = 0;
    for (size_t i = 0; i < take.count; ++i) {
        const Event *const event = &take.events[i];
        if (event->kind == EVENT_NOTE_ON) {
            onsets += take_ms(event) - onset > SAME_MS;
            onset = take_ms(event) - onset > SAME_MS ? take_ms(event) : onset;
            notes += 1;
            velocity += event->b;
        }
    }
    cell->measured[ONSETS] += onsets / LENGTH_S / SEEDS;
    cell->measured[NOTES] += notes / LENGTH_S / SEEDS;
    cell->measured[VELOCITY] += velocity / notes / SEEDS;
    cell->measured[TEMPO] += take_beats(&take, 0, 1000 * LENGTH_S) * 60 / LENGTH_S / SEEDS;
}

// Chords by how many slots they fill.
static void add_chords(Cell *cell)
{
    double chords = 0, major = 0, dark = 0;
    Key key = {0, 0};
    for (size_t i = 0; i < take.count; ++i) {
        const Event *const event = &take.events[i];
        if (event->kind == EVENT_KEY) {
            key = (Key){(uint8_t)event->a, (uint8_t)event->b};
        } else if (event->kind == EVENT_CHORD) {
            chords += 1;
            dark += key.mode;
            major += chord_is_major(key, (Chord){(uint8_t)event->a, (uint8_t)event->b, 0});
        }
    }
    cell->measured[MAJOR] += major / chords / SEEDS;
    cell->measured[DARK] += dark / chords / SEEDS;
}

static void play_grid(void)
{
    for (int i = 0; i < CELLS * SEEDS; ++i) {
        Cell *const cell = &cells[i / SEEDS / SIDE][i / SEEDS % SIDE];
        SessionConfig config = steer_config(0, (uint64_t)(i % SEEDS));
        cell->mood = mood_safe(-1000 + 500 * (i / SEEDS % SIDE), -1000 + 500 * (i / SEEDS / SIDE));
        cell->params = steer_params(config.presets, cell->mood);
        config.has_mood = 1;
        config.mood = cell->mood;
        take_play(&take, &config, NULL, 0, 1000 * LENGTH_S);
        add_notes(cell);
        add_chords(cell);
    }
}

static void print_grid(Measure m)
{
    printf("# %s, arousal -1 to 1 downwards, valence -1 to 1 across:\n", names[m]);
    for (int a = 0; a < SIDE; ++a) {
        printf("#  ");
        for (int v = 0; v < SIDE; ++v) {
            printf(" %7.2f", cells[a][v].measured[m]);
        }
        printf("\n");
    }
}

// Every row of one valence rises with arousal.
static void check_arousal(Measure m)
{
    for (int v = 0; v < SIDE; ++v) {
        for (int a = 1; a < SIDE; ++a) {
            const double before = cells[a - 1][v].measured[m], now = cells[a][v].measured[m];
            EXPECT(now > before, "%s at %d,%d: %.3f after %.3f", names[m], cells[a][v].mood.valence,
                   cells[a][v].mood.arousal, now, before);
        }
    }
    CHECK(test_clean(), "more arousal, more %s, at any valence", names[m]);
}

// Two targets that are one mood, beyond the edge of what is played, are alike.
static int is_same(const Cell *a, const Cell *b)
{
    return a->mood.valence == b->mood.valence && a->mood.arousal == b->mood.arousal;
}

static void check_valence(Measure m, double sign, double slack)
{
    for (int a = 0; a < SIDE; ++a) {
        for (int v = 1; v < SIDE; ++v) {
            const Cell *const before = &cells[a][v - 1], *const now = &cells[a][v];
            const double rise = sign * (now->measured[m] - before->measured[m]);
            EXPECT(is_same(before, now) || rise > slack, "%s at %d,%d: %.3f after %.3f", names[m],
                   now->mood.valence, now->mood.arousal, now->measured[m], before->measured[m]);
        }
    }
    CHECK(test_clean(), "more valence, %s %s, at any arousal", sign > 0 ? "more" : "less",
          names[m]);
}

// ---- Intended and measured ----------------------------------------------------------------------

static double level_of(const Cell *cell)
{
    return 40 * log10(cell->measured[VELOCITY] / 80); // the inverse of perform_velocity
}

static double measured_onsets(const Cell *cell)
{
    return cell->measured[ONSETS];
}

static double measured_tempo(const Cell *cell)
{
    return cell->measured[TEMPO];
}

static double measured_major(const Cell *cell)
{
    return cell->measured[MAJOR];
}

// Share of the variance that a straight line explains.
static double r_squared(ParamId id, double (*measured)(const Cell *cell))
{
    double x = 0, y = 0, xx = 0, yy = 0, xy = 0;
    for (int i = 0; i < CELLS; ++i) {
        const Cell *const cell = &cells[i / SIDE][i % SIDE];
        const double a = cell->params.value[id], b = measured(cell);
        x += a / CELLS;
        y += b / CELLS;
        xx += a * a / CELLS;
        yy += b * b / CELLS;
        xy += a * b / CELLS;
    }
    return (xy - x * y) * (xy - x * y) / ((xx - x * x) * (yy - y * y));
}

// What the mood intends is what the notes hold, over the whole plane.
static void check_fits(void)
{
    static const struct {
        ParamId id;
        double (*measured)(const Cell *cell);
        double least;
    } fits[] = {{PARAM_RATE, measured_onsets, 0.98},
                {PARAM_LEVEL, level_of, 0.98},
                {PARAM_TEMPO, measured_tempo, 0.98},
                {PARAM_MAJOR, measured_major, 0.98}};
    for (size_t i = 0; i < sizeof fits / sizeof fits[0]; ++i) {
        const double fit = r_squared(fits[i].id, fits[i].measured);
        CHECK(fit >= fits[i].least, "%s as intended: R2 %.4f", param_table[fits[i].id].key, fit);
    }
}

int main(void)
{
    test_begin("plane");
    play_grid();
    for (int m = 0; m < MEASURES; ++m) {
        print_grid((Measure)m);
    }
    check_arousal(ONSETS);
    check_arousal(NOTES);
    check_arousal(VELOCITY);
    check_valence(MAJOR, 1, 0);
    check_valence(DARK, -1, -0.001);
    check_fits();
    return test_end();
}
