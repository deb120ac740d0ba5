// Lines out of bytes that come in any pieces.
#include "harness.h"
#include "text/line_buffer.h"

#include <string.h>

static LineBuffer buffer;
static char line[ORDER_LINE_BYTES];

static void feed(const char *bytes, size_t count)
{
    size_t room = 0;
    char *const at = line_buffer_room(&buffer, &room);
    count = count < room ? count : room;
    memcpy(at, bytes, count);
    line_buffer_filled(&buffer, count);
}

static int next_is(LineKind kind, const char *text)
{
    const LineKind got = line_buffer_next(&buffer, line);
    return got == kind && (kind != LINE_READY || strcmp(line, text) == 0);
}

static void test_lines(void)
{
    memset(&buffer, 0, sizeof buffer);
    feed("mood calm\r\nte", 13);
    CHECK(next_is(LINE_READY, "mood calm") && next_is(LINE_NONE, ""), "a line is cut off");
    feed("mpo 60\n\nplay", 12);
    CHECK(next_is(LINE_READY, "tempo 60") && next_is(LINE_READY, ""), "however its pieces came");
    line_buffer_end(&buffer);
    CHECK(next_is(LINE_READY, "play") && next_is(LINE_NONE, ""), "the last needs no newline");
    line_buffer_end(&buffer);
    CHECK(next_is(LINE_NONE, ""), "and there is none after it");
}

static void test_long(void)
{
    memset(&buffer, 0, sizeof buffer);
    int told = 0;
    for (int i = 0; i < 10000; ++i) {
        feed("0123456789", 10);
        told += line_buffer_next(&buffer, line) == LINE_TOO_LONG;
        size_t room = 0;
        line_buffer_room(&buffer, &room);
        EXPECT(room >= ORDER_LINE_BYTES, "room for %zu bytes", room);
    }
    CHECK(test_clean() && told == 1, "a line without end is told once, and there is always room");
    feed("x\nplay\n", 7);
    CHECK(next_is(LINE_READY, "play"), "the line after it is read");
    char full[ORDER_LINE_BYTES + 2];
    memset(full, 'y', sizeof full);
    full[ORDER_LINE_BYTES - 1] = '\n';
    feed(full, ORDER_LINE_BYTES);
    CHECK(line_buffer_next(&buffer, line) == LINE_READY && strlen(line) == ORDER_LINE_BYTES - 1,
          "the longest line that fits is read");
    full[ORDER_LINE_BYTES - 1] = 'y';
    full[ORDER_LINE_BYTES] = '\n';
    feed(full, ORDER_LINE_BYTES + 1);
    CHECK(next_is(LINE_TOO_LONG, "") && next_is(LINE_NONE, ""), "one byte more is too long");
}

static void test_bad(void)
{
    memset(&buffer, 0, sizeof buffer);
    feed("pl\0ay\n", 6);
    CHECK(next_is(LINE_NO_TEXT, ""), "a zero byte is no text");
    feed("\x1b[2J\n\xff\n\xc3\xa4\n\t\n", 12);
    CHECK(next_is(LINE_NO_TEXT, "") && next_is(LINE_NO_TEXT, ""),
          "nor is what speaks to a terminal, nor what is no UTF-8");
    CHECK(next_is(LINE_READY, "\xc3\xa4") && next_is(LINE_READY, "\t"), "letters and tabs are");
}

int main(void)
{
    test_begin("line_buffer");
    test_lines();
    test_long();
    test_bad();
    return test_end();
}
