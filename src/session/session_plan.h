// The composing half of a session: fills the queue with the events of the next span.
#ifndef SESSION_SESSION_PLAN_H
#define SESSION_SESSION_PLAN_H

#include "session/session.h"

enum {
    /// Performance may move a note so far ahead of its slot.
    PLAN_MARGIN_TICKS = TICKS_PER_QUARTER / 2,
};

/// Sends programs, levels, places and sends of all parts at `tick`.
void plan_setup(Session *session, int64_t tick);

/// Sends the instruments of the tune anew, when the listener's taste has moved.
void plan_instruments(Session *session, int64_t tick);

/// Composes one more slot. Not to be called when the composer has closed.
void plan_span(Session *session);

/// Composes what is left of the last slot anew from its next beat on, when the beat comes within
/// `tick` and what the mood asks for has moved; so density and tempo answer at the next beat.
void plan_again(Session *session, int64_t tick);

/// Pushes the automation (swell, brightness) due at the next grid tick and moves the grid on.
void plan_automation(Session *session);

/// PARAM_LEVEL in force: on its way to that of the mood.
int32_t plan_level(const Session *session);

/// The parameters that a mood asks for.
Params plan_params_at(const Session *session, Mood mood);

/// Those that the mood as it stands asks for; computed once as long as nothing changes.
Params plan_params_now(Session *session);

/// The parameters in force: those of the mood, with the level on its way.
Params plan_params(const Session *session);

/// A parameter that no mood moves, such as a switch, without the cost of all others.
int32_t plan_switch(const Session *session, ParamId id);

/// Puts an event into the queue, no earlier than what has been given out.
void plan_push(Session *session, Event event);

/// Puts a controller into the queue.
void plan_control(Session *session, int64_t tick, int32_t part, uint8_t channel, int32_t controller,
                  int32_t value);

/// Time in milliseconds at a frame.
int64_t plan_ms(const Session *session, int64_t frame);

/// The channel of a part: percussion has the one that MIDI gave it.
uint8_t plan_channel(const Preset *preset, int32_t part);

/// Takes back the event that has been looked at and is not due before `tick`.
void session_give_back(Session *session, int64_t tick);

#endif
