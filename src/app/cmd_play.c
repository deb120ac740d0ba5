#include "app/commands.h"
#include "app/font.h"
#include "app/listening.h"
#include "app/live.h"
#include "app/record.h"
#include "app/say.h"
#include "app/settings.h"
#include "app/sound.h"
#include "io/output_portaudio.h"
#include "io/output_silent.h"
#include "io/play_loop.h"
#include "io/sink_live.h"
#include "io/taste_file.h"
#include "io/terminal.h"
#include "text/error.h"
#include "text/suggest.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CONTROLS = 256, SNAPSHOTS = 8 };

/// All that a live session needs; zeroed at first, so that a half-built one can be taken down.
typedef struct {
    Settings *settings;
    Sink *sink;
    Synth *synth;
    LiveMidi midi;
    PlayLoop *loop;
    Recorder *recorder; ///< NULL = nothing is kept.
    Remote *remote;
    Session session;
    ControlMsg key_storage[CONTROLS], remote_storage[CONTROLS];
    Snapshot snapshot_storage[SNAPSHOTS];
    Ring keys, remote_controls, snapshots;
} Stage;

static Status open_output(Stage *stage, const CliOptions *options, Error *error)
{
    const LiveSinkConfig wish = {
        .device = options->device, .rate_hz = options->rate_hz, .latency = options->latency};
    int rate_hz = 0;
    Output *const output = options->no_sound ? output_silent() : output_portaudio();
    stage->sink = sink_live_open(output, &wish, &rate_hz, error);
    stage->settings->config.rate_hz = rate_hz;
    return stage->sink != NULL ? STATUS_OK : error->status;
}

static Status open_synth(Stage *stage, const CliOptions *options, Error *error)
{
    if (options->no_sound) {
        return STATUS_OK;
    }
    stage->synth =
        font_open(options->soundfont, stage->settings->config.rate_hz, options->quiet, error);
    return stage->synth != NULL ? STATUS_OK : error->status;
}

static Status open_midi(Stage *stage, const CliOptions *options, Error *error)
{
    ring_init(&stage->keys, stage->key_storage, sizeof(ControlMsg), CONTROLS);
    ring_init(&stage->snapshots, stage->snapshot_storage, sizeof(Snapshot), SNAPSHOTS);
    const Status status = live_midi_open(&stage->midi, options, error);
    if (status == STATUS_OK) {
        const int rate_hz = stage->settings->config.rate_hz;
        stage->synth = live_midi_synth(&stage->midi, stage->synth, &stage->session, rate_hz);
    }
    return status != STATUS_OK || stage->synth != NULL
               ? status
               : error_set(error, STATUS_INTERNAL, "no memory to send MIDI; close other programs");
}

static Status open_record(Stage *stage, const CliOptions *options, Error *error)
{
    if (options->record != NULL) {
        stage->recorder = record_begin(options, stage->settings, error);
    }
    return options->record == NULL || stage->recorder != NULL ? STATUS_OK : error->status;
}

static Status open_remote(Stage *stage, const CliOptions *options, Error *error)
{
    const RemoteConfig config = {
        .presets = stage->settings->presets,
        .preset_count = stage->settings->preset_count,
        .fade_ms = stage->settings->config.fade_ms,
        .controls = &stage->remote_controls,
        .shown = session_snapshot(&stage->session),
    };
    ring_init(&stage->remote_controls, stage->remote_storage, sizeof(ControlMsg), CONTROLS);
    return listening_start(options, &config, &stage->remote, error);
}

static Status start(Stage *stage, Error *error)
{
    const PlayConfig config = {
        .session = &stage->session,
        .synth = stage->synth,
        .sink = stage->sink,
        .controls = {&stage->keys, &stage->midi.controls, &stage->remote_controls},
        .control_count = 3,
        .snapshots = &stage->snapshots,
        .record = stage->recorder != NULL ? recorder_tap(stage->recorder) : NULL,
        .rate_hz = stage->settings->config.rate_hz,
    };
    stage->loop = play_start(&config, error);
    return stage->loop != NULL ? STATUS_OK : error->status;
}

static void tell_end(const LiveEnd *end, int quiet)
{
    char line[SOUND_LINE_BYTES];
    font_tell_warnings(quiet);
    say(quiet, "%s", sound_end_text(line, &end->stats, end->played_ms));
}

// What cannot be kept is told, but does not make the session a failure.
static void remember(const Stage *stage, int quiet)
{
    Error error = {STATUS_OK, ""};
    if (taste_file_write(&stage->session.config.taste, &error) != STATUS_OK) {
        say(quiet, "not remembered: %s", error.message);
    }
}

static Status play(Stage *stage, const CliOptions *options, Error *error)
{
    const Live live = {
        .settings = stage->settings,
        .loop = stage->loop,
        .controls = &stage->keys,
        .snapshots = &stage->snapshots,
        .sink = stage->sink,
        .midi = &stage->midi,
        .remote = stage->remote,
        .recorder = stage->recorder,
        .quiet = options->quiet,
    };
    const LiveEnd end = live_run(&live);
    const Status status = play_stop(stage->loop, error);
    if (options->remember) {
        remember(stage, options->quiet);
    }
    tell_end(&end, options->quiet);
    Error late = {STATUS_OK, ""};
    Status closed = stage->sink->ops->close(stage->sink, !end.cut, &late);
    stage->sink = NULL;
    if (stage->recorder != NULL) {
        const Status kept = record_end(stage->recorder, options, &stage->session,
                                       closed == STATUS_OK ? &late : NULL);
        stage->recorder = NULL;
        closed = closed == STATUS_OK ? kept : closed;
    }
    if (status == STATUS_OK && closed != STATUS_OK) {
        return error_set(error, closed, "%s", late.message);
    }
    return status;
}

static void take_down(Stage *stage)
{
    Error ignored; // the first failure has been told
    if (stage->sink != NULL) {
        stage->sink->ops->close(stage->sink, 0, &ignored);
    }
    if (stage->synth != NULL) {
        stage->synth->ops->close(stage->synth);
    }
    remote_close(stage->remote);
    live_midi_close(&stage->midi);
    recorder_close(stage->recorder, &stage->session, &ignored);
    settings_free(stage->settings);
    free(stage);
}

static void tell_start(const Stage *stage, const CliOptions *options)
{
    // A seed that was drawn cannot be found again anywhere else.
    const int has_keys = terminal_is_tty(STDIN_FILENO) && terminal_is_tty(STDERR_FILENO);
    say(options->quiet && options->has_seed, "preset %s, seed %" PRIu64 "%s",
        stage->settings->preset->name, stage->settings->config.seed,
        has_keys ? "; ? shows the keys" : "");
    char line[SOUND_LINE_BYTES];
    say(options->quiet, "%s",
        sound_start_text(line, stage->sink, stage->settings->config.rate_hz,
                         stage->midi.midi != NULL));
}

// `lull prests`: the one word may be a mistyped command as well as a preset.
static Status load(Stage *stage, const CliOptions *options, Error *error)
{
    stage->settings = settings_load(options, ALL_PRESETS, error);
    if (stage->settings != NULL) {
        return options->remember ? taste_file_read(&stage->settings->config.taste, error)
                                 : STATUS_OK;
    }
    const char *const word = options->word_count > 0 ? options->words[0] : "";
    const char *const near = suggest_word(word, command_name);
    if (near != NULL && !options->names_command && strpbrk(word, "./") == NULL) {
        return error_set(error, STATUS_USAGE,
                         "'%.40s' is no command and no preset; did you mean '%s'?", word, near);
    }
    return error->status;
}

int cmd_play(const CliOptions *options, Error *error)
{
    Stage *const stage = calloc(1, sizeof *stage);
    if (stage == NULL) {
        return (int)error_set(error, STATUS_INTERNAL, "out of memory; close other programs");
    }
    terminal_start();
    Status status = live_midi_check(options, error);
    if (status == STATUS_OK) {
        status = load(stage, options, error);
    }
    if (status == STATUS_OK) {
        status = open_output(stage, options, error);
    }
    if (status == STATUS_OK) {
        status = open_synth(stage, options, error);
    }
    if (status == STATUS_OK) {
        status = open_midi(stage, options, error);
    }
    if (status == STATUS_OK) {
        settings_begin(stage->settings);
        tell_start(stage, options);
        session_init(&stage->session, &stage->settings->config);
        status = open_remote(stage, options, error);
    }
    if (status == STATUS_OK) {
        status = open_record(stage, options, error);
    }
    if (status == STATUS_OK) {
        status = start(stage, error);
    }
    if (status == STATUS_OK) {
        status = play(stage, options, error);
    }
    take_down(stage);
    if (status == STATUS_OK && (terminal_interrupts() > 1 || terminal_terminations() > 0)) {
        terminal_die_by_signal();
    }
    return (int)status;
}
