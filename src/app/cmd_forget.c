#include "app/commands.h"
#include "app/say.h"
#include "io/taste_file.h"

int cmd_forget(const CliOptions *options, Error *error)
{
    int was_there = 0;
    const Status status = taste_file_forget(&was_there, error);
    if (status == STATUS_OK) {
        say(options->quiet, was_there ? "forgotten" : "there was nothing to forget");
    }
    return (int)status;
}
