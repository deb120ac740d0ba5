#include "app/commands.h"
#include "app/ears.h"
#include "app/output.h"
#include "app/picture.h"
#include "app/render_audio.h"
#include "app/say.h"
#include "app/settings.h"
#include "app/subject_load.h"
#include "io/draw_cairo.h"
#include "io/spectrum_kissfft.h"
#include "io/terminal.h"
#include "text/draw_arc.h"
#include "text/draw_roll.h"
#include "text/draw_sections.h"
#include "text/draw_sound.h"
#include "text/error.h"
#include "text/suggest.h"

#include <string.h>

enum { HINT_BYTES = 200 };

// ---- The pictures -------------------------------------------------------------------------------

typedef struct {
    const char *name; ///< As --what takes it.
    void (*draw)(const Subject *subject, const Layout *layout, Canvas *canvas);
    int hears;    ///< 1: the piece is rendered first.
    int is_image; ///< 1: a spectrogram, for which not every lull has the libraries.
} PictureRow;

static const PictureRow pictures[] = {
    {"roll", draw_roll, 0, 0},
    {"arc", draw_arc, 0, 0},
    {"sections", draw_sections, 0, 0},
    {"loudness", draw_loudness, 1, 0},
    {"spectrogram", draw_spectrogram, 1, 1},
};

enum { PICTURES = sizeof pictures / sizeof pictures[0] };

static const char *picture_name(int i)
{
    return i < PICTURES ? pictures[i].name : NULL;
}

static const PictureRow *find_picture(const char *name, Error *error)
{
    for (int i = 0; i < PICTURES; ++i) {
        if (name == NULL || strcmp(pictures[i].name, name) == 0) {
            return &pictures[i];
        }
    }
    char hint[HINT_BYTES];
    error_set(error, STATUS_USAGE, "--what: no picture is called '%.40s'%s", name,
              suggest_hint(hint, sizeof hint, name, picture_name));
    return NULL;
}

static Status check_picture(const PictureRow *picture, const CliOptions *options, Error *error)
{
    if (options->output == NULL) {
        return error_set(error, STATUS_USAGE,
                         "plot needs an output: -o FILE.svg, -o FILE.png, or -o - for a pipe");
    }
    if (picture->is_image && !(pixels_possible() && spectrum_possible())) {
        return error_set(error, STATUS_USAGE,
                         "--what %s: this lull was built without %s; install it and build again",
                         picture->name, pixels_possible() ? "KISS FFT" : "cairo");
    }
    return picture_check("-o", options->output, error);
}

// ---- Drawing one --------------------------------------------------------------------------------

typedef struct {
    const PictureRow *picture;
    const Subject *subject;
} Work;

static void draw(const void *context, Canvas *canvas)
{
    static const Layout wide = {.width = LAYOUT_WIDE};
    const Work *const work = context;
    work->picture->draw(work->subject, &wide, canvas);
}

// Renders the piece for the ears alone.
static Status listen(const CliOptions *options, const Settings *settings, Ears *ears, Error *error)
{
    RenderResult result;
    RenderJob job = render_job_from(options);
    job.settings = settings;
    terminal_start();
    return render_audio(&job, ears_before(ears, NULL), &result, error);
}

static Status draw_heard(const CliOptions *options, const Settings *settings, Subject *subject,
                         const Work *work, Output *file, Error *error)
{
    Ears *const ears = ears_open(settings->config.rate_hz, subject_frames(subject), error);
    Status status = ears != NULL ? listen(options, settings, ears, error) : error->status;
    if (status == STATUS_OK) {
        subject->heard = ears_heard(ears);
        status = picture_fill(options, options->output, file, draw, work, error);
    }
    ears_close(ears);
    return status;
}

// The file is opened before any work is done.
static Status plot(const CliOptions *options, const PictureRow *picture, const Settings *settings,
                   Error *error)
{
    LoadedSubject loaded;
    const Work work = {picture, &loaded.subject};
    Output *const file = output_open(options->output, options->force, error);
    if (file == NULL) {
        return error->status;
    }
    Status status = subject_load(settings, &loaded, error);
    if (status == STATUS_OK) {
        status = picture->hears ? draw_heard(options, settings, &loaded.subject, &work, file, error)
                                : picture_fill(options, options->output, file, draw, &work, error);
    }
    subject_free(&loaded);
    return output_end(file, status, error);
}

int cmd_plot(const CliOptions *options, Error *error)
{
    const PictureRow *const picture = find_picture(options->what, error);
    if (picture == NULL || check_picture(picture, options, error) != STATUS_OK) {
        return (int)error->status;
    }
    Settings *const settings = settings_load(options, ONE_PRESET, error);
    const Status status =
        settings != NULL ? plot(options, picture, settings, error) : error->status;
    settings_free(settings);
    if (status == STATUS_OK) {
        say(options->quiet, "wrote %s", output_shown(options->output));
    } else if (render_job_was_stopped()) {
        say_error(error);
        terminal_die_by_signal();
    }
    return (int)status;
}
