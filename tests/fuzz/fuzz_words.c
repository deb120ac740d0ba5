// Any bytes, in any pieces, as lines that steer: each line is refused with a message of one line,
// or sends nothing but legal controls.
#include "text/control_words.h"
#include "text/line_buffer.h"

#include <stdlib.h>
#include <string.h>

static const Preset presets[] = {{.name = "evening"}, {.name = "sleep"}};

static void demand(int good)
{
    if (!good) {
        abort();
    }
}

static void check_line(const char *line, int is_open)
{
    const OrderScope scope = {
        .presets = presets, .preset_count = 2, .fade_ms = 3000, .is_open = is_open};
    Order order;
    Error error = {STATUS_OK, ""};
    const Status status = control_words(line, &scope, &order, &error);
    demand(status == STATUS_OK ||
           (order.count == 0 && error.message[0] != '\0' && strchr(error.message, '\n') == NULL));
    demand(order.count >= 0 && order.count <= ORDER_CONTROLS_MAX);
    for (int i = 0; i < order.count; ++i) {
        const ControlMsg sent = order.controls[i], held = control_held(sent);
        demand(held.kind == sent.kind && held.a == sent.a && held.b == sent.b);
    }
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    LineBuffer buffer = {.used = 0};
    char line[ORDER_LINE_BYTES];
    const int is_open = size > 0 && (data[0] & 1) != 0;
    while (size > 0) {
        size_t room = 0;
        char *const at = line_buffer_room(&buffer, &room);
        const size_t piece = (size_t)data[0] + 1;
        const size_t count = piece < size  ? (piece < room ? piece : room)
                             : size < room ? size
                                           : room;
        demand(room > 0 && count > 0);
        memcpy(at, data, count);
        line_buffer_filled(&buffer, count);
        data += count;
        size -= count;
        for (LineKind kind; (kind = line_buffer_next(&buffer, line)) != LINE_NONE;) {
            if (kind == LINE_READY) {
                check_line(line, is_open);
            }
        }
    }
    line_buffer_end(&buffer);
    if (line_buffer_next(&buffer, line) == LINE_READY) {
        check_line(line, is_open);
    }
    return 0;
}
