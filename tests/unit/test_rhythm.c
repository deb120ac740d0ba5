// Metres and rhythm cells.
#include "harness.h"
#include "music/rhythm.h"

#include <string.h>

static void expect_cell(const CellSet *set, int c)
{
    const Cell *const cell = &set->cells[c];
    int32_t sixteenths = 0, notes = 0;
    for (int i = 0; i < CELL_NOTES_MAX && cell->length[i] != 0; ++i) {
        sixteenths += cell->length[i] < 0 ? -cell->length[i] : cell->length[i];
        notes += cell->length[i] > 0;
        EXPECT(cell->length[i] != 1 || cell->length[i - 1] == 3, "cell %d: a lone sixteenth", c);
    }
    EXPECT(sixteenths * TICKS_PER_SIXTEENTH == set->ticks, "cell %d sums to %d sixteenths", c,
           sixteenths);
    EXPECT(cell_notes(cell) == notes && notes > 0, "cell %d has %d notes", c, notes);
    EXPECT(cell->open >= 0 && cell->inner >= 0 && cell->close >= 0, "cell %d: weights", c);
    EXPECT(cell->open + cell->inner + cell->close > 0, "cell %d is never used", c);
}

static void expect_set(CellSet set, int32_t ticks)
{
    EXPECT(set.ticks == ticks, "a set of %d ticks", set.ticks);
    EXPECT(set.count >= 8 && set.count <= 32, "%d cells", set.count);
    int32_t open = 0, inner = 0, close = 0;
    for (int c = 0; c < set.count; ++c) {
        expect_cell(&set, c);
        open += set.cells[c].open;
        inner += set.cells[c].inner;
        close += set.cells[c].close;
        for (int other = 0; other < c; ++other) {
            EXPECT(memcmp(set.cells[c].length, set.cells[other].length, CELL_NOTES_MAX) != 0,
                   "cells %d and %d are the same", other, c);
        }
    }
    EXPECT(open > 0 && open <= 1010 && inner > 0 && inner <= 1010 && close > 0 && close <= 1010,
           "weights sum to %d, %d, %d per mille", open, inner, close);
}

static void test_cells(void)
{
    for (int m = 0; m < METRE_COUNT; ++m) {
        expect_set(rhythm_cells((Metre)m, 0), metre_table[m].bar_ticks);
        CHECK(test_clean(), "each cell of %s fills a bar, once", metre_table[m].name);
    }
    expect_set(rhythm_cells(METRE_4_4, 1), metre_table[METRE_4_4].bar_ticks / 2);
    CHECK(test_clean(), "each half-bar cell of 4/4 fills half a bar, once");
    CHECK_EQ(rhythm_cells(METRE_3_4, 1).ticks, metre_table[METRE_3_4].bar_ticks,
             "other metres have no halves");
}

static void test_metres(void)
{
    for (int m = 0; m < METRE_COUNT; ++m) {
        const MetreInfo *const metre = &metre_table[m];
        EXPECT(metre->beats * metre->beat_ticks == metre->bar_ticks, "%s: beats", metre->name);
        EXPECT(metre->numerator * 4 * TICKS_PER_QUARTER / metre->denominator == metre->bar_ticks,
               "%s: as written", metre->name);
        EXPECT(metre->bar_ticks % metre->chords == 0, "%s: chord places", metre->name);
        int32_t at[4] = {0, 0, 0, 0};
        for (int32_t tick = 0; tick < metre->bar_ticks; tick += TICKS_PER_SIXTEENTH) {
            ++at[metre_strength((Metre)m, tick)];
        }
        EXPECT(at[3] == 1, "%s has %d downbeats", metre->name, at[3]);
        EXPECT(at[1] + at[2] + at[3] == metre->beats, "%s: strong places", metre->name);
    }
    CHECK(test_clean(), "beats and chords divide the bar, one downbeat in each");
    CHECK(metre_strength(METRE_4_4, 1920) == 2 && metre_strength(METRE_4_4, 960) == 1 &&
              metre_strength(METRE_6_8, 1440) == 2 && metre_strength(METRE_3_4, 1920) == 1 &&
              metre_strength(METRE_3_4, 480) == 0,
          "the middle of a bar of four or six is stronger than another beat");
}

int main(void)
{
    test_begin("rhythm");
    test_cells();
    test_metres();
    return test_end();
}
