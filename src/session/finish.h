// The last step to a file: a fixed gain, and a limiter for true peaks that leaves everything below
// its ceiling untouched.
#ifndef SESSION_FINISH_H
#define SESSION_FINISH_H

#include <stddef.h>
#include <stdint.h>

enum {
    FINISH_PHASES = 3, ///< Points looked at between two samples, as in ITU-R BS.1770-4 annex 2.
    FINISH_TAPS = 12,  ///< Samples that each is made from.
    FINISH_AHEAD_MAX = 480, ///< Frames: 5 ms at 96 kHz.
    FINISH_HELD_MAX = FINISH_AHEAD_MAX + FINISH_TAPS,
};

/// Flat state. Gains of the limiter are whole numbers of 1 / 2^24.
typedef struct {
    float gain;
    float ceiling;   ///< Highest true peak; 0 = no limiter.
    int32_t ahead;   ///< Frames that the limiter sees ahead.
    int32_t release; ///< What comes back in a frame, of what is missing.
    int64_t frame;   ///< Frames taken in.
    int64_t limited; ///< Frames given out that were held back.
    float taps[FINISH_PHASES][FINISH_TAPS];
    float past[2][2 * FINISH_TAPS];     ///< Each channel's last samples, twice in a row.
    float held[2 * FINISH_HELD_MAX];    ///< Frames that are waiting.
    int64_t first, last;                ///< Ends of the list of least gains, counted up.
    int32_t least[FINISH_AHEAD_MAX];    ///< The list: less than all that came after them ...
    int64_t asked_at[FINISH_AHEAD_MAX]; ///< ... and the frame that asked for each.
    int32_t recovering;                 ///< The least gain, on its way back.
    int32_t smooth[FINISH_AHEAD_MAX];   ///< Its last values ...
    int64_t sum;                        ///< ... and their sum.
} Finish;

/// `gain_db` on everything; true peaks are held to `ceiling_db` (dBTP), or not at all when that is
/// INFINITY. Any one thread, as all here.
void finish_init(Finish *finish, int32_t rate_hz, double gain_db, double ceiling_db);

/// Frames by which the result lies behind: 0 without a limiter.
int32_t finish_delay(const Finish *finish);

/// Processes interleaved stereo in place. Any division into calls gives equal bits.
void finish_frames(Finish *finish, float *stereo, size_t frames);

#endif
