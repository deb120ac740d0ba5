// Presets made by hand that use every texture and metre, and what tests of sessions need.
#ifndef TESTS_UNIT_FIXTURE_H
#define TESTS_UNIT_FIXTURE_H

#include "session/session.h"

enum { FIXTURES = 4, RATE_HZ = 48000 };

/// The presets; the same at every call.
const Preset *fixture_presets(void);

/// A session with preset `index`; `seconds` 0 = open end.
SessionConfig fixture_config(int index, uint64_t seed, int seconds);

#endif
