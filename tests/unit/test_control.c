// The table of controls: words and ranges.
#include "compose/param.h"
#include "harness.h"
#include "session/control.h"

#include <string.h>

static int is(ControlMsg msg, int kind, int a, int b)
{
    return msg.kind == kind && msg.a == a && msg.b == b;
}

static void test_table(void)
{
    for (int kind = 1; kind < CONTROL_KIND_COUNT; ++kind) {
        const ControlInfo *const info = &control_table[kind];
        EXPECT(info->word != NULL && info->word[0] != '\0' && strchr(info->word, ' ') == NULL,
               "kind %d has no word", kind);
        EXPECT((int)control_find(info->word) == kind, "'%s' is not found", info->word);
        EXPECT(info->a_min <= info->a_max && info->b_min <= info->b_max, "'%s'", info->word);
    }
    CHECK(test_clean(), "every kind has a word of its own");
    CHECK(control_find("") == CONTROL_NONE && control_find("none") == CONTROL_NONE &&
              control_find("volum") == CONTROL_NONE,
          "other words are none");
}

static void test_held(void)
{
    CHECK(is(control_held((ControlMsg){CONTROL_VOLUME, 128, 9}), CONTROL_VOLUME, 127, 0) &&
              is(control_held((ControlMsg){CONTROL_VALENCE, -1001, 0}), CONTROL_VALENCE, -1000, 0),
          "numbers are held to their ranges");
    CHECK(is(control_held((ControlMsg){CONTROL_PARAM, PARAM_DENSITY, 101}), CONTROL_PARAM,
             PARAM_DENSITY, 100) &&
              is(control_held((ControlMsg){CONTROL_PARAM, PARAM_LEVEL, CONTROL_FREE}),
                 CONTROL_PARAM, PARAM_LEVEL, CONTROL_FREE) &&
              is(control_held((ControlMsg){CONTROL_PARAM, PARAM_COUNT, 0}), CONTROL_PARAM,
                 PARAM_COUNT - 1, 0),
          "a parameter to its own, unless it is let go");
    for (int kind = -2; kind < CONTROL_KIND_COUNT + 2; ++kind) {
        const ControlMsg msg = control_held((ControlMsg){kind, INT32_MIN, INT32_MAX});
        EXPECT(msg.kind == (kind > 0 && kind < CONTROL_KIND_COUNT ? kind : CONTROL_NONE), "%d",
               kind);
        EXPECT(msg.a >= control_table[msg.kind].a_min && msg.b <= control_table[msg.kind].b_max,
               "kind %d: %d %d", kind, msg.a, msg.b);
    }
    CHECK(test_clean(), "whatever the kind is, what comes out is legal");
}

int main(void)
{
    test_begin("control");
    test_table();
    test_held();
    return test_end();
}
