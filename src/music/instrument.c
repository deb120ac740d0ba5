#include "music/instrument.h"

#include <stddef.h>

// Attacks are those of the default bank (soundfonts/registry.c).
const Instrument instrument_table[] = {
    {"felt piano", 0, 0, TONE_STRUCK, 33, 91, 8},
    {"electric piano", 0, 4, TONE_STRUCK, 36, 88, 8},
    {"celesta", 0, 8, TONE_STRUCK, 60, 96, 4},
    {"music box", 0, 10, TONE_STRUCK, 60, 96, 4},
    {"vibraphone", 0, 11, TONE_STRUCK, 53, 89, 6},
    {"marimba", 0, 12, TONE_STRUCK, 45, 84, 4},
    {"soft bell", 0, 14, TONE_STRUCK, 60, 88, 6},
    {"soft organ", 0, 19, TONE_SUSTAINED, 36, 84, 90},
    {"nylon guitar", 0, 24, TONE_STRUCK, 40, 83, 4},
    {"acoustic bass", 0, 32, TONE_STRUCK, 28, 55, 10},
    {"fretless bass", 0, 35, TONE_STRUCK, 28, 60, 20},
    {"cello", 0, 42, TONE_SUSTAINED, 36, 76, 160},
    {"harp", 0, 46, TONE_STRUCK, 36, 96, 4},
    {"strings", 0, 48, TONE_SUSTAINED, 36, 88, 160},
    {"slow strings", 0, 49, TONE_SUSTAINED, 36, 88, 380},
    {"choir", 0, 52, TONE_SUSTAINED, 45, 81, 260},
    {"flute", 0, 73, TONE_SUSTAINED, 60, 93, 70},
    {"pan flute", 0, 75, TONE_SUSTAINED, 58, 88, 30},
    {"ocarina", 0, 79, TONE_SUSTAINED, 60, 88, 80},
    {"new age pad", 0, 88, TONE_SUSTAINED, 40, 88, 400},
    {"warm pad", 0, 89, TONE_SUSTAINED, 36, 88, 400},
    {"choir pad", 0, 91, TONE_SUSTAINED, 45, 84, 500},
    {"bowed glass", 0, 92, TONE_SUSTAINED, 48, 91, 500},
    {"halo pad", 0, 94, TONE_SUSTAINED, 40, 88, 500},
    {"sweep pad", 0, 95, TONE_SUSTAINED, 40, 88, 500},
    {"kalimba", 0, 108, TONE_STRUCK, 50, 90, 4},
    // Sounds of a place: their range is where the texture "nature" puts them, not one of pitch.
    {"rain", 0, 96, TONE_SUSTAINED, 54, 72, 600},
    {"sea", 0, 122, TONE_SUSTAINED, 54, 72, 600},
    {"birds", 0, 123, TONE_SUSTAINED, 54, 72, 600},
    {"wind", 1, 122, TONE_SUSTAINED, 54, 72, 600},
    {"brown noise", 1, 123, TONE_SUSTAINED, 54, 72, 600},
    // From its lowest sound to its highest.
    {"soft percussion", PERCUSSION_BANK, 0, TONE_PERCUSSION, 36, 82, 4},
};

const int instrument_count = (int)(sizeof instrument_table / sizeof instrument_table[0]);

const Instrument *instrument_at(int bank, int program)
{
    for (int i = 0; i < instrument_count; ++i) {
        if (instrument_table[i].bank == bank && instrument_table[i].program == program) {
            return &instrument_table[i];
        }
    }
    return NULL;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

int instrument_find(const char *name)
{
    for (int i = 0; i < instrument_count; ++i) {
        const char *a = instrument_table[i].name;
        const char *b = name;
        while (*a != '\0' && lower(*a) == lower(*b)) {
            ++a;
            ++b;
        }
        if (*a == '\0' && *b == '\0') {
            return i;
        }
    }
    return -1;
}
