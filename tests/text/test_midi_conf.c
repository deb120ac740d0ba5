// midi.conf: lines to rows and back, mistakes with their line, and edits that keep the rest.
#include "harness.h"
#include "text/midi_conf.h"
#include "text/midi_target.h"
#include "text/midi_text.h"

#include <string.h>

static MidiMap map;
static Error error;

static Status parse(const char *text)
{
    error = (Error){STATUS_OK, ""};
    return midi_conf_parse("midi.conf", text, &map, &error);
}

static int has(const char *part)
{
    return strstr(error.message, part) != NULL;
}

static ControlMsg does(int status, int data1, int data2)
{
    return midi_map_control(&map, (MidiMessage){(uint8_t)status, (uint8_t)data1, (uint8_t)data2});
}

static void test_rows(void)
{
    CHECK_EQ(
        parse("# mine\n\n  cc 21 = density   # fifth\ncc 30 channel 2=tempo 50..90\r\n"
              "note 36 channel 10 = pause\nnote 37 = play.snap chord\ncc 5 = valence 0.5..-0.5"),
        STATUS_OK, "a map is read: %s", error.message);
    CHECK_EQ(map.count, 5, "with all its rows");
    CHECK(does(0xb4, 21, 127).b == 100 && does(0xb4, 21, 0).b == 0,
          "a knob without a range has all of it");
    CHECK(does(0xb1, 30, 0).a == 50 && does(0xb1, 30, 127).a == 90 &&
              does(0xb2, 30, 127).kind == CONTROL_NONE,
          "a range and a channel count");
    CHECK(does(0x99, 36, 1).kind == CONTROL_PAUSE && does(0x99, 36, 1).a == 1 &&
              does(0x90, 36, 1).kind == CONTROL_NOTE_ON,
          "a pad pauses, the same key elsewhere plays");
    CHECK(does(0x93, 37, 9).b == 2, "a word is a value");
    CHECK(does(0xb0, 5, 0).a == 500 && does(0xb0, 5, 127).a == -500, "a range may run backwards");
    CHECK(parse("") == STATUS_OK && map.count == 0, "an empty file is an empty map");
}

static void test_mistakes(void)
{
    static const struct {
        const char *text, *says;
    } wrong[] = {
        {"cc 21 = density\ncc 22 densiti\n", "midi.conf:2: has no '='"},
        {"\n\ncc 22 = densiti\n", "midi.conf:3: midi: 'densiti' cannot be steered; did you mean "},
        {"knob 3 = volume", "'knob 3' is no knob"},
        {"cc 128 = volume", "'128' is not a number from 0 to 127"},
        {"cc = volume", "'' is not a number"},
        {"cc 3 chanel 2 = volume", "for example: cc 21 channel 1"},
        {"cc 3 channel 17 = volume", "is no knob"},
        {"cc 3 = tempo 10..90", "legal: 40 to 120"},
        {"cc 3 = tempo 50..", "tempo"},
        {"cc 3 = density 1 2", "is more than"},
        {"note 3 = tempo", "needs a value"},
        {"cc 3 = pause 5", "is more than"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; ++i) {
        EXPECT(parse(wrong[i].text) == STATUS_USAGE && has(wrong[i].says), "'%s' says: %s",
               wrong[i].text, error.message);
    }
    CHECK(test_clean(), "mistakes are told with file, line and what is legal");
}

// Every target, over its whole range and as a single value, reads back as it was written.
static void test_back(void)
{
    MidiTarget target;
    int count = 0;
    for (int i = 0; midi_target(i, &target); ++i, ++count) {
        MidiBinding row = {.source = MIDI_CONTROLLER, .number = 9, .channel = 3}, back;
        char line[MIDI_LINE_BYTES];
        EXPECT(midi_target_parse("test", target.name, &row, &error) == STATUS_OK, "%s",
               target.name);
        for (int button = 0; button < 2; ++button) {
            row.is_button = target.is_deed || button;
            row.low = row.is_button ? 0 : row.low;
            midi_conf_line(line, sizeof line, &row);
            EXPECT(parse(line) == STATUS_OK && map.count == 1, "%s: %s", line, error.message);
            back = map.rows[0];
            EXPECT(back.kind == row.kind && back.param == row.param && back.low == row.low &&
                       back.high == row.high && back.is_button == row.is_button &&
                       back.channel == 3 && back.number == 9,
                   "%s", line);
        }
    }
    CHECK(test_clean() && count > 30, "all %d targets read back", count);
    for (int i = 0; i < midi_default_count; ++i) {
        char line[MIDI_LINE_BYTES];
        midi_conf_line(line, sizeof line, &midi_default_rows[i]);
        EXPECT(parse(line) == STATUS_OK, "%s: %s", line, error.message);
    }
    CHECK(test_clean(), "so do the rows that need no configuration");
}

static const char *put(const char *text, const char *line, int forgets)
{
    static char out_text_[1000];
    OutText kept;
    const Out out = out_into(&kept, out_text_, sizeof out_text_);
    parse(line);
    const MidiBinding row = map.rows[0];
    if (forgets) {
        midi_conf_forget(text, &row, &out);
    } else {
        midi_conf_put(text, &row, &out);
    }
    return out_text_;
}

static void test_edits(void)
{
    const char *const text = "# mine\ncc 1 = volume # loud\n\nnonsense\ncc 2 = density";
    CHECK(strcmp(put(text, "cc 1 = tempo 50..60", 0),
                 "# mine\ncc 1 = tempo 50..60\n\nnonsense\ncc 2 = density\n") == 0,
          "a knob takes its own line, all others stay");
    CHECK(strcmp(put(text, "note 1 = pause", 0),
                 "# mine\ncc 1 = volume # loud\n\nnonsense\ncc 2 = density\nnote 1 = pause\n") == 0,
          "another one a new line");
    CHECK(strcmp(put(text, "cc 99 = volume", 1), "# mine\n\nnonsense\ncc 2 = density\n") == 0,
          "what moves a target can be forgotten");
    char kept_text[200];
    OutText kept;
    const Out out = out_into(&kept, kept_text, sizeof kept_text);
    CHECK(midi_conf_forget(text, NULL, &out) == 2 && strcmp(kept_text, "# mine\n\nnonsense\n") == 0,
          "or all rows, but no comment");
}

static void test_words(void)
{
    char text[MIDI_TEXT_BYTES];
    CHECK(strcmp(midi_message_text(text, sizeof text, (MidiMessage){0x90, 60, 100}),
                 "note on C4 (60), velocity 100, channel 1") == 0,
          "a message in words: %s", text);
    CHECK(
        strcmp(midi_control_text(text, sizeof text, (ControlMsg){CONTROL_PARAM, PARAM_DENSITY, 40}),
               "density 40 %") == 0,
        "a control in words: %s", text);
    for (int status = 0x80; status < 256; ++status) {
        for (int data = 0; data < 128; ++data) {
            const MidiMessage message = {(uint8_t)status, (uint8_t)data, 127};
            midi_message_text(text, sizeof text, message);
            EXPECT(text[0] != '\0' && strlen(text) < sizeof text - 1, "%02x %d", status, data);
            midi_control_text(text, sizeof text, midi_map_control(NULL, message));
            EXPECT(text[0] != '\0' && strlen(text) < sizeof text - 1, "%02x %d", status, data);
        }
    }
    CHECK(test_clean(), "every message and what it does has words");
}

int main(void)
{
    test_begin("midi_conf");
    test_rows();
    test_mistakes();
    test_back();
    test_edits();
    test_words();
    return test_end();
}
