#include "app/commands.h"
#include "app/say.h"
#include "app/settings.h"
#include "text/score_text.h"

int cmd_notes(const CliOptions *options, Error *error)
{
    Settings *const settings = settings_load(options, ONE_PRESET, error);
    Piece *const piece = settings != NULL ? piece_compose(settings, error) : NULL;
    Status status = error->status;
    if (piece != NULL) {
        const Out out = say_stdout();
        if (options->why) {
            score_text_write_why(piece, &out);
        } else {
            score_text_write(piece, &out);
        }
        status = say_flush(error);
    }
    piece_free(piece);
    settings_free(settings);
    return (int)status;
}
