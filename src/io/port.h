// A way in for programs that steer: standard input and the socket, Open Sound Control, MPRIS.
//
// All ports live on the remote thread (io/remote.h), which waits for all of them at once.
#ifndef IO_PORT_H
#define IO_PORT_H

#include "io/desk.h"

#include <poll.h>

typedef struct Port Port;

typedef struct {
    /// Fills in what to wait for, at most `room`; returns how many. May lower `*timeout_ms` (-1 =
    /// no limit).
    int (*wants)(Port *port, Desk *desk, struct pollfd *fds, int room, int *timeout_ms);
    /// Serves what has come, without waiting; `fds` are those of wants(). Also called when nothing
    /// has come, after the timeout or when what plays has changed.
    void (*serve)(Port *port, Desk *desk, const struct pollfd *fds, int count);
    /// Frees the port and what it holds in the system.
    void (*close)(Port *port);
} PortOps;

/// First member of every port.
struct Port {
    const PortOps *ops;
};

#endif
