#include "text/midi_text.h"

#include "text/names.h"

#include <stdio.h>

enum { WORDS_BYTES = 96 };

static const char *channel_words(char out[WORDS_BYTES], MidiMessage message)
{
    char pitch[NAME_BYTES];
    const int d1 = message.data1, d2 = message.data2;
    pitch_text(pitch, sizeof pitch, d1);
    switch (message.status & 0xf0) {
    case MIDI_OFF:
        snprintf(out, WORDS_BYTES, "note off %s (%d)", pitch, d1);
        break;
    case MIDI_ON:
        snprintf(out, WORDS_BYTES, "note on %s (%d), velocity %d", pitch, d1, d2);
        break;
    case MIDI_KEY_PRESSURE:
        snprintf(out, WORDS_BYTES, "pressure %d on %s (%d)", d2, pitch, d1);
        break;
    case MIDI_CONTROLLER:
        snprintf(out, WORDS_BYTES, "cc %d, value %d", d1, d2);
        break;
    case MIDI_PROGRAM:
        snprintf(out, WORDS_BYTES, "program %d", d1);
        break;
    case MIDI_PRESSURE:
        snprintf(out, WORDS_BYTES, "pressure %d", d1);
        break;
    default:
        snprintf(out, WORDS_BYTES, "pitch bend %d", d1 | d2 << 7);
        break;
    }
    return out;
}

static const char *system_word(uint8_t status)
{
    static const struct {
        uint8_t status;
        const char *word;
    } words[] = {{MIDI_POSITION, "song position"},
                 {0xf1, "time code"},
                 {0xf3, "song select"},
                 {0xf6, "tune request"},
                 {MIDI_CLOCK, "clock"},
                 {MIDI_START, "Start"},
                 {MIDI_CONTINUE, "Continue"},
                 {MIDI_STOP, "Stop"},
                 {0xfe, "active sensing"},
                 {0xff, "reset"}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; ++i) {
        if (words[i].status == status) {
            return words[i].word;
        }
    }
    return "unknown";
}

const char *midi_message_text(char *out, size_t bytes, MidiMessage message)
{
    char words[WORDS_BYTES];
    if (message.status >= 0xf0) {
        snprintf(out, bytes, "%s", system_word(message.status));
    } else {
        snprintf(out, bytes, "%s, channel %d", channel_words(words, message),
                 (message.status & 0x0f) + 1);
    }
    return out;
}
