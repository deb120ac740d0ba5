// The phrase by which an instrument is judged.
#ifndef TEXT_AUDITION_H
#define TEXT_AUDITION_H

#include "music/instrument.h"
#include "session/event.h"

enum { AUDITION_EVENTS = 128 };

/// Fills in the events of the phrase on channel 0, in order of time, and returns how many: the
/// range from low to high, one tone from soft to loud, a legato line, and a held chord that is let
/// go. EVENT_END comes last, where the release has died away.
int audition_score(const Instrument *instrument, int rate_hz, Event events[AUDITION_EVENTS]);

#endif
