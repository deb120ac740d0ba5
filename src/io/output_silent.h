// A device without sound that keeps time: for sessions that only send MIDI.
#ifndef IO_OUTPUT_SILENT_H
#define IO_OUTPUT_SILENT_H

#include "io/output.h"

/// One for the whole process.
Output *output_silent(void);

#endif
