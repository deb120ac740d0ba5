// SPDX-License-Identifier: MIT
// What every program of the bank is held to, in one place.
#ifndef LULL_TEST_ROWS_H
#define LULL_TEST_ROWS_H

/// How a program sounds, and so what can be asked of it.
typedef enum {
    TONE,  ///< Dies away.
    HOLD,  ///< Stays as long as it is held.
    NOISE, ///< Stays, without pitch.
    KIT,   ///< Each key is a sound of its own.
} Kind;

/// Times in seconds, levels in decibels.
typedef struct {
    int bank, number;
    const char *name;
    Kind kind;
    int middle; ///< Lowest key of its middle octave.
    double attack_min, attack_max;
    double ring_s;             ///< Still above `ring_db` this long after the key is let go ...
    double silent_s;           ///< ... and below `silent_db` this long after.
    double fall_min, fall_max; ///< Fall of a TONE from 0.2 s to 1.2 s.
} Row;

extern const Row rows[];
extern const int row_count;

/// Each program is heard at these keys around its middle octave, and these velocities.
enum { KEYS = 5, STRENGTHS = 3 };
extern const int key_steps[KEYS];
extern const int strengths[STRENGTHS];

/// The bounds for all of them.
typedef struct {
    double pitch_cents;    ///< Away from equal temperament.
    double dc;             ///< Mean against peak.
    double loudness;       ///< LUFS at velocity 64 over the middle octave ...
    double spread;         ///< ... and LU about it.
    double velocity_ratio; ///< Centroid of the strongest against the softest, at every key.
    double cc74_ratio;     ///< Centroid at CC74 = 104 against 64, and 64 against 24.
    double cc72_db;        ///< Level while it fades, controller 72 at 110 against 64.
    double cc73_s;         ///< Attack, controller 73 at 110 against 64.
    double image_db;       ///< Power above 15 kHz, where no program has partials.
    double ripple_db;      ///< Periodic change of level at rates of loops.
    double click;          ///< Largest bend of the wave against those around it.
    double layer_db;       ///< Step in level between neighbouring velocities ...
    double layer_ratio;    ///< ... and in centroid, where one layer takes over from another.
    double ring_db, silent_db;
    int voices;
    double seam; ///< Bend at the seam of a loop against the sharpest within it.
    int drift;   ///< Steps of 16 bits between the start of a loop and what follows it.
} Bounds;

extern const Bounds bound;

#endif
