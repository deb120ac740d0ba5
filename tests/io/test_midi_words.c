// Words from a port to messages: what is malformed is left out, whatever it is.
#include "io/midi_words.h"

#include "harness.h"

static MidiWords words;
static MidiMessage message;

static int take(MidiWord word)
{
    return midi_words_take(&words, word, &message);
}

static int takes(MidiWord word, int status, int data1, int data2)
{
    return take(word) && message.status == status && message.data1 == data1 &&
           message.data2 == data2;
}

static void test_short(void)
{
    CHECK(takes(0x00643c90, 0x90, 60, 100), "a note");
    CHECK(takes(0x55aa11c3, 0xc3, 0x11, 0),
          "a program has one data byte, the rest is not looked at");
    CHECK(takes(0xf8, 0xf8, 0, 0) && takes(0xfa, 0xfa, 0, 0), "clock and Start have none");
    CHECK(takes(0x000102f2, 0xf2, 2, 1), "a song position has two");
    CHECK(!take(0x0000643c) && !take(0x00000000), "data without a status says nothing");
    CHECK(!take(0x00803c90) && !take(0x0000ff90), "nor does a note with a broken data byte");
    CHECK(!take(0xf4) && !take(0xf5) && !take(0xf7), "nor a status that MIDI does not define");
}

static void test_sysex(void)
{
    CHECK(!take(0x067f7ff0) && takes(0x0000f702, MIDI_CONTINUE, 0, 0), "machine control plays");
    CHECK(!take(0x067f7ff0) && takes(0x0000f701, MIDI_STOP, 0, 0), "and stops");
    CHECK(!take(0x067f7ff0) && !take(0x0000f755), "other commands do nothing");
    CHECK(!take(0x7e7e7ef0) && !take(0x7e7e7e7e) && !take(0x00643c7e) && !take(0x000000f7),
          "a long message is no note, even where it looks like one");
    CHECK(takes(0x00643c90, 0x90, 60, 100), "and is over when it is over");
    CHECK(!take(0x7e7e7ef0) && takes(0xf8, 0xf8, 0, 0) && !take(0x0000f77e),
          "a clock may stand within it");
    CHECK(!take(0x7e7e7ef0) && takes(0x00643c90, 0x90, 60, 100),
          "one that is never closed ends with the next message");
}

static void test_any(void)
{
    uint32_t dice = 1;
    for (int i = 0; i < 1000000; ++i) {
        dice = dice * 1664525u + 1013904223u;
        if (take(dice)) {
            EXPECT(message.status >= 0x80 && message.data1 < 0x80 && message.data2 < 0x80,
                   "%08x gives %02x %02x %02x", (unsigned)dice, message.status, message.data1,
                   message.data2);
        }
    }
    CHECK(test_clean(), "a million words of noise give legal messages or none");
}

int main(void)
{
    test_begin("midi_words");
    test_short();
    test_sysex();
    test_any();
    return test_end();
}
