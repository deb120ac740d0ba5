#include "text/score_text.h"

#include "music/metre.h"
#include "music/percussion.h"
#include "text/names.h"
#include "text/why_text.h"

#include <inttypes.h>
#include <stdio.h>

enum { PLACE_BYTES = 48, US_PER_MINUTE = 60000000 };

/// Where the bars lie: they are counted anew from each change of metre.
typedef struct {
    Metre metre;
    int64_t tick; ///< At which the metre began ...
    int64_t bar;  ///< ... and how many bars lay before it.
    Key key;
    int tempo_us;
} Place;

static const char *place_text(char out[PLACE_BYTES], const Place *place, int64_t tick)
{
    const MetreInfo *const metre = &metre_table[place->metre];
    const int64_t since = tick - place->tick;
    const int64_t in_bar = since % metre->bar_ticks;
    snprintf(out, PLACE_BYTES, "%" PRId64 ":%d:%03d", place->bar + since / metre->bar_ticks + 1,
             (int)(in_bar / metre->beat_ticks) + 1, (int)(in_bar % metre->beat_ticks));
    return out;
}

// Quarter notes per minute, as everywhere in lull, also in 6/8.
static const char *tempo_text(char out[NAME_BYTES], const Place *place)
{
    const int64_t tenths = ((int64_t)US_PER_MINUTE * 10 + place->tempo_us / 2) / place->tempo_us;
    return number_text(out, NAME_BYTES, (int32_t)tenths, 1);
}

static void write_header(const Piece *piece, const Place *place, const Out *out)
{
    char key[NAME_BYTES];
    char tempo[NAME_BYTES];
    char mood[NAME_BYTES];
    char from[NAME_BYTES] = "";
    out_format(out,
               "# lull score: preset %s, seed %" PRIu64
               ", key %s, tempo %s BPM, metre %s, mood %s%s%s\n",
               piece->preset->name, piece->seed, key_text(key, sizeof key, place->key),
               tempo_text(tempo, place), metre_table[place->metre].name,
               piece->has_from ? mood_text(from, sizeof from, piece->from) : "",
               piece->has_from ? " to " : "", mood_text(mood, sizeof mood, piece->mood));
    out_format(out, "# %-12s %-16s %-5s %6s %8s\n", "bar:beat:tick", "part", "pitch", "length",
               "velocity");
}

static void follow(Place *place, const Event *event)
{
    if (event->kind == EVENT_METRE) {
        const int32_t bar = metre_table[place->metre].bar_ticks;
        place->bar += (event->tick - place->tick + bar - 1) / bar;
        place->tick = event->tick;
        place->metre = (Metre)event->a;
    } else if (event->kind == EVENT_KEY) {
        place->key = (Key){.tonic = (uint8_t)event->a, .mode = (uint8_t)event->b};
    } else if (event->kind == EVENT_TEMPO) {
        place->tempo_us = event->a;
    }
}

static void write_mark(const Place *place, const Event *event, const Out *out)
{
    char at[PLACE_BYTES];
    char key[NAME_BYTES];
    char text[NAME_BYTES];
    if (event->kind == EVENT_PHRASE) {
        out_format(out, "# %-14s phrase %d.%d, %d bars, %s, %s BPM\n",
                   place_text(at, place, event->tick), (int)event->a + 1, (int)event->b + 1,
                   (int)event->c, key_text(key, sizeof key, place->key), tempo_text(text, place));
    } else if (event->kind == EVENT_CHORD) {
        const Chord chord = {(uint8_t)event->a, (uint8_t)event->b, (uint8_t)event->c};
        out_format(out, "# %-14s %s\n", place_text(at, place, event->tick),
                   chord_text(text, sizeof text, place->key, chord));
    }
}

// Notes of one tick are few: the next one in order is looked for anew each time.
static const Event *next_in_order(const Event *events, size_t count, int after)
{
    const Event *best = NULL;
    int best_rank = INT32_MAX;
    for (size_t i = 0; i < count; ++i) {
        const int rank = events[i].part * 128 + (int)events[i].a;
        if (events[i].kind == EVENT_NOTE_ON && rank > after && rank < best_rank) {
            best = &events[i];
            best_rank = rank;
        }
    }
    return best;
}

static const char *sound_text(char *out, size_t bytes, const Event *note)
{
    return note->channel == PERCUSSION_CHANNEL ? hit_name(note->a)
                                               : pitch_text(out, bytes, note->a);
}

static void write_notes(const Piece *piece, const Place *place, size_t first, size_t count,
                        const Out *out)
{
    char at[PLACE_BYTES];
    char pitch[NAME_BYTES];
    const Event *const events = piece->events + first;
    int rank = -1;
    for (const Event *note; (note = next_in_order(events, count, rank)) != NULL;) {
        rank = note->part * 128 + (int)note->a;
        out_format(out, "%-14s %-16s %-5s %6" PRId64 " %8d\n", place_text(at, place, note->tick),
                   piece_part_name(piece, note->part), sound_text(pitch, sizeof pitch, note),
                   piece_note_ticks(piece, (size_t)(note - piece->events)), (int)note->b);
    }
}

static void write_score(const Piece *piece, const PhrasePlan *phrases, const Out *out)
{
    size_t phrase = 0;
    Place place = {.metre = (Metre)piece->preset->metre, .tempo_us = 1000000};
    for (size_t i = 0; i < piece->count && piece->events[i].tick == 0; ++i) {
        follow(&place, &piece->events[i]);
    }
    write_header(piece, &place, out);
    for (size_t i = 0; i < piece->count;) {
        size_t end = i;
        for (; end < piece->count && piece->events[end].tick == piece->events[i].tick; ++end) {
            follow(&place, &piece->events[end]);
            write_mark(&place, &piece->events[end], out);
            if (phrases != NULL && piece->events[end].kind == EVENT_PHRASE) {
                why_text_write(phrases, phrase++, out);
            }
        }
        write_notes(piece, &place, i, end - i, out);
        i = end;
    }
}

void score_text_write(const Piece *piece, const Out *out)
{
    write_score(piece, NULL, out);
}

void score_text_write_why(const Piece *piece, const Out *out)
{
    write_score(piece, piece->phrases, out);
}
