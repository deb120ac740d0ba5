#include "text/mood_list.h"

#include "compose/mood.h"
#include "compose/param.h"
#include "text/json.h"
#include "text/names.h"

#include <stdio.h>
#include <string.h>

enum { NAME_COLUMN = 10, POINT_COLUMN = 14, LINE_MAX_BYTES = 96, CELL_BYTES = 80 };

// A parameter that is the same everywhere on the plane tells nothing about a mood.
static int depends_on_mood(const ParamInfo *info)
{
    return info->corner[0] != info->corner[1] || info->corner[0] != info->corner[2] ||
           info->corner[0] != info->corner[3];
}

static Params params_of(int mood)
{
    static const ParamSet none;
    Params params;
    params_from_mood(&params, mood_table[mood].mood, &none);
    return params;
}

// ---- Text ---------------------------------------------------------------------------------------

static void write_params(const Out *out, const Params *params)
{
    size_t used = 0;
    for (int i = 0; i < PARAM_COUNT; ++i) {
        char value[NAME_BYTES];
        char cell[CELL_BYTES];
        if (!depends_on_mood(&param_table[i])) {
            continue;
        }
        snprintf(cell, sizeof cell, "%s %s%s%s", param_table[i].key,
                 param_text(value, sizeof value, (ParamId)i, params->value[i]),
                 param_table[i].unit[0] != '\0' ? " " : "", param_table[i].unit);
        if (used == 0 || used + 2 + strlen(cell) > LINE_MAX_BYTES) {
            out_format(out, "%s%*s", used > 0 ? "\n" : "", NAME_COLUMN + 1, "");
            used = NAME_COLUMN + 1;
        } else {
            out_text(out, ", ");
            used += 2;
        }
        out_text(out, cell);
        used += strlen(cell);
    }
    out_text(out, "\n");
}

void mood_list_write(const Out *out)
{
    for (int i = 0; i < mood_count; ++i) {
        const NamedMood *const mood = &mood_table[i];
        const Params params = params_of(i);
        char valence[NAME_BYTES];
        char arousal[NAME_BYTES];
        char point[2 * NAME_BYTES];
        snprintf(point, sizeof point, "%s,%s",
                 number_text(valence, sizeof valence, mood->mood.valence, 3),
                 number_text(arousal, sizeof arousal, mood->mood.arousal, 3));
        out_format(out, "%-*s %-*s %s\n", NAME_COLUMN, mood->name, POINT_COLUMN, point, mood->doc);
        write_params(out, &params);
    }
}

// ---- JSON ---------------------------------------------------------------------------------------

void mood_list_json(const Out *out)
{
    Json json = {.out = out};
    json_open(&json, NULL, '[');
    for (int i = 0; i < mood_count; ++i) {
        const NamedMood *const mood = &mood_table[i];
        const Params params = params_of(i);
        json_open(&json, NULL, '{');
        json_string(&json, "name", mood->name);
        json_decimal(&json, "valence", mood->mood.valence, 3);
        json_decimal(&json, "arousal", mood->mood.arousal, 3);
        json_string(&json, "doc", mood->doc);
        json_open(&json, "parameters", '{');
        for (int p = 0; p < PARAM_COUNT; ++p) {
            json_decimal(&json, param_table[p].key, params.value[p], param_table[p].decimals);
        }
        json_close(&json, '}');
        json_close(&json, '}');
    }
    json_close(&json, ']');
}

// ---- Markdown -----------------------------------------------------------------------------------

void mood_list_table(const Out *out)
{
    out_text(out, "| parameter | unit | calm (+1, \xE2\x88\x92"
                  "1) | low (\xE2\x88\x92"
                  "1, "
                  "\xE2\x88\x92"
                  "1) | bright (+1, +1) | tense (\xE2\x88\x92"
                  "1, +1) | scale | "
                  "what it is | where the numbers come from |\n"
                  "|---|---|---:|---:|---:|---:|---|---|---|\n");
    for (int i = 0; i < PARAM_COUNT; ++i) {
        const ParamInfo *const info = &param_table[i];
        out_format(out, "| `%s` | %s |", info->key, info->unit);
        for (int corner = 0; corner < 4; ++corner) {
            char value[NAME_BYTES];
            out_format(out, " %s |",
                       param_text(value, sizeof value, (ParamId)i, info->corner[corner]));
        }
        out_format(out, " %s | %s | %s |\n", info->curve == CURVE_LOG ? "log" : "linear", info->doc,
                   info->source);
    }
}
