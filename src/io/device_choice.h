// Which audio output is meant by what a user types.
#ifndef IO_DEVICE_CHOICE_H
#define IO_DEVICE_CHOICE_H

#include "io/output_portaudio.h"

/// 1 when `text` holds `part`, in any case. Pure.
int name_contains(const char *text, const char *part);

/// Place in `devices` of the one that is wished: NULL or "" the default, else a number as listed, a
/// whole name, a part of a name, or a part of a host API's name (its first output). -1 with
/// STATUS_NO_DEVICE in `error`, which lists what there is. Pure.
int device_choose(const OutputDevice *devices, int count, const char *wish, Error *error);

#endif
