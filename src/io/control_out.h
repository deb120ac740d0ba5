// Writes controls into a ring that may be full without ever losing the end of a note.
#ifndef IO_CONTROL_OUT_H
#define IO_CONTROL_OUT_H

#include "base/ring.h"
#include "compose/param.h"
#include "session/control.h"

enum { CONTROL_PITCHES = 128 };

/// While the ring is full, ends of notes are kept, of each knob the latest value, and starts of
/// notes are dropped. All of it belongs to the ring's writer thread.
typedef struct {
    Ring *ring;  ///< Of ControlMsg.
    int waiting; ///< How many of the entries below wait.
    uint8_t off_waits[CONTROL_PITCHES];
    uint8_t latest_waits[CONTROL_KIND_COUNT];
    ControlMsg latest[CONTROL_KIND_COUNT];
    uint8_t param_waits[PARAM_COUNT]; ///< CONTROL_PARAM is a knob for each parameter.
    ControlMsg params[PARAM_COUNT];
    long dropped; ///< Starts of notes that found no room.
} ControlOut;

void control_out_init(ControlOut *out, Ring *ring);

/// Writes a control, now or when there is room again, held to its range. CONTROL_NONE is
/// ignored.
void control_out_push(ControlOut *out, ControlMsg msg);

/// The same for devices that send more than anybody hears: of a knob only the newest value is
/// written, by the next control_out_push() or control_out_flush(). The order of all else stays.
void control_out_offer(ControlOut *out, ControlMsg msg);

/// Writes what waits, as far as there is room; call now and then.
void control_out_flush(ControlOut *out);

#endif
