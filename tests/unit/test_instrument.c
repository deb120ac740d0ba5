// The table of instruments.
#include "harness.h"
#include "music/instrument.h"

static void test_table(void)
{
    for (int i = 0; i < instrument_count; ++i) {
        const Instrument *const instrument = &instrument_table[i];
        EXPECT(instrument_find(instrument->name) == i, "%s is there twice", instrument->name);
        const int sounds = instrument->kind == TONE_PERCUSSION;
        EXPECT(instrument->program < 128 && (instrument->bank == PERCUSSION_BANK) == sounds &&
                   instrument->bank <= PERCUSSION_BANK,
               "%s: program", instrument->name);
        EXPECT(instrument->low + 18 <= instrument->high && instrument->high < 128,
               "%s needs an octave and a half", instrument->name);
        EXPECT(instrument->kind <= TONE_PERCUSSION, "%s: kind", instrument->name);
        EXPECT(instrument->attack_ms <= 600, "%s takes %d ms to speak", instrument->name,
               instrument->attack_ms);
        for (int other = 0; other < i; ++other) {
            EXPECT(instrument_table[other].program != instrument->program ||
                       instrument_table[other].bank != instrument->bank,
                   "%s sounds like another", instrument->name);
        }
    }
    CHECK(instrument_count >= 8 && test_clean(),
          "%d instruments, each with its own name, "
          "program and range",
          instrument_count);
}

static void test_find(void)
{
    CHECK(instrument_find("Felt PIANO") == instrument_find("felt piano"), "case does not matter");
    CHECK_EQ(instrument_find("felt"), -1, "half a name is none");
    CHECK_EQ(instrument_find("felt piano "), -1, "nor is one and a half");
    CHECK_EQ(instrument_find(""), -1, "nor is none at all");
}

int main(void)
{
    test_begin("instrument");
    test_table();
    test_find();
    return test_end();
}
