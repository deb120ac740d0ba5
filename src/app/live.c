#include "app/live.h"

#include "app/meter.h"
#include "app/say.h"
#include "app/sound.h"
#include "base/fix.h"
#include "io/terminal.h"
#include "io/wall_clock.h"
#include "session/taps.h"
#include "text/view.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    REDRAW_MS = 250,
    TURN_MS = 125,         ///< Between two looks at signals and the session.
    SIGNAL_FADE_MS = 1000, ///< For those who end programs: soon, but not with a cut.
    VOLUME_STEP = 6,
    LENGTH_STEP_MS = 5 * 60 * 1000,
    MOOD_STEP = 100, ///< 0.1
    SETTLE_MS = 500,
    KEYS_TEXT_BYTES = 1000,
    REST_MS = 500, ///< Longest wait for the fade out before ^Z.
};

/// What has happened so far.
typedef struct {
    const Live *live;
    Snapshot shown;
    int has_shown;
    Mood target; ///< Where the arrows have moved the mood.
    int32_t volume;
    int stops; ///< How often the listener asked to stop.
    Taps taps;
    WallDrift wall;
    int64_t drawn_ms;
    int64_t steered_ms; ///< Clock of the last key for mood or volume.
    int redraws;
    LiveStats sound;
    int heeded; ///< How often ^Z has been heeded.
} View;

static void send(View *view, ControlKind kind, int32_t a)
{
    const ControlMsg msg = {.kind = (int32_t)kind, .a = a, .b = 0};
    ring_write(view->live->controls, &msg, 1); // when full, the render thread hangs: nothing helps
}

static void ask_to_stop(View *view, int fade_ms)
{
    ++view->stops;
    if (view->stops == 1) {
        send(view, CONTROL_FADE, fade_ms);
    }
}

// ---- Keys ---------------------------------------------------------------------------------------

static void press_stop(View *view, int step)
{
    (void)step;
    ask_to_stop(view, view->live->settings->config.fade_ms);
}

static void press_volume(View *view, int step)
{
    view->steered_ms = meter_clock_ms();
    view->volume =
        fix_clamp(view->volume + step * VOLUME_STEP, 0, view->live->settings->config.volume_max);
    send(view, CONTROL_VOLUME, view->volume);
}

static int16_t moved(int16_t value, int step)
{
    return (int16_t)fix_clamp(value + step * MOOD_STEP, -MOOD_ONE, MOOD_ONE);
}

static void press_valence(View *view, int step)
{
    view->target.valence = moved(view->target.valence, step);
    view->steered_ms = meter_clock_ms();
    send(view, CONTROL_VALENCE, view->target.valence);
}

static void press_arousal(View *view, int step)
{
    view->target.arousal = moved(view->target.arousal, step);
    view->steered_ms = meter_clock_ms();
    send(view, CONTROL_AROUSAL, view->target.arousal);
}

// Once a breath. Two taps tell a rate; it is kept until others tell another.
static void press_breath(View *view, int step)
{
    (void)step;
    const int32_t breath_x10 = taps_add(&view->taps, meter_clock_ms());
    if (breath_x10 > 0) {
        send(view, CONTROL_BREATH, breath_x10);
    }
}

// Of a session without end the first press makes one.
static void press_length(View *view, int step)
{
    const int is_open = view->has_shown && view->shown.left_ms < 0;
    const ControlMsg msg = {.kind = CONTROL_LENGTH,
                            .a = step * LENGTH_STEP_MS,
                            .b = is_open ? LENGTH_LEFT : LENGTH_MOVE};
    if (!is_open || step > 0) {
        ring_write(view->live->controls, &msg, 1);
    }
}

static void press_pause(View *view, int step)
{
    (void)step;
    view->shown.paused = !view->shown.paused; // until the next snapshot, for who is quick
    send(view, CONTROL_PAUSE, view->shown.paused);
}

static void press_like(View *view, int step)
{
    send(view, CONTROL_LIKE, step);
}

static void press_help(View *view, int step);

typedef struct {
    void (*press)(View *view, int step);
    int key;
    int step;
    const char *name; ///< As help shows it; NULL: part of the row above.
    const char *doc;
} LiveKey;

static const LiveKey keys[] = {
    {press_arousal, KEY_UP, 1, "up, down", "livelier, stiller (arousal)"},
    {press_arousal, KEY_DOWN, -1, NULL, NULL},
    {press_valence, KEY_RIGHT, 1, "right, left", "more, less pleasant (valence)"},
    {press_valence, KEY_LEFT, -1, NULL, NULL},
    {press_volume, '+', 1, "+ -", "louder, softer"},
    {press_volume, '=', 1, NULL, NULL}, // the same key without shift
    {press_volume, '-', -1, NULL, NULL},
    {press_pause, 'p', 0, "p", "pause, and go on where it was"},
    {press_length, ']', 1, "] [",
     "end five minutes later, sooner; ] gives an end where there is none"},
    {press_length, '[', -1, NULL, NULL},
    {press_breath, ' ', 0, "space", "once a breath: the swell follows"},
    {press_like, 'y', 1, "y n", "more, less like this"},
    {press_like, 'n', -1, NULL, NULL},
    {press_help, '?', 0, "?", "these keys"},
    {press_stop, 'q', 0, "q, Ctrl-C", "fade out and end; again: at once"},
};

enum { KEYS = sizeof keys / sizeof keys[0] };

void live_keys_text(const Out *out)
{
    for (int i = 0; i < KEYS; ++i) {
        if (keys[i].name != NULL) {
            out_format(out, "  %-12s %s\n", keys[i].name, keys[i].doc);
        }
    }
}

static void press(View *view, int key)
{
    for (int i = 0; i < KEYS; ++i) {
        if (keys[i].key == key) {
            keys[i].press(view, keys[i].step);
        }
    }
}

// ---- The status line ----------------------------------------------------------------------------

static void clear_line(const View *view)
{
    if (view->redraws && view->drawn_ms > 0) {
        fputs("\r\033[K", stderr);
    }
}

static void press_help(View *view, int step)
{
    char text[KEYS_TEXT_BYTES];
    OutText kept;
    const Out out = out_into(&kept, text, sizeof text);
    (void)step;
    clear_line(view);
    live_keys_text(&out);
    fputs(text, stderr);
}

// Takes the newest snapshot. Knobs may have moved the target meanwhile; right after an arrow key
// the snapshot may still show the target before it. Programs that steer see the same.
static void look(View *view)
{
    while (ring_read(view->live->snapshots, &view->shown, 1) == 1) {
        view->has_shown = 1;
        if (meter_clock_ms() - view->steered_ms > SETTLE_MS) {
            view->target = view->shown.target;
            view->volume = view->shown.volume;
        }
        if (view->live->remote != NULL) {
            remote_tell(view->live->remote, &view->shown);
        }
    }
}

// --until means the clock on the wall: what a pause or a sleep took is taken from the music.
static void keep_to_wall(View *view)
{
    if (view->live->settings->ends_at_ms == 0 || !view->has_shown) {
        return;
    }
    const int64_t drift = wall_drift_ms(&view->wall, view->shown.elapsed_ms, wall_now_ms());
    if (drift != 0) {
        const ControlMsg msg = {.kind = CONTROL_LENGTH, .a = (int32_t)-drift, .b = LENGTH_MOVE};
        ring_write(view->live->controls, &msg, 1);
    }
}

// What programs that steer got wrong on standard input.
static void look_at_notices(View *view)
{
    Notice notice;
    while (view->live->remote != NULL && remote_notice(view->live->remote, &notice)) {
        clear_line(view);
        say(0, "lull: %s", notice.text);
    }
}

static void look_at_midi(View *view)
{
    char line[LIVE_MIDI_LINE_BYTES];
    while (live_midi_line(view->live->midi, line)) {
        clear_line(view);
        say(view->live->quiet, "%s", line);
    }
}

// An error that is told while the music goes on.
static void look_at_recorder(View *view)
{
    const char *const trouble =
        view->live->recorder != NULL ? recorder_trouble(view->live->recorder) : NULL;
    if (trouble != NULL) {
        clear_line(view);
        say(0, "lull: %s", trouble);
    }
}

static void look_at_sound(View *view)
{
    char line[SOUND_LINE_BYTES];
    Sink *const sink = view->live->sink;
    sink_live_play_along(sink, midi_input_count(view->live->midi->midi) > 0);
    const LiveStats now = sink_live_stats(sink);
    midi_set_latency(view->live->midi->midi, now.latency_ms);
    if (sound_news_text(line, &view->sound, &now)[0] != '\0') {
        clear_line(view);
        say(view->live->quiet, "%s", line);
    }
}

static void draw(View *view)
{
    char line[VIEW_BYTES];
    const int64_t now = meter_clock_ms();
    if (!view->redraws || view->live->quiet || !view->has_shown ||
        now - view->drawn_ms < REDRAW_MS) {
        return;
    }
    const Preset *const preset = &view->live->settings->presets[view->shown.preset_index];
    fprintf(stderr, "\r%s\033[K",
            view_status(line, terminal_width(STDERR_FILENO), &view->shown, preset->name));
    view->drawn_ms = now;
}

// ---- Until the end ------------------------------------------------------------------------------

static void heed_signals(View *view, int *interrupts)
{
    const int count = terminal_interrupts();
    for (; *interrupts < count; ++*interrupts) {
        ask_to_stop(view, view->live->settings->config.fade_ms);
    }
    if (terminal_terminations() > 0 && view->stops == 0) {
        ask_to_stop(view, SIGNAL_FADE_MS);
    }
}

static void wait_ms(int ms)
{
    nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L}, NULL);
}

// ^Z: the sound fades out and others may have the device; after fg it fades in where it was.
static void heed_stop(View *view)
{
    const Live *const live = view->live;
    const int was_paused = view->shown.paused;
    if (terminal_stops_asked() == view->heeded) {
        return;
    }
    view->heeded = terminal_stops_asked();
    play_pause(live->loop, 1);
    for (int waited = 0; !play_is_silent(live->loop) && waited < REST_MS; waited += 5) {
        wait_ms(5);
    }
    wait_ms(view->sound.latency_ms);
    sink_live_suspend(live->sink, 1);
    clear_line(view);
    terminal_stop();
    sink_live_suspend(live->sink, 0);
    play_pause(live->loop, was_paused);
}

LiveEnd live_run(const Live *live)
{
    const SessionConfig *const config = &live->settings->config;
    View view = {.live = live,
                 .volume = config->volume,
                 .target = config->has_mood ? config->mood : live->settings->preset->mood,
                 .redraws = terminal_redraws(STDERR_FILENO)};
    int interrupts = 0;
    LiveEnd end = {0};
    const int64_t start_ms = meter_clock_ms();
    terminal_stops_defer();
    terminal_keys_begin();
    while (play_running(live->loop) && view.stops < 2) {
        // The output runs dry after the last note: that is no break, so it is asked before.
        end.stats = sink_live_stats(live->sink);
        look(&view);
        look_at_midi(&view);
        look_at_recorder(&view);
        look_at_notices(&view);
        keep_to_wall(&view);
        look_at_sound(&view);
        draw(&view);
        press(&view, terminal_key(TURN_MS));
        heed_signals(&view, &interrupts);
        heed_stop(&view);
    }
    terminal_keys_end();
    clear_line(&view);
    end.cut = view.stops >= 2;
    end.played_ms = meter_clock_ms() - start_ms;
    return end;
}
