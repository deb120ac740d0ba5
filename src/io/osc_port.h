// The port for Open Sound Control: UDP messages to /lull/WORD, with the words of the line protocol.
#ifndef IO_OSC_PORT_H
#define IO_OSC_PORT_H

#include "io/port.h"

enum { OSC_PLACE_BYTES = 80 };

/// Listens at `place`, "PORT" (loopback only) or "HOST:PORT", for which 0 lets the system choose.
/// `heard` is filled with host and port as they are; `*is_local` tells whether only this machine
/// reaches it. NULL with STATUS_USAGE in `error` when that does not work, or when lull was built
/// without liblo.
Port *osc_port_open(const char *place, char heard[OSC_PLACE_BYTES], int *is_local, Error *error);

#endif
