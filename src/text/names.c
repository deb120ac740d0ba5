#include "text/names.h"

#include "base/fix.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LETTERS = 7 };

static const char letter_name[LETTERS] = "CDEFGAB";
static const uint8_t letter_pitch[LETTERS] = {0, 2, 4, 5, 7, 9, 11};

// Letter of the tonic: its place on the circle of fifths (C = 0) follows from the key signature.
static int tonic_letter(Key key)
{
    const int fifths = key_signature(key) - mode_table[key.mode].signature;
    return fix_mod(fifths * 4, LETTERS); // a fifth up is four letters up
}

// Writes a letter with the accidentals that bring it to a pitch class.
static void spell(char out[4], int letter, int pitch_class)
{
    int shift = fix_mod(pitch_class - letter_pitch[letter], OCTAVE);
    shift = shift > OCTAVE / 2 ? shift - OCTAVE : shift;
    size_t at = 0;
    out[at++] = letter_name[letter];
    for (int i = 0; i < abs(shift) && i < 2; ++i) {
        out[at++] = shift > 0 ? '#' : 'b';
    }
    out[at] = '\0';
}

static void degree_name(char out[4], Key key, int degree)
{
    spell(out, (tonic_letter(key) + degree) % LETTERS, fix_mod(scale_pitch(key, degree), OCTAVE));
}

const char *key_text(char *out, size_t bytes, Key key)
{
    char tonic[4];
    degree_name(tonic, key, 0);
    snprintf(out, bytes, "%s %s", tonic, mode_table[key.mode].common);
    return out;
}

static const char *chord_suffix(Key key, Chord chord)
{
    const int major = chord_is_major(key, chord);
    const int dim = chord_is_diminished(key, chord);
    const int seventh = scale_pitch(key, chord.degree + 6) - scale_pitch(key, chord.degree);
    switch ((ChordColour)chord.colour) {
    case CHORD_SEVENTH:
        return dim ? "m7b5" : !major ? "m7" : seventh == 11 ? "maj7" : "7";
    case CHORD_NINTH:
        return dim ? "dim(add9)" : major ? "(add9)" : "m(add9)";
    case CHORD_SUS4:
        return "sus4";
    case CHORD_SUS2:
        return "sus2";
    case CHORD_TRIAD:
    case CHORD_BORROWED:
    case CHORD_COLOUR_COUNT:
        break;
    }
    return dim ? "dim" : major ? "" : "m";
}

const char *chord_text(char *out, size_t bytes, Key key, Chord chord)
{
    char root[4];
    char bass[4];
    degree_name(root, key, chord.degree);
    degree_name(bass, key, chord_bass_degree(chord));
    const int slash = chord.bass != 0;
    snprintf(out, bytes, "%s%s%s%s", root, chord_suffix(key, chord), slash ? "/" : "",
             slash ? bass : "");
    return out;
}

const char *pitch_text(char *out, size_t bytes, int pitch)
{
    static const char *const names[OCTAVE] = {"C",  "C#", "D",  "D#", "E",  "F",
                                              "F#", "G",  "G#", "A",  "A#", "B"};
    snprintf(out, bytes, "%s%d", names[fix_mod(pitch, OCTAVE)], fix_div_floor(pitch, OCTAVE) - 1);
    return out;
}

const char *mood_text(char *out, size_t bytes, Mood mood)
{
    for (int i = 0; i < mood_count; ++i) {
        if (mood_table[i].mood.valence == mood.valence &&
            mood_table[i].mood.arousal == mood.arousal) {
            snprintf(out, bytes, "%s", mood_table[i].name);
            return out;
        }
    }
    char valence[NAME_BYTES];
    char arousal[NAME_BYTES];
    snprintf(out, bytes, "%s,%s", number_text(valence, sizeof valence, mood.valence, 3),
             number_text(arousal, sizeof arousal, mood.arousal, 3));
    return out;
}

const char *mood_nearest(Mood mood)
{
    int best = 0;
    int32_t best_square = INT32_MAX;
    for (int i = 0; i < mood_count; ++i) {
        const int32_t v = mood_table[i].mood.valence - mood.valence;
        const int32_t a = mood_table[i].mood.arousal - mood.arousal;
        if (v * v + a * a < best_square) {
            best_square = v * v + a * a;
            best = i;
        }
    }
    return mood_table[best].name;
}

const char *duration_text(char *out, size_t bytes, int64_t ms)
{
    const int64_t s = (ms + 500) / 1000;
    const int hours = (int)(s / 3600);
    const int minutes = (int)(s / 60 % 60);
    const int seconds = (int)(s % 60);
    if (hours > 0) {
        snprintf(out, bytes, minutes > 0 ? "%dh%02dm" : "%dh", hours, minutes);
    } else if (minutes > 0) {
        snprintf(out, bytes, seconds > 0 ? "%dm%02ds" : "%dm", minutes, seconds);
    } else {
        snprintf(out, bytes, "%ds", seconds);
    }
    return out;
}

const char *clock_text(char *out, size_t bytes, int64_t ms)
{
    const int64_t s = (ms + 999) / 1000;
    const int minutes = (int)(s / 60 % 60);
    const int seconds = (int)(s % 60);
    if (s >= 3600) {
        snprintf(out, bytes, "%d:%02d:%02d", (int)(s / 3600), minutes, seconds);
    } else {
        snprintf(out, bytes, "%d:%02d", minutes, seconds);
    }
    return out;
}

const char *number_text(char *out, size_t bytes, int32_t value, int decimals)
{
    int32_t unit = 1;
    for (int i = 0; i < decimals; ++i) {
        unit *= 10;
    }
    const char *const sign = value < 0 ? "-" : "";
    const int32_t size = fix_abs(value);
    if (decimals == 0) {
        snprintf(out, bytes, "%s%d", sign, (int)size);
        return out;
    }
    snprintf(out, bytes, "%s%d.%0*d", sign, (int)(size / unit), decimals, (int)(size % unit));
    for (size_t at = strlen(out); at > 0 && out[at - 1] == '0' && out[at - 2] != '.';) {
        out[--at] = '\0'; // "0.550" is "0.55", "1.000" is "1.0"
    }
    return out;
}

typedef struct {
    ParamId id;
    const char *words[5]; ///< NULL behind the last.
} ParamWords;

static const ParamWords param_words[] = {
    {PARAM_SNAP, {"off", "scale", "chord", NULL}},
    {PARAM_FOLLOW, {"off", "on", NULL}},
    {PARAM_KEYS, {"off", "on", NULL}},
    {PARAM_ECHO, {"off", "on", NULL}},
    {PARAM_QUANTISE, {"off", "sixteenth", "eighth", "quarter", NULL}},
};

const char *param_word(ParamId id, int32_t i)
{
    for (size_t row = 0; row < sizeof param_words / sizeof param_words[0]; ++row) {
        if (param_words[row].id == id && i >= 0 && i < 4) {
            return param_words[row].words[i];
        }
    }
    return NULL;
}

const char *param_text(char *out, size_t bytes, ParamId id, int32_t value)
{
    const char *const word = param_word(id, value);
    if (word != NULL) {
        snprintf(out, bytes, "%s", word);
        return out;
    }
    return number_text(out, bytes, value, param_table[id].decimals);
}
