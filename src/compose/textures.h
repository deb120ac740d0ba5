// All textures, for the registry in texture.c.
#ifndef COMPOSE_TEXTURES_H
#define COMPOSE_TEXTURES_H

#include "compose/texture.h"

extern const Texture texture_answer;
extern const Texture texture_arpeggio;
extern const Texture texture_bass;
extern const Texture texture_bells;
extern const Texture texture_counter;
extern const Texture texture_drone;
extern const Texture texture_groove;
extern const Texture texture_hymn;
extern const Texture texture_melody;
extern const Texture texture_nature;
extern const Texture texture_ostinato;
extern const Texture texture_pad;
extern const Texture texture_pulse;
extern const Texture texture_rolled;

#endif
