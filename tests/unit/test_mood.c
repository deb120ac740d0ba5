// Moods: named points, and the corner that is kept out of.
#include "compose/mood.h"
#include "harness.h"

#include <ctype.h>
#include <string.h>

static void test_names(void)
{
    for (int i = 0; i < mood_count; ++i) {
        const NamedMood *const named = &mood_table[i];
        EXPECT(mood_find(named->name) == i, "%s is there twice", named->name);
        EXPECT(named->doc[0] != '\0' && strchr(named->doc, '\n') == NULL, "%s: doc", named->name);
        for (const char *c = named->name; *c != '\0'; ++c) {
            EXPECT(islower((unsigned char)*c), "%s is not lower case", named->name);
        }
        const Mood safe = mood_safe(named->mood.valence, named->mood.arousal);
        EXPECT(safe.valence == named->mood.valence && safe.arousal == named->mood.arousal,
               "%s is not a safe place", named->name);
        for (int other = 0; other < i; ++other) {
            EXPECT(memcmp(&mood_table[other].mood, &named->mood, sizeof(Mood)) != 0,
                   "%s lies on another mood", named->name);
        }
    }
    CHECK(mood_count > 0 && test_clean(), "%d moods, each with its own name and safe place",
          mood_count);
    CHECK(mood_find("Calm") == -1 && mood_find("") == -1, "other names are unknown");
    const Mood calm = mood_table[mood_find("calm")].mood, low = mood_table[mood_find("low")].mood;
    CHECK(calm.valence > 0 && calm.arousal < 0 && low.valence < 0 && low.arousal < 0,
          "calm is pleasant and still, low unpleasant and still");
}

static void test_safe(void)
{
    for (int32_t v = -3000; v <= 3000; v += 50) {
        for (int32_t a = -3000; a <= 3000; a += 50) {
            const Mood mood = mood_safe(v, a);
            EXPECT(mood.valence >= -MOOD_ONE && mood.valence <= MOOD_ONE, "valence %d", v);
            EXPECT(mood.arousal >= -MOOD_ONE && mood.arousal <= MOOD_ONE, "arousal %d", a);
            EXPECT(mood.arousal <= 0 || mood.valence >= -500, "tense and loud at %d, %d", v, a);
            const int inside = v >= -500 && v <= 1000 && a >= -1000 && a <= 1000;
            EXPECT(!inside || (mood.valence == v && mood.arousal == a), "%d, %d is moved", v, a);
        }
    }
    CHECK(test_clean(), "moods are held to the plane and out of the tense, loud corner");
}

int main(void)
{
    test_begin("mood");
    test_names();
    test_safe();
    return test_end();
}
