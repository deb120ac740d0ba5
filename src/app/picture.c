#include "app/picture.h"

#include "io/draw_cairo.h"
#include "text/error.h"
#include "text/svg.h"

#include <string.h>

enum { PNG_WIDTH = 1600 }; ///< Pixels unless --width is given: sharp on paper and on any screen.

static int takes_svg(const char *path)
{
    return strcmp(path, "-") == 0 || strncmp(path, "/dev/", 5) == 0 || output_ends_in(path, ".svg");
}

Status picture_check(const char *option, const char *path, Error *error)
{
    if (takes_svg(path)) {
        return STATUS_OK;
    }
    if (!output_ends_in(path, ".png")) {
        return error_set(error, STATUS_USAGE,
                         "%s: '%s' has no ending that is known; legal: FILE.svg, FILE.png, or - "
                         "for SVG on standard output",
                         option, path);
    }
    return pixels_possible() ? STATUS_OK
                             : error_set(error, STATUS_USAGE,
                                         "%s: this lull was built without cairo and draws no PNG; "
                                         "use FILE.svg, or install cairo and build again",
                                         option);
}

/// What is drawn, and how.
typedef struct {
    DrawPage draw;
    const void *context;
    int width;
} Drawing;

static void write_svg(const void *context, const Out *out)
{
    const Drawing *const drawing = context;
    SvgCanvas svg = svg_canvas(out, pixels_possible() ? pixels_write_image : NULL);
    svg.shown_width = drawing->width;
    drawing->draw(drawing->context, &svg.canvas);
}

static void write_pixels(const void *context, const Out *out)
{
    Canvas *const *const canvas = context;
    pixels_write(*canvas, out);
}

static Status fill_png(const Drawing *drawing, Output *file, Error *error)
{
    Canvas *const canvas = pixels_open(drawing->width > 0 ? drawing->width : PNG_WIDTH);
    if (canvas == NULL) {
        return error_set(error, STATUS_INTERNAL, "out of memory; close other programs");
    }
    drawing->draw(drawing->context, canvas);
    Status status = pixels_check(canvas, error);
    if (status == STATUS_OK) {
        status = output_fill(file, write_pixels, &canvas, error);
    }
    pixels_close(canvas);
    return status;
}

Status picture_fill(const CliOptions *options, const char *path, Output *file, DrawPage draw,
                    const void *context, Error *error)
{
    const Drawing drawing = {draw, context, options->width};
    return takes_svg(path) ? output_fill(file, write_svg, &drawing, error)
                           : fill_png(&drawing, file, error);
}

Status picture_write(const CliOptions *options, const char *path, DrawPage draw,
                     const void *context, Error *error)
{
    Output *const file = output_open(path, options->force, error);
    return file != NULL
               ? output_end(file, picture_fill(options, path, file, draw, context, error), error)
               : error->status;
}
