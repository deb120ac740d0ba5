#include "app/commands.h"
#include "app/say.h"
#include "io/control_socket.h"
#include "text/control_words.h"
#include "text/error.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

// The words as one line.
static Status join(const CliOptions *options, char line[ORDER_LINE_BYTES], Error *error)
{
    size_t used = 0;
    line[0] = '\0';
    for (int i = 0; i < options->word_count; ++i) {
        const char *const word = options->words[i];
        if (used + strlen(word) + 2 > ORDER_LINE_BYTES || strpbrk(word, "\r\n") != NULL) {
            return error_set(error, STATUS_USAGE,
                             "'%.40s' makes no line; send one order at a time, see lull help words",
                             word);
        }
        used +=
            (size_t)snprintf(line + used, ORDER_LINE_BYTES - used, "%s%s", i > 0 ? " " : "", word);
    }
    return STATUS_OK;
}

int cmd_send(const CliOptions *options, Error *error)
{
    char line[ORDER_LINE_BYTES];
    const Out out = say_stdout();
    int fd = -1;
    Status status = join(options, line, error);
    if (status == STATUS_OK) {
        status = control_socket_connect(options->socket, &fd, error);
    }
    if (status == STATUS_OK) {
        status = control_socket_ask(fd, line, &out, error);
    }
    if (fd >= 0) {
        close(fd);
    }
    return (int)(status != STATUS_OK ? status : say_flush(error));
}
