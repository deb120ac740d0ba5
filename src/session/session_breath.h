// The breath of a session: its rate, its swell, and phrases that are whole breaths.
#ifndef SESSION_SESSION_BREATH_H
#define SESSION_SESSION_BREATH_H

#include "session/session.h"

enum { BREATH_AS_IT_IS = 10000 }; ///< Session.breath_tempo when the tempo does not give way.

/// Moves the swell on to a time in milliseconds.
void breath_move(Session *session, const Params *params, int64_t ms);

/// Loudness of the swell where it stands, tenths of a dB, 0 at its height.
int32_t breath_swell_db10(const Session *session, const Params *params);

/// The listener has told their breath, tenths of breaths a minute; an exhale begins now.
void breath_told(Session *session, int32_t breath_x10);

/// To be called before a phrase is planned: chooses its bars, and by how much the tempo gives way,
/// so that it is whole breaths, if the breath is known or the preset names it. The tempo stays
/// within the preset's range, and as it is when it is fixed.
void breath_fit(Session *session, const Params *params);

/// To be called when a phrase begins to sound: the swell will be brought into step with it.
void breath_phrase(Session *session);

#endif
