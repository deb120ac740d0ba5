#include "io/desk.h"

#include "text/state_text.h"

#include <stdarg.h>
#include <stdio.h>

int desk_is_free(const Desk *desk)
{
    return ring_write_space(desk->controls) >= ORDER_CONTROLS_MAX;
}

Snapshot desk_shown(Desk *desk)
{
    pthread_mutex_lock(&desk->lock);
    const Snapshot shown = desk->shown;
    pthread_mutex_unlock(&desk->lock);
    return shown;
}

static void answer_order(Desk *desk, const Order *order, const Snapshot *shown, const Out *answer)
{
    switch (order->kind) {
    case ORDER_STATE:
        state_text(answer, shown, desk->scope.presets);
        break;
    case ORDER_HELP:
        control_words_help(answer);
        out_text(answer, "ok\n");
        break;
    case ORDER_NOTHING:
    case ORDER_STEER:
        ring_write(desk->controls, order->controls, (uint32_t)order->count);
        out_text(answer, "ok\n");
        break;
    }
}

Status desk_order(Desk *desk, const char *line, const Out *answer)
{
    const Snapshot shown = desk_shown(desk);
    OrderScope scope = desk->scope;
    Order order;
    Error error;
    scope.is_open = shown.left_ms < 0;
    scope.is_closing = shown.closing;
    const Status status = control_words(line, &scope, &order, &error);
    if (status != STATUS_OK) {
        out_format(answer, "error: %s\n", error.message);
        return status;
    }
    answer_order(desk, &order, &shown, answer);
    return STATUS_OK;
}

void desk_notice(Desk *desk, const char *format, ...)
{
    Notice notice;
    va_list args;
    va_start(args, format);
    vsnprintf(notice.text, sizeof notice.text, format, args);
    va_end(args);
    ring_write(desk->notices, &notice, 1);
}
