#include "text/subject.h"

int64_t subject_ms_at(const Subject *subject, int64_t tick)
{
    const Piece *const piece = subject->piece;
    size_t low = 0;
    size_t high = piece->count;
    while (low < high) { // first event after the tick
        const size_t middle = low + (high - low) / 2;
        if (piece->events[middle].tick <= tick) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == 0 || low == piece->count) {
        return low == 0 ? 0 : subject_length_ms(subject);
    }
    const Event *const before = &piece->events[low - 1];
    const Event *const after = &piece->events[low];
    const int64_t since = subject_ms(subject, before);
    return since + (subject_ms(subject, after) - since) * (tick - before->tick) /
                       (after->tick - before->tick);
}
