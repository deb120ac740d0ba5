// Where presets and SoundFonts are found, and what is said when they are not.
#include "io/paths.h"

#include "harness.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char home[] = "/tmp/lull test XXXXXX";
static char path[PATH_BYTES];
static Error error;
static PresetPath list[64];

static void make_file(const char *name)
{
    char full[300];
    snprintf(full, sizeof full, "%s/lull/presets/%s", home, name);
    FILE *const file = fopen(full, "w");
    if (file != NULL) {
        fclose(file);
    }
}

static void make_home(void)
{
    char folder[300];
    snprintf(folder, sizeof folder, "%s/lull", home);
    mkdir(folder, 0700);
    strcat(folder, "/presets");
    mkdir(folder, 0700);
    make_file("zzz.conf");
    make_file("aaa.conf");
    make_file("mellow.conf");
    make_file(".hidden.conf");
    make_file("notes.txt");
    make_file(".conf");
    make_file("a-name-that-is-far-too-long-to-be-kept-in-a-preset.conf");
}

static Status find(const char *name)
{
    memset(&error, 0, sizeof error);
    return preset_path_find(name, path, sizeof path, &error);
}

static int index_of(const char *name, int count)
{
    for (int i = 0; i < count; ++i) {
        if (strcmp(list[i].name, name) == 0) {
            return i;
        }
    }
    return -1;
}

static void test_presets(void)
{
    const int count = preset_list(list, 64);
    CHECK(index_of("aaa", count) >= 0 && index_of("zzz", count) > index_of("aaa", count),
          "the user's presets are listed in order");
    CHECK(index_of("notes", count) < 0 && index_of(".hidden", count) < 0 && index_of("", count) < 0,
          "other files are not");
    CHECK(find("mellow") == STATUS_OK && strstr(path, "mellow.conf") != NULL, "a name is found");
    CHECK(find("mellov") == STATUS_BAD_PRESET && strstr(error.message, "mellow") != NULL,
          "a mistyped one gives the nearest: %s", error.message);
    CHECK(find("./x") == STATUS_OK && strcmp(path, "./x") == 0, "a path is taken as it is");
    CHECK(find("x.conf") == STATUS_OK && strcmp(path, "x.conf") == 0, "also by its ending");
    CHECK(find("") == STATUS_BAD_PRESET, "no name is no preset");
    CHECK(preset_list(list, 1) == 1, "the list never runs over");
    char small[4];
    CHECK(preset_path_find("/a/b", small, sizeof small, &error) == STATUS_BAD_PRESET,
          "neither does a path");
}

static void test_fonts(void)
{
    setenv("LULL_SOUNDFONT", "/fonts/variable.sf2", 1);
    CHECK(soundfont_find("/fonts/option.sf2", path, sizeof path, &error) == STATUS_OK &&
              strcmp(path, "/fonts/option.sf2") == 0,
          "--soundfont wins");
    CHECK(soundfont_find(NULL, path, sizeof path, &error) == STATUS_OK &&
              strcmp(path, "/fonts/variable.sf2") == 0,
          "then comes $LULL_SOUNDFONT");
    unsetenv("LULL_SOUNDFONT");
    char font[300];
    snprintf(font, sizeof font, "%s/lull/soundfonts", home);
    mkdir(font, 0700);
    strcat(font, "/lull.sf2");
    fclose(fopen(font, "w"));
    CHECK(soundfont_find(NULL, path, sizeof path, &error) == STATUS_OK && strcmp(path, font) == 0,
          "then the user's own");
    unlink(font);
    const Status status = soundfont_find(NULL, path, sizeof path, &error);
    CHECK(status == STATUS_OK || strstr(error.message, "--soundfont") != NULL,
          "then the system's, or a word on how to get one");
}

int main(void)
{
    test_begin("paths");
    if (mkdtemp(home) == NULL) {
        return 1;
    }
    setenv("XDG_DATA_HOME", home, 1);
    make_home();
    test_presets();
    test_fonts();
    setenv("XDG_DATA_HOME", "relative", 1);
    setenv("HOME", home, 1);
    CHECK(find("mellow") == STATUS_BAD_PRESET, "a relative $XDG_DATA_HOME is ignored");
    char command[300];
    snprintf(command, sizeof command, "rm -rf '%s'", home);
    CHECK_EQ(system(command), 0, "nothing is left");
    return test_end();
}
