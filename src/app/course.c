#include "app/course.h"

#include "session/replay.h"
#include "session/session_plan.h"
#include "text/error.h"

#include <stdlib.h>

enum { TEMPO_SCALE = 10, US_PER_MINUTE = 60000000 };

static CoursePoint point_at(const Session *session, int64_t frame, int32_t tempo_us)
{
    const Params params = plan_params(session);
    return (CoursePoint){
        .frame = frame,
        .mood = session->shown.mood,
        .target = session->shown.target,
        .tempo_bpm = (int32_t)((int64_t)US_PER_MINUTE * TEMPO_SCALE / tempo_us),
        .density = params.value[PARAM_DENSITY] * session_phrase(session).arc / 100,
    };
}

// One point a second. A session is a pure function: played once more, it goes the same way.
static void read_points(Session *session, Steering steering, Course *course, CoursePoint *points,
                        size_t room)
{
    int32_t tempo_us = 1000000;
    size_t count = 0;
    Event event = {.frame = 0};
    Replay replay;
    replay_init(&replay, steering);
    course->first = plan_params(session);
    while (replay_next(&replay, session, &event)) {
        for (; count < room && (int64_t)count * course->rate_hz < event.frame; ++count) {
            points[count] = point_at(session, (int64_t)count * course->rate_hz, tempo_us);
        }
        tempo_us = event.kind == EVENT_TEMPO ? event.a : tempo_us;
    }
    course->last = plan_params(session);
    if (count > 0 && count < room) { // the lines go on to the end
        points[count++] = point_at(session, event.frame, tempo_us);
    }
    course->count = count;
}

Status course_make(const Settings *settings, const Piece *piece, Course *course, Error *error)
{
    const SessionConfig *const config = &settings->config;
    const int64_t end = piece->count > 0 ? piece->events[piece->count - 1].frame : 0;
    const size_t room = (size_t)(end / config->rate_hz) + 2;
    Session *const session = malloc(sizeof *session);
    CoursePoint *const points = calloc(room, sizeof *points);
    Status status = STATUS_OK;
    *course = (Course){.points = points, .rate_hz = config->rate_hz};
    if (session == NULL || points == NULL) {
        status = error_set(error, STATUS_INTERNAL, "out of memory; close other programs");
    } else {
        session_init(session, config);
        read_points(session, settings->steering, course, points, room);
    }
    free(session);
    return status;
}

void course_free(Course *course)
{
    free((void *)course->points);
    course->points = NULL;
}
