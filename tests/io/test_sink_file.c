// Output files: whole or not there at all, each failure told in one line, equal bytes for equal
// sound.
#include "io/files.h"
#include "io/sink_file.h"

#include "harness.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <sndfile.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <signal.h>

enum { RATE = 48000, BLOCK = 4800 };

static char folder[] = "/tmp/lull test XXXXXX"; // a space, as a user may have
static Error error;

static const char *in_folder(const char *name)
{
    static char path[4][300];
    static int turn;
    turn = (turn + 1) % 4;
    snprintf(path[turn], sizeof path[turn], "%s/%s", folder, name);
    return path[turn];
}

static int files_in(const char *path)
{
    DIR *const dir = opendir(path);
    int count = 0;
    for (const struct dirent *entry; dir != NULL && (entry = readdir(dir)) != NULL;) {
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    }
    if (dir != NULL) {
        closedir(dir);
    }
    return count;
}

static const float *sound(void)
{
    static float stereo[2 * BLOCK];
    for (int i = 0; i < BLOCK; ++i) {
        stereo[2 * i] = 1.5F * sinf(6.2831853F * 440 * (float)i / RATE);
        stereo[2 * i + 1] = 0.25F * stereo[2 * i];
    }
    return stereo;
}

static Sink *open_file(const char *path, int force)
{
    const FileSinkConfig config = {.path = path,
                                   .rate_hz = RATE,
                                   .force = force,
                                   .tags = {.title = "Evening",
                                            .comment = "lull render evening --seed 7",
                                            .software = "lull test"}};
    memset(&error, 0, sizeof error);
    return sink_file_open(&config, &error);
}

/// Writes `blocks` tenths of a second; returns the status of the whole.
static Status write_file(const char *path, int force, int blocks)
{
    Sink *const sink = open_file(path, force);
    Status status = sink == NULL ? error.status : STATUS_OK;
    for (int i = 0; sink != NULL && status == STATUS_OK && i < blocks; ++i) {
        status = sink->ops->write(sink, sound(), BLOCK, &error);
    }
    if (sink != NULL) {
        const Status closed = sink->ops->close(sink, status == STATUS_OK, &error);
        status = status == STATUS_OK ? closed : status;
    }
    return status;
}

static int says(const char *words)
{
    if (strstr(error.message, words) != NULL && strchr(error.message, '\n') == NULL) {
        return 1;
    }
    printf("# it says: %s\n", error.message);
    return 0;
}

static size_t slurp(const char *path, unsigned char **bytes)
{
    FILE *const file = fopen(path, "rb");
    size_t length = 0;
    *bytes = malloc(1 << 20);
    if (file != NULL) {
        length = fread(*bytes, 1, 1 << 20, file);
        fclose(file);
    }
    return length;
}

static int equal_files(const char *a, const char *b)
{
    unsigned char *x, *y;
    const size_t n = slurp(a, &x), m = slurp(b, &y);
    const int equal = n > 0 && n == m && memcmp(x, y, n) == 0;
    free(x);
    free(y);
    return equal;
}

static void test_good(void)
{
    const char *const a = in_folder("a.wav"), *const b = in_folder("b.wav");
    CHECK_EQ(write_file(a, 0, 10), STATUS_OK, "a second is written");
    SF_INFO info = {0};
    SNDFILE *const file = sf_open(a, SFM_READ, &info);
    CHECK_EQ(info.frames, 10 * BLOCK, "with all its frames");
    CHECK((info.format & SF_FORMAT_SUBMASK) == SF_FORMAT_PCM_24 && info.samplerate == RATE,
          "as 24 bits at the rate asked for");
    CHECK((info.format & SF_FORMAT_TYPEMASK) != SF_FORMAT_RF64, "as plain WAV while it is short");
    const char *const comment = sf_get_string(file, SF_STR_COMMENT);
    CHECK(comment != NULL && strstr(comment, "--seed 7") != NULL, "it tells how to make it again");
    float stereo[2 * 200], top = 0, bottom = 0;
    sf_readf_float(file, stereo, 200);
    for (int i = 0; i < 200; ++i) {
        top = fmaxf(top, stereo[2 * i]);
        bottom = fminf(bottom, stereo[2 * i]);
    }
    CHECK(top > 0.999F && bottom < -0.999F,
          "what is too loud stays at the top, not wrapped around");
    sf_close(file);
    CHECK_EQ(write_file(b, 0, 10), STATUS_OK, "the same again");
    CHECK(equal_files(a, b), "gives the same bytes");
    CHECK_EQ(files_in(folder), 2, "nothing else lies beside them");
}

/// The kind of a file for which `frames` are announced, of which hardly any come.
static int announced(int64_t frames)
{
    const FileSinkConfig config = {
        .path = in_folder("long.wav"), .rate_hz = RATE, .frames = frames};
    Sink *const sink = sink_file_open(&config, &error);
    sink->ops->write(sink, sound(), BLOCK, &error);
    sink->ops->close(sink, 1, &error);
    SF_INFO info = {0};
    SNDFILE *const file = sf_open(in_folder("long.wav"), SFM_READ, &info);
    const int whole = file != NULL && info.frames == BLOCK;
    sf_close(file);
    unlink(in_folder("long.wav"));
    return whole ? info.format & SF_FORMAT_TYPEMASK : 0;
}

static void test_long(void)
{
    const int64_t four_gb = ((int64_t)1 << 32) / 6;
    CHECK_EQ(announced(four_gb - 20000), SF_FORMAT_WAV, "just below 4 GB it is plain WAV");
    CHECK_EQ(announced(four_gb), SF_FORMAT_RF64, "from 4 GB on it is RF64");
}

static void test_kinds(void)
{
    CHECK_EQ(sink_file_check(SOUND_OPUS, 44100, &error), STATUS_USAGE, "Opus has its own rates");
    CHECK(says("24000, 48000"), "and they are named");
    for (int i = 0; i < SOUND_FORMAT_COUNT; ++i) {
        const SoundFormatInfo *const info = &sound_format_table[i];
        const int first = sound_format_of_path(info->ending);
        EXPECT(sound_format_find(info->name) == i, "%s is not found", info->name);
        EXPECT(first < 0, "an ending alone is no name");
        char path[40];
        snprintf(path, sizeof path, "Night.Music%s", info->ending);
        const int meant = sound_format_of_path(path);
        EXPECT(meant >= 0 && meant <= i, "%s means %d", path, meant);
    }
    CHECK(test_clean(), "each kind is found by its name, and by its ending or one like it");
    CHECK_EQ(sound_format_of_path("a.FLAC"), SOUND_FLAC, "capitals are no hindrance");
}

static void test_umask(void)
{
    struct stat info;
    const mode_t before = umask(027);
    write_file(in_folder("mode.wav"), 0, 1);
    umask(before);
    stat(in_folder("mode.wav"), &info);
    CHECK_EQ(info.st_mode & 0777, 0640, "a file's mode follows the umask");
    unlink(in_folder("mode.wav"));
}

// What a killed process of the same number left behind must not stand in the way.
static void test_leftover(void)
{
    char name[64];
    snprintf(name, sizeof name, ".lull-%ld-0-0.part", (long)getpid());
    FILE *const left = fopen(in_folder(name), "w");
    CHECK(left != NULL && fclose(left) == 0, "an old unfinished file is there");
    CHECK_EQ(write_file(in_folder("beside.wav"), 0, 1), STATUS_OK, "and another name is found");
    unlink(in_folder(name));
    unlink(in_folder("beside.wav"));
}

static void test_existing(void)
{
    CHECK_EQ(write_file(in_folder("a.wav"), 0, 1), STATUS_WRITE_FAILED,
             "a file that is there stays");
    CHECK(says("--force"), "and --force is named");
    CHECK(equal_files(in_folder("a.wav"), in_folder("b.wav")), "it is untouched");
    CHECK_EQ(symlink("a.wav", in_folder("link.wav")), 0, "a symbolic link to it");
    CHECK_EQ(write_file(in_folder("link.wav"), 1, 2), STATUS_OK, "with --force it is replaced");
    struct stat info;
    CHECK(lstat(in_folder("link.wav"), &info) == 0 && S_ISLNK(info.st_mode),
          "the link stays a link");
    CHECK(!equal_files(in_folder("a.wav"), in_folder("b.wav")), "and the file behind it is new");
    unlink(in_folder("link.wav"));
}

/// Another program makes the file while we render.
static void test_race(void)
{
    Sink *const sink = open_file(in_folder("race.wav"), 0);
    close(open(in_folder("race.wav"), O_CREAT | O_WRONLY, 0600));
    CHECK_EQ(sink->ops->close(sink, 1, &error), STATUS_WRITE_FAILED, "a file made meanwhile stays");
    CHECK(says("exists"), "and it is said why");
    CHECK_EQ(files_in(folder), 3, "nothing half lies about");
    unlink(in_folder("race.wav"));
}

static void test_places(void)
{
    CHECK_EQ(write_file("/dev/full", 0, 1), STATUS_WRITE_FAILED, "/dev/full is full");
    CHECK(says("disk is full"), "and it is said so");
    struct stat info;
    CHECK(stat("/dev/full", &info) == 0 && S_ISCHR(info.st_mode), "a device stays a device");
    CHECK_EQ(write_file("/dev/null", 0, 1), STATUS_OK, "/dev/null takes everything");
    CHECK_EQ(write_file(folder, 1, 1), STATUS_WRITE_FAILED, "a folder is no file");
    CHECK(says("it is a folder"), "and it is said so");
    CHECK_EQ(write_file(in_folder("no/a.wav"), 0, 1), STATUS_WRITE_FAILED, "a missing folder");
    CHECK(says("no such folder"), "is named");
    CHECK_EQ(write_file("", 0, 1), STATUS_WRITE_FAILED, "a file needs a name");
    char longest[5000];
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    CHECK_EQ(write_file(longest, 0, 1), STATUS_WRITE_FAILED, "a name may be too long");
    longest[250] = '\0';
    char path[400];
    snprintf(path, sizeof path, "%s/%.250s", folder, longest);
    CHECK_EQ(write_file(path, 0, 1), STATUS_OK, "but 250 letters are fine");
    unlink(path);
}

static void test_read_only(void)
{
    mkdir(in_folder("closed"), 0500);
    if (geteuid() == 0) {
        printf("ok - sink_file: a read-only folder # SKIP root may write anywhere\n");
    } else {
        CHECK_EQ(write_file(in_folder("closed/a.wav"), 0, 1), STATUS_WRITE_FAILED,
                 "a read-only folder");
        CHECK(says("not allowed"), "is named");
    }
    rmdir(in_folder("closed"));
}

static void test_abort(void)
{
    Sink *const sink = open_file(in_folder("abort.wav"), 0);
    sink->ops->write(sink, sound(), BLOCK, &error);
    CHECK_EQ(files_in(folder), 3, "a file grows under another name");
    sink->ops->close(sink, 0, &error);
    CHECK_EQ(files_in(folder), 2, "and is gone when it is given up");
}

/// The disk is full at every possible place in turn: in the header, amid the sound, at the end.
static void test_full_disk(void)
{
    struct rlimit before, limit;
    getrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, SIG_IGN);
    limit = before;
    for (rlim_t bytes = 0; bytes < 29200; bytes += bytes < 300 ? 13 : 2880) {
        limit.rlim_cur = bytes;
        setrlimit(RLIMIT_FSIZE, &limit);
        const Status status = write_file(in_folder("full.wav"), 0, 1);
        setrlimit(RLIMIT_FSIZE, &before);
        const int left = files_in(folder);
        const int fits = bytes >= 29000; // 28800 of sound, the header and the text
        EXPECT(status == (fits ? STATUS_OK : STATUS_WRITE_FAILED), "%ld bytes", (long)bytes);
        EXPECT(left == (fits ? 3 : 2), "%d files after %ld bytes", left, (long)bytes);
    }
    unlink(in_folder("full.wav"));
    CHECK(test_clean(), "a limit anywhere in the file fails and leaves nothing behind");
}

/// A child that is killed amid its work by a signal that it turns into a cleaning up.
static void clean_up(int signal_number)
{
    atomic_files_remove_unfinished();
    _exit(signal_number);
}

static void test_fatal(void)
{
    fflush(stdout);
    const pid_t child = fork();
    if (child == 0) {
        signal(SIGTERM, clean_up);
        Sink *const sink = open_file(in_folder("fatal.wav"), 0);
        sink->ops->write(sink, sound(), BLOCK, &error);
        raise(SIGTERM);
    }
    int status = 0;
    waitpid(child, &status, 0);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == SIGTERM, "a child ends by a signal");
    CHECK_EQ(files_in(folder), 2, "its handler removes the unfinished file");
}

/// What a pipe receives.
static void test_stream(void)
{
    const int keep = dup(STDOUT_FILENO);
    const char *const name = in_folder("stream.wav");
    fflush(stdout);
    const int file = open(name, O_CREAT | O_WRONLY, 0600);
    dup2(file, STDOUT_FILENO);
    const Status status = write_file("-", 0, 10);
    dup2(keep, STDOUT_FILENO);
    close(file);
    close(keep);
    CHECK_EQ(status, STATUS_OK, "a stream is written");
    unsigned char *bytes;
    const size_t length = slurp(name, &bytes);
    CHECK(memcmp(bytes, "RIFF\xff\xff\xff\xffWAVEfmt ", 16) == 0, "its length is unknown");
    SF_INFO info = {0};
    SNDFILE *const sound_file = sf_open(name, SFM_READ, &info);
    CHECK(sound_file != NULL && info.frames == 10 * BLOCK, "and all of it can be read");
    CHECK(length > 10 * BLOCK * 6 && length < 10 * BLOCK * 6 + 400, "nothing was written twice");
    sf_close(sound_file);
    free(bytes);
    unlink(name);
}

static void test_closed_pipe(void)
{
    int ends[2];
    fflush(stdout);
    const int keep = dup(STDOUT_FILENO);
    if (pipe(ends) != 0) {
        return;
    }
    signal(SIGPIPE, SIG_IGN);
    close(ends[0]);
    dup2(ends[1], STDOUT_FILENO);
    const Status status = write_file("-", 0, 1);
    dup2(keep, STDOUT_FILENO);
    close(ends[1]);
    close(keep);
    CHECK_EQ(status, STATUS_WRITE_FAILED, "a reader that goes away");
    CHECK(says("reader has gone"), "is told");
}

int main(void)
{
    test_begin("sink_file");
    if (mkdtemp(folder) == NULL) {
        return 1;
    }
    test_good();
    test_long();
    test_kinds();
    test_umask();
    test_leftover();
    test_existing();
    test_race();
    test_places();
    test_read_only();
    test_abort();
    test_full_disk();
    test_fatal();
    test_stream();
    test_closed_pipe();
    unlink(in_folder("a.wav"));
    unlink(in_folder("b.wav"));
    CHECK_EQ(rmdir(folder), 0, "the folder is empty in the end");
    return test_end();
}
