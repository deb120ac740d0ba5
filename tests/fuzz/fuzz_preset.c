// Any bytes as a preset file: it is refused with a message of one line, or good enough to play.
#include "io/preset_file.h"
#include "session/session.h"
#include "text/parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void demand(int good)
{
    if (!good) {
        abort();
    }
}

static void demand_told(Status status, const Error *error)
{
    demand(status == STATUS_OK || (error->status == status && error->message[0] != '\0' &&
                                   strlen(error->message) < ERROR_MESSAGE_BYTES));
}

static void compose(const Preset *preset)
{
    static Session session;
    const SessionConfig config = {.presets = preset,
                                  .preset_count = 1,
                                  .seed = 1,
                                  .rate_hz = 48000,
                                  .length_ms = 20000,
                                  .volume = 100};
    Event event;
    int notes = 0;
    int64_t frame = 0;
    session_init(&session, &config);
    for (int i = 0; session_next(&session, &event); ++i) {
        demand(event.frame >= frame && i < 200000);
        frame = event.frame;
        if (event.kind == EVENT_NOTE_ON || event.kind == EVENT_NOTE_OFF) {
            demand(event.a >= 0 && event.a < 128);
            notes += event.kind == EVENT_NOTE_ON ? 1 : -1;
        }
    }
    demand(notes == 0);
}

static void parse(const char *text)
{
    static const NumberRange range = {-1000, 1000, 2, "units"};
    Error error = {STATUS_OK, ""};
    int64_t ms;
    int32_t number;
    uint64_t seed;
    Key key;
    Mood mood;
    static ParamSet set;
    demand_told(parse_duration("x", text, 0, 86400000, &ms, &error), &error);
    demand_told(parse_number("x", text, &range, &number, &error), &error);
    demand_told(parse_seed("x", text, &seed, &error), &error);
    demand_told(parse_key("x", text, &key, &error), &error);
    demand_told(parse_mood("x", text, &mood, &error), &error);
    demand_told(parse_setting("x", text, &set, &error), &error);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    static char path[64];
    static char text[256];
    static Preset preset;
    if (path[0] == '\0') {
        snprintf(path, sizeof path, "/dev/shm/fuzz-%ld.conf", (long)getpid());
    }
    if (size < sizeof text) {
        memcpy(text, data, size);
        text[size] = '\0';
        parse(text);
    }
    FILE *const file = fopen(path, "wb");
    demand(file != NULL && fwrite(data, 1, size, file) == size && fclose(file) == 0);
    Error error = {STATUS_OK, ""};
    const Status status = preset_file_read(path, &preset, &error);
    demand_told(status, &error);
    if (status == STATUS_OK) {
        compose(&preset);
    }
    unlink(path);
    return 0;
}
