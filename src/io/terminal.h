// The terminal and the signals: keys, width, interrupts, and order left behind on every way out.
#ifndef IO_TERMINAL_H
#define IO_TERMINAL_H

/// Installs handlers once: SIGINT, SIGTERM and SIGHUP are counted, SIGPIPE is ignored, ^Z and fg
/// give the terminal back and take it again; fatal signals restore the terminal and remove
/// unfinished files before they end the program. Main thread, before other threads start.
void terminal_start(void);

/// From now on a pipe whose reader goes away ends the program as it ends any filter: without a
/// word, by SIGPIPE, with unfinished files removed. After terminal_start(). Main thread.
void terminal_pipe_ends_program(void);

/// Threads that start between these two get no signals: those are the main thread's, whose waiting
/// they shall end. Not nested. Main thread.
void terminal_signals_hold(void);
void terminal_signals_release(void);

/// How often SIGINT came. Any thread.
int terminal_interrupts(void);

/// How often SIGTERM or SIGHUP came. Any thread.
int terminal_terminations(void);

/// How often the program came back after ^Z. Any thread.
int terminal_resumptions(void);

/// From now on ^Z is only counted, so that the sound can be brought to rest first; then
/// terminal_stop() stops the program and returns after fg. Main thread.
void terminal_stops_defer(void);
int terminal_stops_asked(void);
void terminal_stop(void);

/// Ends the program by the last of these signals, as a shell expects (128 + N); returns only when
/// none came. Main thread.
void terminal_die_by_signal(void);

/// 1 when the descriptor is a terminal.
int terminal_is_tty(int fd);

/// Columns of the terminal on `fd`; 80 when unknown.
int terminal_width(int fd);

/// 1 when a line on `fd` can be drawn over another: a terminal, and not TERM=dumb.
int terminal_redraws(int fd);

/// Reads keys as they are pressed, unechoed, from standard input; returns 0 when it is no
/// terminal. Ctrl-C and ^Z keep working. terminal_keys_end() is implied at exit.
int terminal_keys_begin(void);
void terminal_keys_end(void);

enum {
    KEY_NONE = -1,
    KEY_END = -2, ///< The terminal is gone; told once.
    KEY_UP = 0x101,
    KEY_DOWN,
    KEY_RIGHT,
    KEY_LEFT,
};

/// Waits up to `timeout_ms` for a key: a byte, a KEY_ value, or KEY_NONE. Returns early on a
/// signal. Between terminal_keys_begin() and _end(); at other times it waits and reads nothing.
int terminal_key(int timeout_ms);

#endif
