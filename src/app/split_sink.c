#include "app/split_sink.h"

#include "io/files.h"
#include "session/session_gaps.h"
#include "text/error.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CHANNELS = 2, NUMBER_BYTES = 24, TITLE_BYTES = 200 };

typedef struct {
    Sink sink;
    FileSinkConfig config;    ///< Of the whole; its texts are kept below.
    char path[PATH_BYTES];    ///< Of the whole.
    char comment[1024];       ///< Its tag.
    int64_t ends[TRACKS_MAX]; ///< Frames at which the tracks end.
    Sink *tracks[TRACKS_MAX]; ///< Those that have been opened.
    int32_t count;            ///< Of all tracks.
    int32_t opened;
    int64_t frame; ///< Frames written so far.
} SplitSink;

// ---- Where to cut -------------------------------------------------------------------------------

// Enters a cut, at the last moment of a silence.
static Status cut(SplitSink *self, int64_t frame, Error *error)
{
    if (self->count == TRACKS_MAX - 1) {
        return error_set(error, STATUS_USAGE, "--split: more than %d tracks; make them longer",
                         TRACKS_MAX);
    }
    self->ends[self->count++] = frame;
    return STATUS_OK;
}

// Each track ends at the silence that is nearest to its length. What is left in the end belongs to
// the last one, unless it is more than half a track.
static Status cut_at_gaps(SplitSink *self, GapWalk *walk, int64_t track_frames, Error *error)
{
    int64_t begun = 0;
    int64_t before = 0; // the last silence short of the length
    Status status = STATUS_OK;
    for (Gap gap; status == STATUS_OK && gaps_next(walk, &gap);) {
        if (!gap.opens) {
            continue;
        }
        const int64_t wanted = begun + track_frames;
        if (gap.to >= wanted) {
            const int is_nearer = before > begun && wanted - before < gap.to - wanted;
            begun = is_nearer ? before : gap.to;
            status = cut(self, begun, error);
        }
        before = gap.to;
    }
    return status;
}

// A last cut that would leave less than half a track is taken back.
static void end_tracks(SplitSink *self, int64_t track_frames, int64_t frames)
{
    const int32_t last = self->count - 1;
    if (self->count > 0 && frames - self->ends[last] < track_frames / 2) {
        self->count = last;
    }
    self->ends[self->count++] = INT64_MAX; // whatever comes
}

static Status find_cuts(SplitSink *self, const RenderJob *job, Error *error)
{
    const SessionConfig *const config = &job->settings->config;
    const int64_t track_frames = job->split_ms * config->rate_hz / 1000;
    if (self->config.frames == 0) { // its silences depend on what steered it
        return error_set(error, STATUS_USAGE, "--split: a recorded session stays one file");
    }
    Session *const session = malloc(sizeof *session);
    GapWalk walk;
    if (session == NULL) {
        return error_set(error, STATUS_INTERNAL, "out of memory; close other programs");
    }
    session_init(session, config);
    gaps_init(&walk, session);
    const Status status = cut_at_gaps(self, &walk, track_frames, error);
    free(session);
    if (status == STATUS_OK && self->count == 0 && self->config.frames > 2 * track_frames) {
        return error_set(error, STATUS_USAGE,
                         "--split: %s has no silence between its sections; --set pause=3 makes one",
                         job->settings->preset->name);
    }
    end_tracks(self, track_frames, self->config.frames);
    return status;
}

// ---- The tracks ---------------------------------------------------------------------------------

int split_track_path(const char *path, int32_t track, char out[PATH_BYTES])
{
    const char *const slash = strrchr(path, '/');
    const char *const dot = strrchr(slash != NULL ? slash : path, '.');
    const int stem = dot != NULL ? (int)(dot - path) : (int)strlen(path);
    return snprintf(out, PATH_BYTES, "%.*s-%02d%s", stem, path, (int)track,
                    dot != NULL ? dot : "") < PATH_BYTES;
}

static Status open_track(SplitSink *self, Error *error)
{
    char path[PATH_BYTES];
    char title[TITLE_BYTES];
    char number[NUMBER_BYTES];
    FileSinkConfig config = self->config;
    const int32_t track = self->opened;
    const int64_t end = self->ends[track] < config.frames ? self->ends[track] : config.frames;
    if (!split_track_path(self->path, track + 1, path)) {
        return file_error(error, self->path, ENAMETOOLONG);
    }
    snprintf(title, sizeof title, "%s %d", config.tags.title, (int)track + 1);
    snprintf(number, sizeof number, "%d/%d", (int)track + 1, (int)self->count);
    config.path = path;
    config.first_frame = self->frame;
    config.frames = end - self->frame;
    config.tags.album = config.tags.title;
    config.tags.title = title;
    config.tags.track = number;
    self->tracks[track] = sink_file_open(&config, error);
    if (self->tracks[track] == NULL) {
        return error->status;
    }
    ++self->opened;
    return STATUS_OK;
}

// Nothing is rendered for names that are taken.
static Status check_names(const SplitSink *self, Error *error)
{
    char path[PATH_BYTES];
    for (int32_t track = 0; !self->config.force && track < self->count; ++track) {
        if (split_track_path(self->path, track + 1, path) && access(path, F_OK) == 0) {
            return file_error(error, path, EEXIST);
        }
    }
    return STATUS_OK;
}

static Status split_write(Sink *sink, const float *stereo, size_t frames, Error *error)
{
    SplitSink *const self = (SplitSink *)sink;
    Status status = STATUS_OK;
    while (status == STATUS_OK && frames > 0) {
        const int64_t room = self->ends[self->opened - 1] - self->frame;
        const size_t count = (uint64_t)room < frames ? (size_t)room : frames;
        Sink *const track = self->tracks[self->opened - 1];
        status = track->ops->write(track, stereo, count, error);
        self->frame += (int64_t)count;
        stereo += CHANNELS * count;
        frames -= count;
        if (status == STATUS_OK && frames > 0) { // there is more: the next track begins
            status = sink_file_seal(track, error);
            status = status == STATUS_OK ? open_track(self, error) : status;
        }
    }
    return status;
}

static Status split_close(Sink *sink, int keep, Error *error)
{
    SplitSink *const self = (SplitSink *)sink;
    Status status = STATUS_OK;
    Error ignored;
    for (int32_t i = self->opened - 1; i >= 0; --i) { // the first is there only when all are
        const int keeps = keep && status == STATUS_OK;
        const Status closed =
            self->tracks[i]->ops->close(self->tracks[i], keeps, keeps ? error : &ignored);
        status = status == STATUS_OK ? closed : status;
    }
    free(self);
    return status;
}

static const SinkOps split_ops = {.name = "split", .write = split_write, .close = split_close};

int32_t split_sink_tracks(const Sink *sink)
{
    return ((const SplitSink *)sink)->count;
}

Sink *split_sink_open(const RenderJob *job, const FileSinkConfig *config, Error *error)
{
    SplitSink *const self = calloc(1, sizeof *self);
    if (self == NULL) {
        error_set(error, STATUS_INTERNAL, "out of memory; close other programs");
        return NULL;
    }
    self->sink.ops = &split_ops;
    self->config = *config;
    snprintf(self->path, sizeof self->path, "%s", config->path);
    snprintf(self->comment, sizeof self->comment, "%s", config->tags.comment);
    self->config.tags.comment = self->comment;
    if (find_cuts(self, job, error) != STATUS_OK || check_names(self, error) != STATUS_OK ||
        open_track(self, error) != STATUS_OK) {
        free(self);
        return NULL;
    }
    return &self->sink;
}
