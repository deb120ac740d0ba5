#include "io/passage.h"

#include "session/relay.h"

#include <stdlib.h>
#include <string.h>

// ---- Writing ----

static int add(Passage *passage, const Event *event, int64_t frame)
{
    enum { ROOM_FIRST = 1024 };
    if (passage->count == passage->room) {
        const size_t room = passage->room > 0 ? 2 * passage->room : ROOM_FIRST;
        Event *const events = realloc(passage->events, room * sizeof *events);
        if (events == NULL) {
            return 0;
        }
        passage->events = events;
        passage->room = room;
    }
    passage->events[passage->count] = *event;
    passage->events[passage->count++].frame = frame;
    return 1;
}

static int begins_passage(const PassageWriter *writer, const Event *event, int64_t frame)
{
    return event->kind == EVENT_SEAM && frame - writer->start >= writer->least;
}

int passage_write(PassageWriter *writer, Passage *passage)
{
    Session *const session = writer->session;
    passage->start = writer->start;
    passage->state = writer->state;
    passage->count = 0;
    for (Event event; session_walk(session, INT64_MAX, &event);) {
        const int64_t frame = session->rendered_frames;
        if (begins_passage(writer, &event, frame)) {
            passage->next = writer->start = frame;
            return 1;
        }
        if (!relay_is_player(event.channel)) {
            synth_state_take(&writer->state, &event);
            if (!add(passage, &event, frame)) {
                return 0;
            }
        }
    }
    passage->next = session->end_frame;
    passage->is_last = 1;
    return 1;
}

// ---- Playing ----

enum { CHUNK = LANE_SCRATCH };

typedef struct {
    Lane *lane;
    int64_t at; ///< Frame.
    PassageTake *take;
    void *context;
    uint8_t stopped;
} Playing;

static int goes_on(const Playing *playing)
{
    return playing->lane->awake && !playing->stopped;
}

static void play_until(Playing *playing, int64_t frame)
{
    float stereo[2 * CHUNK];
    while (playing->at < frame && goes_on(playing)) {
        const int64_t left = frame - playing->at;
        const size_t n = left < CHUNK ? (size_t)left : CHUNK;
        memset(stereo, 0, 2 * n * sizeof *stereo);
        lane_add(playing->lane, stereo, n);
        playing->stopped = (uint8_t)!playing->take(playing->context, stereo, n);
        playing->at += (int64_t)n;
    }
}

static void play_events(Playing *playing, const Passage *passage, int is_own)
{
    for (size_t i = 0; i < passage->count && goes_on(playing); ++i) {
        const Event *const event = &passage->events[i];
        if (is_own || event->kind != EVENT_NOTE_ON) {
            play_until(playing, event->frame);
            if (goes_on(playing)) {
                synth_send(playing->lane->synth, event);
            }
        }
    }
    play_until(playing, passage->next);
}

void passage_play(Lane *lane, const Passage *passage, const Passage *next, int64_t end,
                  PassageTake *take, void *context)
{
    Playing playing = {.lane = lane, .at = passage->start, .take = take, .context = context};
    lane_begin(lane, &passage->state);
    play_events(&playing, passage, 1);
    if (next != NULL) {
        lane_leave(lane);
        play_events(&playing, next, 0);
    }
    play_until(&playing, end);
}
