// The D-Bus of the desktop, through sd-bus.
#ifndef IO_BUS_SD_H
#define IO_BUS_SD_H

#include "io/port.h"

/// The port for MPRIS 2: media keys, the player in the desktop's bar, playerctl. NULL without a
/// bus, or when lull was built without sd-bus: nobody misses it there.
Port *mpris_port_open(void);

#endif
