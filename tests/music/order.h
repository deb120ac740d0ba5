// Measures of order and form: a composed piece differs in them from bars dealt at random, from a
// loop and from random arpeggios.
#ifndef MUSIC_ORDER_H
#define MUSIC_ORDER_H

#include "chords.h"

typedef struct {
    const char *name;
    double (*value)(const Music *music, const Chords *chords);
    const char *doc;
} Order;

extern const Order order_table[];
extern const int order_count;

/// Share of the distinct 4-interval figures of the shorter tune that the other has too.
double overlap_tunes(const Music *a, const Music *b);

/// The same for runs of 4 chords, whatever their key.
double overlap_chords(const Chords *a, const Chords *b);

#endif
