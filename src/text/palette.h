// The colours of pictures: one table, for a light page and for a dark one.
#ifndef TEXT_PALETTE_H
#define TEXT_PALETTE_H

enum {
    PALETTE_PARTS = 11, ///< As many as parts and the player.
    PALETTE_TINTS = 9,  ///< For themes.
    RAMP_STEPS = 12,    ///< From silent to loud.
};

typedef enum {
    COLOUR_NONE,
    COLOUR_PAPER,
    COLOUR_PANEL,
    COLOUR_INK,
    COLOUR_INK_SOFT,
    COLOUR_INK_FAINT,
    COLOUR_GRID,
    COLOUR_RULE,
    COLOUR_SHUT,  ///< Over what is never played.
    COLOUR_REST,  ///< Behind phrases without a tune.
    COLOUR_WARM,  ///< Valence and arousal: told apart by those who see few colours ...
    COLOUR_COLD,  ///< ... as all that lies side by side here, after Okabe and Ito.
    COLOUR_GREEN, ///< Density, notes a second.
    COLOUR_GREEN_SOFT,
    COLOUR_COLD_SOFT,
    COLOUR_PART,
    COLOUR_TINT = COLOUR_PART + PALETTE_PARTS,
    COLOUR_RAMP = COLOUR_TINT + PALETTE_TINTS,
    COLOUR_COUNT = COLOUR_RAMP + RAMP_STEPS
} Colour;

/// A colour as 0xRRGGBB.
typedef struct {
    unsigned light, dark;
} ColourRow;

/// [COLOUR_NONE] is not to be used.
extern const ColourRow palette[COLOUR_COUNT];

#endif
