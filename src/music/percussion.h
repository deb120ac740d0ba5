// The sounds of percussion: a key of its channel means one of them, not a pitch.
#ifndef MUSIC_PERCUSSION_H
#define MUSIC_PERCUSSION_H

/// Keys of the General MIDI percussion map that every font has; in the default bank the low tom is
/// a frame drum and the maracas are a shaker.
typedef enum {
    HIT_RIM = 37,    ///< Side stick
    HIT_DRUM = 41,   ///< Low floor tom
    HIT_SHAKER = 70, ///< Maracas
} Hit;

enum { HITS = 3 };

typedef struct {
    Hit key;
    const char *name; ///< At most five letters, as long as the name of a pitch may be.
} HitInfo;

/// All that textures may play, from the lowest sound to the highest.
extern const HitInfo hit_table[HITS];

/// Name of a key, "key" when no texture plays it.
const char *hit_name(int key);

#endif
