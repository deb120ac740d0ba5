#include "app/commands.h"
#include "app/output.h"
#include "app/picture.h"
#include "app/say.h"
#include "text/draw_plane.h"
#include "text/mood_list.h"

static void draw(const void *context, Canvas *canvas)
{
    (void)context;
    draw_plane(canvas);
}

int cmd_moods(const CliOptions *options, Error *error)
{
    const Out out = say_stdout();
    if (options->plot != NULL) {
        Status status = picture_check("--plot", options->plot, error);
        if (status == STATUS_OK) {
            status = picture_write(options, options->plot, draw, NULL, error);
        }
        if (status == STATUS_OK) {
            say(options->quiet, "wrote %s", output_shown(options->plot));
        }
        return (int)status;
    }
    (options->table ? mood_list_table : options->json ? mood_list_json : mood_list_write)(&out);
    return (int)say_flush(error);
}
