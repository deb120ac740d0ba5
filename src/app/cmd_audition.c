#include "app/commands.h"
#include "app/font.h"
#include "app/output.h"
#include "app/say.h"
#include "io/output_portaudio.h"
#include "io/sink_file.h"
#include "io/sink_live.h"
#include "io/terminal.h"
#include "session/master.h"
#include "text/audition.h"
#include "text/error.h"
#include "text/suggest.h"

#include <stdio.h>
#include <string.h>

enum {
    BLOCK_FRAMES = 512,
    HINT_BYTES = 200,
    FULL = 127,
    PERCENT = 100,
    STOP_MS = 300,
    TITLE_BYTES = 80
};

/// A phrase that is being played.
typedef struct {
    Synth *synth;
    Sink *sink;
    Master master;
    int rate_hz;
    int64_t frame; ///< Of the next block.
    int64_t end;   ///< Frame at which it is over.
    int next;      ///< Event to send next.
    Event events[AUDITION_EVENTS];
} Audition;

static const char *instrument_name(int i)
{
    return i < instrument_count ? instrument_table[i].name : NULL;
}

static Status check_words(const CliOptions *options, Error *error)
{
    char hint[HINT_BYTES];
    if (instrument_find(options->words[0]) < 0) {
        return error_set(error, STATUS_USAGE, "there is no instrument '%.40s'%s", options->words[0],
                         suggest_hint(hint, sizeof hint, options->words[0], instrument_name));
    }
    if (options->output == NULL) {
        return STATUS_OK;
    }
    SoundFormat format;
    if (output_sound(options->output, options->format, options->rate_hz, &format, error) !=
        STATUS_OK) {
        return error->status;
    }
    return output_check_pipe(options->output, error);
}

// ---- Where it sounds ----------------------------------------------------------------------------

static Sink *open_sink(const CliOptions *options, const Instrument *instrument, int *rate_hz,
                       Error *error)
{
    if (options->output == NULL) {
        const LiveSinkConfig wish = {.device = options->device, .rate_hz = options->rate_hz};
        return sink_live_open(output_portaudio(), &wish, rate_hz, error);
    }
    char title[TITLE_BYTES];
    snprintf(title, sizeof title, "lull audition \"%s\"", instrument->name);
    FileSinkConfig config = {
        .path = options->output,
        .rate_hz = options->rate_hz,
        .force = options->force,
        .tags = {.title = instrument->name, .comment = title, .software = "lull " LULL_VERSION},
    };
    *rate_hz = options->rate_hz;
    if (output_sound(options->output, options->format, *rate_hz, &config.format, error) !=
        STATUS_OK) {
        return NULL;
    }
    return sink_file_open(&config, error);
}

// ---- Playing ------------------------------------------------------------------------------------

static void render_block(Audition *audition, float *stereo)
{
    for (int i = 0; i < BLOCK_FRAMES; i += SYNTH_BLOCK_FRAMES) {
        const Event *event = &audition->events[audition->next];
        for (; event->kind != EVENT_END && event->frame <= audition->frame; ++event) {
            synth_send(audition->synth, event);
            ++audition->next;
        }
        audition->synth->ops->render(audition->synth, stereo + 2 * i, SYNTH_BLOCK_FRAMES);
        audition->frame += SYNTH_BLOCK_FRAMES;
    }
    master_process(&audition->master, stereo, BLOCK_FRAMES);
}

// Ctrl-C lets what is played fade, and leaves no part of a file behind.
static Status look_for_stop(Audition *audition, int is_live, Error *error)
{
    const int64_t end = audition->frame + (int64_t)STOP_MS * audition->rate_hz / 1000;
    if (terminal_interrupts() + terminal_terminations() == 0 || audition->end <= end) {
        return STATUS_OK;
    }
    if (!is_live) {
        return error_set(error, STATUS_INTERNAL, "stopped; nothing was written");
    }
    master_fade_out(&audition->master, audition->frame, end);
    audition->end = end + LIMITER_DELAY;
    return STATUS_OK;
}

static Status play(Audition *audition, int is_live, Error *error)
{
    float stereo[2 * BLOCK_FRAMES];
    Status status = STATUS_OK;
    while (status == STATUS_OK && audition->frame < audition->end) {
        status = look_for_stop(audition, is_live, error);
        if (status == STATUS_OK) {
            render_block(audition, stereo);
            status = audition->sink->ops->write(audition->sink, stereo, BLOCK_FRAMES, error);
        }
    }
    return status;
}

static Status audition_with(const CliOptions *options, const Instrument *instrument, Sink *sink,
                            int rate_hz, Error *error)
{
    static Audition audition;
    const int is_live = options->output == NULL;
    const int count = audition_score(instrument, rate_hz, audition.events);
    audition.synth = font_open(options->soundfont, rate_hz, options->quiet, error);
    audition.sink = sink;
    audition.rate_hz = rate_hz;
    audition.end = audition.events[count - 1].frame;
    if (audition.synth == NULL) {
        return error->status;
    }
    master_init(&audition.master, rate_hz, 0,
                is_live ? (options->volume_percent * FULL + PERCENT / 2) / PERCENT : FULL);
    say(options->quiet, "%s: %s; %d s", instrument->name,
        instrument->kind == TONE_PERCUSSION ? "each sound soft to loud, then all in time"
                                            : "range, soft to loud, legato, release",
        (int)(audition.end / rate_hz));
    const Status status = play(&audition, is_live, error);
    audition.synth->ops->close(audition.synth);
    font_tell_warnings(options->quiet);
    return status;
}

int cmd_audition(const CliOptions *options, Error *error)
{
    Status status = check_words(options, error);
    if (status != STATUS_OK) {
        return (int)status;
    }
    const Instrument *const instrument = &instrument_table[instrument_find(options->words[0])];
    int rate_hz = 0;
    terminal_start();
    Sink *const sink = open_sink(options, instrument, &rate_hz, error);
    if (sink == NULL) {
        return (int)error->status;
    }
    Error late = {STATUS_OK, ""};
    status = audition_with(options, instrument, sink, rate_hz, error);
    const Status closed = sink->ops->close(sink, status == STATUS_OK, &late);
    if (status == STATUS_OK && closed != STATUS_OK) {
        status = error_set(error, closed, "%s", late.message);
    }
    if (terminal_terminations() > 0 || (terminal_interrupts() > 0 && status != STATUS_OK)) {
        say_error(status != STATUS_OK ? error : &late);
        terminal_die_by_signal();
    }
    if (status == STATUS_OK && options->output != NULL) {
        say(options->quiet, "wrote %s",
            strcmp(options->output, "-") == 0 ? "standard output" : options->output);
    }
    return (int)status;
}
