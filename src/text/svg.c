#include "text/svg.h"

#include "text/utf8.h"

static const char ink[] = "#27272a";

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
        } else {
            out->write(out->context, *at < ' ' ? (const void *)" " : at, length);
        }
        at += length > 0 ? length : 1;
    }
}

void svg_open(const Out *out, int width, int height, const char *title)
{
    out_format(out,
               "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
               "viewBox=\"0 0 %d %d\" font-family=\"system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', "
               "Helvetica, Arial, sans-serif\" role=\"img\">\n<title>",
               width / SVG_UNIT, height / SVG_UNIT, width, height);
    svg_escaped(out, title);
    out_text(out, "</title>\n");
    svg_rect(out, 0, 0, width, height, "fill=\"#fffdf8\"");
}

void svg_close(const Out *out)
{
    out_text(out, "</svg>\n");
}

void svg_text(const Out *out, int x, int y, const SvgFont *font, const char *text)
{
    static const char *const anchors[] = {"", " text-anchor=\"middle\"", " text-anchor=\"end\""};
    out_format(out, "<text x=\"%d\" y=\"%d\" font-size=\"%d\"%s%s fill=\"%s\">", x, y, font->size,
               font->bold ? " font-weight=\"600\"" : "", anchors[font->anchor],
               font->fill != NULL ? font->fill : ink);
    svg_escaped(out, text);
    out_text(out, "</text>\n");
}

int svg_text_width(const SvgFont *font, const char *text)
{
    int halves = 0; // of a letter; what is not ASCII here are primes and signs, narrow ones
    for (; *text != '\0'; ++text) {
        const int begins = ((unsigned char)*text & 0xC0) != 0x80;
        halves += begins ? ((unsigned char)*text < 0x80 ? 2 : 1) : 0;
    }
    return halves * font->size * (font->bold ? 36 : 30) / 100;
}

void svg_rect(const Out *out, int x, int y, int width, int height, const char *style)
{
    out_format(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" %s/>\n", x, y, width,
               height, style);
}

void svg_line(const Out *out, int x1, int y1, int x2, int y2, const char *style)
{
    out_format(out, "<path d=\"M%d %dL%d %d\" %s/>\n", x1, y1, x2, y2, style);
}
