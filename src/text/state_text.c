#include "text/state_text.h"

#include "base/fix.h"
#include "text/json.h"
#include "text/names.h"

enum { FULL = 127 };

int32_t state_percent(int32_t volume)
{
    return (int32_t)fix_div_round((int64_t)volume * 100, FULL);
}

static void mood(Json *json, const char *key, Mood value)
{
    json_open(json, key, '{');
    json_string(json, "nearest", mood_nearest(value));
    json_decimal(json, "valence", value.valence, 3);
    json_decimal(json, "arousal", value.arousal, 3);
    json_close(json, '}');
}

static void music(Json *json, const Snapshot *shown)
{
    char text[NAME_BYTES];
    mood(json, "mood", shown->mood);
    mood(json, "target", shown->target);
    json_integer(json, "tempo", shown->tempo_bpm);
    json_string(json, "key", key_text(text, sizeof text, shown->key));
    json_string(json, "chord", chord_text(text, sizeof text, shown->key, shown->chord));
    json_integer(json, "bar", shown->bar);
    json_integer(json, "beat", shown->beat);
    json_integer(json, "section", shown->section + 1);
    json_integer(json, "phrase", shown->phrase + 1);
    if (shown->breath_x10 > 0) {
        json_decimal(json, "breath", shown->breath_x10, 1);
    } else {
        json_null(json, "breath");
    }
}

static void time_of(Json *json, const Snapshot *shown)
{
    json_integer(json, "elapsed_ms", shown->elapsed_ms);
    if (shown->left_ms >= 0) {
        json_integer(json, "left_ms", shown->left_ms);
    } else {
        json_null(json, "left_ms");
    }
    json_bool(json, "fading", shown->fading);
    json_bool(json, "closing", shown->closing);
}

void state_text(const Out *out, const Snapshot *shown, const Preset *presets)
{
    const Preset *const preset = &presets[shown->preset_index];
    Json json = {.out = out, .on_one_line = 1};
    json_open(&json, NULL, '{');
    json_bool(&json, "playing", !shown->paused && !shown->done);
    json_string(&json, "preset", preset->name);
    json_string(&json, "title", preset->title);
    json_unsigned(&json, "seed", shown->seed);
    json_integer(&json, "volume", state_percent(shown->volume));
    music(&json, shown);
    time_of(&json, shown);
    json_close(&json, '}');
}
