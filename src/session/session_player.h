// The keyboard player within a session: keys, pedals, wheels in; live events out.
#ifndef SESSION_SESSION_PLAYER_H
#define SESSION_SESSION_PLAYER_H

#include "session/session.h"

void session_player_note_on(Session *session, const ControlMsg *msg);
void session_player_note_off(Session *session, const ControlMsg *msg);
void session_player_sustain(Session *session, const ControlMsg *msg);
void session_player_sostenuto(Session *session, const ControlMsg *msg);
void session_player_soft(Session *session, const ControlMsg *msg);
void session_player_expression(Session *session, const ControlMsg *msg);
void session_player_pressure(Session *session, const ControlMsg *msg);
void session_player_bend(Session *session, const ControlMsg *msg);
void session_player_release(Session *session, const ControlMsg *msg);

/// Gives out the keys that have waited for this moment. Returns the frame at which the next one is
/// due, INT64_MAX when none waits.
int64_t session_player_due(Session *session);

/// 1 when the listener plays, or has played within the last seconds before `frame`: then the tune
/// leaves them the room.
int session_player_leads(const Session *session, int64_t frame);

/// The channel of a Hand.
uint8_t session_player_channel(int hand);

#endif
