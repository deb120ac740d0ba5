#include "io/draw_cairo.h"

#include "text/error.h"
#include "text/utf8.h"

#ifdef HAVE_CAIRO

#include <cairo.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_BYTES = 1024 };

typedef struct {
    Canvas canvas;
    int width; ///< Pixels.
    cairo_surface_t *surface;
    cairo_t *cairo;
} PixelCanvas;

static cairo_t *cairo_of(Canvas *canvas)
{
    return ((PixelCanvas *)canvas)->cairo;
}

static void set_colour(cairo_t *cairo, Colour colour, double opacity)
{
    enum { BYTE = 0xFF };
    const unsigned rgb = palette[colour].light;
    cairo_set_source_rgba(cairo, (double)(rgb >> 16) / BYTE, (double)(rgb >> 8 & BYTE) / BYTE,
                          (double)(rgb & BYTE) / BYTE, opacity);
}

// ---- Shapes -------------------------------------------------------------------------------------

static void paint(cairo_t *cairo, const Style *style)
{
    const double opacity = style->opacity > 0 ? style->opacity / 100.0 : 1;
    const double dashes[2] = {style->dash, style->dash / 2.0};
    if (style->fill != COLOUR_NONE) {
        set_colour(cairo, style->fill, opacity);
        cairo_fill_preserve(cairo);
    }
    if (style->line != COLOUR_NONE) {
        set_colour(cairo, style->line, opacity);
        cairo_set_line_width(cairo, style->width);
        cairo_set_dash(cairo, dashes, style->dash > 0 ? 2 : 0, 0);
        cairo_stroke_preserve(cairo);
    }
    cairo_new_path(cairo);
}

static void round_corners(cairo_t *cairo, Box box, double r)
{
    static const double quarter = 1.5707963267948966;
    const double centres[4][2] = {{box.x + box.width - r, box.y + r},
                                  {box.x + box.width - r, box.y + box.height - r},
                                  {box.x + r, box.y + box.height - r},
                                  {box.x + r, box.y + r}};
    for (int i = 0; i < 4; ++i) {
        cairo_arc(cairo, centres[i][0], centres[i][1], r, (i - 1) * quarter, i * quarter);
    }
    cairo_close_path(cairo);
}

static void pixel_rect(Canvas *canvas, Box box, const Style *style)
{
    cairo_t *const cairo = cairo_of(canvas);
    if (style->round > 0) {
        round_corners(cairo, box, style->round);
    } else {
        cairo_rectangle(cairo, box.x, box.y, box.width, box.height);
    }
    paint(cairo, style);
}

static void pixel_path_begin(Canvas *canvas)
{
    cairo_new_path(cairo_of(canvas));
}

static void pixel_move_to(Canvas *canvas, int x, int y)
{
    cairo_move_to(cairo_of(canvas), x, y);
}

static void pixel_line_to(Canvas *canvas, int x, int y)
{
    cairo_line_to(cairo_of(canvas), x, y);
}

static void pixel_path_end(Canvas *canvas, const Style *style)
{
    paint(cairo_of(canvas), style);
}

// ---- Text and images ----------------------------------------------------------------------------

// cairo takes nothing but UTF-8, which a title need not be.
static const char *clean(char out[TEXT_BYTES], const char *text)
{
    size_t used = 0;
    for (const unsigned char *at = (const unsigned char *)text; *at != '\0';) {
        const size_t length = utf8_length(at);
        const void *const from = length > 0 ? (const void *)at : utf8_unknown;
        const size_t count = length > 0 ? length : strlen(utf8_unknown);
        if (used + count >= TEXT_BYTES) {
            break;
        }
        memcpy(out + used, from, count);
        used += count;
        at += length > 0 ? length : 1;
    }
    out[used] = '\0';
    return out;
}

static void pixel_text(Canvas *canvas, int x, int y, const Font *font, const char *text)
{
    static const double shift[] = {0, 0.5, 1};
    static const double degree = 0.017453292519943295;
    cairo_t *const cairo = cairo_of(canvas);
    char words[TEXT_BYTES];
    cairo_text_extents_t extents;
    cairo_save(cairo);
    cairo_select_font_face(cairo, "sans-serif", CAIRO_FONT_SLANT_NORMAL,
                           font->bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(cairo, font->size);
    cairo_text_extents(cairo, clean(words, text), &extents);
    cairo_translate(cairo, x, y);
    cairo_rotate(cairo, font->turn * degree);
    cairo_move_to(cairo, -extents.x_advance * shift[font->anchor], 0);
    cairo_text_path(cairo, words);
    const Style style = {.line = font->halo, .width = font->size / 4};
    const Style letters = {.fill = font->colour};
    cairo_path_t *const path = cairo_copy_path(cairo);
    paint(cairo, &style);
    cairo_append_path(cairo, path);
    paint(cairo, &letters);
    cairo_path_destroy(path);
    cairo_restore(cairo);
}

static cairo_surface_t *surface_of(const Image *image)
{
    cairo_surface_t *const surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, image->width, image->height);
    unsigned char *const bytes = cairo_image_surface_get_data(surface);
    const int stride = cairo_image_surface_get_stride(surface);
    for (int y = 0; bytes != NULL && y < image->height; ++y) {
        for (int x = 0; x < image->width; ++x) {
            const int step = image->steps[y * image->width + x];
            const unsigned rgb = palette[COLOUR_RAMP + step].light;
            *(unsigned *)(void *)(bytes + y * stride + 4 * x) = rgb;
        }
    }
    cairo_surface_mark_dirty(surface);
    return surface;
}

static void pixel_image(Canvas *canvas, Box box, const Image *image)
{
    cairo_t *const cairo = cairo_of(canvas);
    cairo_surface_t *const surface = surface_of(image);
    cairo_save(cairo);
    cairo_translate(cairo, box.x, box.y);
    cairo_scale(cairo, (double)box.width / image->width, (double)box.height / image->height);
    cairo_set_source_surface(cairo, surface, 0, 0);
    cairo_pattern_set_extend(cairo_get_source(cairo), CAIRO_EXTEND_PAD);
    cairo_rectangle(cairo, 0, 0, image->width, image->height);
    cairo_fill(cairo);
    cairo_restore(cairo);
    cairo_surface_destroy(surface);
}

// ---- The page -----------------------------------------------------------------------------------

static void pixel_page(Canvas *canvas, int width, int height, const char *title, const char *doc)
{
    static const Style paper = {.fill = COLOUR_PAPER};
    PixelCanvas *const self = (PixelCanvas *)canvas;
    const double scale = (double)self->width / width;
    (void)title;
    (void)doc;
    self->surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, self->width, (int)(height * scale));
    self->cairo = cairo_create(self->surface);
    cairo_font_options_t *const options = cairo_font_options_create();
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_set_font_options(self->cairo, options);
    cairo_font_options_destroy(options);
    cairo_scale(self->cairo, scale, scale);
    pixel_rect(canvas, (Box){0, 0, width, height}, &paper);
}

static void pixel_end(Canvas *canvas)
{
    cairo_surface_flush(((PixelCanvas *)canvas)->surface);
}

static const CanvasOps ops = {
    .page = pixel_page,
    .rect = pixel_rect,
    .path_begin = pixel_path_begin,
    .move_to = pixel_move_to,
    .line_to = pixel_line_to,
    .path_end = pixel_path_end,
    .text = pixel_text,
    .image = pixel_image,
    .end = pixel_end,
};

int pixels_possible(void)
{
    return 1;
}

Canvas *pixels_open(int width)
{
    PixelCanvas *const self = calloc(1, sizeof *self);
    if (self == NULL) {
        return NULL;
    }
    self->canvas.ops = &ops;
    self->width = width;
    return &self->canvas;
}

Status pixels_check(Canvas *canvas, Error *error)
{
    const cairo_status_t status = cairo_status(cairo_of(canvas));
    if (status == CAIRO_STATUS_SUCCESS) {
        return STATUS_OK;
    }
    return error_set(error, status == CAIRO_STATUS_INVALID_SIZE ? STATUS_USAGE : STATUS_INTERNAL,
                     "the picture cannot be drawn: %s; choose a smaller --width, or SVG",
                     cairo_status_to_string(status));
}

static cairo_status_t put(void *context, const unsigned char *bytes, unsigned count)
{
    const Out *const out = context;
    out->write(out->context, bytes, count); // which remembers its failures itself
    return CAIRO_STATUS_SUCCESS;
}

void pixels_write(Canvas *canvas, const Out *out)
{
    cairo_surface_write_to_png_stream(((PixelCanvas *)canvas)->surface, put, (void *)out);
}

void pixels_close(Canvas *canvas)
{
    if (canvas != NULL) {
        cairo_destroy(cairo_of(canvas));
        cairo_surface_destroy(((PixelCanvas *)canvas)->surface);
        free(canvas);
    }
}

void pixels_write_image(const Image *image, const Out *out)
{
    cairo_surface_t *const surface = surface_of(image);
    cairo_surface_write_to_png_stream(surface, put, (void *)out);
    cairo_surface_destroy(surface);
}

#else

int pixels_possible(void)
{
    return 0;
}

Canvas *pixels_open(int width)
{
    (void)width;
    return NULL;
}

Status pixels_check(Canvas *canvas, Error *error)
{
    (void)canvas;
    return error_set(error, STATUS_INTERNAL, "this lull was built without cairo");
}

void pixels_write(Canvas *canvas, const Out *out)
{
    (void)canvas;
    (void)out;
}

void pixels_close(Canvas *canvas)
{
    (void)canvas;
}

void pixels_write_image(const Image *image, const Out *out)
{
    (void)image;
    (void)out;
}

#endif
