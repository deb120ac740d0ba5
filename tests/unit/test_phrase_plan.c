// What a session tells about a phrase belongs to the phrase whose mark it has just given out.
#include "fixture.h"
#include "harness.h"

enum { SEEDS = 20, SECONDS = 90 };

static void expect_plan(const PhrasePlan *plan, const Event *mark, Key key, Key before, int phrases)
{
    EXPECT(plan->section == mark->a && plan->index == mark->b && plan->bars == mark->c,
           "tick %lld: phrase %d.%d of %d bars is told as %d.%d of %d", (long long)mark->tick,
           mark->a, mark->b, mark->c, plan->section, plan->index, plan->bars);
    EXPECT(plan->key.tonic == key.tonic && plan->key.mode == key.mode, "tick %lld: key %d %d",
           (long long)mark->tick, plan->key.tonic, plan->key.mode);
    EXPECT(phrases == 0 ||
               (plan->key_before.tonic == before.tonic && plan->key_before.mode == before.mode),
           "tick %lld: key before %d %d", (long long)mark->tick, plan->key_before.tonic,
           plan->key_before.mode);
    EXPECT(plan->faults[plan->chosen] >= 0 && plan->bar_ms > 0 && plan->aimed_ms > 0,
           "tick %lld: a plan is empty", (long long)mark->tick);
}

static int same(const PhrasePlan *a, const PhrasePlan *b)
{
    return a->section == b->section && a->index == b->index && a->bars == b->bars &&
           a->chosen == b->chosen && a->tune_notes == b->tune_notes;
}

// One piece; returns its phrases. Between two marks the plan stays as it was.
static int walk_piece(const SessionConfig *config)
{
    static Session session;
    session_init(&session, config);
    PhrasePlan told = session_phrase(&session);
    Key key = {0, 0}, before = {0, 0};
    int phrases = 0;
    for (Event event; session_next(&session, &event);) {
        const PhrasePlan plan = session_phrase(&session);
        if (event.kind == EVENT_KEY) {
            key = (Key){(uint8_t)event.a, (uint8_t)event.b};
        } else if (event.kind == EVENT_PHRASE) {
            expect_plan(&plan, &event, key, before, phrases++);
            before = key;
            told = plan;
        }
        EXPECT(same(&plan, &told), "tick %lld: the plan moved on", (long long)event.tick);
    }
    return phrases;
}

int main(void)
{
    test_begin("phrase_plan");
    int phrases = 0;
    for (int i = 0; i < FIXTURES; ++i) {
        for (uint64_t seed = 0; seed < SEEDS; ++seed) {
            SessionConfig config = fixture_config(i, seed, SECONDS);
            config.has_from = seed % 2 == 1; // modes change on the way
            config.from = (Mood){-600, -400};
            config.over_ms = 1000 * SECONDS;
            phrases += walk_piece(&config);
        }
    }
    CHECK(test_clean(), "each of %d phrases is told as it was planned", phrases);
    CHECK(phrases > FIXTURES * SEEDS * 5, "there were phrases to tell of");
    return test_end();
}
