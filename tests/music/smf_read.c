#include "smf_read.h"

#include "music.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    DEFAULT_TEMPO_US = 500000,
    META = 0xFF,
    META_MARKER = 6,
    META_TEMPO = 0x51,
    META_METRE = 0x58
};

/// A track while it is read. Past its end it gives zeros.
typedef struct {
    const unsigned char *at, *end;
    long tick;
    int track, status;
} Reader;

static int next_byte(Reader *reader)
{
    return reader->at < reader->end ? *reader->at++ : 0;
}

static long big_endian(Reader *reader, long count)
{
    long value = 0;
    while (count-- > 0) {
        value = value << 8 | next_byte(reader);
    }
    return value;
}

static long variable(Reader *reader)
{
    long value = 0;
    int byte = 0x80;
    for (int i = 0; i < 4 && (byte & 0x80) != 0; ++i) {
        byte = next_byte(reader);
        value = value << 7 | (byte & 0x7F);
    }
    return value;
}

static void skip(Reader *reader, long count)
{
    const long left = reader->end - reader->at;
    reader->at += count < left ? count : left;
}

static void put(Smf *smf, const Reader *reader, SmfKind kind, int a, int b)
{
    if ((smf->count & (smf->count - 1)) == 0) { // room doubles at each power of two
        const size_t room = smf->count == 0 ? 1 : 2 * (size_t)smf->count;
        smf->events = realloc(smf->events, room * sizeof *smf->events);
        if (smf->events == NULL) {
            abort();
        }
    }
    smf->events[smf->count++] =
        (SmfEvent){reader->tick, 0, (int)kind, reader->track, reader->status & 15, a, b};
}

static void read_meta(Smf *smf, Reader *reader)
{
    const int type = next_byte(reader);
    const long length = variable(reader);
    const unsigned char *const body = reader->at;
    if (type == META_TEMPO) {
        put(smf, reader, SMF_TEMPO, (int)big_endian(reader, 3), 0);
    } else if (type == META_METRE) {
        const int beats = next_byte(reader);
        const int bar = beats * smf->division * 4 >> (next_byte(reader) & 7);
        put(smf, reader, SMF_METRE, bar > 0 ? bar : 4 * smf->division, 0);
    } else if (type == META_MARKER) {
        put(smf, reader, SMF_MARKER, 0, 0);
    }
    reader->at = body;
    skip(reader, length);
}

static void read_message(Smf *smf, Reader *reader)
{
    const int kind = reader->status & 0xF0;
    const int a = next_byte(reader);
    const int b = kind == 0xC0 || kind == 0xD0 ? 0 : next_byte(reader);
    if (kind == 0x90 && b > 0) {
        put(smf, reader, SMF_NOTE_ON, a, b);
    } else if (kind == 0x80 || kind == 0x90) {
        put(smf, reader, SMF_NOTE_OFF, a, b);
    }
}

static void read_track(Smf *smf, Reader *reader)
{
    while (reader->at < reader->end) {
        reader->tick += variable(reader);
        if (reader->at < reader->end && *reader->at >= 0x80) {
            reader->status = next_byte(reader);
        }
        if (reader->status == META) {
            read_meta(smf, reader);
        } else if (reader->status >= 0xF0) {
            skip(reader, variable(reader));
        } else {
            read_message(smf, reader);
        }
    }
    smf->end = reader->tick > smf->end ? reader->tick : smf->end;
}

static int in_order(const void *left, const void *right)
{
    const SmfEvent *const a = left;
    const SmfEvent *const b = right;
    if (a->tick != b->tick) {
        return a->tick < b->tick ? -1 : 1;
    }
    return a->kind != b->kind     ? a->kind - b->kind
           : a->track != b->track ? a->track - b->track
                                  : a->a - b->a;
}

static void tell_time(Smf *smf)
{
    double seconds = 0;
    long tick = 0;
    int tempo_us = DEFAULT_TEMPO_US;
    for (int i = 0; i < smf->count; ++i) {
        SmfEvent *const event = &smf->events[i];
        seconds += (double)(event->tick - tick) * tempo_us / 1e6 / smf->division;
        tick = event->tick;
        event->seconds = seconds;
        tempo_us = event->kind == SMF_TEMPO ? event->a : tempo_us;
    }
}

static unsigned char *read_bytes(const char *path, size_t *count)
{
    FILE *const file = fopen(path, "rb");
    if (file == NULL) {
        return NULL;
    }
    size_t room = 1 << 16;
    unsigned char *bytes = malloc(room);
    *count = 0;
    for (size_t got; bytes != NULL && (got = fread(bytes + *count, 1, room - *count, file)) > 0;) {
        *count += got;
        bytes = *count == room ? realloc(bytes, room *= 2) : bytes;
    }
    fclose(file);
    return bytes;
}

int smf_read(const char *path, Smf *smf)
{
    size_t count = 0;
    unsigned char *const bytes = read_bytes(path, &count);
    *smf = (Smf){0};
    if (bytes == NULL || count < 14 || memcmp(bytes, "MThd", 4) != 0) {
        fprintf(stderr, "measure: %s: is no MIDI file that can be read\n", path);
        free(bytes);
        return 0;
    }
    Reader file = {.at = bytes + 12, .end = bytes + count};
    smf->division = (int)big_endian(&file, 2);
    smf->division = smf->division > 0 ? smf->division : 480;
    for (int track = 0; file.end - file.at >= 8; ++track) {
        const int is_track = memcmp(file.at, "MTrk", 4) == 0;
        skip(&file, 4);
        const long length = big_endian(&file, 4);
        Reader reader = {.at = file.at, .end = file.end, .track = track};
        skip(&file, length);
        reader.end = file.at;
        if (is_track) {
            read_track(smf, &reader);
        }
    }
    free(bytes);
    if (smf->count > 0) {
        qsort(smf->events, (size_t)smf->count, sizeof *smf->events, in_order);
    }
    tell_time(smf);
    return 1;
}
