#include "score/steer.h"

#include "io/preset_file.h"

#include <stdio.h>
#include <stdlib.h>

enum { STEP_MS = 10 };

const char *const steer_names[STEER_PRESETS] = {"evening", "sleep", "breathe", "before",
                                                "lift",    "drift", "focus",   "together"};

static Preset presets[STEER_PRESETS];

const Preset *steer_presets(void)
{
    for (int p = 0; p < STEER_PRESETS && presets[p].part_count == 0; ++p) {
        char path[64];
        Error error = {STATUS_OK, ""};
        snprintf(path, sizeof path, "presets/%s.conf", steer_names[p]);
        if (preset_file_read(path, &presets[p], &error) != STATUS_OK) {
            printf("not ok - steer: %s\n", error.message);
            exit(1);
        }
    }
    return presets;
}

SessionConfig steer_config(int preset, uint64_t seed)
{
    return (SessionConfig){.presets = steer_presets(),
                           .preset_count = STEER_PRESETS,
                           .preset_index = preset,
                           .seed = seed,
                           .rate_hz = STEER_RATE_HZ,
                           .fade_ms = 3000,
                           .volume = 127};
}

int64_t take_ms(const Event *event)
{
    return event->frame * 1000 / STEER_RATE_HZ;
}

// Takes all events that are due, as session_render does: the one after them waits for its time.
static int take_due(Take *take, Session *session, int64_t frame)
{
    while (session->has_pending || session_next_by(session, frame, &session->pending)) {
        session->has_pending = session->pending.frame > frame;
        if (session->has_pending || take->count == TAKE_EVENTS) {
            return take->count < TAKE_EVENTS;
        }
        take->events[take->count++] = session->pending;
    }
    return !session->ended;
}

void take_play(Take *take, const SessionConfig *config, const Touch *touches, int count,
               int64_t length_ms)
{
    static Session session;
    session_init(&session, config);
    take->preset = &config->presets[config->preset_index];
    take->count = 0;
    take->tenths = 0;
    int next = 0, plays = 1;
    for (int64_t ms = 0; plays && ms <= length_ms; ms += STEP_MS) {
        plays = take_due(take, &session, ms * STEER_RATE_HZ / 1000);
        session.rendered_frames = ms * STEER_RATE_HZ / 1000;
        for (; next < count && touches[next].at_ms <= ms; ++next) {
            session_control(&session, &touches[next].msg);
        }
        if (ms % 100 == 0 && take->tenths < TAKE_TENTHS) {
            const Snapshot shown = session_snapshot(&session);
            take->mood[take->tenths] = shown.mood;
            take->target[take->tenths++] = shown.target;
        }
    }
}

Params steer_params(const Preset *preset, Mood mood)
{
    Params params;
    params_from_mood(&params, mood, &preset->set);
    return params;
}

int32_t take_control(const Take *take, int32_t controller, int64_t ms)
{
    int32_t value = -1;
    for (size_t i = 0; i < take->count && take_ms(&take->events[i]) <= ms; ++i) {
        const Event *const event = &take->events[i];
        if (event->kind == EVENT_CONTROL && event->part == 0 && event->a == controller) {
            value = event->b;
        }
    }
    return value;
}

int32_t take_tempo(const Take *take, int64_t ms)
{
    int32_t tempo_us = 0;
    for (size_t i = 0; i < take->count && take_ms(&take->events[i]) <= ms; ++i) {
        tempo_us = take->events[i].kind == EVENT_TEMPO ? take->events[i].a : tempo_us;
    }
    return tempo_us;
}

double take_beats(const Take *take, int64_t from_ms, int64_t to_ms)
{
    double beats = 0;
    int64_t at = from_ms;
    int32_t tempo_us = 1000000;
    for (size_t i = 0; i < take->count && at < to_ms; ++i) {
        const Event *const event = &take->events[i];
        const int64_t ms = take_ms(event);
        if (event->kind != EVENT_TEMPO) {
            continue;
        }
        if (ms > at) {
            const int64_t until = ms < to_ms ? ms : to_ms;
            beats += (double)(until - at) * 1000 / tempo_us;
            at = until;
        }
        tempo_us = event->a;
    }
    return beats + (double)(to_ms - at) * 1000 / tempo_us;
}

// The next event of the kind from `*i` on, or NULL.
static const Event *next_of(const Take *take, size_t *i, EventKind kind, int32_t controller,
                            int64_t from_ms)
{
    for (; *i < take->count; ++*i) {
        const Event *const event = &take->events[*i];
        if (event->kind == (uint8_t)kind && take_ms(event) >= from_ms &&
            (kind != EVENT_CONTROL || (event->a == controller && event->part == 0))) {
            ++*i;
            return event;
        }
    }
    return NULL;
}

static int differ(const Event *a, const Event *b)
{
    // Velocity and length may differ while the notes are still the same.
    const int notes = a->kind == EVENT_NOTE_ON;
    return a->tick != b->tick || a->a != b->a || (!notes && (a->b != b->b || a->c != b->c));
}

const Event *take_change(const Take *take, const Take *other, EventKind kind, int32_t controller,
                         int64_t from_ms)
{
    size_t i = 0, k = 0;
    for (;;) {
        const Event *const a = next_of(take, &i, kind, controller, from_ms);
        const Event *const b = next_of(other, &k, kind, controller, from_ms);
        if (a == NULL || b == NULL) {
            return a != NULL ? a : b;
        }
        if (differ(a, b)) {
            return a->tick <= b->tick ? a : b;
        }
    }
}
