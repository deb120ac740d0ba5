#include "music.h"

#include "smf_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TRACKS = 64, CHANNELS = 16, PITCHES = 128, DRUMS = 9 };

static const double together_s = 0.03; ///< Onsets so near are one to a listener.
static const double let_go_s = 0.02;   ///< A note about to end no longer hides another.

void *music_room(size_t count, size_t bytes)
{
    void *const room = calloc(count > 0 ? count : 1, bytes);
    if (room == NULL) {
        fputs("measure: out of memory\n", stderr);
        exit(2);
    }
    return room;
}

// ---- From events to notes and bars ------------------------------------------------------------

static void read_notes(const Smf *smf, Music *music)
{
    int *const open = music_room(TRACKS * CHANNELS * PITCHES, sizeof *open); // note index + 1
    music->notes = music_room((size_t)smf->count, sizeof *music->notes);
    for (int i = 0; i < smf->count; ++i) {
        const SmfEvent *const event = &smf->events[i];
        if ((event->kind != SMF_NOTE_ON && event->kind != SMF_NOTE_OFF) ||
            event->channel == DRUMS) {
            continue;
        }
        int *const slot = &open[((event->track % TRACKS) * CHANNELS + event->channel) * PITCHES +
                                event->a % PITCHES];
        if (*slot > 0) {
            music->notes[*slot - 1].off = event->seconds;
            *slot = 0;
        }
        if (event->kind == SMF_NOTE_ON) {
            const double end = smf->events[smf->count - 1].seconds; // unless its note-off comes
            music->notes[music->note_count] = (Note){event->seconds, end, event->a, event->b};
            *slot = ++music->note_count;
        }
    }
    free(open);
}

/// Walks over ticks and knows the seconds.
typedef struct {
    const Smf *smf;
    int next;
    long tick;
    double seconds;
    int tempo_us;
} Walk;

static double seconds_at(Walk *walk, long tick)
{
    const Smf *const smf = walk->smf;
    for (; walk->next < smf->count && smf->events[walk->next].tick <= tick; ++walk->next) {
        const SmfEvent *const event = &smf->events[walk->next];
        if (event->kind == SMF_TEMPO) {
            walk->tick = event->tick;
            walk->seconds = event->seconds;
            walk->tempo_us = event->a;
        }
    }
    return walk->seconds + (double)(tick - walk->tick) * walk->tempo_us / 1e6 / smf->division;
}

static long last_tick(const Smf *smf)
{
    for (int i = smf->count - 1; i >= 0; --i) {
        if (smf->events[i].kind == SMF_NOTE_OFF) {
            return smf->events[i].tick;
        }
    }
    return 0;
}

// Bars are counted anew at each change of metre and at each marker: a pause between phrases need
// not be a whole bar. A stump before such a place belongs to the bar before it.
static void read_bars(const Smf *smf, Music *music)
{
    Walk walk = {.smf = smf, .tempo_us = 500000};
    const long end = last_tick(smf);
    long bar = 4L * smf->division;
    music->bars = music_room((size_t)(end / (smf->division / 2 + 1)) + (size_t)smf->count + 2,
                             sizeof *music->bars);
    music->phrases = music_room((size_t)smf->count, sizeof *music->phrases);
    int i = 0;
    for (long tick = 0; tick < end;) {
        for (; i < smf->count && smf->events[i].tick <= tick; ++i) {
            bar = smf->events[i].kind == SMF_METRE ? smf->events[i].a : bar;
            if (smf->events[i].kind == SMF_MARKER) {
                music->phrases[music->phrase_count++] = smf->events[i].seconds;
            }
        }
        long next = tick + bar;
        for (int k = i; k < smf->count && smf->events[k].tick < next + bar / 2; ++k) {
            next = smf->events[k].kind == SMF_METRE || smf->events[k].kind == SMF_MARKER
                       ? smf->events[k].tick
                       : next;
        }
        music->bars[music->bar_count++] = seconds_at(&walk, tick);
        tick = next;
    }
    music->bars[music->bar_count] = seconds_at(&walk, end);
}

// ---- Onsets, tune and bass --------------------------------------------------------------------

static int by_time(const void *left, const void *right)
{
    const Note *const a = left;
    const Note *const b = right;
    return a->on != b->on ? (a->on < b->on ? -1 : 1) : a->pitch - b->pitch;
}

static int is_hidden(const Note *notes, int count, const Note *note, int sign)
{
    for (int i = count - 1; i >= 0; --i) {
        if (notes[i].off > note->on + let_go_s && sign * notes[i].pitch > sign * note->pitch) {
            return 1;
        }
    }
    return 0;
}

// The outermost note of notes[from..to) on the side of `sign`, when nothing sounds beyond it.
static void add_outer(const Music *music, int from, int to, int sign, Note *line, int *count)
{
    const Note *best = &music->notes[from];
    for (int i = from + 1; i < to; ++i) {
        best = sign * music->notes[i].pitch > sign * best->pitch ? &music->notes[i] : best;
    }
    if (!is_hidden(music->notes, from, best, sign)) {
        line[(*count)++] = *best;
    }
}

static void add_onset(Music *music, int from, int to)
{
    Onset onset = {music->notes[from].on, 0};
    for (int i = from; i < to; ++i) {
        const int velocity = music->notes[i].velocity;
        onset.loudest = velocity > onset.loudest ? velocity : onset.loudest;
    }
    music->onsets[music->onset_count++] = onset;
}

void music_arrange(Music *music)
{
    const size_t room = (size_t)music->note_count;
    qsort(music->notes, room, sizeof *music->notes, by_time);
    music->onsets = music_room(room, sizeof *music->onsets);
    music->tune = music_room(room, sizeof *music->tune);
    music->bass = music_room(room, sizeof *music->bass);
    for (int from = 0, to; from < music->note_count; from = to) {
        for (to = from + 1;
             to < music->note_count && music->notes[to].on - music->notes[from].on <= together_s;
             ++to) {
        }
        add_onset(music, from, to);
        add_outer(music, from, to, 1, music->tune, &music->tune_count);
        add_outer(music, from, to, -1, music->bass, &music->bass_count);
    }
    music->end = 0;
    for (int i = 0; i < music->note_count; ++i) {
        music->end = music->notes[i].off > music->end ? music->notes[i].off : music->end;
    }
}

// ---- Whole pieces -----------------------------------------------------------------------------

Music *music_read(const char *path)
{
    Smf smf;
    if (!smf_read(path, &smf)) {
        return NULL;
    }
    Music *music = music_room(1, sizeof *music);
    if (smf.count > 0) {
        read_notes(&smf, music);
        read_bars(&smf, music);
    }
    free(smf.events);
    if (music->note_count == 0) {
        fprintf(stderr, "measure: %s: has no notes\n", path);
        music_free(music);
        return NULL;
    }
    music_arrange(music);
    return music;
}

Music *music_like(const Music *music, int notes)
{
    Music *const copy = music_room(1, sizeof *copy);
    copy->notes = music_room((size_t)notes, sizeof *copy->notes);
    copy->bars = music_room((size_t)music->bar_count + 1, sizeof *copy->bars);
    copy->bar_count = music->bar_count;
    memcpy(copy->bars, music->bars, ((size_t)music->bar_count + 1) * sizeof *copy->bars);
    copy->phrases = music_room((size_t)music->phrase_count, sizeof *copy->phrases);
    copy->phrase_count = music->phrase_count;
    memcpy(copy->phrases, music->phrases, (size_t)music->phrase_count * sizeof *copy->phrases);
    return copy;
}

void music_free(Music *music)
{
    if (music != NULL) {
        free(music->notes);
        free(music->onsets);
        free(music->tune);
        free(music->bass);
        free(music->bars);
        free(music->phrases);
        free(music);
    }
}
