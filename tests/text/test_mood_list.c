// The table of doc/mood.md is the one of the program.
#include "harness.h"
#include "text/mood_list.h"

#include "compose/mood.h"
#include "compose/param.h"

#include <string.h>

enum { TEXT_BYTES = 1 << 16 };

static char page[TEXT_BYTES];
static char text[TEXT_BYTES];

static int read_page(const char *path)
{
    FILE *const file = fopen(path, "rb");
    if (file == NULL) {
        return 0;
    }
    page[fread(page, 1, TEXT_BYTES - 1, file)] = '\0';
    fclose(file);
    return 1;
}

static const char *written(void (*write)(const Out *out))
{
    OutText kept;
    const Out out = out_into(&kept, text, TEXT_BYTES);
    write(&out);
    return text;
}

static void test_page(void)
{
    CHECK(read_page("doc/mood.md"), "doc/mood.md is there");
    CHECK(strstr(page, written(mood_list_table)) != NULL,
          "its table is what lull moods --table prints");
    for (int i = 0; i < mood_count; ++i) {
        char name[64];
        snprintf(name, sizeof name, "| %s |", mood_table[i].name);
        EXPECT(strstr(page, name) != NULL, "doc/mood.md lacks %s", name);
    }
    CHECK(test_clean(), "each mood that has a name is there");
}

static void test_lists(void)
{
    written(mood_list_write);
    for (int i = 0; i < mood_count; ++i) {
        EXPECT(strstr(text, mood_table[i].name) != NULL, "no %s", mood_table[i].name);
        EXPECT(strstr(text, mood_table[i].doc) != NULL, "nothing on %s", mood_table[i].name);
    }
    CHECK(test_clean(), "the list has each mood");
    int longest = 0;
    for (const char *line = text; *line != '\0'; line += strcspn(line, "\n") + 1) {
        const int length = (int)strcspn(line, "\n");
        longest = length > longest ? length : longest;
    }
    CHECK(longest <= 100, "no line of it is longer than 100 columns (%d)", longest);
    written(mood_list_json);
    CHECK(strstr(text, "\"valence\": 0.55") != NULL, "JSON has numbers with their decimals");
    CHECK(strstr(text, "\"play.level\": -3.0") != NULL, "and every parameter");
}

int main(void)
{
    test_begin("mood_list");
    test_page();
    test_lists();
    return test_end();
}
