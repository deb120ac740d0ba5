#include "session/session_breath.h"

#include "base/fix.h"
#include "session/session_plan.h"

enum {
    BREATH_PARTS = 600000, ///< A tenth of a breath a minute moves the phase by one a millisecond.
    MILLI = 1000,
};

static const Preset *preset_of(const Session *session)
{
    return &session->config.presets[session->config.preset_index];
}

// Breaths a minute of the swell, tenths. Beside a listener whose breath is known it drifts from
// their rate to three quarters of it, never below five (Leslie 2019).
static int32_t breath_rate(const Session *session, const Params *params, int64_t ms)
{
    enum { SLOWEST = 50, SHARE = 75, DRIFT_MS = 180000 };
    const int32_t own = session->config.breath_x10;
    if (own == 0) {
        return params->value[PARAM_BREATH];
    }
    const int32_t goal = fix_max(own * SHARE / 100, fix_min(own, SLOWEST));
    const int64_t since = ms - session->breath_since_ms;
    return since >= DRIFT_MS ? goal : fix_lerp(own, goal, (int32_t)since, DRIFT_MS);
}

void breath_move(Session *session, const Params *params, int64_t ms)
{
    enum { CATCH_UP = 4 }; // per cent by which the swell hurries or waits for the phrases
    const int64_t moved = (ms - session->grid_ms) * breath_rate(session, params, ms);
    const int64_t most = moved * CATCH_UP / 100;
    const int64_t off = session->breath_off;
    const int64_t back = off > most ? most : off < -most ? -most : off;
    session->breath_off -= (int32_t)back;
    session->breath_phase = (session->breath_phase + moved - back + BREATH_PARTS) % BREATH_PARTS;
}

int32_t breath_swell_db10(const Session *session, const Params *params)
{
    // A raised cosine over 16 points.
    static const int16_t wave[17] = {1000, 962, 854, 691, 500, 309, 146, 38,  0,
                                     38,   146, 309, 500, 691, 854, 962, 1000};
    const int32_t at = (int32_t)(session->breath_phase * 16000 / BREATH_PARTS);
    const int32_t i = at / 1000;
    const int32_t depth = fix_lerp(wave[i], wave[i + 1], at - i * 1000, 1000);
    return -params->value[PARAM_SWELL] * depth / 1000;
}

void breath_told(Session *session, int32_t breath_x10)
{
    session->config.breath_x10 = breath_x10;
    session->breath_since_ms = session->grid_ms;
    session->breath_phase = 0;
    session->breath_off = 0;
}

static int is_led(const Session *session)
{
    return session->config.breath_x10 > 0 || session->config.set.fixed[PARAM_BREATH] ||
           preset_of(session)->set.fixed[PARAM_BREATH];
}

// Tempo, 1/1000 BPM, at which so many bars last so many breaths.
static int32_t tempo_for(const Session *session, int32_t bars, int32_t breaths, int32_t rate_x10)
{
    const int64_t ticks = (int64_t)bars * metre_table[preset_of(session)->metre].bar_ticks;
    return (int32_t)fix_div_round(ticks * rate_x10 * MILLI, 10 * breaths * TICKS_PER_QUARTER);
}

/// A way to sing a phrase in whole breaths.
typedef struct {
    int32_t bars;
    int32_t tempo_bpm; ///< 1/1000 BPM
    int32_t cost;      ///< 1/4096 octave of tempo and, less, of length away from what is asked.
} Fit;

static Fit fit_of(const Session *session, const Params *params, int32_t bars, int32_t breaths,
                  int32_t rate_x10)
{
    enum { TEMPO_WEIGHT = 2 };
    const int32_t tempo = tempo_for(session, bars, breaths, rate_x10);
    const int32_t aimed = params->value[PARAM_TEMPO] * MILLI;
    const int32_t ds = breaths * 6000 / rate_x10; // tenths of a second, as PARAM_PHRASE
    return (Fit){.bars = bars,
                 .tempo_bpm = tempo,
                 .cost = TEMPO_WEIGHT * fix_abs(fix_log2(tempo) - fix_log2(aimed)) +
                         fix_abs(fix_log2(ds) - fix_log2(params->value[PARAM_PHRASE]))};
}

static int is_allowed(const Session *session, const Params *params, int32_t tempo_bpm)
{
    enum { MOST = 25 }; // per cent that the tempo gives way
    const Preset *const preset = preset_of(session);
    const int32_t aimed = params->value[PARAM_TEMPO] * MILLI;
    return tempo_bpm >= preset->tempo_min * MILLI && tempo_bpm <= preset->tempo_max * MILLI &&
           fix_abs(tempo_bpm - aimed) <= aimed / 100 * MOST;
}

void breath_fit(Session *session, const Params *params)
{
    enum { FEWEST_BARS = 2, MOST_BARS = 8, MOST_BREATHS = 4 };
    Fit best = {.cost = INT32_MAX};
    const int32_t rate_x10 = breath_rate(session, params, session->grid_ms);
    const int fixed = session->config.set.fixed[PARAM_TEMPO];
    session->breath_bars = 0;
    session->breath_tempo = BREATH_AS_IT_IS;
    for (int32_t bars = FEWEST_BARS; is_led(session) && bars <= MOST_BARS; ++bars) {
        for (int32_t breaths = 1; breaths <= MOST_BREATHS; ++breaths) {
            const Fit fit = fit_of(session, params, bars, breaths, rate_x10);
            const int may = fixed || is_allowed(session, params, fit.tempo_bpm);
            best = may && fit.cost < best.cost ? fit : best;
        }
    }
    if (best.cost < INT32_MAX) {
        session->breath_bars = best.bars;
        session->breath_tempo = fixed ? BREATH_AS_IT_IS
                                      : (int32_t)((int64_t)best.tempo_bpm * BREATH_AS_IT_IS /
                                                  MILLI / params->value[PARAM_TEMPO]);
    }
}

void breath_phrase(Session *session)
{
    if (session->breath_bars > 0) {
        const int32_t phase = (int32_t)session->breath_phase;
        session->breath_off = phase > BREATH_PARTS / 2 ? phase - BREATH_PARTS : phase;
    }
}
