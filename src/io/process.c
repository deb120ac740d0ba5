#include "io/process.h"

#include "io/paths.h"
#include "text/error.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__linux__)
#include <sys/prctl.h>
#endif

enum { PROCESSES_MAX = 256, CANNOT_START = 127, BY_SIGNAL = 128 };

// ---- The child, until it is the program: only what is safe after fork()
// --------------------------

static void end_with_parent(pid_t parent)
{
#if defined(__linux__)
    prctl(PR_SET_PDEATHSIG, SIGTERM);
#endif
    if (getppid() != parent) { // it has died meanwhile
        _exit(CANNOT_START);
    }
}

static void become(const char *program, char *const argv[], int errors, pid_t parent)
{
    const int nothing = open("/dev/null", O_RDWR);
    end_with_parent(parent);
    dup2(nothing, STDIN_FILENO);
    dup2(nothing, STDOUT_FILENO);
    dup2(errors, STDERR_FILENO);
    execv(program, argv);
    _exit(CANNOT_START);
}

// ---- The parent ---------------------------------------------------------------------------------

Status process_start(Process *process, char *const argv[], Error *error)
{
    char program[PATH_BYTES];
    int ends[2];
    *process = (Process){0};
    if (!program_path(program, sizeof program) || pipe(ends) != 0) {
        return error_set(error, STATUS_INTERNAL, "cannot start another process: %s",
                         strerror(errno));
    }
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    const pid_t parent = getpid();
    const pid_t pid = fork();
    if (pid == 0) {
        become(program, argv, ends[1], parent);
    }
    const int code = errno;
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return error_set(error, STATUS_INTERNAL, "cannot start another process: %s",
                         strerror(code));
    }
    process->pid = pid;
    process->errors = ends[0];
    return STATUS_OK;
}

static void keep_line(Process *process, const char *bytes, size_t count)
{
    for (size_t i = 0; i < count; ++i) {
        if (process->used > 0 && process->said[process->used - 1] == '\n') {
            process->used = 0; // a line follows: it is the one that counts
        }
        if (process->used + 1 < sizeof process->said) {
            process->said[process->used++] = bytes[i];
        }
    }
}

// 0 when the other side has been closed: the process has ended.
static int listen_to(Process *process)
{
    char bytes[1024];
    for (;;) {
        const ssize_t count = read(process->errors, bytes, sizeof bytes);
        if (count == 0) {
            return 0;
        }
        if (count < 0) {
            return errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK;
        }
        keep_line(process, bytes, (size_t)count);
    }
}

static int end(Process *process)
{
    int status = 0;
    close(process->errors);
    while (waitpid(process->pid, &status, 0) < 0 && errno == EINTR) {
    }
    process->pid = 0;
    process->used -= process->used > 0 && process->said[process->used - 1] == '\n';
    process->said[process->used] = '\0';
    return WIFSIGNALED(status) ? BY_SIGNAL + WTERMSIG(status) : WEXITSTATUS(status);
}

int process_wait(Process *processes, int count, int timeout_ms, int *exit_code)
{
    struct pollfd asked[PROCESSES_MAX];
    const int most = count < PROCESSES_MAX ? count : PROCESSES_MAX;
    for (int i = 0; i < most; ++i) { // poll() leaves negative ones out
        asked[i] = (struct pollfd){.fd = processes[i].pid > 0 ? processes[i].errors : -1,
                                   .events = POLLIN};
    }
    if (poll(asked, (nfds_t)most, timeout_ms) <= 0) {
        return -1;
    }
    for (int i = 0; i < most; ++i) {
        if (asked[i].fd >= 0 && asked[i].revents != 0 && !listen_to(&processes[i])) {
            *exit_code = end(&processes[i]);
            return i;
        }
    }
    return -1;
}

void process_stop(const Process *process)
{
    if (process->pid > 0) {
        kill(process->pid, SIGTERM);
    }
}

int process_cores(void)
{
    const long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores < 1 ? 1 : cores < PROCESSES_MAX ? (int)cores : PROCESSES_MAX;
}
