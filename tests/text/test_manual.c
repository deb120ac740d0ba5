// The manual of presets says what the tables of the program say. When a row changes, the block that
// the page needs is printed here.
#include "compose/texture.h"
#include "harness.h"
#include "music/instrument.h"
#include "text/names.h"
#include "text/preset.h"

#include <ctype.h>
#include <string.h>

enum { PAGE_BYTES = 65536, BLOCK_BYTES = 600 };

static char page[PAGE_BYTES];

static int read_page(const char *path)
{
    FILE *const file = fopen(path, "rb");
    if (file == NULL) {
        return 0;
    }
    page[fread(page, 1, PAGE_BYTES - 1, file)] = '\0';
    fclose(file);
    return 1;
}

static const char *param_range(char *out, size_t bytes, ParamId id)
{
    const ParamInfo *const info = &param_table[id];
    char low[NAME_BYTES], high[NAME_BYTES];
    if (param_word(id, 0) != NULL) {
        snprintf(out, bytes, "One of %s", param_word(id, 0));
        for (int i = 1; param_word(id, i) != NULL; ++i) {
            snprintf(out + strlen(out), bytes - strlen(out), ", %s", param_word(id, i));
        }
        return out;
    }
    snprintf(out, bytes, "%s to %s%s%s", number_text(low, sizeof low, info->min, info->decimals),
             number_text(high, sizeof high, info->max, info->decimals), info->unit[0] ? " " : "",
             info->unit);
    return out;
}

static void expect_block(const char *key, const char *doc, const char *more)
{
    char block[BLOCK_BYTES];
    snprintf(block, sizeof block, ".It Cm %s\n%c%s.\n%s%s", key, toupper((unsigned char)doc[0]),
             doc + 1, more, more[0] ? ".\n" : "");
    EXPECT(strstr(page, block) != NULL, "the page lacks:\n%s", block);
}

static void test_tables(void)
{
    for (int i = 0; i < PARAM_COUNT; ++i) {
        char range[BLOCK_BYTES];
        expect_block(param_table[i].key, param_table[i].doc,
                     param_range(range, sizeof range, (ParamId)i));
    }
    CHECK(test_clean(), "each parameter is there with its range");
    for (int i = 0; i < texture_count; ++i) {
        expect_block(texture_table[i]->name, texture_table[i]->doc, "");
    }
    CHECK(test_clean(), "each texture is there");
    for (int i = 0; i < instrument_count; ++i) {
        char quoted[NAME_BYTES];
        snprintf(quoted, sizeof quoted, ".Qq %s", instrument_table[i].name);
        EXPECT(strstr(page, quoted) != NULL, "the page lacks %s", quoted);
    }
    CHECK(test_clean(), "each instrument is there");
}

static void test_keys(const char *(*key_name)(int i), const char *what)
{
    for (int i = 0; key_name(i) != NULL; ++i) {
        char item[NAME_BYTES];
        snprintf(item, sizeof item, ".It Cm %s\n", key_name(i));
        EXPECT(strstr(page, item) != NULL, "the page lacks %s", key_name(i));
    }
    CHECK(test_clean(), "each key of a %s is there", what);
}

int main(void)
{
    test_begin("manual");
    CHECK(read_page("doc/lull-preset.5"), "lull-preset(5) is there");
    test_tables();
    test_keys(preset_key_name, "preset");
    test_keys(preset_part_key_name, "part");
    return test_end();
}
