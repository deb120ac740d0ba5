// The remote thread: programs that steer a session while it plays.
#ifndef IO_REMOTE_H
#define IO_REMOTE_H

#include "base/ring.h"
#include "base/status.h"
#include "compose/preset.h"
#include "io/desk.h"
#include "io/port.h"
#include "session/session.h"

typedef struct {
    const Preset *presets; ///< They outlive the thread, like `controls`.
    int32_t preset_count;
    int32_t fade_ms;
    Ring *controls; ///< Of ControlMsg, read by the play loop.
    Snapshot shown; ///< What plays at first.
} RemoteConfig;

typedef struct Remote Remote;

/// Prepares a thread without ports; NULL when out of memory or descriptors.
Remote *remote_open(const RemoteConfig *config, Error *error);

/// Hands over a port, before remote_start(); NULL is ignored.
void remote_add(Remote *remote, Port *port);

/// Starts the thread, if there is anything to serve.
Status remote_start(Remote *remote, Error *error);

/// Tells what plays now. Main thread.
void remote_tell(Remote *remote, const Snapshot *shown);

/// Takes a line for the person who listens; 0 when there is none. Main thread.
int remote_notice(Remote *remote, Notice *notice);

/// Ends the thread and closes its ports; NULL is ignored.
void remote_close(Remote *remote);

#endif
