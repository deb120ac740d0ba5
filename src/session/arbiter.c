#include "session/arbiter.h"

#include "music/metre.h"

enum { MERGE_TICKS = TICKS_PER_SIXTEENTH / 4 }; ///< Nobody strikes a pitch twice in 30 to 60 ms.

void arbiter_init(Arbiter *arbiter)
{
    arbiter->count = 0;
}

static int32_t earliest_end(const Arbiter *arbiter)
{
    int32_t best = 0;
    for (int32_t i = 1; i < arbiter->count; ++i) {
        if (arbiter->notes[i].end_tick < arbiter->notes[best].end_tick) {
            best = i;
        }
    }
    return best;
}

int64_t arbiter_next_end(const Arbiter *arbiter)
{
    return arbiter->count > 0 ? arbiter->notes[earliest_end(arbiter)].end_tick : INT64_MAX;
}

static void end_note(Arbiter *arbiter, int32_t i, int64_t tick, Event *off)
{
    const SoundingNote note = arbiter->notes[i];
    arbiter->notes[i] = arbiter->notes[--arbiter->count];
    *off = (Event){.tick = tick,
                   .kind = EVENT_NOTE_OFF,
                   .a = note.pitch,
                   .part = note.part,
                   .channel = note.channel};
}

int arbiter_end_due(Arbiter *arbiter, int64_t tick, Event *off)
{
    if (arbiter->count == 0) {
        return 0;
    }
    const int32_t i = earliest_end(arbiter);
    if (arbiter->notes[i].end_tick > tick) {
        return 0;
    }
    end_note(arbiter, i, arbiter->notes[i].end_tick, off);
    return 1;
}

void arbiter_forget(Arbiter *arbiter, const Event *on)
{
    for (int32_t i = 0; i < arbiter->count; ++i) {
        const SoundingNote *const note = &arbiter->notes[i];
        if (note->channel == on->channel && note->pitch == on->a && note->start_tick == on->tick) {
            arbiter->notes[i] = arbiter->notes[--arbiter->count];
            return;
        }
    }
}

int arbiter_begin(Arbiter *arbiter, const Event *on, Event *off)
{
    for (int32_t i = 0; i < arbiter->count; ++i) {
        if (arbiter->notes[i].channel == on->channel && arbiter->notes[i].pitch == on->a) {
            end_note(arbiter, i, on->tick, off);
            return 1;
        }
    }
    if (arbiter->count == SOUNDING_MAX) {
        end_note(arbiter, earliest_end(arbiter), on->tick, off);
        return 1;
    }
    arbiter->notes[arbiter->count++] = (SoundingNote){.end_tick = on->tick + on->c,
                                                      .start_tick = on->tick,
                                                      .channel = on->channel,
                                                      .pitch = (uint8_t)on->a,
                                                      .part = on->part};
    return 0;
}

int arbiter_merge(Arbiter *arbiter, const Event *on)
{
    for (int32_t i = 0; i < arbiter->count; ++i) {
        SoundingNote *const note = &arbiter->notes[i];
        if (note->channel == on->channel && note->pitch == on->a &&
            on->tick - note->start_tick < MERGE_TICKS) {
            const int64_t end = on->tick + on->c;
            note->end_tick = end > note->end_tick ? end : note->end_tick;
            return 1;
        }
    }
    return 0;
}

void arbiter_end_all_by(Arbiter *arbiter, int64_t tick)
{
    for (int32_t i = 0; i < arbiter->count; ++i) {
        if (arbiter->notes[i].end_tick > tick) {
            arbiter->notes[i].end_tick = tick;
        }
    }
}
