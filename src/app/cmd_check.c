#include "app/commands.h"
#include "app/say.h"
#include "io/paths.h"
#include "io/preset_file.h"

#include <stdio.h>
#include <unistd.h>

// A file of that name, or else the preset of that name.
static Status find(const char *word, char *path, size_t bytes, Error *error)
{
    if (access(word, F_OK) == 0) {
        snprintf(path, bytes, "%s", word);
        return STATUS_OK;
    }
    return preset_path_find(word, path, bytes, error);
}

int cmd_check(const CliOptions *options, Error *error)
{
    int bad = 0;
    for (int i = 0; i < options->word_count; ++i) {
        char path[PATH_BYTES];
        Preset preset;
        Error mistake = {STATUS_OK, ""};
        const char *const word = options->words[i];
        if (find(word, path, sizeof path, &mistake) != STATUS_OK ||
            preset_file_read(path, &preset, &mistake) != STATUS_OK) {
            say_error(&mistake);
            bad = 1;
        } else if (!options->quiet) {
            printf("%s: good\n", word);
        }
    }
    const Status status = say_flush(error);
    return (int)(status != STATUS_OK ? status : bad ? STATUS_BAD_PRESET : STATUS_OK);
}
