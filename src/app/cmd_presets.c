#include "app/commands.h"
#include "app/say.h"
#include "app/settings.h"
#include "io/paths.h"
#include "io/preset_file.h"
#include "text/json.h"
#include "text/names.h"

#include <stdlib.h>
#include <string.h>

/// The presets that can be read, with their places.
typedef struct {
    PresetPath paths[PRESETS_MAX];
    Preset presets[PRESETS_MAX];
    int count;
} Catalogue;

// A preset with a mistake is told of and left out, as program changes leave it out.
static void read_catalogue(Catalogue *catalogue, int quiet)
{
    const int found = preset_list(catalogue->paths, PRESETS_MAX);
    for (int i = 0; i < found; ++i) {
        Error error;
        Preset *const preset = &catalogue->presets[catalogue->count];
        if (preset_file_read(catalogue->paths[i].path, preset, &error) != STATUS_OK) {
            say(quiet, "lull: left out: %s", error.message);
            continue;
        }
        catalogue->paths[catalogue->count++] = catalogue->paths[i];
    }
}

static int widest(const Catalogue *catalogue, size_t offset)
{
    size_t width = 0;
    for (int i = 0; i < catalogue->count; ++i) {
        const size_t length = strlen((const char *)&catalogue->presets[i] + offset);
        width = length > width ? length : width;
    }
    return (int)width;
}

static void print_text(const Catalogue *catalogue, const Out *out)
{
    const int names = widest(catalogue, offsetof(Preset, name));
    const int titles = widest(catalogue, offsetof(Preset, title));
    for (int i = 0; i < catalogue->count; ++i) {
        const Preset *const preset = &catalogue->presets[i];
        out_format(out, "%-*s  %-*s  %s\n", names, preset->name, titles, preset->title,
                   preset->intent);
    }
}

static void print_json(const Catalogue *catalogue, const Out *out)
{
    Json json = {.out = out};
    json_open(&json, NULL, '[');
    for (int i = 0; i < catalogue->count; ++i) {
        const Preset *const preset = &catalogue->presets[i];
        char mood[NAME_BYTES];
        json_open(&json, NULL, '{');
        json_string(&json, "name", preset->name);
        json_string(&json, "title", preset->title);
        json_string(&json, "intent", preset->intent);
        json_string(&json, "mood", mood_text(mood, sizeof mood, preset->mood));
        json_integer(&json, "length_s", preset->length_s);
        json_integer(&json, "program", i); // the MIDI program change that starts it
        json_string(&json, "file", catalogue->paths[i].path);
        json_close(&json, '}');
    }
    json_close(&json, ']');
}

int cmd_presets(const CliOptions *options, Error *error)
{
    static Catalogue catalogue;
    const Out out = say_stdout();
    read_catalogue(&catalogue, options->quiet);
    (options->json ? print_json : print_text)(&catalogue, &out);
    return (int)say_flush(error);
}
