// A preset: what a listener chooses. Plain data, filled by text/preset.h.
#ifndef COMPOSE_PRESET_H
#define COMPOSE_PRESET_H

#include "compose/mood.h"
#include "compose/param.h"
#include "music/metre.h"
#include "music/scale.h"

enum {
    PRESET_NAME_BYTES = 32,
    PRESET_TITLE_BYTES = 64,
    PRESET_INTENT_BYTES = 200,
    PART_NAME_BYTES = 24,
    PARTS_MAX = 10,
    KEYS_MAX = 8,
};

/// One voice of the arrangement.
typedef struct {
    char name[PART_NAME_BYTES]; ///< Track name; the tune is always called "melody".
    uint8_t instrument;         ///< Index in instrument_table.
    uint8_t texture;            ///< Index in texture_table: the part's role.
    int16_t level_db10;         ///< Against the mood's level, tenths of a dB, -300..60.
    int8_t pan;                 ///< -63 left .. 63 right.
    uint8_t reverb;             ///< Reverb send, 0..127 (CC91).
    uint8_t chorus;             ///< Chorus send, 0..127 (CC93).
    int8_t tone;                ///< -100 darker .. 100 brighter than the mood asks for.
    int8_t octave;              ///< Shift of the part's register, -2..2.
    uint8_t enters;             ///< Density, 0..100 %, from which the part takes part.
} PartSpec;

typedef struct {
    char name[PRESET_NAME_BYTES]; ///< File name without folder and ending.
    char title[PRESET_TITLE_BYTES];
    char intent[PRESET_INTENT_BYTES]; ///< What it is for, one sentence.
    Mood mood;                        ///< Where the session leads.
    Mood start;                       ///< Where it begins; the same as `mood` unless given.
    int32_t lead_s;                   ///< Seconds from `start` to `mood`.
    int32_t length_s;                 ///< Usual length of a session; 0 = open end.
    int32_t tempo_min, tempo_max;     ///< BPM; the mood's tempo is held to it.
    Key keys[KEYS_MAX];               ///< Home keys, one is drawn for each session.
    int32_t key_count;
    uint8_t metre; ///< A Metre.
    PartSpec parts[PARTS_MAX];
    int32_t part_count;
    uint8_t player_instrument; ///< For the keyboard player, index in instrument_table.
    ParamSet set;              ///< Parameters that the preset fixes.
} Preset;

#endif
