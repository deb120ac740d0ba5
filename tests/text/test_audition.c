// The phrase of lull audition, for every instrument.
#include "harness.h"
#include "music/percussion.h"
#include "text/audition.h"
#include "text/instrument_list.h"
#include "text/out.h"

#include <string.h>

enum { RATE = 48000, LONGEST_S = 45 };

static Event events[AUDITION_EVENTS];

static void check_order(const char *name, int count)
{
    int sounding[128] = {0};
    for (int i = 0; i < count; ++i) {
        const Event *const event = &events[i];
        EXPECT(i == 0 || event->frame >= events[i - 1].frame, "%s: event %d runs back", name, i);
        if (event->kind == EVENT_NOTE_ON || event->kind == EVENT_NOTE_OFF) {
            sounding[event->a] += event->kind == EVENT_NOTE_ON ? 1 : -1;
            EXPECT(sounding[event->a] == 0 || sounding[event->a] == 1, "%s: pitch %d %s", name,
                   event->a, event->kind == EVENT_NOTE_ON ? "begins twice" : "ends twice");
        }
    }
    for (int pitch = 0; pitch < 128; ++pitch) {
        EXPECT(sounding[pitch] == 0, "%s: pitch %d is left", name, pitch);
    }
    const Event *const last = &events[count - 1];
    EXPECT(last->kind == EVENT_END && last->frame > events[count - 2].frame + 2 * RATE &&
               last->frame < (int64_t)LONGEST_S * RATE,
           "%s: ends at %lld", name, (long long)last->frame);
}

// Lowest and highest pitch, softest and loudest, and whether a tone begins while another sounds.
static void check_content(const Instrument *instrument, int count)
{
    int low = 127, high = 0, soft = 127, loud = 0, held = 0, overlaps = 0;
    for (int i = 0; i < count; ++i) {
        const Event *const event = &events[i];
        if (event->kind == EVENT_NOTE_ON) {
            low = event->a < low ? event->a : low;
            high = event->a > high ? event->a : high;
            soft = event->b < soft ? event->b : soft;
            loud = event->b > loud ? event->b : loud;
            overlaps += held++ > 0;
        } else if (event->kind == EVENT_NOTE_OFF) {
            --held;
        }
    }
    const char *const name = instrument->name;
    EXPECT(events[0].kind == EVENT_PROGRAM && events[0].a == instrument->program &&
               events[0].b == instrument->bank,
           "%s: another program", name);
    EXPECT(soft <= 24 && loud >= 110, "%s: velocities %d to %d", name, soft, loud);
    if (instrument->kind == TONE_PERCUSSION) {
        EXPECT(low == HIT_RIM && high == HIT_SHAKER, "%s: sounds %d to %d", name, low, high);
        return;
    }
    EXPECT(low >= instrument->low && low < instrument->low + 12, "%s: from %d", name, low);
    EXPECT(high > instrument->high - 12, "%s: up to %d", name, high);
    EXPECT(overlaps >= 7, "%s: %d tones overlap", name, overlaps);
}

static void test_list(void)
{
    static char text[20000];
    OutText kept;
    const Out out = out_into(&kept, text, sizeof text);
    instrument_list_write(&out);
    for (int i = 0; i < instrument_count; ++i) {
        const char *const line = strstr(text, instrument_table[i].name);
        char program[40];
        snprintf(program, sizeof program, "bank %3d program %3d", instrument_table[i].bank,
                 instrument_table[i].program);
        EXPECT(line != NULL && strstr(text, program) != NULL, "%s", instrument_table[i].name);
    }
    CHECK(test_clean(), "all %d are listed with their programs", instrument_count);
}

int main(void)
{
    test_begin("audition");
    for (int i = 0; i < instrument_count; ++i) {
        const int count = audition_score(&instrument_table[i], RATE, events);
        EXPECT(count > 30 && count < AUDITION_EVENTS, "%s: %d events", instrument_table[i].name,
               count);
        check_order(instrument_table[i].name, count);
        check_content(&instrument_table[i], count);
    }
    CHECK(test_clean(), "%d phrases with range, dynamics, legato and release", instrument_count);
    test_list();
    return test_end();
}
