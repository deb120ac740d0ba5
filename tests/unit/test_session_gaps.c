// Silences of a piece: no note sounds in them, and those between sections are known.
#include "fixture.h"
#include "harness.h"
#include "session/session_gaps.h"

enum { GAPS_MAX = 4000, SECONDS = 600 };

static Session session;
static Gap gaps[GAPS_MAX];

static int find(const SessionConfig *config)
{
    GapWalk walk;
    int count = 0;
    session_init(&session, config);
    gaps_init(&walk, &session);
    while (count < GAPS_MAX && gaps_next(&walk, &gaps[count])) {
        ++count;
    }
    return count;
}

/// Goes through the piece again, beside the gaps.
static void compare(const SessionConfig *config, int count, int *sections)
{
    int at = 0, sounding = 0;
    int64_t quiet_from = -1;
    session_init(&session, config);
    for (Event event; session_next(&session, &event);) {
        if (event.kind == EVENT_NOTE_ON && sounding++ == 0 && quiet_from >= 0 &&
            event.frame > quiet_from) {
            EXPECT(at < count && gaps[at].from == quiet_from && gaps[at].to == event.frame,
                   "gap %d is from %ld to %ld", at, (long)quiet_from, (long)event.frame);
            ++at;
        } else if (event.kind == EVENT_NOTE_OFF && --sounding == 0) {
            quiet_from = event.frame;
        }
        *sections += event.kind == EVENT_PHRASE && event.b == 0 && event.a > 0;
    }
    EXPECT(at == count, "%d gaps of %d", count, at);
}

int main(void)
{
    test_begin("session_gaps");
    int opens = 0, sections = 0;
    for (int i = 0; i < 2 * FIXTURES; ++i) {
        SessionConfig config = fixture_config(i % FIXTURES, (uint64_t)i, SECONDS);
        config.set.fixed[PARAM_PAUSE] = 1;
        config.set.value[PARAM_PAUSE] = 40; // tenths of a second
        const int count = find(&config);
        compare(&config, count, &sections);
        for (int k = 0; k < count; ++k) {
            opens += gaps[k].opens;
        }
    }
    CHECK(test_clean(), "a gap is from the end of all notes to the next one");
    CHECK(opens > sections * 3 / 4 && opens <= sections, "%d of %d sections begin after one", opens,
          sections);
    return test_end();
}
