// SPDX-License-Identifier: MIT
// Makes the instrument bank: mkbank OUT.sf2
#define _POSIX_C_SOURCE 200809L

#include "assemble.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void progress(int done, const char *name)
{
    if (isatty(STDERR_FILENO)) {
        (void)fprintf(stderr, "\rbank: %2d of %d  %-20s", done, program_count, name);
    }
}

static int in_order(const Program *before, const Program *after)
{
    return before->bank < after->bank ||
           (before->bank == after->bank && before->number < after->number);
}

// A row that asks for more level than 16 bits hold would come out quieter than its
// neighbours without a word, so it stops the build instead.
static int make_all(Assembly *assembly)
{
    int failed = 0;
    for (int i = 0; i < program_count; i++) {
        const Program *program = &programs[i];
        progress(i, program->name);
        if (i > 0 && !in_order(&programs[i - 1], program)) {
            (void)fprintf(stderr, "mkbank: %s is out of order in the registry\n", program->name);
            failed = 1;
        }
        const double missing = assemble_program(assembly, program);
        if (missing > 0.0) {
            (void)fprintf(stderr, "mkbank: %s: lower its trim_db or level_db by %.1f\n",
                          program->name, missing);
            failed = 1;
        }
    }
    progress(program_count, "");
    if (isatty(STDERR_FILENO)) {
        (void)fputs("\n", stderr);
    }
    return failed;
}

int main(int argc, char **argv)
{
    static Assembly assembly;
    if (argc != 2) {
        (void)fputs("usage: mkbank OUT.sf2\n", stderr);
        return 2;
    }
    int failed = make_all(&assembly);
    if (!failed) {
        const int error = sf2_write(&assembly.sf2, argv[1]);
        if (error) {
            (void)fprintf(stderr, "mkbank: cannot write %s: %s\n", argv[1], strerror(error));
            failed = 1;
        }
    }
    assembly_free(&assembly);
    return failed;
}
