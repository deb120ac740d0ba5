// The listener's side of a live session: keys and signals in, the status line out.
#ifndef APP_LIVE_H
#define APP_LIVE_H

#include "app/live_midi.h"
#include "app/settings.h"
#include "base/ring.h"
#include "io/play_loop.h"
#include "io/recorder.h"
#include "io/remote.h"
#include "io/sink_live.h"
#include "text/out.h"

typedef struct {
    const Settings *settings;
    PlayLoop *loop;
    Ring *controls;  ///< Of ControlMsg; written here.
    Ring *snapshots; ///< Of Snapshot; read here.
    Sink *sink;      ///< A live one.
    LiveMidi *midi;
    Recorder *recorder; ///< NULL = none.
    Remote *remote;     ///< NULL = none.
    int quiet;
} Live;

/// How it ended.
typedef struct {
    int cut;           ///< 1: the listener asked twice, to stop at once.
    LiveStats stats;   ///< Of the output, while there was music ...
    int64_t played_ms; ///< ... and how long that was.
} LiveEnd;

/// Writes what the keys of a terminal do, a line each.
void live_keys_text(const Out *out);

/// Runs until the session ends. Main thread.
LiveEnd live_run(const Live *live);

#endif
