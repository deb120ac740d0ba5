#include "text/control_words.h"

#include "base/fix.h"
#include "session/taps.h"
#include "text/error.h"
#include "text/parse.h"
#include "text/suggest.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    HINT_BYTES = 220,
    NUMBER_BYTES = 32,
    WORD_BYTES = 32,
    MOVE_MS = 5 * 60 * 1000,        ///< `more` and `less` without a time.
    SECOND_MS = 1000,               ///< The least that is worth a word ...
    DAY_MS = 24 * 3600 * SECOND_MS, ///< ... and the most.
    FADE_MAX_MS = 600 * SECOND_MS,
    FULL = 127, ///< MIDI
    AXIS_DECIMALS = 3,
};

/// A line under way: its first word, and what follows.
typedef struct {
    const char *word;
    const char *rest; ///< Without spaces at either end.
    const OrderScope *scope;
    int how; ///< Of the row, where one function serves several words.
} Reading;

typedef struct {
    ControlWord shown;
    Status (*parse)(const Reading *reading, Order *order, Error *error);
    int how;
} Row;

static void add(Order *order, ControlKind kind, int32_t a, int32_t b)
{
    order->kind = ORDER_STEER;
    order->controls[order->count++] = (ControlMsg){.kind = (int32_t)kind, .a = a, .b = b};
}

// ---- Numbers ------------------------------------------------------------------------------------

// A number with no more decimals than count; what is none stays as it is, for the message.
static const char *rounded(char out[NUMBER_BYTES], const char *text, int decimals)
{
    const double sane = 1e6;
    char *end = NULL;
    const double value = strtod(text, &end);
    const int is_number = end != text && *end == '\0' && strpbrk(text, "xXnNiI") == NULL;
    if (is_number && fabs(value) < sane) {
        snprintf(out, NUMBER_BYTES, "%.*f", decimals, value);
        for (size_t at = strlen(out); strchr(out, '.') != NULL && strchr("0.", out[at - 1]);) {
            out[--at] = '\0'; // as short as it can be said
        }
        return out;
    }
    return text;
}

static Status number(const Reading *reading, const NumberRange *range, int32_t *value, Error *error)
{
    char kept[NUMBER_BYTES];
    return parse_number(reading->word, rounded(kept, reading->rest, range->decimals), range, value,
                        error);
}

// ---- What each word says ------------------------------------------------------------------------

// `calm`, `0.3 -0.5` or `0.3,-0.5`.
static Status parse_mood_words(const Reading *reading, Order *order, Error *error)
{
    char first[NUMBER_BYTES];
    char second[NUMBER_BYTES];
    char valence[NUMBER_BYTES];
    char arousal[NUMBER_BYTES];
    char joined[2 * NUMBER_BYTES + 2];
    Mood mood;
    char more[2];
    const int is_point =
        sscanf(reading->rest, "%31[^ \t,]%*[ \t,]%31[^ \t,]%1s", first, second, more) == 2;
    if (is_point) {
        snprintf(joined, sizeof joined, "%s,%s", rounded(valence, first, AXIS_DECIMALS),
                 rounded(arousal, second, AXIS_DECIMALS));
    }
    const Status status =
        parse_mood(reading->word, is_point ? joined : reading->rest, &mood, error);
    if (status == STATUS_OK) {
        add(order, CONTROL_VALENCE, mood.valence, 0);
        add(order, CONTROL_AROUSAL, mood.arousal, 0);
    }
    return status;
}

static Status parse_axis(const Reading *reading, Order *order, Error *error)
{
    static const NumberRange range = {-MOOD_ONE, MOOD_ONE, AXIS_DECIMALS, ""};
    int32_t value = 0;
    const Status status = number(reading, &range, &value, error);
    if (status == STATUS_OK) {
        add(order, (ControlKind)reading->how, value, 0);
    }
    return status;
}

static int is_auto(const char *text)
{
    return strcmp(text, "auto") == 0;
}

static Status parse_tempo(const Reading *reading, Order *order, Error *error)
{
    const ParamInfo *const tempo = &param_table[PARAM_TEMPO];
    const NumberRange range = {tempo->min, tempo->max, tempo->decimals, "BPM, or auto"};
    int32_t bpm = 0;
    const Status status = is_auto(reading->rest) ? STATUS_OK : number(reading, &range, &bpm, error);
    if (status == STATUS_OK) {
        add(order, CONTROL_TEMPO, bpm, 0);
    }
    return status;
}

static Status parse_key_words(const Reading *reading, Order *order, Error *error)
{
    Key key = {0, 0};
    if (is_auto(reading->rest)) {
        add(order, CONTROL_KEY, -1, 0);
        return STATUS_OK;
    }
    const Status status = parse_key(reading->word, reading->rest, &key, error);
    if (status == STATUS_OK) {
        add(order, CONTROL_KEY, key.tonic, key.mode);
    }
    return status;
}

static Status parse_breath(const Reading *reading, Order *order, Error *error)
{
    static const NumberRange range = {TAPS_MIN_X10, TAPS_MAX_X10, 1, "breaths a minute"};
    int32_t breath_x10 = 0;
    const Status status = number(reading, &range, &breath_x10, error);
    if (status == STATUS_OK) {
        add(order, CONTROL_BREATH, breath_x10, 0);
    }
    return status;
}

static Status parse_volume(const Reading *reading, Order *order, Error *error)
{
    static const NumberRange range = {0, 100, 0, "%"};
    int32_t percent = 0;
    const Status status = number(reading, &range, &percent, error);
    if (status == STATUS_OK) {
        add(order, CONTROL_VOLUME, (percent * FULL + 50) / 100, 0);
    }
    return status;
}

static int32_t find_preset(const OrderScope *scope, const char *name)
{
    for (int32_t i = 0; i < scope->preset_count; ++i) {
        if (strcmp(scope->presets[i].name, name) == 0) {
            return i;
        }
    }
    char *end = NULL;
    const long place = strtol(name, &end, 10);
    return end != name && *end == '\0' && place >= 1 && place <= scope->preset_count
               ? (int32_t)place - 1
               : -1;
}

static Status parse_preset_name(const Reading *reading, Order *order, Error *error)
{
    const OrderScope *const scope = reading->scope;
    const int32_t index = find_preset(scope, reading->rest);
    if (index >= 0) {
        add(order, CONTROL_PRESET, index, 0);
        return STATUS_OK;
    }
    char names[HINT_BYTES] = "";
    for (int32_t i = 0; i < scope->preset_count; ++i) {
        const size_t used = strlen(names);
        snprintf(names + used, sizeof names - used, "%s%s", i > 0 ? ", " : "",
                 scope->presets[i].name);
    }
    return error_set(error, STATUS_USAGE, "preset: '%.40s' is unknown; legal: %s, or 1 to %d",
                     reading->rest, names, (int)scope->preset_count);
}

// `KEY VALUE` as well as `KEY=VALUE`, and `KEY auto`.
static Status parse_set(const Reading *reading, Order *order, Error *error)
{
    char key[WORD_BYTES] = "";
    char kept[NUMBER_BYTES];
    char setting[ORDER_LINE_BYTES];
    const size_t length = strcspn(reading->rest, " \t=");
    const char *const value = reading->rest + length + strspn(reading->rest + length, " \t=");
    snprintf(key, sizeof key, "%.*s", (int)length, reading->rest);
    const int id = param_find(key);
    if (id >= 0 && is_auto(value)) {
        add(order, CONTROL_PARAM, id, CONTROL_FREE);
        return STATUS_OK;
    }
    if (length == 0 || *value == '\0') {
        return error_set(error, STATUS_USAGE, "set: needs KEY VALUE, for example set tempo 54");
    }
    ParamSet set = {0};
    snprintf(setting, sizeof setting, "%.*s=%s", (int)length, reading->rest,
             id >= 0 ? rounded(kept, value, param_table[id].decimals) : value);
    const Status status = parse_setting("set", setting, &set, error);
    if (status == STATUS_OK) {
        add(order, CONTROL_PARAM, id, set.value[id]);
    }
    return status;
}

static Status parse_pause(const Reading *reading, Order *order, Error *error)
{
    (void)error;
    add(order, CONTROL_PAUSE, reading->how, 0);
    return STATUS_OK;
}

static Status parse_fade(const Reading *reading, Order *order, Error *error)
{
    int64_t ms = reading->scope->fade_ms;
    const Status status = reading->rest[0] == '\0' ? STATUS_OK
                                                   : parse_duration(reading->word, reading->rest, 0,
                                                                    FADE_MAX_MS, &ms, error);
    if (status == STATUS_OK) {
        add(order, CONTROL_FADE, fix_max((int32_t)ms, control_table[CONTROL_FADE].a_min), 0);
    }
    return status;
}

// What cannot be moved is told, for a silent "ok" would be a lie.
static Status check_end(const Reading *reading, Error *error)
{
    return reading->scope->is_closing
               ? error_set(error, STATUS_USAGE,
                           "%s: the session is closing; its end does not move any more",
                           reading->word)
               : STATUS_OK;
}

// `how` is the sign of the move.
static Status parse_move(const Reading *reading, Order *order, Error *error)
{
    int64_t ms = MOVE_MS;
    if (check_end(reading, error) != STATUS_OK) {
        return STATUS_USAGE;
    }
    if (reading->scope->is_open) {
        return error_set(error, STATUS_USAGE,
                         "%s: this session has no end to move; give it one, for example left 30m",
                         reading->word);
    }
    const Status status = reading->rest[0] == '\0' ? STATUS_OK
                                                   : parse_duration(reading->word, reading->rest,
                                                                    SECOND_MS, DAY_MS, &ms, error);
    if (status == STATUS_OK) {
        add(order, CONTROL_LENGTH, reading->how * (int32_t)ms, LENGTH_MOVE);
    }
    return status;
}

static Status parse_left(const Reading *reading, Order *order, Error *error)
{
    int64_t ms = 0;
    if (check_end(reading, error) != STATUS_OK) {
        return STATUS_USAGE;
    }
    if (strcmp(reading->rest, "open") == 0) {
        add(order, CONTROL_LENGTH, 0, LENGTH_OPEN);
        return STATUS_OK;
    }
    const Status status =
        parse_duration(reading->word, reading->rest, SECOND_MS, DAY_MS, &ms, error);
    if (status == STATUS_OK) {
        add(order, CONTROL_LENGTH, (int32_t)ms, LENGTH_LEFT);
    }
    return status;
}

static Status parse_like(const Reading *reading, Order *order, Error *error)
{
    (void)error;
    add(order, CONTROL_LIKE, reading->how, 0);
    return STATUS_OK;
}

static Status parse_question(const Reading *reading, Order *order, Error *error)
{
    (void)error;
    order->kind = (OrderKind)reading->how;
    return STATUS_OK;
}

// ---- The table ----------------------------------------------------------------------------------

static const Row rows[] = {
    {{"mood", "NAME | V A", "lead to a mood: a name, or valence and arousal from -1 to 1"},
     parse_mood_words,
     0},
    {{"valence", "V", "unpleasant -1 to pleasant 1; arousal stays"}, parse_axis, CONTROL_VALENCE},
    {{"arousal", "A", "still -1 to lively 1; valence stays"}, parse_axis, CONTROL_AROUSAL},
    {{"tempo", "BPM | auto", "40 to 120, reached by 2 BPM a beat; auto: that of the mood"},
     parse_tempo,
     0},
    {{"key", "KEY | auto", "D, F# minor, G dorian: from the next phrase on"}, parse_key_words, 0},
    {{"breath", "N", "your own breaths a minute, 4 to 30: the swell follows"}, parse_breath, 0},
    {{"volume", "N", "0 to 100"}, parse_volume, 0},
    {{"preset", "NAME | N", "from the next phrase on"}, parse_preset_name, 0},
    {{"set", "KEY VALUE | KEY auto", "fix a parameter of lull help set, or let it go"},
     parse_set,
     0},
    {{"like", "", "more like this"}, parse_like, 1},
    {{"unlike", "", "less like this: another step of density, register, colour is tried"},
     parse_like,
     -1},
    {{"play", "", "go on after a pause"}, parse_pause, 0},
    {{"pause", "", "fall silent until play, which goes on where it was"}, parse_pause, 1},
    {{"more", "[TIME]", "end later: 5m unless given"}, parse_move, 1},
    {{"less", "[TIME]", "end sooner: 5m unless given"}, parse_move, -1},
    {{"left", "TIME | open", "end on a cadence in this time from now, or not at all"},
     parse_left,
     0},
    {{"stop", "[TIME]", "fade out and end, in the time of --fade unless given"}, parse_fade, 0},
    {{"fade", "[TIME]", "the same"}, parse_fade, 0},
    {{"state", "", "what plays, as one line of JSON"}, parse_question, ORDER_STATE},
    {{"help", "", "these words"}, parse_question, ORDER_HELP},
};

enum { ROWS = sizeof rows / sizeof rows[0] };

const ControlWord *control_word(int i)
{
    return i >= 0 && i < ROWS ? &rows[i].shown : NULL;
}

static const char *word_name(int i)
{
    return i < ROWS ? rows[i].shown.word : NULL;
}

void control_words_help(const Out *out)
{
    for (int i = 0; i < ROWS; ++i) {
        char left[2 * WORD_BYTES];
        snprintf(left, sizeof left, "%s %s", rows[i].shown.word, rows[i].shown.arguments);
        out_format(out, "  %-26s %s\n", left, rows[i].shown.doc);
    }
}

static const Row *find_row(const char *word)
{
    for (int i = 0; i < ROWS; ++i) {
        if (strcmp(rows[i].shown.word, word) == 0) {
            return &rows[i];
        }
    }
    return NULL;
}

// Without a space at either end.
static void trim(char out[ORDER_LINE_BYTES], const char *text)
{
    static const char spaces[] = " \t\r\n";
    text += strspn(text, spaces);
    snprintf(out, ORDER_LINE_BYTES, "%s", text);
    size_t length = strlen(out);
    while (length > 0 && strchr(spaces, out[length - 1]) != NULL) {
        out[--length] = '\0';
    }
}

static Status check_arguments(const Row *row, const char *rest, Error *error)
{
    const char *const wanted = row->shown.arguments;
    if (wanted[0] == '\0' && rest[0] != '\0') {
        return error_set(error, STATUS_USAGE, "%s: takes nothing after it, not '%.40s'",
                         row->shown.word, rest);
    }
    if (wanted[0] != '\0' && wanted[0] != '[' && rest[0] == '\0') {
        return error_set(error, STATUS_USAGE, "%s: needs %s after it: %s", row->shown.word, wanted,
                         row->shown.doc);
    }
    return STATUS_OK;
}

Status control_words(const char *line, const OrderScope *scope, Order *order, Error *error)
{
    char words[ORDER_LINE_BYTES];
    char hint[HINT_BYTES];
    *order = (Order){.kind = ORDER_NOTHING};
    trim(words, line);
    if (words[0] == '\0' || words[0] == '#') {
        return STATUS_OK;
    }
    char *rest = words + strcspn(words, " \t");
    if (*rest != '\0') {
        *rest++ = '\0';
        rest += strspn(rest, " \t");
    }
    const Row *const row = find_row(words);
    if (row == NULL) {
        return error_set(error, STATUS_USAGE, "unknown word '%.40s'%s", words,
                         suggest_hint(hint, sizeof hint, words, word_name));
    }
    const Reading reading = {.word = words, .rest = rest, .scope = scope, .how = row->how};
    const Status status = check_arguments(row, rest, error);
    return status == STATUS_OK ? row->parse(&reading, order, error) : status;
}
