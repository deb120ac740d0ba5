#include "io/midi_words.h"

#include <string.h>

enum {
    WORD_BYTES = 4,
    SYSEX_BEGIN = 0xf0,
    SYSEX_END = 0xf7,
    REAL_TIME = 0xf8, ///< From here on messages have one byte and may stand within others.
    DATA_MOST = 0x7f,
    MMC_DEVICE = 0x7f,
    MMC_COMMAND = 0x06,
};

/// MIDI Machine Control (RP-013): what its commands mean here.
static const struct {
    uint8_t command, status;
} machine_control[] = {
    {0x01, MIDI_STOP}, {0x02, MIDI_CONTINUE}, {0x03, MIDI_CONTINUE}, {0x09, MIDI_STOP}, // pause
};

// How many data bytes follow a status; -1 for what is no short message.
static int data_bytes(uint8_t status)
{
    static const int8_t channel[] = {2, 2, 2, 2, 1, 1, 2};
    static const int8_t common[] = {-1, 1, 2, 1, -1, -1, 0, -1};
    return status < 0x80        ? -1
           : status < 0xf0      ? channel[(status >> 4) - 8]
           : status < REAL_TIME ? common[status - 0xf0]
                                : 0;
}

static int take_short(MidiWord word, MidiMessage *message)
{
    const uint8_t bytes[] = {(uint8_t)word, (uint8_t)(word >> 8), (uint8_t)(word >> 16)};
    const int count = data_bytes(bytes[0]);
    for (int i = 1; i <= count; ++i) {
        if (bytes[i] > DATA_MOST) {
            return 0;
        }
    }
    *message = (MidiMessage){
        .status = bytes[0], .data1 = count > 0 ? bytes[1] : 0, .data2 = count > 1 ? bytes[2] : 0};
    return count >= 0;
}

static int end_sysex(MidiWords *words, MidiMessage *message)
{
    const uint8_t *const bytes = words->sysex;
    const int is_mmc =
        words->sysex_count == SYSEX_KEPT && bytes[1] == MMC_DEVICE && bytes[3] == MMC_COMMAND;
    words->sysex_count = 0;
    for (size_t i = 0; is_mmc && i < sizeof machine_control / sizeof machine_control[0]; ++i) {
        if (machine_control[i].command == bytes[4]) {
            *message = (MidiMessage){.status = machine_control[i].status};
            return 1;
        }
    }
    return 0;
}

// The bytes of a piece; another status ends a message that was never closed.
static int take_sysex(MidiWords *words, MidiWord word, MidiMessage *message)
{
    for (int i = 0; i < WORD_BYTES; ++i) {
        const uint8_t byte = (uint8_t)(word >> (8 * i));
        if (words->sysex_count > 0 && byte > DATA_MOST && byte < REAL_TIME && byte != SYSEX_END) {
            words->sysex_count = 0;
            return 0;
        }
        if (byte >= REAL_TIME) {
            continue;
        }
        if (words->sysex_count < SYSEX_KEPT) {
            words->sysex[words->sysex_count] = byte;
        }
        ++words->sysex_count;
        if (byte == SYSEX_END) {
            return end_sysex(words, message);
        }
    }
    return 0;
}

int midi_words_take(MidiWords *words, MidiWord word, MidiMessage *message)
{
    const uint8_t first = (uint8_t)word;
    const int is_alone = first >= REAL_TIME && (words->sysex_count == 0 || word == first);
    if (is_alone) {
        return take_short(word, message);
    }
    if (first == SYSEX_BEGIN ||
        (words->sysex_count > 0 && (first <= DATA_MOST || first == SYSEX_END))) {
        words->sysex_count = first == SYSEX_BEGIN ? 0 : words->sysex_count;
        return take_sysex(words, word, message);
    }
    words->sysex_count = 0;
    return take_short(word, message);
}
