#include "text/audition.h"

#include "music/percussion.h"
#include "music/scale.h"

#include <stddef.h>

enum {
    STRUCK_MS = 400,    ///< From tone to tone.
    SUSTAINED_MS = 500, ///< The same where a tone is held; slow attacks get more.
    OVERLAP_MS = 60,    ///< Of the tones of the legato line.
    HELD_STEPS = 3,     ///< Length of the chord at the end.
    RELEASE_MS = 4500,  ///< Silence in which it rings out.
    MIDDLE_VELOCITY = 64,
    CC_REVERB = 91,
    REVERB = 40, ///< As of a part that asks for nothing else.
    FIFTH = 7,
};

/// What is written so far.
typedef struct {
    Event *events;
    int count;
    int rate_hz;
    int32_t step_ms;
    int32_t ms; ///< Where the next tone begins.
} Sheet;

static void add(Sheet *sheet, int32_t ms, EventKind kind, int32_t a, int32_t b)
{
    if (sheet->count < AUDITION_EVENTS) {
        sheet->events[sheet->count++] = (Event){
            .frame = (int64_t)ms * sheet->rate_hz / 1000, .kind = (uint8_t)kind, .a = a, .b = b};
    }
}

static void tone(Sheet *sheet, int32_t pitch, int32_t velocity, int32_t length_ms)
{
    add(sheet, sheet->ms, EVENT_NOTE_ON, pitch, velocity);
    add(sheet, sheet->ms + length_ms, EVENT_NOTE_OFF, pitch, 0);
}

static int32_t lowest_tonic(const Instrument *instrument)
{
    return (instrument->low + OCTAVE - 1) / OCTAVE * OCTAVE;
}

// C and G through the whole range; where tones are held, C alone.
static void play_range(Sheet *sheet, const Instrument *instrument)
{
    const int32_t first = lowest_tonic(instrument);
    for (int32_t pitch = first; pitch <= instrument->high; pitch += OCTAVE) {
        tone(sheet, pitch, MIDDLE_VELOCITY, sheet->step_ms);
        sheet->ms += sheet->step_ms;
        if (instrument->kind == TONE_STRUCK && pitch + FIFTH <= instrument->high) {
            tone(sheet, pitch + FIFTH, MIDDLE_VELOCITY, sheet->step_ms);
            sheet->ms += sheet->step_ms;
        }
    }
    sheet->ms += sheet->step_ms;
}

static void play_dynamics(Sheet *sheet, int32_t tonic)
{
    static const uint8_t velocities[] = {20, 40, 64, 90, 120};
    for (size_t i = 0; i < sizeof velocities; ++i) {
        tone(sheet, tonic, velocities[i], sheet->step_ms);
        sheet->ms += sheet->step_ms + sheet->step_ms / 4;
    }
    sheet->ms += sheet->step_ms;
}

static void play_legato(Sheet *sheet, int32_t tonic)
{
    static const int8_t line[] = {0, 2, 4, 7, 9, 7, 4, 2};
    for (size_t i = 0; i < sizeof line; ++i) {
        tone(sheet, tonic + line[i], MIDDLE_VELOCITY, sheet->step_ms + OVERLAP_MS);
        sheet->ms += sheet->step_ms;
    }
}

static void play_release(Sheet *sheet, int32_t tonic)
{
    static const int8_t chord[] = {0, 7, 16};
    for (size_t i = 0; i < sizeof chord; ++i) {
        tone(sheet, tonic + chord[i], MIDDLE_VELOCITY, HELD_STEPS * sheet->step_ms);
    }
    sheet->ms += HELD_STEPS * sheet->step_ms + RELEASE_MS;
}

// Each sound from soft to loud, then all of them in time.
static void play_kit(Sheet *sheet)
{
    enum { BEAT_MS = 600, BEATS = 8 };
    for (int i = 0; i < HITS; ++i) {
        play_dynamics(sheet, (int32_t)hit_table[i].key);
    }
    for (int beat = 0; beat < BEATS; ++beat) {
        tone(sheet, beat % 2 == 0 ? HIT_DRUM : HIT_RIM, MIDDLE_VELOCITY, BEAT_MS / 2);
        sheet->ms += BEAT_MS / 2;
        tone(sheet, HIT_SHAKER, MIDDLE_VELOCITY, BEAT_MS / 2);
        sheet->ms += BEAT_MS / 2;
    }
    sheet->ms += RELEASE_MS;
}

static void play_tones(Sheet *sheet, const Instrument *instrument)
{
    const int32_t octaves = (instrument->high - lowest_tonic(instrument)) / OCTAVE;
    const int32_t tonic = lowest_tonic(instrument) + octaves / 2 * OCTAVE;
    play_range(sheet, instrument);
    play_dynamics(sheet, tonic);
    play_legato(sheet, tonic);
    play_release(sheet, tonic);
}

// Few events, nearly in order: each moves back past those that are later. Events of one frame go in
// the order of their kinds, so that a tone ends before it begins again.
static void sort(Event *events, int count)
{
    for (int i = 1; i < count; ++i) {
        const Event moved = events[i];
        int at = i;
        for (;
             at > 0 && (events[at - 1].frame > moved.frame ||
                        (events[at - 1].frame == moved.frame && events[at - 1].kind > moved.kind));
             --at) {
            events[at] = events[at - 1];
        }
        events[at] = moved;
    }
}

int audition_score(const Instrument *instrument, int rate_hz, Event events[AUDITION_EVENTS])
{
    const int32_t step_ms =
        instrument->kind == TONE_SUSTAINED ? SUSTAINED_MS + 2 * instrument->attack_ms : STRUCK_MS;
    Sheet sheet = {.events = events, .rate_hz = rate_hz, .step_ms = step_ms};
    add(&sheet, 0, EVENT_PROGRAM, instrument->program, instrument->bank);
    add(&sheet, 0, EVENT_CONTROL, CC_REVERB, REVERB);
    if (instrument->kind == TONE_PERCUSSION) {
        play_kit(&sheet);
    } else {
        play_tones(&sheet, instrument);
    }
    add(&sheet, sheet.ms, EVENT_END, 0, 0);
    sort(events, sheet.count);
    return sheet.count;
}
