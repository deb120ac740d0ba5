// A JACK server as an Output, without PortAudio between, which waits ten minutes for one that died.
#ifndef IO_OUTPUT_JACK_H
#define IO_OUTPUT_JACK_H

#include "io/output.h"

/// NULL where lull was built without JACK. `device` of its wish is the client whose ports are
/// taken, as "system"; the rate and the period are the server's own.
Output *output_jack(void);

#endif
