#include "unit/score.h"

#include "compose/texture.h"
#include "music/instrument.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t mixed(uint64_t print, uint64_t word)
{
    return (print ^ word) * 0x100000001b3u + (print >> 29);
}

static uint64_t event_print(uint64_t print, const Event *event)
{
    print = mixed(mixed(print, (uint64_t)event->tick), (uint64_t)event->frame);
    print = mixed(mixed(print, (uint32_t)event->a), (uint32_t)event->b);
    print = mixed(print, (uint32_t)event->c);
    return mixed(print, (uint64_t)event->kind << 16 | event->part << 8 | event->channel);
}

void score_compose(Score *score, const SessionConfig *config, int64_t tick_max)
{
    static Session session;
    session_init(&session, config);
    score->config = *config;
    score->preset = &config->presets[config->preset_index];
    score->count = 0;
    score->queue_most = 0;
    score->sounding_most = 0;
    score->print = 0;
    Event event;
    while (score->count < EVENTS_MAX && session_next(&session, &event) && event.tick < tick_max) {
        score->events[score->count++] = event;
        score->print = event_print(score->print, &event);
        const int32_t queued = session.queue.count, sounding = session.arbiter.count;
        score->queue_most = queued > score->queue_most ? queued : score->queue_most;
        score->sounding_most = sounding > score->sounding_most ? sounding : score->sounding_most;
    }
}

// ---- Rules --------------------------------------------------------------------------------------

__attribute__((format(printf, 1, 2))) static const char *fault(const char *format, ...)
{
    static char text[200];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return text;
}

static const char *order_fault(const Score *score)
{
    const Event *last = &score->events[0];
    for (size_t i = 0; i < score->count; ++i) {
        const Event *const event = &score->events[i];
        if (event->tick < last->tick || event->frame < last->frame || event->frame < 0) {
            return fault("event %zu at tick %lld, frame %lld runs backwards from %lld, %lld", i,
                         (long long)event->tick, (long long)event->frame, (long long)last->tick,
                         (long long)last->frame);
        }
        if ((event->kind == EVENT_END) != (i + 1 == score->count)) {
            return fault("event %zu of %zu: the end is not the last", i, score->count);
        }
        last = event;
    }
    return NULL;
}

static const char *pairs_fault(const Score *score)
{
    int64_t since[16][128];
    memset(since, -1, sizeof since);
    int open = 0;
    for (size_t i = 0; i < score->count; ++i) {
        const Event *const event = &score->events[i];
        if (event->kind != EVENT_NOTE_ON && event->kind != EVENT_NOTE_OFF) {
            continue;
        }
        int64_t *const from = &since[event->channel][event->a];
        const int begins = event->kind == EVENT_NOTE_ON;
        if (begins == (*from >= 0)) {
            return fault("tick %lld: pitch %d of part %d %s", (long long)event->tick, event->a,
                         event->part, begins ? "begins twice" : "ends without a beginning");
        }
        if (!begins && event->tick <= *from) {
            return fault("tick %lld: pitch %d of part %d has no length", (long long)event->tick,
                         event->a, event->part);
        }
        *from = begins ? event->tick : -1;
        open += begins ? 1 : -1;
    }
    return open == 0 ? NULL : fault("%d notes are stuck at the end", open);
}

static const char *cap_fault(const Score *score)
{
    return score->sounding_most <= 24 ? NULL : fault("%d notes at once", score->sounding_most);
}

static const char *queue_fault(const Score *score)
{
    return score->queue_most <= QUEUE_MAX / 2 ? NULL : fault("%d events wait", score->queue_most);
}

static const char *range_fault(const Score *score)
{
    for (size_t i = 0; i < score->count; ++i) {
        const Event *const on = &score->events[i];
        if (on->kind != EVENT_NOTE_ON) {
            continue;
        }
        const PartSpec *const part = &score->preset->parts[on->part];
        const Instrument *const instrument = &instrument_table[part->instrument];
        const Texture *const texture = texture_table[part->texture];
        const int shift = OCTAVE * part->octave;
        if (on->a < instrument->low || on->a > instrument->high) {
            return fault("tick %lld: %s plays %d", (long long)on->tick, instrument->name, on->a);
        }
        // an octave has to fit: where register and instrument overlap less, the low end rules
        if (on->a < texture->low + shift || on->a > texture->high + shift + OCTAVE) {
            return fault("tick %lld: %s plays %d", (long long)on->tick, texture->name, on->a);
        }
    }
    return NULL;
}

static int is_borrowed(Key key, Chord chord, int32_t pitch)
{
    return chord.colour == CHORD_BORROWED && (chord_mask(key, chord) >> (pitch % OCTAVE) & 1);
}

// Notes may be played a little ahead of the key change that they belong to.
static const char *key_fault(const Score *score)
{
    Key key = {0, 0}, next = {0, 0};
    Chord chord = {0}, next_chord = {0}; // a borrowed one brings a tone of its own
    size_t ahead = 0;
    int has_key = 0;
    for (size_t i = 0; i < score->count; ++i) {
        const Event *const event = &score->events[i];
        for (; ahead < score->count && score->events[ahead].tick <= event->tick + 480; ++ahead) {
            if (score->events[ahead].kind == EVENT_KEY) {
                next = (Key){(uint8_t)score->events[ahead].a, (uint8_t)score->events[ahead].b};
            } else if (score->events[ahead].kind == EVENT_CHORD) {
                next_chord =
                    (Chord){(uint8_t)score->events[ahead].a, (uint8_t)score->events[ahead].b, 0};
            }
        }
        if (event->kind == EVENT_CHORD) {
            chord = (Chord){(uint8_t)event->a, (uint8_t)event->b, 0};
        }
        if (event->kind == EVENT_KEY) {
            key = (Key){(uint8_t)event->a, (uint8_t)event->b};
            has_key = 1;
        } else if (event->kind == EVENT_NOTE_ON && event->channel != PERCUSSION_CHANNEL &&
                   !scale_has(key, event->a) && !scale_has(next, event->a) &&
                   !is_borrowed(key, chord, event->a) && !is_borrowed(next, next_chord, event->a)) {
            return fault("tick %lld: part %d plays %d in key %d %s", (long long)event->tick,
                         event->part, event->a, key.tonic, mode_table[key.mode].name);
        }
    }
    return has_key ? NULL : fault("there is no key");
}

// A fixed tempo holds to the microsecond until the last phrase, whose ritard only slows.
static const char *tempo_fault(const Score *score)
{
    const ParamSet *const set = &score->config.set;
    const int32_t want = set->fixed[PARAM_TEMPO] ? 60000000 / set->value[PARAM_TEMPO] : 0;
    int64_t last_phrase = 0;
    for (size_t i = 0; i < score->count; ++i) {
        last_phrase = score->events[i].kind == EVENT_PHRASE ? score->events[i].tick : last_phrase;
    }
    int count = 0;
    for (size_t i = 0; i < score->count; ++i) {
        const Event *const event = &score->events[i];
        if (event->kind != EVENT_TEMPO) {
            continue;
        }
        ++count;
        const int early = event->tick < last_phrase;
        if (event->a < 480000 || event->a > 2400000) {
            return fault("tick %lld: %d us a beat", (long long)event->tick, event->a);
        }
        if (want > 0 && (early ? abs(event->a - want) > 1 : event->a < want - 1)) {
            return fault("tick %lld: %d us a beat, not %d", (long long)event->tick, event->a, want);
        }
    }
    return count > 0 ? NULL : fault("there is no tempo");
}

static int compare(const void *a, const void *b)
{
    const int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

enum { WINDOW = 32 * 48000, WINDOWS_MAX = 64, RISES_MAX = 4000 };

/// The loudest note of each onset, and how it rises from one onset to the next, window by window.
typedef struct {
    int rises[RISES_MAX];
    int count;
    int p99[WINDOWS_MAX]; ///< Of each whole window.
    int windows;
    int loud, before; ///< Loudest of this onset and of the one before.
} Rises;

static void end_onset(Rises *rises)
{
    if (rises->before > 0 && rises->count < RISES_MAX) {
        rises->rises[rises->count++] =
            rises->loud > rises->before ? rises->loud - rises->before : 0;
    }
    rises->before = rises->loud;
    rises->loud = 0;
}

static void end_window(Rises *rises)
{
    if (rises->count > 10 && rises->windows < WINDOWS_MAX) {
        qsort(rises->rises, (size_t)rises->count, sizeof rises->rises[0], compare);
        rises->p99[rises->windows++] = rises->rises[(rises->count - 1) * 99 / 100];
    }
    rises->count = 0;
}

int score_rise(const Score *score)
{
    enum { SAME_ONSET = 48000 / 33 };
    static Rises rises;
    memset(&rises, 0, sizeof rises);
    int64_t onset = -SAME_ONSET - 1, window = WINDOW;
    for (size_t i = 0; i < score->count; ++i) {
        const Event *const on = &score->events[i];
        if (on->kind != EVENT_NOTE_ON) {
            continue;
        }
        if (on->frame - onset > SAME_ONSET) {
            end_onset(&rises);
            onset = on->frame;
        }
        if (on->frame >= window) {
            end_window(&rises);
            window += WINDOW;
        }
        rises.loud = on->b > rises.loud ? on->b : rises.loud;
    }
    qsort(rises.p99, (size_t)rises.windows, sizeof rises.p99[0], compare);
    return rises.windows > 0 ? rises.p99[rises.windows / 2] : 0;
}

static const char *level_fault(const Score *score)
{
    enum { RISE_MOST = 48 };
    for (size_t i = 0; i < score->count; ++i) {
        const Event *const on = &score->events[i];
        if (on->kind == EVENT_NOTE_ON && (on->b < 1 || on->b > 112)) {
            return fault("tick %lld: velocity %d", (long long)on->tick, on->b);
        }
    }
    const int rise = score_rise(score);
    return rise <= RISE_MOST ? NULL : fault("velocity rises by %d at the 99th percentile", rise);
}

static const Event *last_of(const Score *score, EventKind kind)
{
    for (size_t i = score->count; i-- > 0;) {
        if (score->events[i].kind == kind) {
            return &score->events[i];
        }
    }
    return NULL;
}

// The piece ends with the tonic in root position, and every note that rings at the end is in it.
static const char *ending_fault(const Score *score)
{
    const Event *const chord = last_of(score, EVENT_CHORD);
    const Event *const key = last_of(score, EVENT_KEY);
    const Event *const end = last_of(score, EVENT_END);
    if (chord == NULL || key == NULL || end == NULL) {
        return fault("there is no end");
    }
    if (chord->a != 0 || chord->c != 0) {
        return fault("it ends on degree %d, member %d in the bass", chord->a, chord->c);
    }
    const Chord tonic = {(uint8_t)chord->a, (uint8_t)chord->b, (uint8_t)chord->c};
    const uint16_t mask = chord_mask((Key){(uint8_t)key->a, (uint8_t)key->b}, tonic);
    int ring = 0;
    for (size_t i = 0; i < score->count; ++i) {
        const Event *const off = &score->events[i];
        if (off->kind == EVENT_NOTE_OFF && off->tick == end->tick) {
            ++ring;
            if (!(mask >> (off->a % OCTAVE) & 1)) {
                return fault("part %d rings on %d at the end", off->part, off->a);
            }
        }
    }
    return ring >= 2 ? NULL : fault("%d notes ring at the end", ring);
}

const ScoreRule score_rules[] = {
    {"times never run backwards, the end comes last", order_fault},
    {"every note begins once and ends, none is stuck or empty", pairs_fault},
    {"24 notes at once at most", cap_fault},
    {"the queue stays under half full", queue_fault},
    {"instruments and textures keep their range", range_fault},
    {"every note is in key", key_fault},
    {"tempo is in bounds, and exact when fixed", tempo_fault},
    {"velocity is in bounds and does not jump", level_fault},
    {"the piece ends ringing on the tonic", ending_fault},
};

const int score_rule_count = (int)(sizeof score_rules / sizeof score_rules[0]);
