// The instruments that parts may use: General MIDI program, range and character.
#ifndef MUSIC_INSTRUMENT_H
#define MUSIC_INSTRUMENT_H

#include <stdint.h>

/// How a tone lives after its onset.
typedef enum {
    TONE_STRUCK,     ///< Decays by itself; may be left to ring.
    TONE_SUSTAINED,  ///< Sounds as long as it is held.
    TONE_PERCUSSION, ///< Struck once; each key is a sound of its own (music/percussion.h).
} ToneKind;

enum { PERCUSSION_BANK = 128 }; ///< As SoundFonts number it.

typedef struct {
    const char *name;  ///< As presets write it: "felt piano"
    uint8_t bank;      ///< MIDI bank (CC0); PERCUSSION_BANK has a MIDI channel instead.
    uint8_t program;   ///< General MIDI program, 0..127.
    uint8_t kind;      ///< A ToneKind.
    uint8_t low, high; ///< Comfortable range, MIDI pitches.
    uint16_t
        attack_ms; ///< Time to speak: onsets of slow instruments are moved ahead by part of it.
} Instrument;

extern const Instrument instrument_table[];
extern const int instrument_count;

/// Index in instrument_table of a name, or -1. Compares letters without case.
int instrument_find(const char *name);

/// The instrument that a MIDI bank and program mean, or NULL.
const Instrument *instrument_at(int bank, int program);

#endif
