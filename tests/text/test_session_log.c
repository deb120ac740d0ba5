// Session logs: what is written is read again as it was; what is wrong is told; garbage is refused.
#include "text/session_log.h"

#include "base/dice.h"
#include "harness.h"

#include <stddef.h>
#include <string.h>

enum { TEXT_BYTES = 8192, TRIES = 100000, LINE_BYTES = 80 };

static uint64_t position;

static uint32_t below(uint32_t n)
{
    Dice dice = dice_at(3, 0, position++);
    return dice_below(&dice, n);
}

// ---- There and back ----

static LogHeader full_header(void)
{
    LogHeader header = {.version = "1.2.3",
                        .preset = "my evening.conf",
                        .soundfont = "/a b/font.sf2",
                        .config = {.seed = UINT64_MAX,
                                   .rate_hz = 44100,
                                   .length_ms = 3600000 * INT64_C(700) + 1,
                                   .fade_ms = 3007,
                                   .volume = 101,
                                   .volume_max = 105,
                                   .has_mood = 1,
                                   .mood = {-377, 123},
                                   .has_from = 1,
                                   .from = {1000, -1000},
                                   .over_ms = 600001,
                                   .breath_x10 = 57,
                                   .has_key = 1,
                                   .key = {6, MODE_DORIAN}}};
    for (int i = 0; i < PARAM_COUNT; ++i) {
        header.config.set.fixed[i] = 1;
        header.config.set.value[i] = param_table[i].max;
    }
    return header;
}

// Reads a whole log; returns how many lines were controls, or -1.
static int read_log(const char *text, LogReader *reader, LogLine *lines, int most, Error *error)
{
    static char copy[TEXT_BYTES];
    int count = 0;
    memset(reader, 0, sizeof *reader);
    snprintf(copy, sizeof copy, "%s", text);
    for (char *line = copy; line != NULL && *line != '\0';) {
        char *const end = strchr(line, '\n');
        LogLine out;
        if (end != NULL) {
            *end = '\0';
        }
        if (log_read_line(reader, line, &out, error) != STATUS_OK) {
            return -1;
        }
        if (out.kind != LOG_NOTHING && count < most) {
            lines[count++] = out;
        }
        line = end != NULL ? end + 1 : NULL;
    }
    return count;
}

static int same_config(const SessionConfig *x, const SessionConfig *y)
{
    return x->seed == y->seed && x->rate_hz == y->rate_hz && x->length_ms == y->length_ms &&
           x->fade_ms == y->fade_ms && x->volume == y->volume && x->volume_max == y->volume_max &&
           x->has_mood == y->has_mood && x->mood.valence == y->mood.valence &&
           x->mood.arousal == y->mood.arousal && x->has_from == y->has_from &&
           x->from.valence == y->from.valence && x->from.arousal == y->from.arousal &&
           x->over_ms == y->over_ms && x->breath_x10 == y->breath_x10 && x->has_key == y->has_key &&
           x->key.tonic == y->key.tonic && x->key.mode == y->key.mode &&
           memcmp(&x->set, &y->set, sizeof x->set) == 0;
}

static void test_header(void)
{
    static char text[TEXT_BYTES];
    static LogReader reader;
    OutText kept;
    Error error = {STATUS_OK, ""};
    const Out out = out_into(&kept, text, sizeof text);
    const LogHeader header = full_header();
    log_write_header(&header, &out);
    CHECK_EQ(read_log(text, &reader, NULL, 0, &error), 0, "a header is read: %s", error.message);
    CHECK(same_config(&reader.header.config, &header.config), "with every field of the session");
    CHECK(strcmp(reader.header.preset, header.preset) == 0 &&
              strcmp(reader.header.soundfont, header.soundfont) == 0 &&
              strcmp(reader.header.version, header.version) == 0,
          "and its names, spaces too");
    CHECK_EQ(log_read_finish(&reader, &error), STATUS_OK, "and nothing is missing");
}

// A field that is added to SessionConfig has to be logged, and then to stand in this list.
static void test_fields(void)
{
#define FIELD(name, align)                                                                         \
    {                                                                                              \
        offsetof(SessionConfig, name), sizeof((SessionConfig *)NULL)->name, align                  \
    }
    static const struct {
        size_t at, bytes, align;
    } fields[] = {
        FIELD(presets, _Alignof(Preset *)),
        FIELD(preset_count, _Alignof(int32_t)),
        FIELD(preset_index, 4),
        FIELD(seed, _Alignof(uint64_t)),
        FIELD(rate_hz, 4),
        FIELD(length_ms, _Alignof(int64_t)),
        FIELD(fade_ms, 4),
        FIELD(volume, 4),
        FIELD(volume_max, 4),
        FIELD(has_mood, 4),
        FIELD(mood, _Alignof(Mood)),
        FIELD(has_from, 4),
        FIELD(from, _Alignof(Mood)),
        FIELD(over_ms, _Alignof(int64_t)),
        FIELD(breath_x10, 4),
        FIELD(has_key, 4),
        FIELD(key, _Alignof(Key)),
        FIELD(set, _Alignof(ParamSet)),
        FIELD(loop, _Alignof(SessionLoop)), // never live: not logged
        FIELD(taste, _Alignof(Taste)),
    };
    const size_t count = sizeof fields / sizeof fields[0];
    size_t end = 0;
    for (size_t i = 0; i < count; ++i) {
        EXPECT(fields[i].at - end < fields[i].align, "before field %zu there is another", i);
        end = fields[i].at + fields[i].bytes;
    }
    EXPECT(sizeof(SessionConfig) - end < _Alignof(SessionConfig), "at the end there is another");
    CHECK(test_clean(), "every field of a session is logged");
}

static TimedControl random_control(int kind, int64_t frame)
{
    TimedControl control = {frame, frame / 25, {.kind = kind}};
    control.msg.a = (int32_t)below(UINT32_MAX);
    control.msg.b = (int32_t)below(UINT32_MAX);
    if (kind == CONTROL_KEY || kind == CONTROL_PARAM) {
        control.msg.a = (int32_t)below(14) - 1;
        control.msg.b = below(3) == 0 ? CONTROL_FREE : (int32_t)below(200) - 50;
    }
    control.msg = control_held(control.msg);
    return control;
}

// What the session makes of two controls is the same.
static int same_msg(const ControlMsg *x, const ControlMsg *y)
{
    const ControlInfo *const info = &control_table[x->kind];
    const int frees = x->kind == CONTROL_KEY && x->a < 0;
    return x->kind == y->kind &&
           (x->kind == CONTROL_PRESET || info->a_unit[0] == '\0' || x->a == y->a) &&
           (frees || info->b_unit[0] == '\0' || x->b == y->b);
}

static void test_controls(void)
{
    static LogReader reader;
    static LogLine lines[CONTROL_KIND_COUNT + 2];
    for (int round = 0; round < 300; ++round) {
        static char text[TEXT_BYTES];
        OutText kept;
        Error error = {STATUS_OK, ""};
        TimedControl controls[CONTROL_KIND_COUNT];
        const Out out = out_into(&kept, text, sizeof text);
        const LogHeader header = full_header();
        log_write_header(&header, &out);
        for (int kind = CONTROL_NONE + 1; kind < CONTROL_KIND_COUNT; ++kind) {
            controls[kind] = random_control(kind, round * INT64_C(1000000007) + kind / 2);
            log_write_control(&controls[kind], "a b.conf", &out);
        }
        log_write_end(controls[CONTROL_KIND_COUNT - 1].frame + 1, 7, &out);
        const int count = read_log(text, &reader, lines, CONTROL_KIND_COUNT + 2, &error);
        EXPECT(count == CONTROL_KIND_COUNT, "%d lines: %s", count, error.message);
        for (int kind = CONTROL_NONE + 1; kind < CONTROL_KIND_COUNT && count > 0; ++kind) {
            const LogLine *const line = &lines[kind - 1];
            EXPECT(line->kind == LOG_CONTROL && line->control.frame == controls[kind].frame &&
                       line->control.tick == controls[kind].tick &&
                       same_msg(&line->control.msg, &controls[kind].msg),
                   "%s %d %d is read as %d %d", control_table[kind].word, controls[kind].msg.a,
                   controls[kind].msg.b, line->control.msg.a, line->control.msg.b);
            EXPECT(kind != CONTROL_PRESET || strcmp(line->preset, "a b.conf") == 0, "'%s'",
                   line->preset);
        }
        EXPECT(count <= 0 || lines[count - 1].kind == LOG_END, "the end");
    }
    CHECK(test_clean(), "controls of every kind come back as they were");
}

static void test_marks(void)
{
    static char text[TEXT_BYTES];
    static LogReader reader;
    static LogLine lines[4];
    OutText kept;
    Error error = {STATUS_OK, ""};
    const Out out = out_into(&kept, text, sizeof text);
    const LogHeader header = full_header();
    log_write_header(&header, &out);
    log_write_control(&(TimedControl){5, 6, {CONTROL_NONE, 12, 0}}, NULL, &out);
    log_write_control(&(TimedControl){7, 8, {CONTROL_PRESET, 99, 0}}, NULL, &out);
    CHECK_EQ(read_log(text, &reader, lines, 4, &error), 1,
             "a program without a preset is a remark");
    CHECK(lines[0].kind == LOG_LOST && lines[0].control.msg.a == 12, "lost controls are counted");
}

// ---- Mistakes ----

static void test_mistakes(void)
{
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"hello\n", "is no session log"},
        {"lull-log 2\n", "too high"},
        {"lull-log 1\nsed 7\n", "did you mean 'seed'?"},
        {"lull-log 1\nseed x\n", "seed"},
        {"lull-log 1\nvolume 128\n", "too high"},
        {"lull-log 1\npreset\n", "preset"},
        {"lull-log 1\n0 0 volum 3\n", "did you mean 'volume'?"},
        {"lull-log 1\n0 0 volume 300\n", "too high"},
        {"lull-log 1\n0 0 volume\n", "volume"},
        {"lull-log 1\n0 0 volume 3 4\n", "one word too many"},
        {"lull-log 1\n0 0 release 3\n", "one word too many"},
        {"lull-log 1\n0 0 note-on 60\n", "note-on"},
        {"lull-log 1\n0 0 preset\n", "needs a file"},
        {"lull-log 1\n0 0 key H\n", "no key"},
        {"lull-log 1\n0 0 set tempo\n", "KEY=VALUE"},
        {"lull-log 1\n0 0 set tmpo=free\n", "unknown parameter"},
        {"lull-log 1\n5 0 volume 3\n4 0 volume 3\n", "order"},
        {"lull-log 1\n5x 0 volume 3\n", "FRAME"},
        {"lull-log 1\n5 y volume 3\n", "TICK"},
        {"lull-log 1\n5 0 end\n6 0 volume 3\n", "nothing may follow"},
        {"lull-log 1\n5 0 volume 3\nseed 7\n", "no control"},
    };
    static LogReader reader;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        Error error = {STATUS_OK, ""};
        EXPECT(read_log(cases[i].text, &reader, NULL, 0, &error) == -1 &&
                   error.status == STATUS_BAD_PRESET && strstr(error.message, cases[i].words),
               "'%s': %s", cases[i].text, error.message);
    }
    CHECK(test_clean(), "each mistake is told with what is legal");
    Error error = {STATUS_OK, ""};
    read_log("lull-log 1\npreset a\nseed 1\nrate 48000\n", &reader, NULL, 0, &error);
    CHECK_EQ(log_read_finish(&reader, &error), STATUS_BAD_PRESET, "a log needs an end: %s",
             error.message);
    read_log("lull-log 1\npreset a\nrate 48000\n9 9 end\n", &reader, NULL, 0, &error);
    CHECK(log_read_finish(&reader, &error) == STATUS_BAD_PRESET && strstr(error.message, "seed"),
          "and a seed: %s", error.message);
}

// ---- Garbage ----

static void make_line(char line[LINE_BYTES])
{
    static const char *const words[] = {
        "0",    "7",        "9999999999", "18446744073709551615",
        "-1",   "volume",   "note-on",    "preset",
        "key",  "set",      "tempo=60",   "=free",
        "free", "G dorian", "end",        "lost",
        "seed", "rate",     "48000",      "length",
        "1h",   "lull-log", "1",          "#",
        "mood", "0.5,-0.6", "\x80",       "\t",
    };
    size_t at = 0;
    line[0] = '\0';
    if (below(2)) {
        at = (size_t)snprintf(line, LINE_BYTES, "%u %u ", 1000000 + below(9), below(9));
    }
    for (uint32_t n = below(6); n > 0; --n) {
        const char *const word = words[below(sizeof words / sizeof words[0])];
        at += (size_t)snprintf(line + at, LINE_BYTES - at, "%s%s", word, below(8) ? " " : "");
        at = at < LINE_BYTES ? at : LINE_BYTES - 1;
    }
    if (at > 0 && below(4) == 0) {
        line[below((uint32_t)at)] = (char)(1 + below(255));
    }
}

static void test_garbage(void)
{
    static LogReader reader;
    int taken = 0, controls = 0;
    for (int i = 0; i < TRIES; ++i) {
        char line[LINE_BYTES], first[] = "lull-log 1";
        Error error = {STATUS_OK, ""};
        LogLine out;
        if (i % 20 == 0) {
            memset(&reader, 0, sizeof reader);
            log_read_line(&reader, first, &out, &error);
        }
        make_line(line);
        const Status status = log_read_line(&reader, line, &out, &error);
        EXPECT(status == STATUS_OK || error.message[0] != '\0', "no message");
        if (status == STATUS_OK && out.kind == LOG_CONTROL) {
            const ControlMsg held = control_held(out.control.msg);
            EXPECT(out.control.frame >= 0 && same_msg(&held, &out.control.msg), "out of range");
            ++controls;
        }
        taken += status == STATUS_OK;
        log_read_finish(&reader, &error);
    }
    CHECK(test_clean() && taken > 1000 && controls > 100,
          "%d lines of garbage: %d are read, %d of them controls in range, all others refused",
          TRIES, taken, controls);
}

int main(void)
{
    test_begin("session_log");
    test_header();
    test_fields();
    test_controls();
    test_marks();
    test_mistakes();
    test_garbage();
    return test_end();
}
