// What the program says to a person, on standard error, and how data goes to standard output.
#ifndef APP_SAY_H
#define APP_SAY_H

#include "base/status.h"
#include "text/out.h"

/// Prints "lull: message" and returns the exit code; an empty message is not printed.
int say_error(const Error *error);

/// Prints a line unless `quiet`.
__attribute__((format(printf, 2, 3))) void say(int quiet, const char *format, ...);

/// Standard output as an Out.
Out say_stdout(void);

/// Flushes standard output. STATUS_WRITE_FAILED when anything could not be written.
Status say_flush(Error *error);

#endif
