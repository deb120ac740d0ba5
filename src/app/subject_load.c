#include "app/subject_load.h"

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

static Status make_course(const Settings *settings, Course *course, int64_t frames, Error *error)
{
    const int32_t rate_hz = settings->config.rate_hz;
    const size_t room = (size_t)(frames / rate_hz) + 2;
    Session *const session = malloc(sizeof *session);
    CoursePoint *const points = calloc(room, sizeof *points);
    Status status = STATUS_OK;
    *course = (Course){.points = points, .rate_hz = rate_hz};
    if (session == NULL || points == NULL) {
        status = error_set(error, STATUS_INTERNAL, "out of memory; close other programs");
    } else {
        session_init(session, &settings->config);
        read_points(session, settings->steering, course, points, room);
    }
    free(session);
    return status;
}

Status subject_load(const Settings *settings, LoadedSubject *loaded, Error *error)
{
    *loaded = (LoadedSubject){.piece = piece_compose(settings, error)};
    if (loaded->piece == NULL) {
        return error->status;
    }
    loaded->subject = (Subject){.piece = loaded->piece,
                                .course = &loaded->course,
                                .words = settings_words(loaded->words, settings)};
    return make_course(settings, &loaded->course, subject_frames(&loaded->subject), error);
}

void subject_free(LoadedSubject *loaded)
{
    free((void *)loaded->course.points);
    piece_free(loaded->piece);
}

int64_t subject_frames(const Subject *subject)
{
    const Piece *const piece = subject->piece;
    return piece->count > 0 ? piece->events[piece->count - 1].frame : 0;
}
