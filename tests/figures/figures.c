// Draws the figures of doc/mood.md from scores: a jump of the target, a swell that follows a
// breath, and music that meets a player. `make figures` writes them into doc/.
#include "figures/figure.h"
#include "score/steer.h"
#include "text/chart.h"
#include "text/names.h"
#include "text/svg.h"
#include "text/utf8.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { EVENING = 0, BREATHE = 2, TOGETHER = 7, CC_EXPRESSION = 11, CC_BRIGHTNESS = 74 };

static Take take;

// ---- Curves of a take ---------------------------------------------------------------------------

static const Event *first_after(EventKind kind, int64_t ms)
{
    for (size_t i = 0; i < take.count; ++i) {
        if (take.events[i].kind == (uint8_t)kind && take_ms(&take.events[i]) >= ms) {
            return &take.events[i];
        }
    }
    return NULL;
}

static int64_t beat_after(int64_t ms, double beats)
{
    int64_t at = ms;
    while (take_beats(&take, ms, at) < beats) {
        ++at;
    }
    return at;
}

static void draw_axis(const Chart *chart, const Mood *moods, int is_arousal, const Style *style)
{
    Pen pen = pen_begin(chart->canvas);
    for (int64_t ms = chart->from; ms <= chart->to && ms / 100 < take.tenths; ms += 100) {
        const Mood mood = moods[ms / 100];
        chart_point(chart, &pen, ms, is_arousal ? mood.arousal : mood.valence);
    }
    pen_end(&pen, style);
}

static void draw_mood(FigurePage *figure, int64_t jump)
{
    static const Style broad = {.line = COLOUR_RULE, .width = 64, .opacity = 60};
    static const Style cold = {.line = COLOUR_COLD, .width = 20};
    static const Style warm = {.line = COLOUR_WARM, .width = 20};
    const Chart chart = figure_panel(figure, FIGURE_PANEL, -MOOD_ONE, MOOD_ONE);
    chart_level(&chart, MOOD_ONE, "+1");
    chart_level(&chart, 0, "0");
    chart_level(&chart, -MOOD_ONE, UTF8_MINUS "1");
    for (int axis = 0; axis < 2; ++axis) {
        draw_axis(&chart, take.target, axis, &broad);
        draw_axis(&chart, take.mood, axis, axis ? &warm : &cold);
    }
    figure_mark_jump(&chart, jump);
    int x = chart_name(&chart, FIGURE_LEFT, COLOUR_COLD, "valence");
    x = chart_name(&chart, x, COLOUR_WARM, "arousal");
    chart_name(&chart, x, COLOUR_INK_SOFT, "targets (broad)");
}

/// What a controller of part 0 means.
typedef int32_t (*Meaning)(int32_t value);

static void draw_control(const Chart *chart, int controller, Meaning meaning, const Style *style)
{
    Pen pen = pen_begin(chart->canvas);
    for (int64_t ms = chart->from; ms <= chart->to; ms += 20) {
        chart_point(chart, &pen, ms, meaning(take_control(&take, controller, ms)));
    }
    pen_end(&pen, style);
}

// As FluidSynth has it: 40 log10 of the share; hundredths of a dB.
static int32_t expression_db100(int32_t value)
{
    return (int32_t)lround(4000 * log10(fmax(value, 1) / 127.0));
}

static int32_t as_it_is(int32_t value)
{
    return value;
}

static void draw_level(FigurePage *figure, int64_t jump)
{
    static const Style line = {.line = COLOUR_GREEN, .width = 20};
    const Chart chart = figure_panel(figure, FIGURE_PANEL, -3000, 0);
    for (int32_t db = -30; db <= 0; db += 10) {
        figure_level(&chart, db * 100, 100);
    }
    for (size_t i = 0; i < take.count; ++i) {
        const Event *const event = &take.events[i];
        const int64_t ms = take_ms(event);
        if (event->kind == EVENT_NOTE_ON && ms >= figure->from && ms <= figure->to) {
            const Style dot = {.fill = (Colour)(COLOUR_PART + event->part), .round = 26};
            const int y = chart_y(&chart, expression_db100(event->b));
            chart.canvas->ops->rect(chart.canvas, (Box){chart_x(&chart, ms) - 26, y - 26, 52, 52},
                                    &dot);
        }
    }
    draw_control(&chart, CC_EXPRESSION, expression_db100, &line);
    figure_mark_jump(&chart, jump);
    figure_mark(&chart, jump + 250, "0.25 s");
    const int x = chart_name(&chart, FIGURE_LEFT, COLOUR_GREEN, "expression, dB");
    chart_name(&chart, x, COLOUR_INK, "velocity of each note, dB (dots, by part)");
}

static void draw_brightness(FigurePage *figure, int64_t jump)
{
    static const Style line = {.line = COLOUR_INK, .width = 20};
    const Chart chart = figure_panel(figure, FIGURE_PANEL / 2, 30, 90);
    figure_level(&chart, 30, 1);
    figure_level(&chart, 90, 1);
    draw_control(&chart, CC_BRIGHTNESS, as_it_is, &line);
    figure_mark_jump(&chart, jump);
    figure_mark_beside(&chart, jump + 250, "0.25 s",
                       take_control(&take, CC_BRIGHTNESS, jump + 1500));
    chart_name(&chart, FIGURE_LEFT, COLOUR_INK, "brightness, CC 74");
}

static void draw_tempo(FigurePage *figure, int64_t jump)
{
    static const Style line = {.line = COLOUR_INK, .width = 20};
    const Chart chart = figure_panel(figure, FIGURE_PANEL, 400, 1000);
    for (int32_t bpm = 40; bpm <= 100; bpm += 20) {
        figure_level(&chart, bpm * 10, 10);
    }
    Pen pen = pen_begin(chart.canvas);
    for (int64_t ms = chart.from; ms <= chart.to; ms += 20) {
        chart_point(&chart, &pen, ms, (int32_t)(600000000 / take_tempo(&take, ms)));
    }
    pen_end(&pen, &line);
    figure_mark_jump(&chart, jump);
    figure_mark_beside(&chart, beat_after(jump, 2), "2 beats",
                       600000000 / take_tempo(&take, jump + 1500));
    chart_name(&chart, FIGURE_LEFT, COLOUR_INK, "tempo, BPM");
}

static int notes_between(int64_t from, int64_t to)
{
    int notes = 0;
    for (size_t i = 0; i < take.count; ++i) {
        const Event *const event = &take.events[i];
        notes += event->kind == EVENT_NOTE_ON && event->part < PARTS_MAX &&
                 take_ms(event) >= from && take_ms(event) < to;
    }
    return notes;
}

// Notes of the music a second, in steps of `step_ms` from `zero_ms` on.
static Chart draw_notes(FigurePage *figure, int64_t zero_ms, int64_t step_ms, int most)
{
    static const Style bar = {.fill = COLOUR_GREEN_SOFT};
    const Chart chart = figure_panel(figure, FIGURE_PANEL, 0, most * 100);
    for (int64_t ms = zero_ms - (zero_ms - chart.from) / step_ms * step_ms; ms < chart.to;
         ms += step_ms) {
        const int rate = (int)(notes_between(ms, ms + step_ms) * 100000 / step_ms);
        const int x = chart_x(&chart, ms), y = chart_y(&chart, rate);
        const Box box = {x, y, chart_x(&chart, ms + step_ms) - x - 10,
                         chart.box.y + chart.box.height - y};
        chart.canvas->ops->rect(chart.canvas, box, &bar);
    }
    for (int i = 0; i <= 4; ++i) {
        figure_level(&chart, i * most * 25, 100);
    }
    chart_name(&chart, FIGURE_LEFT, COLOUR_GREEN, "notes of the music a second");
    return chart;
}

static void draw_rate(FigurePage *figure, int64_t jump)
{
    const Chart chart = draw_notes(figure, jump, 1000, 12);
    figure_mark_jump(&chart, jump);
    figure_mark(&chart, beat_after(jump, 2), "2 beats");
}

static void draw_box(const Chart *chart, int64_t from, int64_t to, Colour ground, const char *words)
{
    static const Font font = {.size = 115, .colour = COLOUR_INK};
    const Style style = {.fill = ground};
    const int x = chart_x(chart, from);
    const int width = chart_x(chart, to) - x - 10;
    if (width > 0) {
        chart->canvas->ops->rect(chart->canvas, (Box){x, chart->box.y, width, chart->box.height},
                                 &style);
        if (canvas_text_width(&font, words) + 60 <= width) {
            chart->canvas->ops->text(chart->canvas, x + 50, chart->box.y + 245, &font, words);
        }
    }
}

static void draw_chords(FigurePage *figure, int64_t jump)
{
    const Chart chart = figure_panel(figure, FIGURE_STRIP, 0, 1);
    Key key = {0, 0};
    int64_t since = 0, next = 0;
    char name[NAME_BYTES] = "", now[NAME_BYTES];
    Colour ground = COLOUR_NONE;
    for (size_t i = 0; i < take.count; ++i) {
        const Event *const event = &take.events[i];
        const Chord chord = {(uint8_t)event->a, (uint8_t)event->b, (uint8_t)event->c};
        if (event->kind == EVENT_KEY) {
            key = (Key){(uint8_t)event->a, (uint8_t)event->b};
        } else if (event->kind == EVENT_CHORD &&
                   strcmp(chord_text(now, sizeof now, key, chord), name) != 0) {
            if (ground != COLOUR_NONE) {
                draw_box(&chart, since, take_ms(event), ground, name);
            }
            snprintf(name, sizeof name, "%s", now);
            since = take_ms(event);
            next = next == 0 && since > jump ? since : next;
            ground = chord_is_major(key, chord) ? COLOUR_TINT : (Colour)(COLOUR_TINT + 1);
        }
    }
    draw_box(&chart, since, figure->to, ground, name);
    figure_mark_jump(&chart, jump);
    figure_mark(&chart, next, "next chord");
    chart_name(&chart, FIGURE_LEFT, COLOUR_INK, "chords: major (warm), minor and others (cold)");
}

static void draw_keys(FigurePage *figure, int64_t jump)
{
    const Chart chart = figure_panel(figure, FIGURE_STRIP, 0, 1);
    const Event *const phrase = first_after(EVENT_PHRASE, jump);
    const Event *const last = first_after(EVENT_PHRASE, take_ms(phrase) + 1);
    int64_t since = 0;
    char name[NAME_BYTES] = "";
    for (size_t i = 0; i < take.count; ++i) {
        const Event *const event = &take.events[i];
        if (event->kind == EVENT_KEY) {
            draw_box(&chart, since, take_ms(event), COLOUR_SHUT, name);
            key_text(name, sizeof name, (Key){(uint8_t)event->a, (uint8_t)event->b});
            since = take_ms(event);
        }
    }
    draw_box(&chart, since, figure->to, COLOUR_SHUT, name);
    figure_mark_jump(&chart, jump);
    figure_mark(&chart, take_ms(phrase), "next phrase");
    figure_mark(&chart, take_ms(last), "two phrases: 90 % of the way");
    chart_name(&chart, FIGURE_LEFT, COLOUR_INK, "key and mode");
}

// ---- The figures --------------------------------------------------------------------------------

// A moment within the second phrase of a section: no pause is near that would hide the answers.
static int64_t choose_jump(const SessionConfig *config)
{
    enum { SETTLED_MS = 30000, INTO_PHRASE_MS = 3000, LISTEN_MS = 180000 };
    take_play(&take, config, NULL, 0, LISTEN_MS);
    for (size_t i = 0; i < take.count; ++i) {
        const Event *const event = &take.events[i];
        if (event->kind == EVENT_PHRASE && event->b == 1 && take_ms(event) >= SETTLED_MS) {
            return take_ms(event) + INTO_PHRASE_MS;
        }
    }
    return SETTLED_MS;
}

static void draw_step(Canvas *canvas, const char *title, Mood from, Mood to, uint64_t seed)
{
    enum { BEFORE = 5000, AFTER = 27000, BEYOND = 30000, PANELS = 7 };
    SessionConfig config = steer_config(EVENING, seed);
    config.has_mood = 1;
    config.mood = from;
    const int64_t jump = choose_jump(&config);
    const Touch touches[] = {{jump, {CONTROL_VALENCE, to.valence, 0}},
                             {jump, {CONTROL_AROUSAL, to.arousal, 0}}};
    take_play(&take, &config, touches, 2, jump + AFTER + BEYOND);
    char words[FIGURE_WORDS];
    snprintf(words, sizeof words,
             "preset evening, seed %d; dashed: by when each must have answered", (int)seed);
    FigurePage figure = figure_open(
        canvas, PANELS * FIGURE_NAME + 4 * FIGURE_PANEL + FIGURE_PANEL / 2 + 2 * FIGURE_STRIP,
        title, words, jump - BEFORE, jump + AFTER);
    draw_mood(&figure, jump);
    draw_level(&figure, jump);
    draw_brightness(&figure, jump);
    draw_tempo(&figure, jump);
    draw_rate(&figure, jump);
    draw_chords(&figure, jump);
    draw_keys(&figure, jump);
    figure_close(&figure, jump, 5, "seconds after the jump");
}

static void draw_step_up(Canvas *canvas)
{
    draw_step(canvas, "From low to joyful at once", (Mood){-550, -500}, (Mood){850, 600}, 3);
}

static void draw_step_down(Canvas *canvas)
{
    draw_step(canvas, "From joyful to low at once", (Mood){850, 600}, (Mood){-550, -500}, 3);
}

// Swells a minute, tenths, from one foot of the expression to the next.
static void draw_swells(const Chart *chart)
{
    static const Style dot = {.fill = COLOUR_WARM, .round = 40};
    int64_t before = -1;
    int falls = 0, last = -1;
    for (int64_t ms = chart->from; ms <= chart->to; ms += 20) {
        const int now = take_control(&take, CC_EXPRESSION, ms);
        if (now > last && falls) { // a foot
            if (before >= 0 && ms - before > 1500) {
                const int32_t rate = (int32_t)(600000 / (ms - before));
                const int x = chart_x(chart, (ms + before) / 2), y = chart_y(chart, rate);
                chart->canvas->ops->rect(chart->canvas, (Box){x - 40, y - 40, 80, 80}, &dot);
            }
            before = ms;
        }
        falls = now < last || (now == last && falls);
        last = now;
    }
}

static void draw_breath(Canvas *canvas)
{
    enum { MINUTES = 5, LENGTH = MINUTES * 60000, OWN_X10 = 140 };
    static const Style line = {.line = COLOUR_GREEN, .width = 16};
    SessionConfig config = steer_config(BREATHE, 3);
    config.breath_x10 = OWN_X10;
    take_play(&take, &config, NULL, 0, LENGTH);
    FigurePage figure =
        figure_open(canvas, 2 * FIGURE_NAME + 2 * FIGURE_PANEL, "The swell follows a breath",
                    "preset breathe, seed 3, --breath 14: from 14 a minute to three "
                    "quarters of it in three minutes",
                    0, LENGTH);
    const Chart swell = figure_panel(&figure, FIGURE_PANEL, -1200, 0);
    for (int32_t db = -12; db <= 0; db += 4) {
        figure_level(&swell, db * 100, 100);
    }
    draw_control(&swell, CC_EXPRESSION, expression_db100, &line);
    chart_name(&swell, FIGURE_LEFT, COLOUR_GREEN, "expression, dB");
    const Chart rate = figure_panel(&figure, FIGURE_PANEL, 80, 160);
    for (int32_t each = 80; each <= 160; each += 20) {
        figure_level(&rate, each, 10);
    }
    draw_swells(&rate);
    figure_mark(&rate, 180000, "10.5 from here on");
    chart_name(&rate, FIGURE_LEFT, COLOUR_WARM, "swells a minute");
    figure_close(&figure, 0, 30, "seconds");
}

// Somebody plays fast and loud for half a minute.
static void draw_follow(Canvas *canvas)
{
    enum { FROM = 30000, TO = 60000, EVERY = 220, LENGTH = 300000, PHRASE = 12000, VELOCITY = 112 };
    enum { TOUCHES = 2 * (TO - FROM) / EVERY + 4 };
    static Touch touches[TOUCHES];
    static const Style broad = {.line = COLOUR_RULE, .width = 64, .opacity = 60};
    static const Style warm = {.line = COLOUR_WARM, .width = 20};
    static const Style played = {.fill = COLOUR_GREEN_SOFT};
    int count = 0;
    for (int64_t ms = FROM; ms < TO; ms += EVERY) {
        const int pitch = 72 + (int)(ms / EVERY % 5);
        touches[count++] = (Touch){ms, {CONTROL_NOTE_ON, pitch, VELOCITY}};
        touches[count++] = (Touch){ms + EVERY - 20, {CONTROL_NOTE_OFF, pitch, 0}};
    }
    const SessionConfig config = steer_config(TOGETHER, 4);
    take_play(&take, &config, touches, count, LENGTH);
    FigurePage figure =
        figure_open(canvas, 2 * FIGURE_NAME + 2 * FIGURE_PANEL, "The music meets who plays along",
                    "preset together, seed 4; somebody plays at velocity 112, five notes "
                    "a second (green)",
                    0, LENGTH);
    const Chart mood = figure_panel(&figure, FIGURE_PANEL, -MOOD_ONE, MOOD_ONE);
    const int from = chart_x(&mood, FROM);
    canvas->ops->rect(canvas, (Box){from, mood.box.y, chart_x(&mood, TO) - from, FIGURE_PANEL},
                      &played);
    chart_level(&mood, MOOD_ONE, "+1");
    chart_level(&mood, 0, "0");
    chart_level(&mood, -MOOD_ONE, UTF8_MINUS "1");
    draw_axis(&mood, take.target, 1, &broad);
    draw_axis(&mood, take.mood, 1, &warm);
    figure_mark_at(&mood, FROM + PHRASE, "met within a phrase", 1);
    const int x = chart_name(&mood, FIGURE_LEFT, COLOUR_WARM, "arousal");
    chart_name(&mood, x, COLOUR_INK_SOFT, "target (broad)");
    draw_notes(&figure, 0, 5000, 8);
    figure_close(&figure, 0, 30, "seconds");
}

// ---- The files ----------------------------------------------------------------------------------

static void put(void *context, const void *bytes, size_t count)
{
    fwrite(bytes, 1, count, context);
}

static int write_figure(const char *folder, const char *name, void (*draw)(Canvas *canvas))
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *const file = fopen(path, "wb");
    if (file == NULL) {
        perror(path);
        return 0;
    }
    const Out out = {put, file};
    SvgCanvas svg = svg_canvas(&out, NULL);
    draw(&svg.canvas);
    return fclose(file) == 0;
}

int main(int argc, char **argv)
{
    const char *const folder = argc > 1 ? argv[1] : "doc";
    const int written = write_figure(folder, "mood-up.svg", draw_step_up) &&
                        write_figure(folder, "mood-down.svg", draw_step_down) &&
                        write_figure(folder, "mood-breath.svg", draw_breath) &&
                        write_figure(folder, "mood-follow.svg", draw_follow);
    return written ? 0 : 1;
}
