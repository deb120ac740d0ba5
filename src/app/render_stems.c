// FluidSynth renders groups of channels apart, each with a reverb of its own. Reverbs are linear
// and all begin in the same state with each passage, so the groups add up to the one mix.
#include "app/render_stems.h"

#include "app/font.h"
#include "app/render_tags.h"
#include "io/ensemble.h"
#include "io/sink_file.h"
#include "session/session_plan.h"
#include "text/error.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK_FRAMES = 1024 };

typedef struct {
    const RenderJob *job;
    Session session;
    Synth *synth;
    Sink *sinks[PARTS_MAX];
    Master masters[PARTS_MAX]; ///< Of the session, without its limiter.
    float gain;
    int64_t frame;
    int made_folder;
    float wide[2 * SYNTH_GROUPS_MAX * BLOCK_FRAMES];
} Stems;

static const Preset *preset_of(const Stems *stems)
{
    return stems->job->settings->preset;
}

static int group_of(const Stems *stems, int part, int groups)
{
    return plan_channel(preset_of(stems), part) % groups;
}

static int are_apart(const Stems *stems, int groups)
{
    unsigned taken = 0;
    for (int part = 0; part < preset_of(stems)->part_count; ++part) {
        const unsigned bit = 1u << group_of(stems, part, groups);
        if ((taken & bit) != 0) {
            return 0;
        }
        taken |= bit;
    }
    return 1;
}

// The fewest groups that keep all parts apart, since each group costs a reverb.
static int groups_for(const Stems *stems)
{
    int groups = 2;
    while (groups < SYNTH_GROUPS_MAX && !are_apart(stems, groups)) {
        ++groups;
    }
    return groups;
}

// ---- Files --------------------------------------------------------------------------------------

static Status make_folder(Stems *stems, Error *error)
{
    struct stat info;
    const char *const path = stems->job->stems;
    stems->made_folder = mkdir(path, 0777) == 0;
    if (!stems->made_folder && (errno != EEXIST || stat(path, &info) != 0)) {
        return error_set(error, STATUS_WRITE_FAILED, "--stems: cannot make the folder %s: %s", path,
                         strerror(errno));
    }
    return STATUS_OK;
}

// A part's name may hold anything; a file's may not.
static void file_name(const Stems *stems, int part, char out[PATH_BYTES])
{
    const int at = snprintf(out, PATH_BYTES, "%.3000s/%02d-", stems->job->stems, part + 1);
    snprintf(out + at, (size_t)(PATH_BYTES - at), "%s%s", preset_of(stems)->parts[part].name,
             sound_format_table[stems->job->sound].ending);
    for (char *c = out + at; *c != '\0'; ++c) {
        *c = isalnum((unsigned char)*c) || *c == '.' || *c == '-' ? *c : '-';
    }
}

static Status open_files(Stems *stems, Error *error)
{
    RenderTags tags;
    const SessionConfig *const config = &stems->session.config;
    Status status = render_tags(stems->job, &tags, error);
    for (int part = 0; part < preset_of(stems)->part_count && status == STATUS_OK; ++part) {
        char path[PATH_BYTES];
        file_name(stems, part, path);
        const FileSinkConfig file = {.path = path,
                                     .format = stems->job->sound,
                                     .rate_hz = config->rate_hz,
                                     .force = stems->job->force,
                                     .frames = stems->session.end_frame,
                                     .seed = config->seed,
                                     .tags = tags.tags};
        stems->sinks[part] = sink_file_open(&file, error);
        status = stems->sinks[part] != NULL ? STATUS_OK : error->status;
    }
    return status;
}

static Status close_files(Stems *stems, Status status, Error *error)
{
    for (int part = 0; part < PARTS_MAX; ++part) {
        if (stems->sinks[part] != NULL && status == STATUS_OK) {
            status = sink_file_seal(stems->sinks[part], error);
        }
    }
    for (int part = 0; part < PARTS_MAX; ++part) {
        Error ignored; // what came first is what has to be told
        if (stems->sinks[part] != NULL) {
            const int keep = status == STATUS_OK;
            const Status closed =
                stems->sinks[part]->ops->close(stems->sinks[part], keep, keep ? error : &ignored);
            status = keep ? closed : status;
        }
    }
    if (status != STATUS_OK && stems->made_folder) {
        rmdir(stems->job->stems);
    }
    return status;
}

// ---- Sound --------------------------------------------------------------------------------------

static Status write_part(Stems *stems, int part, size_t frames, Error *error)
{
    float stereo[2 * BLOCK_FRAMES];
    const size_t width = (size_t)synth_width(stems->synth);
    const float *const from = stems->wide + 2 * group_of(stems, part, stems->synth->groups);
    for (size_t i = 0; i < frames; ++i) {
        stereo[2 * i] = from[width * i];
        stereo[2 * i + 1] = from[width * i + 1];
    }
    master_process(&stems->masters[part], stereo, frames);
    for (size_t i = 0; i < 2 * frames; ++i) {
        stereo[i] *= stems->gain;
    }
    return stems->sinks[part]->ops->write(stems->sinks[part], stereo, frames, error);
}

static Status play_until(Stems *stems, int64_t frame, Error *error)
{
    Status status = STATUS_OK;
    while (stems->frame < frame && status == STATUS_OK) {
        if (render_job_was_stopped()) {
            return render_job_stopped(error);
        }
        const int64_t left = frame - stems->frame;
        const size_t n = left < BLOCK_FRAMES ? (size_t)left : BLOCK_FRAMES;
        stems->synth->ops->render(stems->synth, stems->wide, n);
        for (int part = 0; part < preset_of(stems)->part_count && status == STATUS_OK; ++part) {
            status = write_part(stems, part, n, error);
        }
        stems->frame += (int64_t)n;
    }
    return status;
}

static Status play(Stems *stems, Error *error)
{
    Status status = STATUS_OK;
    for (Event event; status == STATUS_OK && session_walk(&stems->session, INT64_MAX, &event);) {
        status = play_until(stems, stems->session.rendered_frames, error);
        synth_send(stems->synth, &event);
    }
    return status == STATUS_OK ? play_until(stems, stems->session.end_frame, error) : status;
}

// ---- The whole ----------------------------------------------------------------------------------

static Status open_synth(Stems *stems, Error *error)
{
    char font[PATH_BYTES];
    const RenderJob *const job = stems->job;
    if (font_find(job->soundfont, 1, font, error) == STATUS_OK) {
        stems->synth =
            ensemble_open_groups(font, stems->session.config.rate_hz, 0, groups_for(stems), error);
    }
    return stems->synth != NULL ? STATUS_OK : error->status;
}

static Status render(Stems *stems, Error *error)
{
    if (open_synth(stems, error) != STATUS_OK || make_folder(stems, error) != STATUS_OK) {
        return error->status;
    }
    Status status = open_files(stems, error);
    status = status == STATUS_OK ? play(stems, error) : status;
    return close_files(stems, status, error);
}

Status render_stems(const RenderJob *job, double gain_db, Error *error)
{
    Stems *const stems = calloc(1, sizeof *stems);
    if (stems == NULL) {
        return error_set(error, STATUS_INTERNAL, "out of memory; close other programs");
    }
    stems->job = job;
    stems->gain = (float)pow(10.0, gain_db / 20.0);
    session_init(&stems->session, &job->settings->config);
    for (int part = 0; part < PARTS_MAX; ++part) {
        stems->masters[part] = stems->session.master;
        stems->masters[part].ceiling = INFINITY;
    }
    const Status status = render(stems, error);
    if (stems->synth != NULL) {
        stems->synth->ops->close(stems->synth);
    }
    free(stems);
    return status;
}
