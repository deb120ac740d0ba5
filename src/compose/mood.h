// The target mood: a point on the plane of valence and arousal, and the names of known points.
#ifndef COMPOSE_MOOD_H
#define COMPOSE_MOOD_H

#include <stdint.h>

enum { MOOD_ONE = 1000 }; ///< 1.0 on either axis.

/// Valence (unpleasant .. pleasant) and arousal (still .. lively), -1000..1000 each.
typedef struct {
    int16_t valence;
    int16_t arousal;
} Mood;

typedef struct {
    const char *name;
    Mood mood;
    const char *doc;
} NamedMood;

extern const NamedMood mood_table[];
extern const int mood_count;

/// Index in mood_table, or -1. Case matters; names are lower case.
int mood_find(const char *name);

/// Holds a mood to the plane and out of the tense-loud corner: valence >= -0.5 while arousal > 0.
/// Source: evidence 6.2 [D], from Bresin & Friberg 2011 "scary".
Mood mood_safe(int32_t valence, int32_t arousal);

#endif
