// What the render thread and the device's callback do not do: take memory, lock, wait, or call the
// system. A whole session of ten minutes with every control moving, on FluidSynth, and all that a
// callback may meet.
//
// This program brings its own malloc and so on, which count the calls of the watched thread and go
// on to the real ones; and the kernel itself is asked (seccomp) to tell of every system call that
// the thread makes. What lull's own code does is kept apart from what happens inside FluidSynth,
// whose reverb is computed by OpenMP: that may free memory, as its authors let it.
#define _GNU_SOURCE // for RTLD_NEXT
#include "io/ensemble.h"
#include "io/live_feed.h"
#include "io/preset_file.h"

#include "session/session.h"

#include "harness.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#if defined(__linux__) && defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) &&                  \
    !defined(__SANITIZE_THREAD__)
#include <dlfcn.h>
#include <errno.h>
#include <linux/filter.h>
#include <linux/futex.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

typedef enum { NOWHERE, OURS, FLUIDS, PLACES } Place;
typedef enum { MEMORY, LOCK, WAIT, FILE_CALL, SYSTEM_CALL, SORTS } Sort;

static _Thread_local volatile Place place; // of the thread that is watched
static volatile long calls[PLACES][SORTS];
static const char *volatile culprit[PLACES] = {"none", "none", "none"};

static void note_call(Sort sort, const char *name)
{
    if (place != NOWHERE) {
        ++calls[place][sort];
        culprit[place] = name;
    }
}

// ---- What is not to be called -------------------------------------------------------------------

extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t);
extern void __libc_free(void *);

void *malloc(size_t size)
{
    note_call(MEMORY, "malloc");
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    note_call(MEMORY, "calloc");
    return __libc_calloc(count, size);
}

void *realloc(void *block, size_t size)
{
    note_call(MEMORY, "realloc");
    return __libc_realloc(block, size);
}

void free(void *block)
{
    if (block != NULL) {
        note_call(MEMORY, "free");
    }
    __libc_free(block);
}

int pthread_mutex_lock(pthread_mutex_t *mutex)
{
    static int (*real)(pthread_mutex_t *);
    void *const symbol = real != NULL ? NULL : dlsym(RTLD_NEXT, "pthread_mutex_lock");
    if (symbol != NULL) {
        memcpy(&real, &symbol, sizeof real); // ISO C has no cast from data to function
    }
    note_call(LOCK, "pthread_mutex_lock");
    return real(mutex);
}

int nanosleep(const struct timespec *asked, struct timespec *left)
{
    note_call(WAIT, "nanosleep");
    return (int)syscall(SYS_nanosleep, asked, left);
}

int poll(struct pollfd *files, nfds_t count, int timeout_ms)
{
    note_call(WAIT, "poll");
    return (int)syscall(SYS_poll, files, count, timeout_ms);
}

ssize_t write(int file, const void *bytes, size_t count)
{
    note_call(FILE_CALL, "write");
    return syscall(SYS_write, file, bytes, count);
}

ssize_t read(int file, void *bytes, size_t count)
{
    note_call(FILE_CALL, "read");
    return syscall(SYS_read, file, bytes, count);
}

// ---- What the kernel sees -----------------------------------------------------------------------

#if defined(__x86_64__)
#define RETURN_VALUE uc_mcontext.gregs[REG_RAX]
#elif defined(__aarch64__)
#define RETURN_VALUE uc_mcontext.regs[0]
#endif

static volatile long last_number;

#if defined(RETURN_VALUE)

static void on_system_call(int signal_number, siginfo_t *info, void *context)
{
    (void)signal_number;
    ((ucontext_t *)context)->RETURN_VALUE = -ENOSYS;
    last_number = info->si_syscall;
    if (place != NOWHERE) {
        ++calls[place][SYSTEM_CALL];
    }
}

/// From here on the calling thread is told by SIGSYS of each system call, which is not made; but
/// for those that end the handler and the thread, and those of malloc, which is watched already.
/// 0 when that is not allowed here.
static int watch_system_calls(void)
{
    static const unsigned allowed[] = {SYS_rt_sigreturn, SYS_exit, SYS_exit_group, SYS_madvise,
                                       SYS_munmap,       SYS_brk,  SYS_mprotect,   SYS_mmap};
    enum { ALLOWED = sizeof allowed / sizeof allowed[0] };
    struct sock_filter program[2 * ALLOWED + 8] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr))};
    int length = 1;
    for (int i = 0; i < ALLOWED; ++i) {
        program[length++] =
            (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, allowed[i], 0, 1);
        program[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    }
    // To wake others does not wait.
    static const struct sock_filter waking[] = {
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_futex, 0, 4),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[1])),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, FUTEX_WAKE_PRIVATE, 1, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, FUTEX_WAKE, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    memcpy(program + length, waking, sizeof waking);
    length += sizeof waking / sizeof waking[0];
    program[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP);
    const struct sock_fprog filter = {(unsigned short)length, program};
    const struct sigaction action = {.sa_sigaction = on_system_call, .sa_flags = SA_SIGINFO};
    sigaction(SIGSYS, &action, NULL);
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

#else

static int watch_system_calls(void)
{
    return 0;
}

#endif

// ---- A synth that knows where it is -------------------------------------------------------------

static Synth *inner;

#define INSIDE(call)                                                                               \
    do {                                                                                           \
        const Place before = place;                                                                \
        place = before == NOWHERE ? NOWHERE : FLUIDS;                                              \
        call;                                                                                      \
        place = before;                                                                            \
    } while (0)

static void on(Synth *synth, int channel, int pitch, int velocity)
{
    (void)synth;
    INSIDE(inner->ops->note_on(inner, channel, pitch, velocity));
}

static void off(Synth *synth, int channel, int pitch)
{
    (void)synth;
    INSIDE(inner->ops->note_off(inner, channel, pitch));
}

static void control(Synth *synth, int channel, int controller, int value)
{
    (void)synth;
    INSIDE(inner->ops->control(inner, channel, controller, value));
}

static void program(Synth *synth, int channel, int bank, int number)
{
    (void)synth;
    INSIDE(inner->ops->program(inner, channel, bank, number));
}

static void bend(Synth *synth, int channel, int value)
{
    (void)synth;
    INSIDE(inner->ops->bend(inner, channel, value));
}

static void space(Synth *synth, int percent)
{
    (void)synth;
    INSIDE(inner->ops->space(inner, percent));
}

static void render(Synth *synth, float *stereo, size_t frames)
{
    (void)synth;
    INSIDE(inner->ops->render(inner, stereo, frames));
}

static int voices(Synth *synth)
{
    (void)synth;
    int count = 0;
    INSIDE(count = inner->ops->voices(inner));
    return count;
}

static void seam(Synth *synth)
{
    (void)synth;
    if (inner->ops->seam != NULL) {
        INSIDE(inner->ops->seam(inner));
    }
}

static const SynthOps watched_ops = {.name = "watched",
                                     .note_on = on,
                                     .note_off = off,
                                     .control = control,
                                     .program = program,
                                     .bend = bend,
                                     .space = space,
                                     .render = render,
                                     .voices = voices,
                                     .seam = seam};

// ---- A session of ten minutes -------------------------------------------------------------------

enum { RATE = 22050, SECONDS = 600, BLOCK = 64, NEXT_CONTROL = 20 };

static Preset presets[2];
static Session session;
static Synth watched = {.ops = &watched_ops};
static float stereo[2 * BLOCK];
static int kinds_moved, kernel_tells;

/// Every kind in turn, over its whole range; the end comes by itself.
static ControlMsg next_control(int count)
{
    const int kind = CONTROL_NOTE_ON + count % (CONTROL_KIND_COUNT - CONTROL_NOTE_ON);
    const ControlInfo *const info = &control_table[kind];
    const int32_t a_wide = info->a_max - info->a_min, b_wide = info->b_max - info->b_min;
    const int round = count / (CONTROL_KIND_COUNT - CONTROL_NOTE_ON);
    return control_held((ControlMsg){
        .kind = kind,
        .a = info->a_min + (int32_t)((int64_t)a_wide * (round * 37 % 101) / 100),
        .b = info->b_min + (int32_t)((int64_t)b_wide * (round * 53 % 101) / 100),
    });
}

static int may_be_sent(const ControlMsg *msg)
{
    return msg->kind != CONTROL_NONE && msg->kind != CONTROL_FADE && msg->kind != CONTROL_LENGTH &&
           msg->kind != CONTROL_PAUSE;
}

static void *play(void *unused)
{
    (void)unused;
    kernel_tells = watch_system_calls();
    place = OURS;
    int count = 0;
    for (int block = 0; !session_done(&session); ++block) {
        if (block % NEXT_CONTROL == 0) {
            const ControlMsg msg = next_control(count++);
            if (may_be_sent(&msg)) {
                session_control(&session, &msg);
                ++kinds_moved;
            }
        }
        session_render(&session, &watched, stereo, BLOCK);
        session_snapshot(&session);
    }
    place = NOWHERE;
    return NULL;
}

static void in_thread(void *(*act)(void *))
{
    pthread_t thread;
    memset((void *)calls, 0, sizeof calls);
    pthread_create(&thread, NULL, act, NULL);
    pthread_join(thread, NULL);
}

static long made(Place where)
{
    long sum = 0;
    for (int sort = 0; sort < SORTS; ++sort) {
        sum += calls[where][sort];
    }
    return sum;
}

static void test_session(void)
{
    Error error = {STATUS_OK, ""};
    const SessionConfig config = {.presets = presets,
                                  .preset_count = 2,
                                  .seed = 3,
                                  .rate_hz = RATE,
                                  .length_ms = SECONDS * 1000,
                                  .fade_ms = 3000,
                                  .volume = 100};
    const char *const bank = getenv("BANK") != NULL ? getenv("BANK") : "soundfonts/lull.sf2";
    if (preset_file_read("presets/evening.conf", &presets[0], &error) != STATUS_OK ||
        preset_file_read("presets/drift.conf", &presets[1], &error) != STATUS_OK ||
        (inner = ensemble_open(bank, RATE, 1, &error)) == NULL) {
        CHECK(0, "a session is there: %s", error.message);
        return;
    }
    session_init(&session, &config);
    in_thread(play);
    CHECK(session_done(&session) && kinds_moved > 1000, "ten minutes, steered %d times",
          kinds_moved);
    CHECK(
        made(OURS) == 0,
        "the render path: memory %ld, locks %ld, waits %ld, files %ld, system calls %ld (%s, %ld)",
        calls[OURS][MEMORY], calls[OURS][LOCK], calls[OURS][WAIT], calls[OURS][FILE_CALL],
        calls[OURS][SYSTEM_CALL], culprit[OURS], last_number);
    CHECK(calls[FLUIDS][WAIT] + calls[FLUIDS][FILE_CALL] + calls[FLUIDS][SYSTEM_CALL] == 0,
          "FluidSynth beneath waits for nothing: waits %ld, files %ld, system calls %ld (%ld)",
          calls[FLUIDS][WAIT], calls[FLUIDS][FILE_CALL], calls[FLUIDS][SYSTEM_CALL], last_number);
    printf(
        "# inside it, in %d blocks: memory taken or given back %ld times, locks of its own, which "
        "nobody else takes, %ld times\n",
        SECONDS * RATE / BLOCK, calls[FLUIDS][MEMORY], calls[FLUIDS][LOCK]);
    if (!kernel_tells) {
        printf("ok - realtime_live: system calls are watched # SKIP seccomp is not allowed\n");
    }
    inner->ops->close(inner);
}

// ---- The callback -------------------------------------------------------------------------------

static LiveFeed feed;
static float out[2 * 4096];

static void *hear(void *unused)
{
    (void)unused;
    static const size_t sizes[] = {64, 256, 1024, 37, 4096};
    kernel_tells = watch_system_calls();
    place = OURS;
    for (int i = 0; i < 20000; ++i) {
        atomic_store(&feed.held, i % 5000 > 4500);
        atomic_store(&feed.device_hz, i % 3000 > 2000 ? 2 * RATE : RATE);
        live_feed_push(&feed, out, i % 1000 > 900 ? 0 : 256); // now and then it runs dry
        live_feed_pull(&feed, out, sizes[i % 5], 1 + i % 2);
    }
    atomic_store(&feed.leaving, 1);
    live_feed_pull(&feed, out, 4096, 2);
    place = NOWHERE;
    return NULL;
}

static void test_callback(void)
{
    live_feed_init(&feed, 4800, RATE);
    in_thread(hear);
    CHECK(feed.underruns > 5 && atomic_load(&feed.silent), "a callback, with all that it may meet");
    CHECK(made(OURS) == 0,
          "the callback: memory %ld, locks %ld, waits %ld, files %ld, system calls %ld (%s, %ld)",
          calls[OURS][MEMORY], calls[OURS][LOCK], calls[OURS][WAIT], calls[OURS][FILE_CALL],
          calls[OURS][SYSTEM_CALL], culprit[OURS], last_number);
    live_feed_free(&feed);
}

// ---- The watch itself ---------------------------------------------------------------------------

static void *sins(void *unused)
{
    (void)unused;
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    kernel_tells = watch_system_calls();
    place = OURS;
    void *volatile block = malloc(10);
    free(block);
    pthread_mutex_lock(&mutex);
    pthread_mutex_unlock(&mutex);
    syscall(SYS_getppid);
    place = NOWHERE;
    return NULL;
}

int main(void)
{
    test_begin("realtime_live");
    in_thread(sins);
    CHECK(calls[OURS][MEMORY] == 2 && calls[OURS][LOCK] == 1, "the watch sees memory and locks");
    CHECK(calls[OURS][SYSTEM_CALL] == kernel_tells, "and system calls, where that is allowed");
    test_callback();
    test_session();
    return test_end();
}

#else

int main(void)
{
    test_begin("realtime_live");
    printf("ok - realtime_live: calls are watched # SKIP needs glibc and no sanitizer\n");
    return test_end();
}

#endif
