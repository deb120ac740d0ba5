#include "app/commands.h"
#include "app/course.h"
#include "app/output.h"
#include "app/picture.h"
#include "app/say.h"
#include "app/settings.h"
#include "text/draw_roll.h"
#include "text/error.h"

static const Layout wide = {.width = LAYOUT_WIDE};

static void draw(const void *context, Canvas *canvas)
{
    draw_roll(context, &wide, canvas);
}

static Status plot(const CliOptions *options, const Settings *settings, Error *error)
{
    Course course = {0};
    char words[COMMAND_BYTES];
    Piece *const piece = piece_compose(settings, error);
    Status status = piece != NULL ? course_make(settings, &course, error) : error->status;
    if (status == STATUS_OK) {
        const Subject subject = {piece, &course, NULL, settings_words(words, settings)};
        status = picture_write(options, options->output, draw, &subject, error);
    }
    course_free(&course);
    piece_free(piece);
    return status;
}

int cmd_plot(const CliOptions *options, Error *error)
{
    if (options->output == NULL) {
        return (int)error_set(error, STATUS_USAGE,
                              "plot needs an output: -o FILE.svg, -o FILE.png, or -o - for a pipe");
    }
    Status status = picture_check("-o", options->output, error);
    Settings *const settings =
        status == STATUS_OK ? settings_load(options, ONE_PRESET, error) : NULL;
    status = settings != NULL ? plot(options, settings, error) : error->status;
    if (status == STATUS_OK) {
        say(options->quiet, "wrote %s", output_shown(options->output));
    }
    settings_free(settings);
    return (int)status;
}
