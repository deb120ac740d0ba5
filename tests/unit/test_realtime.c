// The render path takes no memory, waits for no lock, reads no clock and writes nothing.
//
// This program brings its own malloc, pthread_mutex_lock and so on, which count the calls made
// while `watching` is set. (The check of the core's symbols proves the same for the core at link
// time; here whatever a session reaches at run time is seen.)
#define _GNU_SOURCE // for syscall()
#include "harness.h"
#include "unit/fixture.h"
#include "unit/tone.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>

#if defined(__linux__) && defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) &&                  \
    !defined(__SANITIZE_THREAD__)
#include <sys/syscall.h>
#include <unistd.h>

static volatile int watching, calls;
static const char *volatile culprit = "nothing";

static void note_call(const char *name)
{
    if (watching) {
        ++calls;
        culprit = name;
    }
}

// ---- What is not to be called -------------------------------------------------------------------

static _Alignas(16) unsigned char arena[1 << 22]; // enough for stdio; nothing is given back
static size_t arena_used;

void *malloc(size_t size)
{
    note_call("malloc");
    const size_t need = (size + 31) & ~(size_t)15; // 16 bytes before it hold the size
    if (need > sizeof arena - arena_used) {
        return NULL;
    }
    unsigned char *const block = arena + arena_used;
    arena_used += need;
    memcpy(block, &size, sizeof size);
    return block + 16;
}

void free(void *block)
{
    (void)block;
    note_call("free");
}

void *calloc(size_t count, size_t size)
{
    void *const block = malloc(count * size); // the arena begins as zeros and is never used again
    return block;
}

void *realloc(void *block, size_t size)
{
    void *const larger = malloc(size);
    if (block != NULL && larger != NULL) {
        size_t old;
        memcpy(&old, (unsigned char *)block - 16, sizeof old);
        memcpy(larger, block, old < size ? old : size);
    }
    return larger;
}

int pthread_mutex_lock(pthread_mutex_t *mutex)
{
    (void)mutex;
    note_call("pthread_mutex_lock");
    return 0;
}

int nanosleep(const struct timespec *asked, struct timespec *left)
{
    (void)asked, (void)left;
    note_call("nanosleep");
    return 0;
}

int clock_gettime(clockid_t id, struct timespec *now)
{
    note_call("clock_gettime");
    return (int)syscall(SYS_clock_gettime, id, now);
}

ssize_t write(int file, const void *bytes, size_t count)
{
    note_call("write");
    return syscall(SYS_write, file, bytes, count);
}

size_t fwrite(const void *bytes, size_t size, size_t count, FILE *file)
{
    note_call("fwrite");
    (void)file;
    return (size_t)syscall(SYS_write, 1, bytes, size * count) / (size > 0 ? size : 1);
}

// ---- The watch ----------------------------------------------------------------------------------

static int seen(void (*act)(void))
{
    calls = 0;
    watching = 1;
    act();
    watching = 0;
    return calls;
}

static void take_memory(void)
{
    void *volatile block = malloc(10);
    free(block);
}

static void take_lock(void)
{
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&mutex);
}

static Session session;
static ToneSynth tone;
static float stereo[2 * 512];
static int preset;

static void play(void)
{
    static const ControlMsg messages[] = {
        {CONTROL_AROUSAL, 900, 0},  {CONTROL_NOTE_ON, 60, 80},
        {CONTROL_NOTE_ON, 64, 80},  {CONTROL_SUSTAIN, 127, 0},
        {CONTROL_BEND, 1, 0},       {CONTROL_NOTE_OFF, 60, 0},
        {CONTROL_VALENCE, -900, 0}, {CONTROL_PRESET, 2, 0},
        {CONTROL_BRIGHTNESS, 9, 0}, {CONTROL_VOLUME, 20, 0},
        {CONTROL_RELEASE, 0, 0},    {CONTROL_TEMPO, 90, 0},
        {CONTROL_KEY, 2, 1},        {CONTROL_PARAM, PARAM_DENSITY, 100},
        {CONTROL_SOFT, 127, 0},     {CONTROL_PRESSURE, 90, 0},
        {CONTROL_CLOCK, 800000, 5}, {CONTROL_START, 700000, 5},
        {CONTROL_FADE, 3000, 0},
    };
    const int count = sizeof messages / sizeof messages[0];
    const SessionConfig config = fixture_config(preset, 4, 0);
    session_init(&session, &config);
    for (int block = 0; !session_done(&session) && block < 20000; ++block) {
        if (block % 700 == 699 && block / 700 < count) {
            session_control(&session, &messages[block / 700]);
        }
        session_render(&session, &tone.synth, stereo, 128 + (size_t)(block % 3) * 100);
        session_snapshot(&session);
    }
}

int main(void)
{
    test_begin("realtime");
    CHECK(seen(take_memory) == 2, "the watch sees memory taken and given back");
    CHECK(seen(take_lock) == 1, "and locks");
    for (preset = 0; preset < FIXTURES; ++preset) {
        tone_init(&tone);
        const int count = seen(play);
        CHECK(count == 0, "%s: played, steered and faded without a forbidden call (%d, last: %s)",
              fixture_presets()[preset].name, count, culprit);
        CHECK(session_done(&session) && tone.ons[2] > 15, "and it was music: %d notes of a part",
              tone.ons[2]);
    }
    return test_end();
}

#else

int main(void)
{
    test_begin("realtime");
    printf("ok - realtime: forbidden calls are watched # SKIP needs glibc and no sanitizer\n");
    return test_end();
}

#endif
