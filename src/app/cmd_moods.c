#include "app/commands.h"
#include "app/output.h"
#include "app/say.h"
#include "text/mood_list.h"
#include "text/svg_plane.h"

static void write_plane(const void *context, const Out *out)
{
    (void)context;
    svg_plane_write(out);
}

int cmd_moods(const CliOptions *options, Error *error)
{
    const Out out = say_stdout();
    if (options->plot != NULL) {
        const Status status = output_write(options->plot, options->force, write_plane, NULL, error);
        if (status == STATUS_OK) {
            say(options->quiet, "wrote %s", output_shown(options->plot));
        }
        return (int)status;
    }
    (options->table ? mood_list_table : options->json ? mood_list_json : mood_list_write)(&out);
    return (int)say_flush(error);
}
