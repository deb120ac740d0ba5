// Live play: a thread that renders a session, block by block, into a sink. It stands still while
// the listener has paused, and while the sink has no device.
#ifndef IO_PLAY_LOOP_H
#define IO_PLAY_LOOP_H

#include "base/ring.h"
#include "base/status.h"
#include "io/record_tap.h"
#include "session/session.h"
#include "session/sink.h"
#include "session/synth.h"

enum { PLAY_CONTROLS_MAX = 4 };

/// All of it belongs to the caller and is used by the render thread alone until play_stop().
typedef struct {
    Session *session;
    Synth *synth;
    Sink *sink;
    Ring *controls[PLAY_CONTROLS_MAX]; ///< Of ControlMsg; one ring for each writer thread.
    int control_count;
    Ring *snapshots;   ///< Of Snapshot, about 30 a second; when full, one is left out. NULL = none.
    RecordTap *record; ///< Is told all that is played and steered; NULL = no recording.
    int rate_hz;
    int block_frames; ///< 64..1024; 0 = 64. How soon a key is heard.
} PlayConfig;

typedef struct PlayLoop PlayLoop;

/// Starts the render thread, with real-time priority where the system allows it.
PlayLoop *play_start(const PlayConfig *config, Error *error);

/// 1 while the session plays; 0 when its last frame has gone to the sink, or the sink failed.
/// Any thread.
int play_running(const PlayLoop *loop);

/// Pauses (1): the sound fades out, then silence is played and the session stands still; keys of a
/// keyboard are released, and heard no more. Or goes on (0): it fades in where it was. As
/// CONTROL_PAUSE does. Any thread.
void play_pause(PlayLoop *loop, int is_paused);

/// 1 when the fade out of a pause is complete. Any thread.
int play_is_silent(const PlayLoop *loop);

/// 1 when the render thread was given real-time priority. Any thread.
int play_is_realtime(const PlayLoop *loop);

/// Ends the thread at the next block if it still plays, waits for it and frees the loop. Returns
/// what the sink said. The sink stays open: close it with keep = 1 to hear what is left in it.
Status play_stop(PlayLoop *loop, Error *error);

#endif
