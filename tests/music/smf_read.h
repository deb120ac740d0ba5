// The bytes of a Standard MIDI File as events in order of time.
#ifndef MUSIC_SMF_READ_H
#define MUSIC_SMF_READ_H

typedef enum { SMF_NOTE_OFF, SMF_TEMPO, SMF_METRE, SMF_MARKER, SMF_NOTE_ON } SmfKind;

typedef struct {
    long tick;
    double seconds;
    int kind; ///< A SmfKind; at one tick they stand in its order.
    int track, channel;
    int a, b; ///< Pitch and velocity; microseconds per quarter; ticks of a bar.
} SmfEvent;

typedef struct {
    SmfEvent *events;
    int count;
    int division; ///< Ticks per quarter note.
    long end;     ///< Tick of the last event.
} Smf;

/// 1 when `path` was read; else 0, told on standard error. Free `events`.
int smf_read(const char *path, Smf *smf);

#endif
