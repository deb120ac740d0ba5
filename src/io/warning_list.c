#include "io/warning_list.h"

#include <stdatomic.h>
#include <string.h>

enum { LINES_MAX = 16, LINE_BYTES = 200 };

static char list[LINES_MAX][LINE_BYTES];
static int count;
static atomic_flag busy = ATOMIC_FLAG_INIT;

static int is_known(const char *line)
{
    for (int i = 0; i < count; ++i) {
        if (strncmp(list[i], line, LINE_BYTES - 1) == 0) {
            return 1;
        }
    }
    return 0;
}

void warning_list_keep(const char *line)
{
    if (atomic_flag_test_and_set(&busy)) {
        return;
    }
    if (count < LINES_MAX && !is_known(line)) {
        strncpy(list[count++], line, LINE_BYTES - 1);
    }
    atomic_flag_clear(&busy);
}

int warning_list_get(const char *lines[], int max)
{
    const int given = count < max ? count : max;
    for (int i = 0; i < given; ++i) {
        lines[i] = list[i];
    }
    return given;
}
