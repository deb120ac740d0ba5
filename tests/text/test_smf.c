// MIDI files, read back byte by byte.
#include "harness.h"
#include "music/instrument.h"
#include "music/percussion.h"
#include "piece_fixture.h"
#include "text/smf.h"

#include <string.h>

enum { FILE_BYTES = 4096, TRACKS = 8 };

static unsigned char file[FILE_BYTES];
static size_t file_bytes;

static void keep(void *context, const void *bytes, size_t count)
{
    (void)context;
    if (file_bytes + count <= FILE_BYTES) {
        memcpy(file + file_bytes, bytes, count);
    }
    file_bytes += count;
}

/// What a track was found to hold.
typedef struct {
    char name[40], texts[400], markers[100];
    int notes_on, notes_off, notes_hanging, programs, channel;
    int tempo_us[4], tempo_count;
    int metre[4], key[2];
    long end_tick;
    int sound; ///< 1 when the track could be read to its end.
} TrackRead;

static long number(const unsigned char *at, int bytes)
{
    long value = 0;
    for (int i = 0; i < bytes; ++i) {
        value = value << 8 | at[i];
    }
    return value;
}

static long variable(const unsigned char **at)
{
    long value = 0;
    unsigned char byte;
    do {
        byte = *(*at)++;
        value = value << 7 | (byte & 0x7F);
    } while (byte & 0x80);
    return value;
}

static void read_meta(TrackRead *track, int type, const unsigned char *data, long length, long tick)
{
    if (type == 3) {
        snprintf(track->name, sizeof track->name, "%.*s", (int)length, data);
    } else if (type == 1 || type == 6) {
        char *const into = type == 1 ? track->texts : track->markers;
        strncat(into, (const char *)data, (size_t)length);
        strcat(into, "|");
    } else if (type == 0x51) {
        track->tempo_us[track->tempo_count++ % 4] = (int)number(data, 3);
    } else if (type == 0x58) {
        for (int i = 0; i < 4; ++i) {
            track->metre[i] = data[i];
        }
    } else if (type == 0x59) {
        track->key[0] = (signed char)data[0];
        track->key[1] = data[1];
    } else if (type == 0x2F) {
        track->end_tick = tick;
    }
}

static void read_track(TrackRead *track, const unsigned char *at, long length)
{
    const unsigned char *const end = at + length;
    int sounding[128] = {0};
    long tick = 0;
    memset(track, 0, sizeof *track);
    track->channel = -1;
    while (at < end && track->end_tick == 0) {
        tick += variable(&at);
        const int status = *at++;
        if (status == 0xFF) {
            const int type = *at++;
            const long bytes = variable(&at);
            read_meta(track, type, at, bytes, tick);
            at += bytes;
            continue;
        }
        if (status < 0x80 || status >= 0xF0) {
            return;
        }
        track->channel = status & 15;
        if (status >> 4 == 9) {
            ++track->notes_on;
            ++sounding[at[0]];
        } else if (status >> 4 == 8) {
            ++track->notes_off;
            --sounding[at[0]];
        }
        track->programs += status >> 4 == 0xC;
        at += status >> 4 == 0xC ? 1 : 2;
    }
    for (int i = 0; i < 128; ++i) {
        track->notes_hanging += sounding[i] != 0;
    }
    track->sound = at == end;
}

static int read_file(TrackRead tracks[TRACKS])
{
    int count = 0;
    const unsigned char *at = file + 14;
    while (at + 8 <= file + file_bytes && memcmp(at, "MTrk", 4) == 0 && count < TRACKS) {
        const long length = number(at + 4, 4);
        if (at + 8 + length > file + file_bytes) {
            return -1;
        }
        read_track(&tracks[count++], at + 8, length);
        at += 8 + length;
    }
    return at == file + file_bytes ? count : -1;
}

static void test_conductor(const TrackRead *track)
{
    CHECK(track->sound && strcmp(track->name, "A test") == 0, "the first track has the title");
    CHECK(strstr(track->texts, "preset test, seed 18446744073709551615|") != NULL,
          "a text holds preset and seed: %s", track->texts);
    CHECK(track->tempo_count == 2 && track->tempo_us[0] == 1000000 && track->tempo_us[1] == 750000,
          "the tempo map is there");
    CHECK(track->metre[0] == 3 && track->metre[1] == 2 && track->metre[2] == 24 &&
              track->metre[3] == 8,
          "the metre is there");
    CHECK(track->key[0] == -1 && track->key[1] == 1 && strstr(track->texts, "D dorian|") != NULL,
          "D dorian is written as the minor key on D, and named");
    CHECK(strcmp(track->markers, "section 1|phrase 1.2|") == 0, "markers: %s", track->markers);
    CHECK_EQ(track->end_tick, 50000, "it lasts to the end of the piece");
}

// Percussion has a channel and no bank: 128 would be no legal data byte.
static void test_percussion(void)
{
    static const Event events[] = {
        {.kind = EVENT_PROGRAM, .channel = PERCUSSION_CHANNEL, .b = PERCUSSION_BANK},
        {.kind = EVENT_NOTE_ON, .channel = PERCUSSION_CHANNEL, .a = HIT_RIM, .b = 40, .c = 240},
        {.tick = 240, .kind = EVENT_NOTE_OFF, .channel = PERCUSSION_CHANNEL, .a = HIT_RIM},
        {.tick = 960, .kind = EVENT_END},
    };
    static const unsigned char start[] = {0, 0xC9, 0, 0, 0x99, HIT_RIM, 40};
    static const Piece piece = {.preset = &fixture_preset, .events = events, .count = 4};
    TrackRead tracks[TRACKS];
    const Out out = {keep, NULL};
    file_bytes = 0;
    smf_write(&piece, &out);
    CHECK_EQ(read_file(tracks), 3, "a piece with percussion can be read");
    CHECK(tracks[1].channel == PERCUSSION_CHANNEL && tracks[1].notes_on == 1 &&
              tracks[1].notes_off == 1,
          "it lies on MIDI channel 10");
    int found = 0;
    for (size_t i = 0; i + sizeof start <= file_bytes; ++i) {
        found += memcmp(file + i, start, sizeof start) == 0;
    }
    CHECK_EQ(found, 1, "after its kit, and no bank, is chosen");
}

int main(void)
{
    TrackRead tracks[TRACKS];
    test_begin("smf");
    const Out out = {keep, NULL};
    smf_write(&fixture_piece, &out);
    CHECK(file_bytes < FILE_BYTES && memcmp(file, "MThd\0\0\0\6\0\1\0\3\x03\xC0", 14) == 0,
          "format 1, three tracks, 960 ticks in a quarter note");
    CHECK_EQ(read_file(tracks), 3, "three tracks of the length that they say");
    test_conductor(&tracks[0]);
    CHECK(tracks[1].sound && strcmp(tracks[1].name, "melody") == 0 && tracks[1].notes_on == 2 &&
              tracks[1].notes_off == 2 && tracks[1].notes_hanging == 0 && tracks[1].programs == 1,
          "the tune's track is called melody and complete");
    CHECK(tracks[2].sound && strcmp(tracks[2].name, "warm bed") == 0 && tracks[2].notes_on == 2 &&
              tracks[2].notes_hanging == 0 && tracks[2].channel == 10,
          "the other part has its name and channel");
    CHECK_EQ(tracks[2].end_tick, 50000, "parts last to the end of the piece too");
    test_percussion();
    return test_end();
}
