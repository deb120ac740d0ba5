// Preset files: every mistake is one line with the file, the line and what to write instead.
#include "io/preset_file.h"

#include "harness.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char path[] = "/tmp/lull-preset-test.conf";
static Preset preset;
static Error error;

static const char good[] = "title = \"Test\"\n"
                           "intent = \"To be read\"\n"
                           "mood = {0.5, -0.5}\n"
                           "keys = {\"D\", \"F# minor\",\n"
                           "        'Bb'}\n"
                           "part melody {\n"
                           "    instrument = \"felt piano\"\n"
                           "    texture = melody\n"
                           "}\n";

static void put_file(const char *text, size_t bytes)
{
    unlink(path);
    FILE *const file = fopen(path, "wb");
    fwrite(text, 1, bytes, file);
    fclose(file);
}

static Status read_bytes(const char *text, size_t bytes)
{
    put_file(text, bytes);
    memset(&error, 0, sizeof error);
    return preset_file_read(path, &preset, &error);
}

/// Reads the good preset with `line` put before its line `at` (from 1); 0 = at the very end.
static Status read_with(int at, const char *line)
{
    char text[2000] = "";
    const char *rest = good;
    for (int i = 1; i < at; ++i) {
        rest = strchr(rest, '\n') + 1;
    }
    if (at == 0) {
        rest = good + sizeof good - 1;
    }
    snprintf(text, sizeof text, "%.*s%s%s", (int)(rest - good), good, line, rest);
    return read_bytes(text, strlen(text));
}

/// Does the message begin with path and line, and hold the words?
static int says(int line, const char *words)
{
    char place[80];
    snprintf(place, sizeof place, "%s:%d: ", path, line);
    const int is_placed = line == 0 || strncmp(error.message, place, strlen(place)) == 0;
    if (error.status == STATUS_BAD_PRESET && is_placed && strstr(error.message, words) != NULL &&
        strchr(error.message, '\n') == NULL) {
        return 1;
    }
    printf("# it says: %s\n", error.message);
    return 0;
}

static void test_good(void)
{
    CHECK_EQ(read_bytes(good, sizeof good - 1), STATUS_OK, "a good preset is read");
    CHECK(strcmp(preset.name, "lull-preset-test") == 0, "its name is that of the file");
    CHECK(preset.key_count == 3 && preset.part_count == 1, "lists over several lines are whole");
    CHECK_EQ(read_with(1, "\xef\xbb\xbf# a mark, a comment\r\n\r\n"), STATUS_OK,
             "a byte order mark and CRLF are fine");
    CHECK_EQ(read_with(0, "# ends in a comment"), STATUS_OK, "so is a last line without an end");
    CHECK_EQ(read_with(7, "/* of\n several { lines \" */ // and\n # more\n"), STATUS_OK,
             "comments may hold anything");
    CHECK_EQ(read_with(1, "tempo = {50, 60}\nplay.snap = off\n"), STATUS_OK, "keys may have dots");
}

static void test_keys(void)
{
    CHECK(read_with(3, "\n# comment\n\ntenpo = 60\n") && says(6, "tempo"),
          "an unknown key is told with its line and the nearest one");
    CHECK(read_with(8, "instrumnt = harp\n") && says(8, "instrument"), "also in a part");
    CHECK(read_with(3, "tempo = 300\n") && says(3, "tempo"), "a value out of range");
    CHECK(read_with(2, "title = Again\n") && says(2, "twice"), "a key given twice");
    CHECK(read_with(0, "keys = C\n") && says(10, "twice"), "a list given twice");
    CHECK(read_with(4, "tempo = {50,\n\n 6x}\n") && says(4, "tempo"), "a bad value in a list");
    CHECK(read_with(0, "part melody { }\n") && says(10, "melody"), "a part given twice");
    CHECK(read_with(0, "part { }\n") && says(10, "part"), "a part without a name");
    CHECK(read_bytes("title = x\n", 10) && says(0, "missing"), "what is missing is named");
}

static void test_grammar(void)
{
    CHECK(read_with(3, "tempo 60\n") && says(3, "tempo"), "a missing equal sign");
    CHECK(read_with(2, "\nlength = \"30m\n") && says(3, "never ends"), "a missing quote");
    CHECK(read_with(3, "start = '\n") && says(3, "never ends"), "a missing single quote");
    CHECK(read_with(2, "/* comment\n") && says(2, "comment"), "a comment without an end");
    CHECK(read_with(0, "part bass {\n texture = bass\n") && says(11, "}"), "a missing brace");
    CHECK(read_with(0, "}\n") && says(10, "brace"), "a brace too many");
    CHECK(read_with(0, "tempo = {50, 60\n") && says(10, "not closed"), "an open list at the end");
    CHECK(read_with(0, "tempo =") && says(10, "missing"), "an equal sign at the end");
    CHECK(read_with(3, "start = F#\n") && says(3, "quotes"),
          "a sharp without quotes is no comment");
    CHECK(read_with(3, "start = \"${HOME}\"\n") && says(3, "variables"),
          "the environment is not read");
    CHECK(read_with(3, "include(\"/etc/passwd\")\n") && says(3, "include"), "nothing is included");
}

static void test_files(void)
{
    memset(&error, 0, sizeof error);
    CHECK(preset_file_read("/nowhere/x.conf", &preset, &error) && says(0, "no such file"),
          "a missing file");
    CHECK(preset_file_read("/tmp", &preset, &error) && says(0, "folder"), "a folder");
    CHECK(read_bytes("", 0) && says(0, "empty"), "an empty file");
    CHECK(read_bytes("title\0= x", 9) && says(1, "not a text"), "a zero byte");
    CHECK(read_bytes("\n\x1b[2J = x", 9) && says(2, "not a text"), "an escape sequence");
    const size_t large = 10 << 20;
    char *const text = malloc(large);
    memset(text, 'a', large);
    CHECK(read_bytes(text, large) && says(0, "too large"), "ten megabytes");
    memset(text, '{', 65536);
    CHECK(read_bytes(text, 65536) && says(1, ""), "a file of braces");
    memset(text, '\n', 65536);
    CHECK(read_bytes(text, 65536) && says(0, "missing"), "a file of empty lines");
    free(text);
}

/// Broken at random, a preset is read or refused in one line; libconfuse must not end the program.
static void test_mutations(void)
{
    static const char marks[] = "{}\"'=,#/*\\\n $(+|\x80";
    uint32_t dice = 7;
    for (int i = 0; i < 3000; ++i) {
        char text[sizeof good];
        memcpy(text, good, sizeof good);
        for (int edits = 0; edits < 1 + i % 4; ++edits) {
            dice = dice * 1664525u + 1013904223u;
            text[(dice >> 8) % (sizeof good - 1)] = marks[(dice >> 24) % (sizeof marks - 1)];
        }
        const Status status = read_bytes(text, sizeof good - 1);
        EXPECT(status == STATUS_OK || says(0, path), "mutation %d", i);
    }
    CHECK(test_clean(), "3000 broken presets are each read or refused in one line");
}

/// Reads everything once, with standard error in a file.
static void test_silence(void)
{
    char name[] = "/tmp/lull-stderr-XXXXXX";
    const int file = mkstemp(name), keep = dup(STDERR_FILENO);
    dup2(file, STDERR_FILENO);
    read_bytes("\xff{", 2);
    read_with(2, "\nlength = \"30m\n");
    read_with(0, "tempo =");
    read_with(3, "a|b = 1\n");
    dup2(keep, STDERR_FILENO);
    struct stat info;
    fstat(file, &info);
    CHECK_EQ(info.st_size, 0, "nothing is printed on standard error");
    close(file);
    unlink(name);
}

static void test_shipped(void)
{
    DIR *const dir = opendir("presets");
    int count = 0;
    for (const struct dirent *entry; dir != NULL && (entry = readdir(dir)) != NULL;) {
        char name[300];
        if (strstr(entry->d_name, ".conf") != NULL) {
            snprintf(name, sizeof name, "presets/%.255s", entry->d_name);
            memset(&error, 0, sizeof error);
            EXPECT(preset_file_read(name, &preset, &error) == STATUS_OK, "%s", error.message);
            ++count;
        }
    }
    if (dir != NULL) {
        closedir(dir);
    }
    CHECK(test_clean() && count >= 8, "the %d presets that come with lull are good", count);
}

int main(void)
{
    test_begin("preset_file");
    test_good();
    test_keys();
    test_grammar();
    test_files();
    test_mutations();
    test_silence();
    test_shipped();
    unlink(path);
    return test_end();
}
