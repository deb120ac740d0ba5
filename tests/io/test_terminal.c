// The terminal is left as it was found, whichever way the program ends.
//
// The test is the shell of a terminal of its own (a pty), and starts each case as its foreground
// job.
#include "io/terminal.h"

#include "harness.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

static int keyboard = -1; // the pty's other end: what is written here is typed
static int told[2];       // jobs tell the test how far they are

static int is_usual(void)
{
    struct termios now;
    tcgetattr(STDIN_FILENO, &now);
    return (now.c_lflag & (ICANON | ECHO)) == (ICANON | ECHO);
}

static void tell(char what)
{
    if (write(told[1], &what, 1) != 1) {
        _exit(99);
    }
}

static int hear(void)
{
    char what = 0;
    return read(told[0], &what, 1) == 1 ? what : -1;
}

static pid_t start(void (*job)(void))
{
    fflush(stdout);
    const pid_t pid = fork();
    if (pid == 0) {
        setpgid(0, 0);
        tcsetpgrp(STDIN_FILENO, getpid());
        signal(SIGTTOU, SIG_DFL);
        terminal_start();
        if (!terminal_keys_begin()) {
            _exit(98);
        }
        job();
        exit(0);
    }
    setpgid(pid, pid);
    tcsetpgrp(STDIN_FILENO, pid);
    return pid;
}

/// As a shell's $?.
static int end_of(pid_t pid)
{
    int status = 0;
    waitpid(pid, &status, 0);
    tcsetpgrp(STDIN_FILENO, getpgrp());
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static void job_exit(void)
{
    tell(is_usual() ? 'u' : 'r');
}

static void job_abort(void)
{
    abort();
}

static void job_quit(void)
{
    raise(SIGQUIT);
}

/// Counts what comes, then ends by it.
static void job_count(void)
{
    tell('r');
    for (int count = 0; count < 2 && terminal_terminations() == 0;) {
        terminal_key(1000);
        if (terminal_interrupts() > count) {
            tell((char)('0' + ++count));
        }
    }
    terminal_die_by_signal();
}

static void job_keys(void)
{
    tell('r');
    for (int key; (key = terminal_key(5000)) != 'q';) {
        tell(key == KEY_UP ? 'U' : key == KEY_LEFT ? 'L' : key == KEY_NONE ? '-' : (char)key);
    }
}

static void job_sleep(void)
{
    tell('r');
    while (terminal_resumptions() == 0) {
        terminal_key(1000);
    }
    tell(is_usual() ? 'u' : 'r');
}

static void test_ends(void)
{
    pid_t pid = start(job_exit);
    CHECK_EQ(hear(), 'r', "keys come as they are pressed");
    CHECK_EQ(end_of(pid), 0, "the program ends");
    CHECK(is_usual(), "and the terminal is as it was");
    CHECK_EQ(end_of(start(job_abort)), 128 + SIGABRT, "an abort is told");
    CHECK(is_usual(), "and leaves the terminal as it was");
    CHECK_EQ(end_of(start(job_quit)), 128 + SIGQUIT, "so is a quit");
    CHECK(is_usual(), "which does too");
}

static void type(const char *keys)
{
    if (write(keyboard, keys, strlen(keys)) < 0) {
        perror("pty");
    }
}

static void test_signals(void)
{
    pid_t pid = start(job_count);
    hear();
    type("\003");
    CHECK_EQ(hear(), '1', "a Ctrl-C is counted");
    type("\003");
    CHECK_EQ(hear(), '2', "and another");
    CHECK_EQ(end_of(pid), 128 + SIGINT, "and the shell sees an interrupt");
    CHECK(is_usual(), "on a terminal as it was");
    pid = start(job_count);
    hear();
    kill(pid, SIGTERM);
    CHECK_EQ(end_of(pid), 128 + SIGTERM, "an order to end is passed on as such");
    CHECK(is_usual(), "on a terminal as it was");
}

static void test_keys(void)
{
    const pid_t pid = start(job_keys);
    hear();
    type("a");
    CHECK_EQ(hear(), 'a', "a letter is a key");
    type("\033[A\033OD\033[15~b");
    CHECK_EQ(hear(), 'U', "an arrow is a key");
    CHECK_EQ(hear(), 'L', "in either spelling");
    CHECK_EQ(hear(), '-', "a key that means nothing is none");
    CHECK_EQ(hear(), 'b', "and the next is understood");
    type("q");
    CHECK_EQ(end_of(pid), 0, "nothing is left over");
}

static void test_sleep(void)
{
    const pid_t pid = start(job_sleep);
    hear();
    type("\032");
    int status = 0;
    CHECK(waitpid(pid, &status, WUNTRACED) == pid && WIFSTOPPED(status), "^Z puts it to sleep");
    tcsetpgrp(STDIN_FILENO, getpgrp());
    CHECK(is_usual(), "with the terminal as it was");
    tcsetpgrp(STDIN_FILENO, pid);
    kill(-pid, SIGCONT);
    CHECK_EQ(hear(), 'r', "fg gives it its keys again");
    CHECK_EQ(end_of(pid), 0, "and it ends well");
    CHECK(is_usual(), "with the terminal as it was");
}

static void test_drawing(void)
{
    setenv("TERM", "xterm", 1);
    CHECK(terminal_redraws(STDIN_FILENO), "a terminal draws a line anew");
    CHECK(!terminal_redraws(told[0]), "a pipe does not");
    setenv("TERM", "dumb", 1);
    CHECK(!terminal_redraws(STDIN_FILENO), "nor does a dumb terminal");
    struct winsize size = {.ws_row = 30, .ws_col = 123};
    ioctl(STDIN_FILENO, TIOCSWINSZ, &size);
    CHECK_EQ(terminal_width(STDIN_FILENO), 123, "its width is known");
    CHECK_EQ(terminal_width(told[0]), 80, "elsewhere it is 80");
}

/// Becomes the leader of a session on a new terminal.
static int be_shell(void)
{
    keyboard = posix_openpt(O_RDWR | O_NOCTTY);
    if (keyboard < 0 || grantpt(keyboard) != 0 || unlockpt(keyboard) != 0 || setsid() < 0) {
        return 0;
    }
    const int terminal = open(ptsname(keyboard), O_RDWR);
    signal(SIGTTOU, SIG_IGN); // a shell moves the terminal from job to job
    return terminal >= 0 && ioctl(terminal, TIOCSCTTY, 0) == 0 &&
           dup2(terminal, STDIN_FILENO) == STDIN_FILENO && pipe(told) == 0;
}

static int run(void)
{
    if (!be_shell()) {
        printf("ok - terminal: a terminal to test with # SKIP there is none: %s\n",
               strerror(errno));
        return 0;
    }
    test_ends();
    test_signals();
    test_keys();
    test_sleep();
    test_drawing();
    return test_end();
}

int main(void)
{
    test_begin("terminal");
    const pid_t shell = fork(); // not a group's leader yet, so that it may begin a session
    if (shell == 0) {
        alarm(60);
        exit(run());
    }
    int status = 0;
    waitpid(shell, &status, 0);
    return !WIFEXITED(status) || WEXITSTATUS(status) != 0;
}
