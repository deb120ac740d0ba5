// The listener's side of a live session: keys and signals in, the status line out.
#ifndef APP_LIVE_H
#define APP_LIVE_H

#include "app/settings.h"
#include "base/ring.h"
#include "io/midi_portmidi.h"
#include "io/play_loop.h"

typedef struct {
    const Settings *settings;
    const PlayLoop *loop;
    Ring *controls;  ///< Of ControlMsg; written here.
    Ring *snapshots; ///< Of Snapshot; read here.
    MidiIn *midi;    ///< NULL = none.
    int quiet;
} Live;

typedef enum {
    LIVE_ENDED, ///< The music came to its end, or faded out.
    LIVE_CUT,   ///< The listener asked twice: stop at once.
} LiveEnd;

/// Runs until the session ends. Main thread.
LiveEnd live_run(const Live *live);

#endif
