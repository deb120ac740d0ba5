// What is liked is kept where the system wants it, read again, and forgotten when asked.
#include "harness.h"
#include "io/taste_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int main(void)
{
    char folder[] = "/tmp/lull taste XXXXXX";
    char path[512];
    Error error = {STATUS_OK, ""};
    Taste taste = {.steps = {2, -1, 0, 1}}, read;
    int was_there = 0;
    test_begin("taste_file");
    if (mkdtemp(folder) == NULL || setenv("XDG_STATE_HOME", folder, 1) != 0) {
        CHECK(0, "a folder to work in");
        return test_end();
    }
    CHECK(taste_file_read(&read, &error) == STATUS_OK && read.steps[0] == 0,
          "without a file there is no taste, and no failure");
    CHECK(taste_file_write(&taste, &error) == STATUS_OK, "it is kept, folder and all");
    CHECK(taste_file_read(&read, &error) == STATUS_OK &&
              memcmp(read.steps, taste.steps, sizeof taste.steps) == 0,
          "and read again");
    CHECK(taste_file_path(path, sizeof path) && strncmp(path, folder, strlen(folder)) == 0,
          "under XDG_STATE_HOME");
    FILE *const file = fopen(path, "w");
    fputs("what is this\n", file);
    fclose(file);
    CHECK(taste_file_read(&read, &error) != STATUS_OK && strstr(error.message, "forget") != NULL,
          "a damaged file is told, with what to do: %s", error.message);
    CHECK(taste_file_forget(&was_there, &error) == STATUS_OK && was_there &&
              access(path, F_OK) != 0,
          "it is forgotten");
    CHECK(taste_file_forget(&was_there, &error) == STATUS_OK && !was_there, "twice is no failure");
    setenv("XDG_STATE_HOME", "/proc/nowhere", 1);
    CHECK(taste_file_write(&taste, &error) == STATUS_WRITE_FAILED,
          "where nothing can be written that is said: %s", error.message);
    snprintf(path, sizeof path, "%s/lull", folder);
    rmdir(path);
    rmdir(folder);
    return test_end();
}
