#include "compose/mood.h"

#include "base/fix.h"

#include <string.h>

// Anchors after the published models of evidence 1.4 and the circumplex of affect (Russell 1980);
// points between them are placed by the same cues [D].
const NamedMood mood_table[] = {
    {"calm", {550, -650}, "settled and at ease"},
    {"serene", {700, -800}, "still, clear and light"},
    {"sleepy", {150, -950}, "heavy, dim, nearly gone"},
    {"content", {600, -350}, "pleased with little"},
    {"hopeful", {550, 50}, "looking up"},
    {"uplifted", {700, 350}, "light-footed"},
    {"joyful", {850, 600}, "bright and moving"},
    {"focused", {350, -150}, "awake and even"},
    {"wistful", {-150, -450}, "missing something, gently"},
    {"low", {-550, -500}, "down and slow"},
    {"restless", {-250, 300}, "unable to settle"},
    {"tender", {450, -550}, "close and warm"},
    {"dreamy", {350, -500}, "floating, half awake"},
    {"neutral", {0, 0}, "neither here nor there"},
};

const int mood_count = (int)(sizeof mood_table / sizeof mood_table[0]);

int mood_find(const char *name)
{
    for (int i = 0; i < mood_count; ++i) {
        if (strcmp(mood_table[i].name, name) == 0) {
            return i;
        }
    }
    return -1;
}

Mood mood_safe(int32_t valence, int32_t arousal)
{
    const int32_t a = fix_clamp(arousal, -MOOD_ONE, MOOD_ONE);
    const int32_t floor = a > 0 ? -MOOD_ONE / 2 : -MOOD_ONE;
    return (Mood){
        .valence = (int16_t)fix_clamp(valence, floor, MOOD_ONE),
        .arousal = (int16_t)a,
    };
}
