// The listener's side of a live session: keys and signals in, the status line out.
#ifndef APP_LIVE_H
#define APP_LIVE_H

#include "app/settings.h"
#include "base/ring.h"
#include "io/midi_portmidi.h"
#include "io/play_loop.h"
#include "io/recorder.h"
#include "io/remote.h"
#include "io/sink_portaudio.h"

typedef struct {
    const Settings *settings;
    const PlayLoop *loop;
    Ring *controls;  ///< Of ControlMsg; written here.
    Ring *snapshots; ///< Of Snapshot; read here.
    const Sink *sink;
    MidiIn *midi;         ///< NULL = none.
    Recorder *recorder;   ///< NULL = none.
    Remote *remote;       ///< NULL = none.
    const char *keyboard; ///< The one that was asked for by name; NULL = any.
    int quiet;
} Live;

/// How it ended.
typedef struct {
    int cut;         ///< 1: the listener asked twice, to stop at once.
    LiveStats stats; ///< Of the output, while there was music.
} LiveEnd;

/// Runs until the session ends. Main thread.
LiveEnd live_run(const Live *live);

#endif
