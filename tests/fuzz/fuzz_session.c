// Controls of any kind at any time, from a keyboard or from elsewhere, on a session that renders
// with a plain tone. Whatever comes: samples are numbers within the ceiling, nothing illegal
// reaches the synth, a release leaves no key hanging, and the piece ends when it should.
#include "session/midi_map.h"
#include "unit/fixture.h"
#include "unit/tone.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_MAX = 2048, SECONDS_MAX = 40 };

static const unsigned char *bytes;
static size_t left;

static int byte(void)
{
    return left == 0 ? 0 : (--left, *bytes++);
}

static void demand(int good)
{
    if (!good) {
        abort();
    }
}

static Session session;
static ToneSynth tone;
static float stereo[2 * BLOCK_MAX];

static void render(size_t frames)
{
    const size_t given = session_render(&session, &tone.synth, stereo, frames);
    demand(given <= frames);
    for (size_t i = 0; i < 2 * frames; ++i) {
        demand(isfinite(stereo[i]) && fabsf(stereo[i]) <= 0.892f);
        demand(i < 2 * given || stereo[i] == 0.0f);
    }
    demand(tone.illegal == 0 && tone.off_grid == 0);
}

static ControlMsg next_control(void)
{
    const int kind = byte();
    const int a = byte();
    const int b = byte();
    if (kind < 192) { // what a keyboard may send
        const MidiMessage message = {(uint8_t)(0x80 | kind), (uint8_t)a, (uint8_t)b};
        return midi_map_control(NULL, message);
    }
    return (ControlMsg){
        .kind = kind % (CONTROL_KIND_COUNT + 1), .a = (a - 128) * 257, .b = b - 128};
}

static SessionConfig next_config(void)
{
    SessionConfig config = fixture_config(byte() % FIXTURES, (uint64_t)byte(), 1 + byte() % 20);
    config.rate_hz = byte() & 1 ? 22050 : 48000;
    config.fade_ms = 40 * byte();
    config.has_mood = byte() & 1;
    config.mood = mood_safe(8 * (byte() - 128), 8 * (byte() - 128));
    config.length_ms = byte() & 1 ? config.length_ms : 0;
    return config;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    bytes = data;
    left = size;
    const SessionConfig config = next_config();
    tone_init(&tone);
    session_init(&session, &config);
    for (int64_t frames = 0; left > 0 && frames < SECONDS_MAX * (int64_t)config.rate_hz;) {
        const int what = byte();
        const size_t count = what < 64 ? 0 : (size_t)(1 + what * byte() % BLOCK_MAX);
        for (int i = what & 7; i >= 0; --i) {
            const ControlMsg msg = next_control();
            session_control(&session, &msg);
        }
        render(count);
        frames += (int64_t)count;
    }
    // The keyboard goes away: after a block nothing of it sounds.
    const ControlMsg release = {.kind = CONTROL_RELEASE};
    session_control(&session, &release);
    render(BLOCK_MAX);
    render(BLOCK_MAX);
    demand(tone_held(&tone, PLAYER_LEFT_CHANNEL) == 0 || session_done(&session));
    demand(tone_held(&tone, PLAYER_CHANNEL) == 0 || session_done(&session));
    demand(tone.sustain[PLAYER_CHANNEL] == 0 || session_done(&session));
    // Asked to fade, it ends.
    const ControlMsg fade = {.kind = CONTROL_FADE, .a = 500};
    session_control(&session, &fade);
    for (int i = 0; i < 30 * config.rate_hz / BLOCK_MAX && !session_done(&session); ++i) {
        render(BLOCK_MAX);
    }
    demand(session_done(&session));
    return 0;
}
