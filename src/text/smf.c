// A track's length stands before its bytes: each track is written twice, first into a counter.
#include "text/smf.h"

#include "music/instrument.h"
#include "music/metre.h"
#include "music/scale.h"
#include "text/names.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
    META_TEXT = 1,
    META_NAME = 3,
    META_MARKER = 6,
    META_END = 0x2F,
    META_TEMPO = 0x51,
    META_METRE = 0x58,
    META_KEY = 0x59,
    CLOCKS_PER_QUARTER = 24,
    MINOR_THIRD = 3,
};

/// One track while it is written.
typedef struct {
    const Out *out;
    int64_t tick; ///< Of the last event.
} Track;

static void put_bytes(const Out *out, const uint8_t *bytes, size_t count)
{
    out->write(out->context, bytes, count);
}

static void put_big_endian(const Out *out, uint32_t value, int count)
{
    uint8_t bytes[4];
    for (int i = 0; i < count; ++i) {
        bytes[i] = (uint8_t)(value >> (8 * (count - 1 - i)));
    }
    put_bytes(out, bytes, (size_t)count);
}

// Seven bits a byte, the highest bit set in all but the last.
static void put_variable(const Out *out, uint32_t value)
{
    for (int shift = 28; shift > 0; shift -= 7) {
        if (value >> shift != 0) {
            const uint8_t byte = (uint8_t)(0x80 | (value >> shift & 0x7F));
            put_bytes(out, &byte, 1);
        }
    }
    const uint8_t last = value & 0x7F;
    put_bytes(out, &last, 1);
}

static void put_message(Track *track, int64_t tick, const uint8_t *bytes, size_t count)
{
    put_variable(track->out, (uint32_t)(tick - track->tick));
    put_bytes(track->out, bytes, count);
    track->tick = tick;
}

static void put_meta(Track *track, int64_t tick, int type, const void *bytes, size_t count)
{
    const uint8_t head[2] = {0xFF, (uint8_t)type};
    put_message(track, tick, head, sizeof head);
    put_variable(track->out, (uint32_t)count);
    put_bytes(track->out, bytes, count);
}

static void put_text(Track *track, int64_t tick, int type, const char *text)
{
    put_meta(track, tick, type, text, strlen(text));
}

// ---- The conductor's track ----------------------------------------------------------------------

static void put_tempo(Track *track, const Event *event)
{
    const uint8_t bytes[3] = {(uint8_t)(event->a >> 16), (uint8_t)(event->a >> 8),
                              (uint8_t)event->a};
    put_meta(track, event->tick, META_TEMPO, bytes, sizeof bytes);
}

static void put_metre(Track *track, const Event *event)
{
    const MetreInfo *const metre = &metre_table[event->a];
    uint8_t power = 0;
    while (1 << power < metre->denominator) {
        ++power;
    }
    const int clocks = metre->beat_ticks * CLOCKS_PER_QUARTER / TICKS_PER_QUARTER;
    const uint8_t bytes[4] = {metre->numerator, power, (uint8_t)clocks, 8};
    put_meta(track, event->tick, META_METRE, bytes, sizeof bytes);
}

// A signature with the mode's own accidentals would name another tonic: D dorian would be C major.
static void put_key(Track *track, const Event *event)
{
    char name[NAME_BYTES];
    const Key key = {.tonic = (uint8_t)event->a, .mode = (uint8_t)event->b};
    const int minor = mode_table[key.mode].semitones[2] == MINOR_THIRD;
    const Key plain = {key.tonic, minor ? MODE_AEOLIAN : MODE_IONIAN};
    const uint8_t bytes[2] = {(uint8_t)(int8_t)key_signature(plain), (uint8_t)minor};
    put_meta(track, event->tick, META_KEY, bytes, sizeof bytes);
    put_text(track, event->tick, META_TEXT, key_text(name, sizeof name, key));
}

static void put_phrase(Track *track, const Event *event)
{
    char text[64];
    if (event->b == 0) {
        snprintf(text, sizeof text, "section %d", (int)event->a + 1);
    } else {
        snprintf(text, sizeof text, "phrase %d.%d", (int)event->a + 1, (int)event->b + 1);
    }
    put_text(track, event->tick, META_MARKER, text);
}

static void write_conductor(const Piece *piece, int part, const Out *out)
{
    (void)part;
    Track track = {out, 0};
    char text[PRESET_NAME_BYTES + 64];
    put_text(&track, 0, META_NAME, piece->preset->title);
    snprintf(text, sizeof text, "lull preset %s, seed %" PRIu64, piece->preset->name, piece->seed);
    put_text(&track, 0, META_TEXT, text);
    for (size_t i = 0; i < piece->count; ++i) {
        const Event *const event = &piece->events[i];
        if (event->kind == EVENT_TEMPO) {
            put_tempo(&track, event);
        } else if (event->kind == EVENT_METRE) {
            put_metre(&track, event);
        } else if (event->kind == EVENT_KEY) {
            put_key(&track, event);
        } else if (event->kind == EVENT_PHRASE) {
            put_phrase(&track, event);
        }
    }
    put_meta(&track, piece_ticks(piece), META_END, "", 0);
}

// ---- The parts ----------------------------------------------------------------------------------

// The MIDI messages of an event; 0 bytes for marks and for what the conductor holds.
static size_t message_bytes(const Event *event, uint8_t bytes[3])
{
    static const uint8_t status[] = {
        [EVENT_NOTE_OFF] = 0x80, [EVENT_NOTE_ON] = 0x90, [EVENT_CONTROL] = 0xB0,
        [EVENT_PROGRAM] = 0xC0,  [EVENT_BEND] = 0xE0,
    };
    const size_t kinds = sizeof status / sizeof status[0];
    if (event->kind >= kinds || status[event->kind] == 0) {
        return 0;
    }
    bytes[0] = status[event->kind] | event->channel;
    bytes[1] = event->kind == EVENT_BEND ? (uint8_t)(event->a & 0x7F) : (uint8_t)event->a;
    bytes[2] = event->kind == EVENT_BEND       ? (uint8_t)(event->a >> 7)
               : event->kind == EVENT_NOTE_OFF ? 64
                                               : (uint8_t)event->b;
    return event->kind == EVENT_PROGRAM ? 2 : 3;
}

static void write_part(const Piece *piece, int part, const Out *out)
{
    Track track = {out, 0};
    put_text(&track, 0, META_NAME, piece_part_name(piece, part));
    for (size_t i = 0; i < piece->count; ++i) {
        const Event *const event = &piece->events[i];
        uint8_t bytes[3];
        const size_t count = event->part == part ? message_bytes(event, bytes) : 0;
        // A bank above 127 is a SoundFont's: in MIDI its channel says that it is percussion.
        if (event->kind == EVENT_PROGRAM && count > 0 && event->b < PERCUSSION_BANK) {
            const uint8_t bank[3] = {0xB0 | event->channel, 0, (uint8_t)event->b};
            put_message(&track, event->tick, bank, sizeof bank);
        }
        if (count > 0) {
            put_message(&track, event->tick, bytes, count);
        }
    }
    put_meta(&track, piece_ticks(piece), META_END, "", 0);
}

// ---- The file -----------------------------------------------------------------------------------

typedef void WriteTrack(const Piece *piece, int part, const Out *out);

static void write_chunk(WriteTrack *write_track, const Piece *piece, int part, const Out *out)
{
    OutCount count;
    const Out counter = out_counting(&count);
    write_track(piece, part, &counter);
    out_text(out, "MTrk");
    put_big_endian(out, (uint32_t)count.bytes, 4);
    write_track(piece, part, out);
}

static int has_player(const Piece *piece)
{
    for (size_t i = 0; i < piece->count; ++i) {
        if (piece->events[i].kind == EVENT_NOTE_ON && piece->events[i].part == PARTS_MAX) {
            return 1;
        }
    }
    return 0;
}

void smf_write(const Piece *piece, const Out *out)
{
    const int parts = piece->preset->part_count;
    const int player = has_player(piece);
    out_text(out, "MThd");
    put_big_endian(out, 6, 4);
    put_big_endian(out, 1, 2);
    put_big_endian(out, (uint32_t)(1 + parts + player), 2);
    put_big_endian(out, TICKS_PER_QUARTER, 2);
    write_chunk(write_conductor, piece, 0, out);
    for (int part = 0; part < parts; ++part) {
        write_chunk(write_part, piece, part, out);
    }
    if (player) {
        write_chunk(write_part, piece, PARTS_MAX, out);
    }
}
