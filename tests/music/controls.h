// Music without a composer, made of a real piece: what every measure of order must tell from it.
#ifndef MUSIC_CONTROLS_H
#define MUSIC_CONTROLS_H

#include "music.h"

typedef struct {
    const char *name;
    Music *(*make)(const Music *music, unsigned seed);
    const char *doc;
} Control;

extern const Control control_table[];
extern const int control_count;

#endif
