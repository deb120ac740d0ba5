#include "text/piece.h"

int64_t piece_note_ticks(const Piece *piece, size_t i)
{
    const Event *const on = &piece->events[i];
    for (size_t k = i + 1; k < piece->count; ++k) {
        const Event *const event = &piece->events[k];
        if (event->kind == EVENT_NOTE_OFF && event->channel == on->channel && event->a == on->a) {
            return event->tick - on->tick;
        }
    }
    return on->c;
}

const Event *piece_first(const Piece *piece, EventKind kind)
{
    for (size_t i = 0; i < piece->count; ++i) {
        if (piece->events[i].kind == kind) {
            return &piece->events[i];
        }
    }
    return NULL;
}

int64_t piece_ticks(const Piece *piece)
{
    return piece->count > 0 ? piece->events[piece->count - 1].tick : 0;
}

const char *piece_part_name(const Piece *piece, int part)
{
    return part < piece->preset->part_count ? piece->preset->parts[part].name : "player";
}
