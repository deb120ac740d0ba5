#include "session/control.h"

enum {
    STATUS_OFF = 0x80,
    STATUS_ON = 0x90,
    STATUS_CC = 0xb0,
    STATUS_PROGRAM = 0xc0,
    STATUS_BEND = 0xe0,
};

typedef struct {
    uint8_t controller;
    uint8_t kind; ///< A ControlKind.
} ControllerUse;

static const ControllerUse controller_table[] = {
    {1, CONTROL_AROUSAL},     {7, CONTROL_VOLUME},    {64, CONTROL_SUSTAIN},
    {74, CONTROL_BRIGHTNESS}, {120, CONTROL_RELEASE}, {123, CONTROL_RELEASE},
};

static ControlMsg from_controller(uint8_t controller, uint8_t value)
{
    for (unsigned i = 0; i < sizeof controller_table / sizeof controller_table[0]; ++i) {
        if (controller_table[i].controller == controller) {
            const int32_t kind = controller_table[i].kind;
            const int32_t a = kind == CONTROL_AROUSAL ? (value * 2000 + 63) / 127 - 1000 : value;
            return (ControlMsg){.kind = kind, .a = a};
        }
    }
    return (ControlMsg){.kind = CONTROL_NONE};
}

ControlMsg control_from_midi(uint8_t status, uint8_t data1, uint8_t data2)
{
    const uint8_t d1 = data1 & 0x7f;
    const uint8_t d2 = data2 & 0x7f;
    switch (status & 0xf0) {
    case STATUS_ON:
        return (ControlMsg){.kind = d2 > 0 ? CONTROL_NOTE_ON : CONTROL_NOTE_OFF, .a = d1, .b = d2};
    case STATUS_OFF:
        return (ControlMsg){.kind = CONTROL_NOTE_OFF, .a = d1};
    case STATUS_CC:
        return from_controller(d1, d2);
    case STATUS_PROGRAM:
        return (ControlMsg){.kind = CONTROL_PRESET, .a = d1};
    case STATUS_BEND:
        return (ControlMsg){.kind = CONTROL_BEND, .a = d1 | d2 << 7};
    default:
        return (ControlMsg){.kind = CONTROL_NONE};
    }
}
