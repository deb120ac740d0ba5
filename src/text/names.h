// Values to words. Each writes into `out` (cut when too long), returns it, and never prints.
#ifndef TEXT_NAMES_H
#define TEXT_NAMES_H

#include "compose/mood.h"
#include "compose/param.h"
#include "music/chord.h"
#include "music/scale.h"

#include <stddef.h>
#include <stdint.h>

enum { NAME_BYTES = 48 }; ///< Enough for every text made here.

/// "D major", "F# minor", "G dorian", spelled as its key signature is.
const char *key_text(char *out, size_t bytes, Key key);

/// "Em7", "Gadd9", "A/C#", spelled in the key.
const char *chord_text(char *out, size_t bytes, Key key, Chord chord);

/// "C#4"; MIDI 60 is C4; always with sharps, so that a pitch has one name.
const char *pitch_text(char *out, size_t bytes, int pitch);

/// The name of a known point, else "0.50,-0.60".
const char *mood_text(char *out, size_t bytes, Mood mood);

/// Name of the known mood that is nearest.
const char *mood_nearest(Mood mood);

/// "45s", "3m", "3m20s", "1h05m".
const char *duration_text(char *out, size_t bytes, int64_t ms);

/// "0:45", "3:20", "1:05:00": for counters, seconds rounded up.
const char *clock_text(char *out, size_t bytes, int64_t ms);

/// A number shifted by `decimals`: "-8.5".
const char *number_text(char *out, size_t bytes, int32_t value, int decimals);

/// A parameter's value as presets write it, without unit.
const char *param_text(char *out, size_t bytes, ParamId id, int32_t value);

/// Word i of a parameter whose values have names (value 0 is word 0), NULL when there is none.
const char *param_word(ParamId id, int32_t i);

#endif
