// A sink that listens to what passes through it, for pictures and reports of the sound.
#ifndef APP_EARS_H
#define APP_EARS_H

#include "session/sink.h"
#include "text/hearing.h"

#include <stdint.h>

typedef struct Ears Ears;

/// For `frames` frames to come. NULL with STATUS_INTERNAL in `error` when memory is short. Free
/// with ears_close().
Ears *ears_open(int rate_hz, int64_t frames, Error *error);

/// A sink that hears what goes on to `inner`, and is closed as that is; with NULL it ends here.
Sink *ears_before(Ears *ears, Sink *inner);

/// Told what was heard before the sound is made final; an error undoes that.
typedef Status (*EarsTell)(void *context, const Hearing *heard, Error *error);

/// Whom to tell when the sink is closed to be kept.
void ears_tell(Ears *ears, EarsTell tell, void *context);

/// What was heard, when all has been written. It lives as long as `ears`.
const Hearing *ears_heard(Ears *ears);

void ears_close(Ears *ears);

#endif
