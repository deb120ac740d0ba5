// What a session does at this moment, as one line of JSON: for programs that steer.
#ifndef TEXT_STATE_TEXT_H
#define TEXT_STATE_TEXT_H

#include "compose/preset.h"
#include "session/session.h"
#include "text/out.h"

/// Writes the state with a newline; `presets` are those of the session.
void state_text(const Out *out, const Snapshot *shown, const Preset *presets);

/// Volume in per cent, as words, options and the state have it.
int32_t state_percent(int32_t volume);

#endif
