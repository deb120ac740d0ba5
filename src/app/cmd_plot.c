#include "app/commands.h"
#include "app/output.h"
#include "app/say.h"
#include "app/settings.h"
#include "session/session_plan.h"
#include "text/error.h"
#include "text/svg_roll.h"

#include <stdlib.h>

enum { TEMPO_SCALE = 10, US_PER_MINUTE = 60000000 };

// ---- The course ---------------------------------------------------------------------------------

static CoursePoint point_at(const Session *session, int64_t frame, int32_t tempo_us)
{
    const Params params = plan_params(session);
    return (CoursePoint){
        .frame = frame,
        .mood = session->shown.mood,
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

static Status make_course(const Settings *settings, Course *course, Error *error)
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

// ---- The picture --------------------------------------------------------------------------------

/// What there is to draw.
typedef struct {
    const Piece *piece;
    const Course *course;
    const char *words;
} Picture;

static void write_picture(const void *context, const Out *out)
{
    const Picture *const picture = context;
    svg_roll_write(picture->piece, picture->course, picture->words, out);
}

static Status plot(const CliOptions *options, const Settings *settings, Error *error)
{
    Course course = {0};
    char words[COMMAND_BYTES];
    Piece *const piece = piece_compose(settings, error);
    Status status = piece != NULL ? make_course(settings, &course, error) : error->status;
    if (status == STATUS_OK) {
        const Picture picture = {piece, &course, settings_words(words, settings)};
        status = output_write(options->output, options->force, write_picture, &picture, error);
    }
    free((void *)course.points);
    piece_free(piece);
    return status;
}

int cmd_plot(const CliOptions *options, Error *error)
{
    if (options->output == NULL) {
        return (int)error_set(error, STATUS_USAGE,
                              "plot needs an output: -o FILE.svg, or -o - for a pipe");
    }
    Settings *const settings = settings_load(options, ONE_PRESET, error);
    const Status status = settings != NULL ? plot(options, settings, error) : error->status;
    if (status == STATUS_OK) {
        say(options->quiet, "wrote %s", output_shown(options->output));
    }
    settings_free(settings);
    return (int)status;
}
