#include "app/course.h"

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
static size_t read_points(Session *session, CoursePoint *points, size_t room)
{
    size_t count = 0;
    int32_t tempo_us = 1000000;
    Event event = {.frame = 0};
    while (session_next(session, &event)) {
        for (; count < room && (int64_t)count * session->config.rate_hz < event.frame; ++count) {
            const int64_t frame = (int64_t)count * session->config.rate_hz;
            points[count] = point_at(session, frame, tempo_us);
        }
        tempo_us = event.kind == EVENT_TEMPO ? event.a : tempo_us;
    }
    if (count > 0 && count < room) { // the lines go on to the end
        points[count++] = point_at(session, event.frame, tempo_us);
    }
    return count;
}

Status course_make(const Settings *settings, Course *course, Error *error)
{
    const SessionConfig *const config = &settings->config;
    const size_t room = (size_t)(config->length_ms / 1000) + 2;
    Session *const session = malloc(sizeof *session);
    CoursePoint *const points = calloc(room, sizeof *points);
    Status status = STATUS_OK;
    if (session == NULL || points == NULL) {
        status = error_set(error, STATUS_INTERNAL, "out of memory; close other programs");
    } else {
        session_init(session, config);
        course->count = read_points(session, points, room);
    }
    course->points = points;
    course->rate_hz = config->rate_hz;
    free(session);
    return status;
}

void course_free(Course *course)
{
    free((void *)course->points);
    course->points = NULL;
}
