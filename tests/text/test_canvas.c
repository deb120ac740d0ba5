// What pictures are made of: colours that can be exchanged for a dark page, lines without points
// that nobody sees, Base64 as the standard has it, text that cannot break out.
#include "harness.h"
#include "text/base64.h"
#include "text/canvas.h"
#include "text/svg.h"

#include <math.h>
#include <string.h>

enum { BYTES = 1 << 16 };

static char text[BYTES];

// ---- Colours ------------------------------------------------------------------------------------

// Relative luminance, WCAG 2.1.
static double luminance(unsigned rgb)
{
    static const double weights[3] = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; ++i) {
        const double part = (rgb >> (16 - 8 * i) & 0xFF) / 255.0;
        sum += weights[i] * (part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
}

static double contrast(unsigned a, unsigned b)
{
    const double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
    return x > y ? x / y : y / x;
}

static void expect_readable(Colour ink, Colour ground)
{
    EXPECT(contrast(palette[ink].light, palette[ground].light) >= 4.5, "light: %d on %d", ink,
           ground);
    EXPECT(contrast(palette[ink].dark, palette[ground].dark) >= 4.5, "dark: %d on %d", ink, ground);
}

static void test_palette(void)
{
    for (int a = COLOUR_PAPER; a < COLOUR_COUNT; ++a) {
        for (int b = COLOUR_PAPER; b < a; ++b) {
            EXPECT(palette[a].light != palette[b].light || palette[a].dark == palette[b].dark,
                   "%06x has two partners", palette[a].light);
        }
    }
    CHECK(test_clean(), "each colour on light paper has one on dark paper");
    static const Colour inks[] = {COLOUR_INK,  COLOUR_INK_SOFT, COLOUR_INK_FAINT,
                                  COLOUR_WARM, COLOUR_COLD,     COLOUR_GREEN};
    for (int i = 0; i < 6; ++i) {
        expect_readable(inks[i], COLOUR_PAPER);
        expect_readable(inks[i], COLOUR_PANEL);
    }
    for (int i = 0; i < PALETTE_TINTS; ++i) {
        expect_readable(COLOUR_INK, (Colour)(COLOUR_TINT + i));
        expect_readable(COLOUR_INK_SOFT, (Colour)(COLOUR_TINT + i));
    }
    CHECK(test_clean(), "letters stand out by 4.5 to 1 (WCAG AA), on light and on dark paper");
    for (int i = 1; i < RAMP_STEPS; ++i) {
        EXPECT(luminance(palette[COLOUR_RAMP + i].light) <
                   luminance(palette[COLOUR_RAMP + i - 1].light),
               "step %d", i);
    }
    CHECK(test_clean(), "each step of the ramp is darker than the one before");
}

// ---- Lines --------------------------------------------------------------------------------------

static void test_pen(void)
{
    static const Style line = {.line = COLOUR_INK, .width = 10};
    OutText kept;
    const Out out = out_into(&kept, text, sizeof text);
    SvgCanvas svg = svg_canvas(&out, NULL);
    Pen pen = pen_begin(&svg.canvas);
    for (int x = 0; x <= 1000; ++x) {
        pen_to(&pen, x, x < 500 ? 100 : 200);
    }
    pen_end(&pen, &line);
    CHECK(strstr(text, "d=\"M0 100H499L500 200H1000\"") != NULL,
          "a level line is two points, a step stays steep");
    kept.used = 0;
    Pen area = pen_begin_area(&svg.canvas, 900);
    pen_to(&area, 10, 100);
    pen_to(&area, 60, 300);
    pen_end(&area, &(Style){.fill = COLOUR_INK});
    CHECK(strstr(text, "d=\"M10 900V100L60 300V900\"") != NULL, "an area stands on its foot");
}

// ---- Text ---------------------------------------------------------------------------------------

static void expect_base64(const char *plain, const char *encoded)
{
    OutText kept;
    const Out out = out_into(&kept, text, sizeof text);
    Base64 base64;
    const Out into = base64_begin(&base64, &out);
    out_text(&into, plain);
    base64_end(&base64);
    EXPECT(strcmp(text, encoded) == 0, "%s: %s", plain, text);
}

static void test_base64(void)
{
    static const char *const vectors[][2] = {{"", ""},
                                             {"f", "Zg=="},
                                             {"fo", "Zm8="},
                                             {"foo", "Zm9v"},
                                             {"foob", "Zm9vYg=="},
                                             {"fooba", "Zm9vYmE="},
                                             {"foobar", "Zm9vYmFy"}};
    for (int i = 0; i < 7; ++i) {
        expect_base64(vectors[i][0], vectors[i][1]);
    }
    CHECK(test_clean(), "Base64 is that of RFC 4648");
}

static void test_escape(void)
{
    OutText kept;
    const Out out = out_into(&kept, text, sizeof text);
    svg_escaped(&out, "</title><script>\"a\" & 'b'\n\x01\xFF");
    CHECK(strcmp(text, "&lt;/title&gt;&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;  "
                       "\xEF\xBF\xBD") == 0,
          "text cannot break out of its element or attribute");
}

static void test_width(void)
{
    static const Font font = {.size = 100};
    CHECK_EQ(canvas_text_width(&font, "ab"), 120, "a letter is six tenths of its size wide");
    CHECK_EQ(canvas_text_width(&font, "\xC3\xA4\xC3\xB6"), 120, "with an accent too");
    CHECK_EQ(canvas_text_width(&font, "A\xE2\x80\xB2"), 90, "a prime is narrow");
    CHECK_EQ(canvas_text_width(&font, "\xE5\xA4\x9C"), 120, "a Chinese letter is wide");
}

int main(void)
{
    test_begin("canvas");
    test_width();
    test_palette();
    test_pen();
    test_base64();
    test_escape();
    return test_end();
}
