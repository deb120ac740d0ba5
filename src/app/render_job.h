// A render job: one piece of music into its files, or into none of them when anything fails.
#ifndef APP_RENDER_JOB_H
#define APP_RENDER_JOB_H

#include "app/ears.h"
#include "app/options.h"
#include "app/settings.h"
#include "io/loudness_ebur128.h"
#include "io/sound_format.h"

#include <stdint.h>

/// What to render and where to. Plain data; strings and settings outlive the job.
typedef struct {
    const Settings *settings; ///< NULL until they are loaded.
    const char *soundfont;    ///< NULL = $LULL_SOUNDFONT or the own bank.
    const char *output;       ///< Sound or score by its ending, "-" = sound on standard output.
    const char *midi;         ///< The score too; NULL = no.
    const char *stems;        ///< Folder for a file of each part; NULL = no.
    const char *report;       ///< A page that tells of it, FILE.html; NULL = no.
    Ears *ears;               ///< Hear the sound as it is written; NULL = nobody does.
    const char *format;       ///< Of the sound; NULL = as the ending says.
    SoundFormat sound;        ///< What that comes to: filled in by render_job_check().
    int rate_hz;              ///< Of the sound.
    int32_t lufs_x10;         ///< Integrated loudness to bring it to, tenths; LUFS_OFF = as it is.
    int64_t split_ms;         ///< Length of a track, about; 0 = one file.
    int loops;                ///< 1: its end leads back to its beginning.
    int endless;              ///< 1: until the reader goes away; the settings have no length.
    int jobs;                 ///< Threads that render; 0 = one for each processor.
    const char *pass;         ///< Of a further pass over the same music: only its progress is told.
    Steering *keep;           ///< When a signal stops it, it ends here, faded; NULL = not at all.
    int force;                ///< 1: files that exist are replaced.
    int quiet;                ///< 1: no progress and no remarks.
} RenderJob;

/// What came out; zero where the job writes no sound.
typedef struct {
    int64_t frames;
    int64_t limited_frames; ///< In which the session's limiter was at work.
    Loudness loudness;      ///< Of what was written; of no use when endless.
    int32_t tracks;         ///< Files that the sound was split into; 0 = it was not.
    double gain_db;         ///< That brought it there.
    int64_t held_frames;    ///< In which true peaks were held back after that gain.
} RenderResult;

/// The job that the command line asks for, still without settings.
RenderJob render_job_from(const CliOptions *options);

/// STATUS_USAGE when the outputs make no sense; opens no file, and needs no settings. To be called
/// before the job runs.
Status render_job_check(RenderJob *job, Error *error);

/// Renders. On failure, or when a signal came (STATUS_INTERNAL), no file is left behind; otherwise
/// `result` is filled. Any thread, one job at a time: they share what the font had to say.
Status render_job_run(const RenderJob *job, RenderResult *result, Error *error);

/// 1 when a signal has asked to stop: then a job has failed because of that.
int render_job_was_stopped(void);

/// The signals so far are dealt with; the next one stops.
void render_job_go_on(void);

// ---- For the parts of a job ----

/// Fills `error` for a job that a signal has stopped.
Status render_job_stopped(Error *error);

/// Says what is going to be made, unless the job is quiet.
void render_job_tell_start(const RenderJob *job);

#endif
