// Signal handlers only count, except those for fatal signals and for ^Z, which must put the
// terminal in order at once; tcsetattr, unlink and raise are safe there.
#include "io/terminal.h"

#include "io/files.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

static volatile sig_atomic_t interrupts, terminations, resumptions, last_signal;
static volatile sig_atomic_t stops_asked, stops_deferred;

// Written by the main thread before `keys_on` says that they count.
static struct termios usual, raw;
static volatile sig_atomic_t keys_on;

static void restore_terminal(void)
{
    if (keys_on) {
        tcsetattr(STDIN_FILENO, TCSANOW, &usual);
    }
}

// ---- Signals ----

static void on_interrupt(int signal_number)
{
    last_signal = signal_number;
    ++interrupts;
}

static void on_terminate(int signal_number)
{
    last_signal = signal_number;
    ++terminations;
}

/// Leaves nothing behind, then ends the program by the same signal, as if it had no handler.
static void on_fatal(int signal_number)
{
    restore_terminal();
    atomic_files_remove_unfinished();
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

/// The shell gets its terminal as it was; after fg it is ours again.
static void stop_now(int signal_number)
{
    restore_terminal();
    struct sigaction usual_action = {.sa_handler = SIG_DFL}, ours;
    sigaction(signal_number, &usual_action, &ours);
    sigset_t stop, mask;
    sigemptyset(&stop);
    sigaddset(&stop, signal_number);
    raise(signal_number);
    pthread_sigmask(SIG_UNBLOCK, &stop, &mask); // here the program sleeps
    sigaction(signal_number, &ours, NULL);
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
    if (keys_on) {
        tcsetattr(STDIN_FILENO, TCSANOW, &raw);
    }
    ++resumptions;
}

static void on_stop(int signal_number)
{
    const int before = errno;
    ++stops_asked;
    if (!stops_deferred) {
        stop_now(signal_number);
    }
    errno = before;
}

static void handle(int signal_number, void (*handler)(int))
{
    struct sigaction action = {.sa_handler = handler}, before;
    sigfillset(&action.sa_mask);
    sigdelset(&action.sa_mask, SIGSEGV); // a fault in a handler shall still end the program
    if (sigaction(signal_number, NULL, &before) == 0 && before.sa_handler != SIG_DFL) {
        return; // ignored, as under nohup, or a debugging tool's: who started us wants it so
    }
    sigaction(signal_number, &action, NULL);
}

static void (*pipe_before)(int); // what SIGPIPE did when the program began

void terminal_start(void)
{
    static const int fatal[] = {SIGQUIT, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};
    handle(SIGINT, on_interrupt);
    handle(SIGTERM, on_terminate);
    handle(SIGHUP, on_terminate);
    handle(SIGTSTP, on_stop);
    for (size_t i = 0; i < sizeof fatal / sizeof fatal[0]; ++i) {
        handle(fatal[i], on_fatal);
    }
    pipe_before = signal(SIGPIPE, SIG_IGN);
}

void terminal_pipe_ends_program(void)
{
    if (pipe_before == SIG_DFL) { // else who started us wants it ignored
        signal(SIGPIPE, SIG_DFL);
        handle(SIGPIPE, on_fatal);
    }
}

static sigset_t mask_before_hold;

void terminal_signals_hold(void)
{
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &mask_before_hold);
}

void terminal_signals_release(void)
{
    pthread_sigmask(SIG_SETMASK, &mask_before_hold, NULL);
}

int terminal_interrupts(void)
{
    return (int)interrupts;
}

int terminal_terminations(void)
{
    return (int)terminations;
}

int terminal_resumptions(void)
{
    return (int)resumptions;
}

void terminal_stops_defer(void)
{
    stops_deferred = 1;
}

int terminal_stops_asked(void)
{
    return (int)stops_asked;
}

void terminal_stop(void)
{
    stop_now(SIGTSTP);
}

void terminal_die_by_signal(void)
{
    if (last_signal != 0) {
        terminal_keys_end();
        signal((int)last_signal, SIG_DFL);
        raise((int)last_signal);
    }
}

// ---- What the terminal is ----

int terminal_is_tty(int fd)
{
    return isatty(fd) == 1;
}

int terminal_width(int fd)
{
    struct winsize size = {0};
    if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        return size.ws_col;
    }
    return 80;
}

int terminal_redraws(int fd)
{
    const char *const term = getenv("TERM");
    return term != NULL && strcmp(term, "dumb") != 0 && terminal_is_tty(fd);
}

// ---- Keys ----

/// A program in the background would be stopped for touching the terminal.
static int is_foreground(void)
{
    return tcgetpgrp(STDIN_FILENO) == getpgrp();
}

int terminal_keys_begin(void)
{
    static int is_registered;
    if (keys_on) {
        return 1;
    }
    if (!terminal_is_tty(STDIN_FILENO) || !is_foreground() ||
        tcgetattr(STDIN_FILENO, &usual) != 0) {
        return 0;
    }
    raw = usual;
    raw.c_lflag &= (tcflag_t) ~(tcflag_t)(ICANON | ECHO); // ISIG stays: Ctrl-C and ^Z work
    raw.c_cc[VMIN] = 0;
    raw.c_cc[VTIME] = 0;
    if (!is_registered) {
        is_registered = atexit(terminal_keys_end) == 0;
    }
    keys_on = 1;
    if (tcsetattr(STDIN_FILENO, TCSANOW, &raw) != 0) {
        keys_on = 0;
        return 0;
    }
    return 1;
}

void terminal_keys_end(void)
{
    restore_terminal();
    keys_on = 0;
}

/// Waits for a byte of standard input.
static int read_byte(int timeout_ms)
{
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    if (poll(&input, keys_on ? 1 : 0, timeout_ms) <= 0) { // without keys it only waits
        return KEY_NONE;
    }
    unsigned char byte;
    if (read(STDIN_FILENO, &byte, 1) == 1) {
        return byte;
    }
    terminal_keys_end(); // the terminal is gone: asking again would return at once, for ever
    return KEY_END;
}

/// The rest of an arrow key: ESC [ A or ESC O A. A lone ESC, or one of another key, is itself.
static int finish_escape(void)
{
    enum { ESCAPE = 27, SEQUENCE_MS = 20 };
    static const int arrows[] = {KEY_UP, KEY_DOWN, KEY_RIGHT, KEY_LEFT};
    const int second = read_byte(SEQUENCE_MS);
    if (second != '[' && second != 'O') {
        return ESCAPE;
    }
    int byte = read_byte(SEQUENCE_MS);
    if (byte >= 'A' && byte <= 'D') {
        return arrows[byte - 'A'];
    }
    while (byte >= 0x20 && byte < 0x40) { // parameters of a key that means nothing here
        byte = read_byte(SEQUENCE_MS);
    }
    return KEY_NONE;
}

int terminal_key(int timeout_ms)
{
    const int byte = read_byte(timeout_ms);
    return byte == 27 ? finish_escape() : byte;
}
