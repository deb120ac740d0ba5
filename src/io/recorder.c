#include "io/recorder.h"

#include "io/log_file.h"
#include "io/terminal.h"
#include "session/replay.h"
#include "text/error.h"

#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    CONTROLS = 4096,        ///< A power of two; knobs send up to 1000 a second.
    SOUND_FRAMES = 1 << 19, ///< 11 s at 48 kHz: so long may a disk take to wake up.
    CHUNK_FRAMES = 4096,
    TURN_NS = 50000000,
    SYNC_TURNS = 100, ///< A power cut takes 5 s of the log at most.
    TROUBLES_MAX = 4,
};

struct Recorder {
    // Immutable after the start.
    RecorderConfig config;
    pthread_t thread;
    // Writer thread only, and the main thread before and after it.
    LogFile log;
    Sink *sound; ///< NULL when it has broken off.
    PresetCopies *presets;
    TimedControl place; ///< How far the session was heard.
    int turns;
    int lost; ///< How often controls were lost.
    StereoFrame chunk[CHUNK_FRAMES];
    // Written by the writer thread, each before it is counted.
    Error troubles[TROUBLES_MAX];
    atomic_int trouble_count;
    int told; ///< Main thread only.
    // Rings: the render thread writes, the writer thread reads.
    RecordTap tap;
    Ring controls, frames;
    TimedControl control_storage[CONTROLS];
    StereoFrame frame_storage[SOUND_FRAMES];
    atomic_int stop;
};

const char *recorder_path(char out[PATH_BYTES], const char *folder, const char *file)
{
    snprintf(out, PATH_BYTES, "%s/%s", folder, file);
    return out;
}

// ---- The writer thread --------------------------------------------------------------------------

static void add_trouble(Recorder *self, const char *what, const char *then)
{
    const int count = atomic_load(&self->trouble_count);
    if (count < TROUBLES_MAX) {
        error_set(&self->troubles[count], STATUS_WRITE_FAILED, "%s; %s", what, then);
        atomic_store(&self->trouble_count, count + 1);
    }
}

// Makes room for the log, from which the sound can be made again.
static void give_up_sound(Recorder *self, const char *why)
{
    if (self->sound != NULL) {
        self->sound->ops->close(self->sound, 0, NULL);
        self->sound = NULL;
        add_trouble(self, why, "the sound is not kept any more; render --replay makes it again");
    }
}

static void give_up_log(Recorder *self, const Error *error)
{
    add_trouble(self, error->message, "the log ends here, the music goes on");
}

static void write_control(Recorder *self, const TimedControl *control)
{
    Error error = {STATUS_OK, ""};
    const char *preset = NULL;
    if (control->msg.kind == CONTROL_PRESET) {
        preset = preset_copies_name(self->presets, control->msg.a, &error);
    } else if (control->msg.kind == CONTROL_NONE && self->lost++ == 0) {
        add_trouble(self, "controls came too fast to be logged",
                    "from there on a replay is not what was heard");
    }
    if (error.status != STATUS_OK) {
        add_trouble(self, error.message, "the recording has no copy of that preset");
    }
    if (log_file_add(&self->log, control, preset, &error) != STATUS_OK) {
        give_up_log(self, &error);
    }
}

static void take_controls(Recorder *self)
{
    TimedControl control;
    while (ring_read(&self->controls, &control, 1) == 1) {
        const int is_place = control.msg.kind == CONTROL_NONE && control.msg.a == 0;
        self->place = control;
        if (!is_place && self->log.fd >= 0) {
            write_control(self, &control);
        }
    }
}

static void write_log(Recorder *self)
{
    Error error = {STATUS_OK, ""};
    take_controls(self);
    if (self->log.fd < 0) {
        return;
    }
    if (log_file_flush(&self->log, self->place.frame, self->place.tick, &error) != STATUS_OK) {
        give_up_log(self, &error);
    } else if (++self->turns % SYNC_TURNS == 0) {
        log_file_sync(&self->log);
    }
}

// What is there now; what comes meanwhile has its turn after the log.
static void write_sound(Recorder *self)
{
    Error error = {STATUS_OK, ""};
    for (uint32_t left = ring_read_space(&self->frames); left > 0;) {
        const uint32_t wanted = left < CHUNK_FRAMES ? left : CHUNK_FRAMES;
        const uint32_t count = ring_read(&self->frames, self->chunk, wanted);
        left -= count;
        if (self->sound != NULL && self->sound->ops->write(self->sound, &self->chunk[0].left, count,
                                                           &error) != STATUS_OK) {
            give_up_sound(self, error.message);
        }
    }
    if (atomic_load(&self->tap.sound_lost)) {
        give_up_sound(self, "the disk is too slow for the sound");
    }
}

static void *writer_thread(void *argument)
{
    Recorder *const self = argument;
    while (!atomic_load(&self->stop)) {
        write_sound(self); // first: when the disk is full, it makes room for the log
        write_log(self);
        nanosleep(&(struct timespec){.tv_nsec = TURN_NS}, NULL);
    }
    return NULL;
}

// ---- Beginning ----------------------------------------------------------------------------------

static int is_empty(const char *folder)
{
    DIR *const dir = opendir(folder);
    int others = 0;
    for (const struct dirent *entry; dir != NULL && (entry = readdir(dir)) != NULL;) {
        others += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    }
    if (dir != NULL) {
        closedir(dir);
    }
    return others == 0;
}

static Status make_folder(const char *folder, Error *error)
{
    struct stat info;
    if (mkdir(folder, 0777) == 0) {
        return STATUS_OK;
    }
    if (errno != EEXIST || stat(folder, &info) != 0) {
        return file_error(error, folder, errno);
    }
    if (!S_ISDIR(info.st_mode)) {
        return error_set(error, STATUS_WRITE_FAILED,
                         "cannot record into %s: it is a file; name a new folder", folder);
    }
    return is_empty(folder) ? STATUS_OK
                            : error_set(error, STATUS_WRITE_FAILED,
                                        "cannot record into %s: the folder is not empty; name a "
                                        "new one, for example %s/$(date +%%F-%%H%%M)",
                                        folder, folder);
}

static Status begin_log(Recorder *self, Error *error)
{
    const RecorderConfig *const config = &self->config;
    LogHeader *const header = calloc(1, sizeof *header);
    char path[PATH_BYTES];
    const char *const preset =
        preset_copies_name(self->presets, config->config->preset_index, error);
    if (header == NULL || preset == NULL) {
        free(header);
        return error_set(error, STATUS_INTERNAL, "out of memory; close other programs");
    }
    header->config = *config->config;
    snprintf(header->version, sizeof header->version, "%s", config->version);
    snprintf(header->preset, sizeof header->preset, "%s", preset);
    snprintf(header->soundfont, sizeof header->soundfont, "%s", config->soundfont);
    Status status = error->status;
    if (status == STATUS_OK) {
        status = log_file_open(&self->log, recorder_path(path, config->folder, "session.log"),
                               header, error);
    }
    free(header);
    return status;
}

static Status begin(Recorder *self, Error *error)
{
    char path[PATH_BYTES];
    const RecorderConfig *const config = &self->config;
    error->status = STATUS_OK;
    if (make_folder(config->folder, error) != STATUS_OK || begin_log(self, error) != STATUS_OK) {
        return error->status;
    }
    FileSinkConfig sound = config->sound;
    sound.grows = 1;
    sound.path = recorder_path(path, config->folder, "session.wav");
    self->sound = sink_file_open(&sound, error);
    return self->sound != NULL ? STATUS_OK : error->status;
}

static void release(Recorder *self)
{
    log_file_close(&self->log);
    preset_copies_free(self->presets);
    free(self);
}

static Status start_thread(Recorder *self, Error *error)
{
    terminal_signals_hold();
    const int code = pthread_create(&self->thread, NULL, writer_thread, self);
    terminal_signals_release();
    return code == 0 ? STATUS_OK
                     : error_set(error, STATUS_INTERNAL, "the recorder does not start: %s",
                                 strerror(code));
}

Recorder *recorder_open(const RecorderConfig *config, Error *error)
{
    Recorder *const self = calloc(1, sizeof *self);
    if (self == NULL) {
        error_set(error, STATUS_INTERNAL, "out of memory; close other programs");
        return NULL;
    }
    self->config = *config;
    self->log.fd = -1;
    ring_init(&self->controls, self->control_storage, sizeof(TimedControl), CONTROLS);
    ring_init(&self->frames, self->frame_storage, sizeof(StereoFrame), SOUND_FRAMES);
    record_tap_init(&self->tap, &self->controls, &self->frames);
    self->presets =
        preset_copies_load(config->folder, config->presets, config->config->preset_count);
    if (begin(self, error) != STATUS_OK || start_thread(self, error) != STATUS_OK) {
        if (self->sound != NULL) {
            self->sound->ops->close(self->sound, 0, NULL);
        }
        release(self);
        return NULL;
    }
    return self;
}

// ---- Meanwhile, and the end ---------------------------------------------------------------------

RecordTap *recorder_tap(Recorder *recorder)
{
    return &recorder->tap;
}

const char *recorder_trouble(Recorder *recorder)
{
    return recorder->told < atomic_load(&recorder->trouble_count)
               ? recorder->troubles[recorder->told++].message
               : NULL;
}

static void end_sound(Recorder *self)
{
    Error error = {STATUS_OK, ""};
    if (self->sound != NULL && self->sound->ops->close(self->sound, 1, &error) != STATUS_OK) {
        add_trouble(self, error.message, "the log can make it again: render --replay");
    }
    self->sound = NULL;
}

Status recorder_close(Recorder *self, const Session *session, Error *error)
{
    if (self == NULL) {
        return STATUS_OK;
    }
    atomic_store(&self->stop, 1);
    pthread_join(self->thread, NULL);
    write_sound(self);
    end_sound(self);
    take_controls(self);
    if (self->tap.lost > 0 && self->log.fd >= 0) {
        write_control(self, &(TimedControl){self->place.frame,
                                            self->place.tick,
                                            {CONTROL_NONE, self->tap.lost, 0}});
    }
    self->place = (TimedControl){session->rendered_frames, session_tick(session), {0}};
    write_log(self);
    const Status status = self->trouble_count > 0 ? error_set(error, STATUS_WRITE_FAILED, "%s",
                                                              self->troubles[0].message)
                                                  : STATUS_OK;
    release(self);
    return status;
}
