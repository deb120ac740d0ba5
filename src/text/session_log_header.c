// What a session began with: a word and a value a line.

#include "text/error.h"
#include "text/names.h"
#include "text/parse.h"
#include "text/session_log.h"
#include "text/suggest.h"
#include "text/taste_text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
    VERSION = 1, ///< Of the format.
    RATE_MIN = 8000,
    RATE_MAX = 384000,
    VOLUME_MAX = 127,
    FADE_MS = 3000, ///< As in lull play.
    BREATH_MIN_X10 = 30,
    BREATH_MAX_X10 = 300,
    SECOND_MS = 1000,
    FADE_MAX_MS = 24 * 3600 * SECOND_MS,
    HINT_BYTES = 220,
};

static const int64_t length_max_ms = INT64_C(1000) * 24 * 3600 * SECOND_MS;

/// One word of the header. `write` writes nothing for what is not set.
typedef struct {
    const char *word;
    void (*write)(const LogHeader *header, const Out *out);
    Status (*read)(LogReader *reader, const char *word, const char *value, Error *error);
} HeaderRow;

static void write_ms(const Out *out, const char *word, int64_t ms)
{
    out_format(out, "%s %" PRId64 ".%03ds\n", word, ms / SECOND_MS, (int)(ms % SECOND_MS));
}

static void write_mood(const Out *out, const char *word, Mood mood)
{
    char valence[NAME_BYTES];
    char arousal[NAME_BYTES];
    out_format(out, "%s %s,%s\n", word, number_text(valence, sizeof valence, mood.valence, 3),
               number_text(arousal, sizeof arousal, mood.arousal, 3));
}

static Status read_text(char *to, const char *word, const char *value, Error *error)
{
    if (value[0] == '\0' || strlen(value) >= LOG_TEXT_BYTES) {
        return error_set(error, STATUS_BAD_PRESET, "%s: needs a value of at most %d bytes", word,
                         LOG_TEXT_BYTES - 1);
    }
    memcpy(to, value, strlen(value) + 1);
    return STATUS_OK;
}

// ---- The words ----------------------------------------------------------------------------------

static void write_magic(const LogHeader *header, const Out *out)
{
    (void)header;
    out_format(out, "lull-log %d\n", VERSION);
    out_text(out, "# What was played, and what steered it: FRAME TICK CONTROL, one a line.\n"
                  "# lull render --replay FILE -o again.wav plays it again.\n");
}

static Status read_magic(LogReader *reader, const char *word, const char *value, Error *error)
{
    static const NumberRange range = {VERSION, VERSION, 0, ""};
    int32_t version = 0;
    reader->has_magic = 1;
    reader->header.config.volume = VOLUME_MAX; // for logs that are written by hand
    reader->header.config.fade_ms = FADE_MS;
    return parse_number(word, value, &range, &version, error);
}

static void write_version(const LogHeader *header, const Out *out)
{
    out_format(out, "version %s\n", header->version);
}

static Status read_version(LogReader *reader, const char *word, const char *value, Error *error)
{
    return read_text(reader->header.version, word, value, error);
}

static void write_soundfont(const LogHeader *header, const Out *out)
{
    out_text(out, "soundfont ");
    out_text(out, header->soundfont);
    out_text(out, "\n");
}

static Status read_soundfont(LogReader *reader, const char *word, const char *value, Error *error)
{
    return read_text(reader->header.soundfont, word, value, error);
}

static void write_preset(const LogHeader *header, const Out *out)
{
    out_text(out, "preset ");
    out_text(out, header->preset);
    out_text(out, "\n");
}

static Status read_preset(LogReader *reader, const char *word, const char *value, Error *error)
{
    return read_text(reader->header.preset, word, value, error);
}

static void write_seed(const LogHeader *header, const Out *out)
{
    out_format(out, "seed %" PRIu64 "\n", header->config.seed);
}

static Status read_seed(LogReader *reader, const char *word, const char *value, Error *error)
{
    reader->has_seed = 1;
    return parse_seed(word, value, &reader->header.config.seed, error);
}

static void write_rate(const LogHeader *header, const Out *out)
{
    out_format(out, "rate %d\n", (int)header->config.rate_hz);
}

static Status read_rate(LogReader *reader, const char *word, const char *value, Error *error)
{
    static const NumberRange range = {RATE_MIN, RATE_MAX, 0, "Hz"};
    reader->has_rate = 1;
    return parse_number(word, value, &range, &reader->header.config.rate_hz, error);
}

static void write_length(const LogHeader *header, const Out *out)
{
    if (header->config.length_ms > 0) {
        write_ms(out, "length", header->config.length_ms);
    }
}

static Status read_length(LogReader *reader, const char *word, const char *value, Error *error)
{
    return parse_duration(word, value, 1, length_max_ms, &reader->header.config.length_ms, error);
}

static void write_fade(const LogHeader *header, const Out *out)
{
    write_ms(out, "fade", header->config.fade_ms);
}

static Status read_fade(LogReader *reader, const char *word, const char *value, Error *error)
{
    int64_t ms = 0;
    const Status status = parse_duration(word, value, 0, FADE_MAX_MS, &ms, error);
    reader->header.config.fade_ms = (int32_t)ms;
    return status;
}

static void write_volume(const LogHeader *header, const Out *out)
{
    out_format(out, "volume %d\n", (int)header->config.volume);
}

static Status read_volume(LogReader *reader, const char *word, const char *value, Error *error)
{
    static const NumberRange range = {0, VOLUME_MAX, 0, ""};
    return parse_number(word, value, &range, &reader->header.config.volume, error);
}

static void write_volume_max(const LogHeader *header, const Out *out)
{
    if (header->config.volume_max > 0) {
        out_format(out, "max-volume %d\n", (int)header->config.volume_max);
    }
}

static Status read_volume_max(LogReader *reader, const char *word, const char *value, Error *error)
{
    static const NumberRange range = {1, VOLUME_MAX, 0, ""};
    return parse_number(word, value, &range, &reader->header.config.volume_max, error);
}

static void write_goal(const LogHeader *header, const Out *out)
{
    if (header->config.has_mood) {
        write_mood(out, "mood", header->config.mood);
    }
}

static Status read_goal(LogReader *reader, const char *word, const char *value, Error *error)
{
    reader->header.config.has_mood = 1;
    return parse_mood(word, value, &reader->header.config.mood, error);
}

static void write_from(const LogHeader *header, const Out *out)
{
    if (header->config.has_from) {
        write_mood(out, "from", header->config.from);
    }
}

static Status read_from(LogReader *reader, const char *word, const char *value, Error *error)
{
    reader->header.config.has_from = 1;
    return parse_mood(word, value, &reader->header.config.from, error);
}

static void write_over(const LogHeader *header, const Out *out)
{
    if (header->config.over_ms > 0) {
        write_ms(out, "over", header->config.over_ms);
    }
}

static Status read_over(LogReader *reader, const char *word, const char *value, Error *error)
{
    return parse_duration(word, value, 1, length_max_ms, &reader->header.config.over_ms, error);
}

static void write_breath(const LogHeader *header, const Out *out)
{
    char text[NAME_BYTES];
    if (header->config.breath_x10 > 0) {
        out_format(out, "breath %s\n",
                   number_text(text, sizeof text, header->config.breath_x10, 1));
    }
}

static Status read_breath(LogReader *reader, const char *word, const char *value, Error *error)
{
    static const NumberRange range = {BREATH_MIN_X10, BREATH_MAX_X10, 1, "breaths a minute"};
    return parse_number(word, value, &range, &reader->header.config.breath_x10, error);
}

static void write_key(const LogHeader *header, const Out *out)
{
    char text[NAME_BYTES];
    if (header->config.has_key) {
        out_format(out, "key %s\n", key_text(text, sizeof text, header->config.key));
    }
}

static Status read_key(LogReader *reader, const char *word, const char *value, Error *error)
{
    reader->header.config.has_key = 1;
    return parse_key(word, value, &reader->header.config.key, error);
}

static void write_set(const LogHeader *header, const Out *out)
{
    const ParamSet *const set = &header->config.set;
    char text[NAME_BYTES];
    for (int i = 0; i < PARAM_COUNT; ++i) {
        if (set->fixed[i]) {
            out_format(out, "set %s=%s\n", param_table[i].key,
                       param_text(text, sizeof text, (ParamId)i, set->value[i]));
        }
    }
}

static Status read_set(LogReader *reader, const char *word, const char *value, Error *error)
{
    return parse_setting(word, value, &reader->header.config.set, error);
}

static void write_taste(const LogHeader *header, const Out *out)
{
    char text[TASTE_BYTES];
    if (taste_text(text, sizeof text, &header->config.taste)[0] != '\0') {
        out_format(out, "taste %s\n", text);
    }
}

static Status read_taste(LogReader *reader, const char *word, const char *value, Error *error)
{
    return parse_taste(word, value, &reader->header.config.taste, error);
}

// ---- The table ----------------------------------------------------------------------------------

static const HeaderRow rows[] = {
    {"lull-log", write_magic, read_magic}, {"version", write_version, read_version},
    {"preset", write_preset, read_preset}, {"soundfont", write_soundfont, read_soundfont},
    {"seed", write_seed, read_seed},       {"rate", write_rate, read_rate},
    {"length", write_length, read_length}, {"fade", write_fade, read_fade},
    {"volume", write_volume, read_volume}, {"max-volume", write_volume_max, read_volume_max},
    {"mood", write_goal, read_goal},       {"from", write_from, read_from},
    {"over", write_over, read_over},       {"breath", write_breath, read_breath},
    {"key", write_key, read_key},          {"set", write_set, read_set},
    {"taste", write_taste, read_taste},
};

enum { ROWS = sizeof rows / sizeof rows[0] };

static const char *row_word(int i)
{
    return i < ROWS ? rows[i].word : NULL;
}

void log_write_header(const LogHeader *header, const Out *out)
{
    for (int i = 0; i < ROWS; ++i) {
        rows[i].write(header, out);
    }
}

Status log_read_header(LogReader *reader, const char *word, const char *value, Error *error)
{
    char hint[HINT_BYTES];
    for (int i = 0; i < ROWS; ++i) {
        if (strcmp(rows[i].word, word) == 0) {
            Error inner = {STATUS_OK, ""};
            return rows[i].read(reader, word, value, &inner) == STATUS_OK
                       ? STATUS_OK
                       : error_set(error, STATUS_BAD_PRESET, "%s", inner.message);
        }
    }
    return error_set(error, STATUS_BAD_PRESET, "unknown word '%.40s'%s", word,
                     suggest_hint(hint, sizeof hint, word, row_word));
}
