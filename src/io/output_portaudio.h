// The sound devices of this machine, and one of them as an Output (PortAudio).
#ifndef IO_OUTPUT_PORTAUDIO_H
#define IO_OUTPUT_PORTAUDIO_H

#include "io/output.h"

typedef struct {
    int index; ///< What --device takes as a number.
    char name[OUTPUT_NAME_BYTES];
    char host_api[64];
    int channels;
    int default_rate_hz;
    int is_default;
} OutputDevice;

/// PortAudio is one for the whole process, and so is this.
Output *output_portaudio(void);

/// Lists output devices; returns how many of at most `max`. Main thread, with no output open.
int portaudio_devices(OutputDevice *devices, int max);

#endif
