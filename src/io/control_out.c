#include "io/control_out.h"

#include <string.h>

void control_out_init(ControlOut *out, Ring *ring)
{
    memset(out, 0, sizeof *out);
    out->ring = ring;
}

static void keep(ControlOut *out, ControlMsg msg)
{
    uint8_t *waits = NULL;
    if (msg.kind == CONTROL_NOTE_ON) {
        ++out->dropped;
    } else if (msg.kind == CONTROL_NOTE_OFF) {
        waits = &out->off_waits[msg.a];
    } else if (msg.kind == CONTROL_PARAM) {
        waits = &out->param_waits[msg.a];
        out->params[msg.a] = msg;
    } else {
        waits = &out->latest_waits[msg.kind];
        out->latest[msg.kind] = msg;
    }
    if (waits != NULL && !*waits) {
        *waits = 1;
        ++out->waiting;
    }
}

static void flush_one(ControlOut *out, uint8_t *waits, ControlMsg msg)
{
    if (*waits && ring_write(out->ring, &msg, 1) == 1) {
        *waits = 0;
        --out->waiting;
    }
}

void control_out_flush(ControlOut *out)
{
    for (int pitch = 0; out->waiting > 0 && pitch < CONTROL_PITCHES; ++pitch) {
        flush_one(out, &out->off_waits[pitch], (ControlMsg){CONTROL_NOTE_OFF, pitch, 0});
    }
    for (int kind = 0; out->waiting > 0 && kind < CONTROL_KIND_COUNT; ++kind) {
        flush_one(out, &out->latest_waits[kind], out->latest[kind]);
    }
    for (int id = 0; out->waiting > 0 && id < PARAM_COUNT; ++id) {
        flush_one(out, &out->param_waits[id], out->params[id]);
    }
}

void control_out_push(ControlOut *out, ControlMsg msg)
{
    msg = control_held(msg);
    if (msg.kind == CONTROL_NONE) {
        return;
    }
    control_out_flush(out);
    if (out->waiting > 0 || ring_write(out->ring, &msg, 1) == 0) {
        keep(out, msg);
    }
}

// Knobs and wheels: a value that is overtaken within a moment is missed by nobody. Pedals are none:
// up and down again is a new pedal.
static int is_knob(int32_t kind)
{
    static const uint8_t knobs[] = {
        CONTROL_VALENCE,    CONTROL_AROUSAL,  CONTROL_BRIGHTNESS, CONTROL_VOLUME, CONTROL_TEMPO,
        CONTROL_EXPRESSION, CONTROL_PRESSURE, CONTROL_BEND,       CONTROL_PARAM,  CONTROL_BREATH,
    };
    for (size_t i = 0; i < sizeof knobs; ++i) {
        if (knobs[i] == kind) {
            return 1;
        }
    }
    return 0;
}

void control_out_offer(ControlOut *out, ControlMsg msg)
{
    msg = control_held(msg);
    if (is_knob(msg.kind)) {
        keep(out, msg);
    } else {
        control_out_push(out, msg);
    }
}
