#include "text/svg.h"

#include "text/base64.h"
#include "text/utf8.h"

void svg_escaped(const Out *out, const char *text)
{
    for (const unsigned char *at = (const unsigned char *)text; *at != '\0';) {
        const size_t length = utf8_length(at);
        if (length == 0) {
            out_text(out, utf8_unknown);
        } else if (*at == '&') {
            out_text(out, "&amp;");
        } else if (*at == '<') {
            out_text(out, "&lt;");
        } else if (*at == '>') {
            out_text(out, "&gt;");
        } else if (*at == '"') {
            out_text(out, "&quot;");
        } else if (*at == '\'') {
            out_text(out, "&#39;");
        } else {
            out->write(out->context, *at < ' ' ? (const void *)" " : at, length);
        }
        at += length > 0 ? length : 1;
    }
}

static const Out *out_of(Canvas *canvas)
{
    return ((const SvgCanvas *)canvas)->out;
}

// ---- The page -----------------------------------------------------------------------------------

static void write_words(const Out *out, const char *element, const char *text)
{
    out_format(out, "<%s>", element);
    svg_escaped(out, text);
    out_format(out, "</%s>\n", element);
}

static void svg_rect(Canvas *canvas, Box box, const Style *style);

static void svg_page(Canvas *canvas, int width, int height, const char *title, const char *doc)
{
    static const Style paper = {.fill = COLOUR_PAPER};
    const SvgCanvas *const svg = (const SvgCanvas *)canvas;
    const int shown = svg->shown_width > 0 ? svg->shown_width : width / CANVAS_UNIT;
    out_format(svg->out,
               "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
               "viewBox=\"0 0 %d %d\" font-family=\"system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', "
               "Helvetica, Arial, sans-serif\" role=\"img\">\n",
               shown, (int)((long long)height * shown / width), width, height);
    write_words(svg->out, "title", title);
    if (doc != NULL) {
        write_words(svg->out, "desc", doc);
    }
    svg_rect(canvas, (Box){0, 0, width, height}, &paper);
}

static void svg_end(Canvas *canvas)
{
    out_text(out_of(canvas), "</svg>\n");
}

// ---- Shapes -------------------------------------------------------------------------------------

static void write_style(const Out *out, const Style *style)
{
    if (style->fill != COLOUR_NONE) {
        out_format(out, " fill=\"#%06x\"", palette[style->fill].light);
    }
    if (style->line != COLOUR_NONE) {
        out_format(out, "%s stroke=\"#%06x\" stroke-width=\"%d\"",
                   style->fill == COLOUR_NONE ? " fill=\"none\"" : "", palette[style->line].light,
                   style->width);
    }
    if (style->dash > 0) {
        out_format(out, " stroke-dasharray=\"%d %d\"", style->dash, style->dash / 2);
    }
    if (style->opacity > 0 && style->opacity < 100) {
        out_format(out, " opacity=\".%02d\"", style->opacity);
    }
}

static void svg_rect(Canvas *canvas, Box box, const Style *style)
{
    const Out *const out = out_of(canvas);
    out_format(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"", box.x, box.y, box.width,
               box.height);
    if (style->round > 0) {
        out_format(out, " rx=\"%d\"", style->round);
    }
    write_style(out, style);
    out_text(out, "/>\n");
}

static void svg_path_begin(Canvas *canvas)
{
    out_text(out_of(canvas), "<path d=\"");
}

static void svg_move_to(Canvas *canvas, int x, int y)
{
    SvgCanvas *const svg = (SvgCanvas *)canvas;
    out_format(svg->out, "M%d %d", x, y);
    svg->x = x;
    svg->y = y;
}

static void svg_line_to(Canvas *canvas, int x, int y)
{
    SvgCanvas *const svg = (SvgCanvas *)canvas;
    if (y == svg->y) {
        out_format(svg->out, "H%d", x);
    } else if (x == svg->x) {
        out_format(svg->out, "V%d", y);
    } else {
        out_format(svg->out, "L%d %d", x, y);
    }
    svg->x = x;
    svg->y = y;
}

static void svg_path_end(Canvas *canvas, const Style *style)
{
    const Out *const out = out_of(canvas);
    out_text(out, "\"");
    write_style(out, style);
    out_text(out, "/>\n");
}

// ---- Text and images ----------------------------------------------------------------------------

static void svg_text(Canvas *canvas, int x, int y, const Font *font, const char *text)
{
    static const char *const anchors[] = {"", " text-anchor=\"middle\"", " text-anchor=\"end\""};
    const Out *const out = out_of(canvas);
    out_format(out, "<text x=\"%d\" y=\"%d\" font-size=\"%d\"%s%s fill=\"#%06x\"", x, y, font->size,
               font->bold ? " font-weight=\"600\"" : "", anchors[font->anchor],
               palette[font->colour].light);
    if (font->halo != COLOUR_NONE) {
        out_format(out, " paint-order=\"stroke\" stroke=\"#%06x\" stroke-width=\"%d\"",
                   palette[font->halo].light, font->size / 4);
    }
    if (font->turn != 0) {
        out_format(out, " transform=\"rotate(%d %d %d)\"", font->turn, x, y);
    }
    out_text(out, ">");
    svg_escaped(out, text);
    out_text(out, "</text>\n");
}

static void svg_image(Canvas *canvas, Box box, const Image *image)
{
    const SvgCanvas *const svg = (const SvgCanvas *)canvas;
    if (svg->png == NULL) {
        return;
    }
    out_format(svg->out,
               "<image x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" preserveAspectRatio=\"none\" "
               "href=\"data:image/png;base64,",
               box.x, box.y, box.width, box.height);
    Base64 base64;
    const Out encoded = base64_begin(&base64, svg->out);
    svg->png(image, &encoded);
    base64_end(&base64);
    out_text(svg->out, "\"/>\n");
}

static const CanvasOps ops = {
    .page = svg_page,
    .rect = svg_rect,
    .path_begin = svg_path_begin,
    .move_to = svg_move_to,
    .line_to = svg_line_to,
    .path_end = svg_path_end,
    .text = svg_text,
    .image = svg_image,
    .end = svg_end,
};

SvgCanvas svg_canvas(const Out *out, PngWriter png)
{
    return (SvgCanvas){.canvas = {&ops}, .out = out, .png = png};
}
