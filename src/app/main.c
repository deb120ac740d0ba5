#include "app/options.h"
#include "app/say.h"
#include "io/files.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    static CliOptions options;
    Error error = {STATUS_OK, ""};
    atomic_files_start();
    if (options_parse(argc, argv, &options, &error) != STATUS_OK) {
        return say_error(&error);
    }
    if (options.wants_version) {
        puts("lull " LULL_VERSION);
        return say_flush(&error) == STATUS_OK ? 0 : say_error(&error);
    }
    const CommandId command = options.wants_help ? COMMAND_HELP : options.command;
    const int code = command_table[command].run(&options, &error);
    if (code != 0) {
        say_error(&error);
    }
    return code;
}
