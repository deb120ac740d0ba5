// A session that is kept: whatever steers it, and however it ends, its log makes the same bits.
#include "io/ensemble.h"
#include "io/play_loop.h"
#include "io/preset_file.h"
#include "io/recorder.h"
#include "session/replay.h"

#include "base/dice.h"
#include "harness.h"

#include <fcntl.h>
#include <limits.h>
#include <math.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    RATE = 48000,
    STEERED = 12 * RATE, ///< Frames after which nobody steers any more.
    FRAMES_MAX = 80 * RATE,
    RING = 64,
    PRESETS = 2,
    FADE_MS = 2000,
    LONG_FADE_MS = 60000, ///< Longer than it takes to kill it.
    SMALL_FILE = 1 << 20,
    COMMAND = 1000,
};

static const PresetSource sources[PRESETS] = {{"evening", "presets/evening.conf"},
                                              {"sleep", "presets/sleep.conf"}};

static Preset presets[PRESETS];
static char folder[] = "/tmp/lull record XXXXXX";

/// What was heard; shared with the parent of a process that dies.
typedef struct {
    atomic_long frames;
    atomic_long steered; ///< Up to here all controls have been sent.
    float sound[2 * FRAMES_MAX];
} Playback;

static Playback *heard;

// The render thread may have a higher priority than all others: yielding would give them nothing.
static void pause_briefly(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 20000}, NULL);
}

// ---- A sink that keeps what it gets, at the pace of the recorder ----

typedef struct {
    Sink sink;
    RecordTap *tap;
} Keeper;

static Status keeper_write(Sink *sink, const float *stereo, size_t frames, Error *error)
{
    Keeper *const self = (Keeper *)sink;
    const long at = atomic_load(&heard->frames);
    (void)error;
    // As a device would let the disk keep up; not when the sound has been given up.
    while ((ring_write_space(self->tap->sound) < RATE && !atomic_load(&self->tap->sound_lost)) ||
           (at < STEERED && at > atomic_load(&heard->steered))) {
        pause_briefly();
    }
    if (at + (long)frames <= FRAMES_MAX) {
        memcpy(heard->sound + 2 * at, stereo, frames * 2 * sizeof *stereo);
    }
    atomic_store(&heard->frames, at + (long)frames);
    return STATUS_OK;
}

static Status keeper_close(Sink *sink, int keep, Error *error)
{
    (void)sink, (void)keep, (void)error;
    return STATUS_OK;
}

// ---- A session that everything steers ----

static uint64_t drawn;

static int32_t draw(int32_t low, int32_t high)
{
    Dice dice = dice_at(11, 0, drawn++);
    return dice_range(&dice, low, high);
}

static ControlMsg any_control(void)
{
    ControlMsg msg = {.kind = draw(CONTROL_NONE + 1, CONTROL_KIND_COUNT - 1)};
    // The end is our own affair, and pauses are not kept.
    while (msg.kind == CONTROL_FADE || msg.kind == CONTROL_LENGTH || msg.kind == CONTROL_PAUSE) {
        msg.kind = draw(CONTROL_NONE + 1, CONTROL_KIND_COUNT - 1);
    }
    const ControlInfo *const info = &control_table[msg.kind];
    const int is_preset = msg.kind == CONTROL_PRESET;
    msg.a = is_preset ? draw(-1, PRESETS) : draw(info->a_min, info->a_max);
    msg.b = msg.kind == CONTROL_PARAM ? draw(-50, 150) : draw(info->b_min / 2, info->b_max / 2);
    return control_held(msg);
}

// Keys and knobs on two rings until enough is heard, then a fade.
static void steer(Ring rings[2], const PlayLoop *loop, int32_t fade_ms)
{
    const ControlMsg fade = {.kind = CONTROL_FADE, .a = fade_ms};
    long next = 0;
    while (play_running(loop) && atomic_load(&heard->frames) < STEERED) {
        if (atomic_load(&heard->frames) >= next) {
            const ControlMsg msg = any_control();
            ring_write(&rings[draw(0, 1)], &msg, 1);
            next += draw(0, RATE / 20);
        } else {
            atomic_store(&heard->steered, next);
            pause_briefly();
        }
    }
    ring_write(&rings[0], &fade, 1);
}

static SessionConfig begin_config(void)
{
    SessionConfig config = {.presets = presets,
                            .preset_count = PRESETS,
                            .seed = 77,
                            .rate_hz = RATE,
                            .fade_ms = 3000,
                            .volume = 100,
                            .has_mood = 1,
                            .mood = {123, -457},
                            .breath_x10 = 61};
    config.set.fixed[PARAM_BRIGHTNESS] = 1;
    config.set.value[PARAM_BRIGHTNESS] = 70;
    return config;
}

/// How the session is to end.
typedef enum { BY_FADE, BY_KILL } End;

static int log_has(const char *path, const char *word)
{
    char text[65536];
    FILE *const file = fopen(path, "r");
    const size_t bytes = file != NULL ? fread(text, 1, sizeof text - 1, file) : 0;
    text[bytes] = '\0';
    if (file != NULL) {
        fclose(file);
    }
    return strstr(text, word) != NULL;
}

static Status play(const char *where, End end, char *trouble, size_t bytes)
{
    static Session session;
    static ControlMsg storage[2][RING];
    static const SinkOps ops = {"keeper", keeper_write, keeper_close, NULL};
    char bank[PATH_BYTES];
    char log[PATH_BYTES];
    Error error = {STATUS_OK, ""};
    Ring rings[2];
    const SessionConfig config = begin_config();
    const char *const font = getenv("BANK") != NULL ? getenv("BANK") : "soundfonts/lull.sf2";
    const RecorderConfig wish = {.folder = where,
                                 .config = &config,
                                 .version = "test",
                                 .soundfont = realpath(font, bank),
                                 .presets = sources,
                                 .sound = {.format = SOUND_WAV, .rate_hz = RATE, .seed = 77}};
    atomic_store(&heard->frames, 0);
    atomic_store(&heard->steered, 0);
    session_init(&session, &config);
    Synth *const synth = ensemble_open(font, RATE, 1, &error);
    Recorder *const recorder = synth != NULL ? recorder_open(&wish, &error) : NULL;
    if (recorder == NULL) {
        printf("# %s\n", error.message);
        return error.status;
    }
    Keeper keeper = {{.ops = &ops}, recorder_tap(recorder)};
    ring_init(&rings[0], storage[0], sizeof(ControlMsg), RING);
    ring_init(&rings[1], storage[1], sizeof(ControlMsg), RING);
    const PlayConfig wiring = {.session = &session,
                               .synth = synth,
                               .sink = &keeper.sink,
                               .controls = {&rings[0], &rings[1]},
                               .control_count = 2,
                               .record = recorder_tap(recorder),
                               .rate_hz = RATE,
                               .block_frames = 100};
    PlayLoop *const loop = play_start(&wiring, &error);
    steer(rings, loop, end == BY_KILL ? LONG_FADE_MS : FADE_MS);
    while (play_running(loop)) {
        if (end == BY_KILL && log_has(recorder_path(log, where, "session.log"), " fade ")) {
            kill(getpid(), SIGKILL);
        }
        pause_briefly();
    }
    play_stop(loop, &error);
    const char *const told = recorder_trouble(recorder);
    snprintf(trouble, bytes, "%s", told != NULL ? told : "");
    const Status status = recorder_close(recorder, &session, &error);
    synth->ops->close(synth);
    return status;
}

// ---- And again ----

static int replay(const char *where, const char *file)
{
    char command[COMMAND];
    const char *const lull = getenv("LULL") != NULL ? getenv("LULL") : "./lull";
    snprintf(command, sizeof command, "'%s' render -q --replay '%s/session.log' -o '%s/%s'", lull,
             where, where, file);
    return system(command);
}

/// Frames of sound in a 24-bit WAV file.
typedef struct {
    unsigned char *bytes;
    long frames;
} Wav;

static Wav read_wav(const char *where, const char *name)
{
    char path[PATH_BYTES];
    struct stat info;
    Wav wav = {NULL, 0};
    const int fd = open(recorder_path(path, where, name), O_RDONLY);
    if (fd < 0 || fstat(fd, &info) != 0) {
        return wav;
    }
    unsigned char *const all = malloc((size_t)info.st_size);
    const ssize_t count = read(fd, all, (size_t)info.st_size);
    close(fd);
    for (ssize_t at = 12; at + 8 < count;) { // the chunks of a RIFF file
        const long bytes =
            all[at + 4] | all[at + 5] << 8 | all[at + 6] << 16 | (long)all[at + 7] << 24;
        if (memcmp(all + at, "data", 4) == 0) {
            wav = (Wav){all + at + 8, bytes / 6};
        }
        at += 8 + bytes + (bytes & 1);
    }
    return wav;
}

// Within the dither: two of 2^23 steps.
static int is_what_was_heard(const Wav *wav)
{
    for (long i = 0; i < 2 * wav->frames; ++i) {
        const unsigned char *const b = wav->bytes + 3 * i;
        const int32_t value =
            (int32_t)((uint32_t)b[0] << 8 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 24);
        if (fabs((double)value / 2147483648.0 - (double)heard->sound[i]) > 2.0 / 8388608.0) {
            return 0;
        }
    }
    return 1;
}

static int same_sound(const Wav *x, const Wav *y)
{
    return x->frames == y->frames && memcmp(x->bytes, y->bytes, (size_t)x->frames * 6) == 0;
}

static const char *place(char out[PATH_BYTES], const char *name)
{
    return recorder_path(out, folder, name);
}

static void test_replay(void)
{
    char where[PATH_BYTES], trouble[ERROR_MESSAGE_BYTES], log[PATH_BYTES];
    place(where, "whole");
    CHECK_EQ(play(where, BY_FADE, trouble, sizeof trouble), STATUS_OK, "a session is kept: %s",
             trouble);
    const Wav kept = read_wav(where, "session.wav");
    CHECK_EQ(kept.frames, atomic_load(&heard->frames), "all of its sound");
    CHECK(kept.frames > STEERED && is_what_was_heard(&kept), "as it was heard");
    CHECK_EQ(replay(where, "again.wav"), 0, "its log is played again");
    const Wav again = read_wav(where, "again.wav");
    CHECK(same_sound(&kept, &again), "to the same bits, though every control moved");
    recorder_path(log, where, "session.log");
    int kinds = 0;
    for (int kind = CONTROL_NONE + 1; kind < CONTROL_KIND_COUNT; ++kind) {
        char word[64];
        snprintf(word, sizeof word, " %s", control_table[kind].word);
        kinds += log_has(log, word);
    }
    CHECK(kinds >= CONTROL_KIND_COUNT - 3, "%d of %d kinds of controls are in it", kinds,
          CONTROL_KIND_COUNT - 1);
}

static void test_kill(void)
{
    char where[PATH_BYTES], trouble[ERROR_MESSAGE_BYTES];
    int status = 0;
    place(where, "killed");
    const pid_t child = fork();
    if (child == 0) {
        play(where, BY_KILL, trouble, sizeof trouble);
        _exit(0);
    }
    waitpid(child, &status, 0);
    CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL, "a session that is killed");
    const Wav kept = read_wav(where, "session.wav");
    CHECK(kept.frames > 0 && is_what_was_heard(&kept),
          "leaves sound that is whole: %ld of %ld frames", kept.frames,
          atomic_load(&heard->frames));
    CHECK_EQ(replay(where, "again.wav"), 0, "and a log that is played again");
    const Wav again = read_wav(where, "again.wav");
    CHECK(again.frames >= STEERED && is_what_was_heard(&again),
          "up to what was heard: %ld of %ld frames", again.frames, atomic_load(&heard->frames));
}

static void test_full(void)
{
    char where[PATH_BYTES], path[PATH_BYTES], trouble[ERROR_MESSAGE_BYTES];
    int status = 0;
    place(where, "full");
    const pid_t child = fork();
    if (child == 0) { // a disk on which no file can grow beyond a megabyte
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &(struct rlimit){SMALL_FILE, SMALL_FILE});
        const Status kept = play(where, BY_FADE, trouble, sizeof trouble);
        _exit(kept == STATUS_WRITE_FAILED && strstr(trouble, "session.wav") != NULL ? 0 : 1);
    }
    waitpid(child, &status, 0);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0,
          "sound that finds no room is told, and told again at the end");
    CHECK(access(recorder_path(path, where, "session.wav"), F_OK) != 0,
          "it leaves its room to the log");
    CHECK_EQ(replay(where, "again.wav"), 0, "which makes the sound again");
    const Wav again = read_wav(where, "again.wav");
    CHECK(again.frames == atomic_load(&heard->frames) && is_what_was_heard(&again), "all of it");
}

static void test_folder(void)
{
    char where[PATH_BYTES], file[PATH_BYTES], trouble[ERROR_MESSAGE_BYTES];
    place(where, "whole");
    CHECK_EQ(play(where, BY_FADE, trouble, sizeof trouble), STATUS_WRITE_FAILED,
             "a folder with something in it is refused");
    recorder_path(file, where, "session.wav");
    CHECK_EQ(play(file, BY_FADE, trouble, sizeof trouble), STATUS_WRITE_FAILED, "and so is a file");
    place(where, "a/b");
    CHECK_EQ(play(where, BY_FADE, trouble, sizeof trouble), STATUS_WRITE_FAILED,
             "and a folder in one that is not there");
}

// ---- When the writer does not keep up ----

static void test_lost(void)
{
    static TimedControl storage[4];
    static StereoFrame frames[64];
    static const float silence[2 * 100];
    static Session session;
    Ring controls, sound;
    RecordTap tap;
    TimedControl got[8];
    const SessionConfig config = begin_config();
    session_init(&session, &config);
    ring_init(&controls, storage, sizeof storage[0], 4);
    ring_init(&sound, frames, sizeof frames[0], 64);
    record_tap_init(&tap, &controls, &sound);
    for (int i = 0; i < 7; ++i) {
        record_tap_control(&tap, &session, &(ControlMsg){CONTROL_VOLUME, i, 0});
    }
    CHECK_EQ(ring_read(&controls, got, 8), 4, "controls that find no room are left out");
    record_tap_control(&tap, &session, &(ControlMsg){CONTROL_VOLUME, 9, 0});
    CHECK(ring_read(&controls, got, 8) == 2 && got[0].msg.kind == CONTROL_NONE &&
              got[0].msg.a == 3 && got[1].msg.a == 9,
          "but counted, before what comes next");
    record_tap_block(&tap, &session, silence, 100);
    CHECK(atomic_load(&tap.sound_lost) && ring_read_space(&sound) == 0,
          "sound without room ends the sound: a hole would shift what follows");
}

int main(void)
{
    char command[COMMAND];
    Error error = {STATUS_OK, ""};
    test_begin("record");
    heard = mmap(NULL, sizeof *heard, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < PRESETS; ++i) {
        if (preset_file_read(sources[i].path, &presets[i], &error) != STATUS_OK) {
            printf("not ok - record: %s\n", error.message);
            return 1;
        }
    }
    if (heard == MAP_FAILED || mkdtemp(folder) == NULL) {
        printf("not ok - record: no room in /tmp\n");
        return 1;
    }
    test_lost();
    test_kill();
    test_full();
    test_replay();
    test_folder();
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command) != 0 || test_end();
}
