#include "unit/fixture.h"

#include "compose/texture.h"
#include "music/instrument.h"

#include <string.h>

typedef struct {
    const char *name, *instrument, *texture;
    int level_db10, octave, enters;
} PartRow;

typedef struct {
    const char *name;
    Mood mood, start;
    int lead_s, tempo_min, tempo_max;
    Key keys[2];
    int metre;
    PartRow parts[6];
} PresetRow;

static const PresetRow rows[FIXTURES] = {
    {"quiet",
     {550, -650},
     {550, -650},
     0,
     52,
     84,
     {{2, MODE_IONIAN}, {10, MODE_IONIAN}},
     METRE_4_4,
     {{"melody", "felt piano", "melody", 0, 0, 0},
      {"piano", "felt piano", "arpeggio", -30, 0, 0},
      {"bass", "acoustic bass", "bass", -20, 0, 0},
      {"strings", "slow strings", "pad", -90, 0, 30},
      {"bells", "vibraphone", "answer", -60, 0, 30}}},
    {"waltz",
     {-300, -500},
     {600, -200},
     120,
     46,
     76,
     {{7, MODE_DORIAN}, {1, MODE_AEOLIAN}},
     METRE_3_4,
     {{"melody", "vibraphone", "melody", 0, 0, 0},
      {"harp", "harp", "rolled", -30, 0, 0},
      {"bass", "fretless bass", "bass", -20, 0, 0},
      {"cello", "cello", "counter", -60, 0, 20},
      {"bells", "celesta", "bells", -80, 0, 20}}},
    {"rocking",
     {100, -900},
     {100, -900},
     0,
     40,
     60,
     {{5, MODE_MIXOLYDIAN}, {5, MODE_MIXOLYDIAN}},
     METRE_6_8,
     {{"melody", "flute", "melody", -10, 0, 15},
      {"choir", "choir", "hymn", -60, 0, 0},
      {"drone", "warm pad", "drone", -90, 0, 0},
      {"marimba", "marimba", "ostinato", -80, -1, 30}}},
    {"lively",
     {850, 600},
     {600, -350},
     60,
     92,
     116,
     {{9, MODE_IONIAN}, {4, MODE_MIXOLYDIAN}},
     METRE_4_4,
     {{"melody", "felt piano", "melody", 10, 0, 0},
      {"guitar", "nylon guitar", "pulse", -60, 0, 0},
      {"bass", "acoustic bass", "bass", -20, 0, 0},
      {"marimba", "marimba", "ostinato", -80, 0, 60},
      {"pad", "warm pad", "pad", -90, 1, 0}}},
};

static PartSpec part_of(const PartRow *row, int index)
{
    PartSpec part = {.instrument = (uint8_t)instrument_find(row->instrument),
                     .texture = (uint8_t)texture_find(row->texture),
                     .level_db10 = (int16_t)row->level_db10,
                     .pan = (int8_t)(12 * index - 24),
                     .reverb = 40,
                     .octave = (int8_t)row->octave,
                     .enters = (uint8_t)row->enters};
    strcpy(part.name, row->name);
    return part;
}

static Preset preset_of(const PresetRow *row)
{
    Preset preset = {.mood = row->mood,
                     .start = row->start,
                     .lead_s = row->lead_s,
                     .tempo_min = row->tempo_min,
                     .tempo_max = row->tempo_max,
                     .keys = {row->keys[0], row->keys[1]},
                     .key_count = 2,
                     .metre = (uint8_t)row->metre,
                     .player_instrument = (uint8_t)instrument_find("vibraphone")};
    strcpy(preset.name, row->name);
    while (preset.part_count < 6 && row->parts[preset.part_count].name != NULL) {
        const int i = preset.part_count++;
        preset.parts[i] = part_of(&row->parts[i], i);
    }
    return preset;
}

const Preset *fixture_presets(void)
{
    static Preset presets[FIXTURES];
    for (int i = 0; i < FIXTURES && presets[i].part_count == 0; ++i) {
        presets[i] = preset_of(&rows[i]);
    }
    return presets;
}

SessionConfig fixture_config(int index, uint64_t seed, int seconds)
{
    return (SessionConfig){.presets = fixture_presets(),
                           .preset_count = FIXTURES,
                           .preset_index = index,
                           .seed = seed,
                           .rate_hz = RATE_HZ,
                           .length_ms = 1000 * (int64_t)seconds,
                           .fade_ms = 3000,
                           .volume = 127};
}
