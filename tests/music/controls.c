#include "controls.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LOOP_BARS = 4, STEPS = 8, LOOP_NOTES = 4 };

// Numerical Recipes' quick generator: the same controls on every machine.
static unsigned draw(unsigned *state, unsigned below)
{
    *state = *state * 1664525U + 1013904223U;
    return (*state >> 8) % below;
}

static int bar_of(const Music *music, double time)
{
    int bar = 0;
    while (bar + 1 < music->bar_count && time >= music->bars[bar + 1] - 0.05) {
        ++bar;
    }
    return bar;
}

static double bar_length(const Music *music, int bar)
{
    return music->bars[bar + 1] - music->bars[bar];
}

// Each bar keeps its notes and gets another place. A note that was held across the bar line ends
// where it would have ended.
static Music *deal_bars(const Music *music, unsigned seed)
{
    Music *const dealt = music_like(music, music->note_count);
    int *const place = music_room((size_t)music->bar_count, sizeof *place);
    for (int i = 0; i < music->bar_count; ++i) {
        const int other = (int)draw(&seed, (unsigned)i + 1);
        place[i] = place[other];
        place[other] = i;
    }
    for (int i = 0; i < music->note_count; ++i) {
        Note note = music->notes[i];
        const int bar = bar_of(music, note.on);
        const double scale = bar_length(music, place[bar]) / bar_length(music, bar);
        const double on = music->bars[place[bar]] + (note.on - music->bars[bar]) * scale;
        note.off = fmax(on, 0) + (note.off - note.on) * scale;
        note.on = fmax(on, 0);
        dealt->notes[dealt->note_count++] = note;
    }
    free(place);
    music_arrange(dealt);
    return dealt;
}

// The scale tone's pitch: step 0 is C4 and the tonic.
static int scale_pitch(int step)
{
    static const int scale[7] = {0, 2, 4, 5, 7, 9, 11};
    const int octave = step >= 0 ? step / 7 : -((6 - step) / 7);
    return 60 + 12 * octave + scale[step - 7 * octave];
}

static void add(Music *music, double on, double off, int pitch, int velocity)
{
    music->notes[music->note_count++] = (Note){on, off, pitch, velocity};
}

// I V vi IV, one chord a bar, with a bass, held chords and the same eight notes of tune.
static Music *loop(const Music *music, unsigned seed)
{
    static const int roots[LOOP_BARS] = {0, 4, 5, 3};
    static const int tune[STEPS] = {4, 2, 0, 2, 4, 4, 2, 1};
    Music *const looped = music_like(music, music->bar_count * (STEPS + LOOP_NOTES));
    (void)seed;
    for (int bar = 0; bar < music->bar_count; ++bar) {
        const double from = music->bars[bar];
        const double to = music->bars[bar + 1];
        const int root = roots[bar % LOOP_BARS];
        add(looped, from, to, scale_pitch(root - 14), 55);
        for (int i = 0; i < 3; ++i) {
            add(looped, from, to, scale_pitch(root - 7 + 2 * i), 45);
        }
        for (int i = 0; i < STEPS; ++i) {
            const double step = (to - from) / STEPS;
            add(looped, from + i * step, from + (i + 1) * step, scale_pitch(root + 7 + tune[i]),
                60);
        }
    }
    music_arrange(looped);
    return looped;
}

// A chord at random in each bar, broken at random.
static Music *arpeggios(const Music *music, unsigned seed)
{
    Music *const random = music_like(music, music->bar_count * (STEPS + 1));
    for (int bar = 0; bar < music->bar_count; ++bar) {
        const double step = bar_length(music, bar) / STEPS;
        const int root = (int)draw(&seed, 7);
        add(random, music->bars[bar], music->bars[bar + 1], scale_pitch(root - 14), 50);
        for (int i = 0; i < STEPS; ++i) {
            const double on = music->bars[bar] + i * step;
            const int tone = root + 2 * (int)draw(&seed, 3) + 7 * (int)draw(&seed, 2);
            add(random, on, on + step, scale_pitch(tone), 45 + (int)draw(&seed, 20));
        }
    }
    music_arrange(random);
    return random;
}

const Control control_table[] = {
    {"dealt", deal_bars, "its own bars, dealt at random"},
    {"looped", loop, "I V vi IV, over and over"},
    {"random", arpeggios, "random arpeggios of random chords"},
};

const int control_count = (int)(sizeof control_table / sizeof control_table[0]);
