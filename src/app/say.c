#include "app/say.h"

#include "text/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int say_error(const Error *error)
{
    if (error->message[0] != '\0') {
        fprintf(stderr, "lull: %s\n", error->message);
    }
    return (int)error->status;
}

void say(int quiet, const char *format, ...)
{
    if (quiet) {
        return;
    }
    va_list args;
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
}

static void write_stdout(void *context, const void *bytes, size_t count)
{
    (void)context;
    fwrite(bytes, 1, count, stdout); // stdio remembers a failure for say_flush
}

Out say_stdout(void)
{
    return (Out){write_stdout, NULL};
}

Status say_flush(Error *error)
{
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout)) {
        return STATUS_OK;
    }
    return error_set(error, STATUS_WRITE_FAILED,
                     "standard output: %s; make room or write elsewhere",
                     errno != 0 ? strerror(errno) : "cannot be written");
}
