#include "io/synth_midi.h"

#include "io/clock_in.h"
#include "music/metre.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    CHANNELS = 16,
    PITCHES_MAX = 128,
    CC_BANK = 0,
    CC_VOLUME = 7,
    USUAL_VOLUME = 100, ///< Of a channel whose volume was never set (General MIDI).
    CLOCK_TICKS = TICKS_PER_QUARTER / CLOCKS_A_QUARTER,
    STEP_MS = 20,      ///< Between two steps of a fade.
    JUMP_US = 50000,   ///< So far off, the music has stood still: no jitter any more.
    JITTER_PARTS = 64, ///< Share of a new measurement that counts.
};

typedef struct {
    Synth synth; ///< First.
    SynthMidiConfig config;
    int64_t start_us;              ///< Steady clock at frame 0 of the stream, jitter taken out ...
    int has_start;                 ///< ... once known.
    int64_t frames;                ///< Rendered.
    int64_t block_us;              ///< When the block being filled is heard.
    int64_t next_clock;            ///< Tick of the next clock.
    int64_t next_step;             ///< Frame of the next look at the volume.
    int has_begun;                 ///< Start has been sent.
    uint8_t volume[CHANNELS];      ///< As the session set it.
    uint8_t sent_volume[CHANNELS]; ///< As it went out, fades and listener's volume included.
    uint8_t off_waits[CHANNELS][PITCHES_MAX]; ///< 1: an end that found no room.
    int waiting;
} SynthMidi;

static SynthMidi *self_of(Synth *synth)
{
    return (SynthMidi *)synth;
}

// ---- Time ---------------------------------------------------------------------------------------

static int64_t us_of(const SynthMidi *self, int64_t frames)
{
    return frames * 1000000 / self->config.rate_hz;
}

// Blocks are rendered in bursts; the frames that they hold are not.
static void measure_time(SynthMidi *self)
{
    const int64_t start_us = midi_now_us() - us_of(self, self->frames);
    const int64_t off_us = start_us - self->start_us;
    const int is_jump = !self->has_start || off_us > JUMP_US || off_us < -JUMP_US;
    self->start_us = is_jump ? start_us : self->start_us + off_us / JITTER_PARTS;
    self->has_start = 1;
    self->block_us = self->start_us + us_of(self, self->frames) +
                     (int64_t)midi_latency_ms(self->config.midi) * 1000;
}

// ---- Into the ring ------------------------------------------------------------------------------

static int push(SynthMidi *self, int64_t due_us, int status, int data1, int data2)
{
    const MidiDue due = {due_us, {(uint8_t)status, (uint8_t)data1, (uint8_t)data2}};
    return ring_write(self->config.sends, &due, 1) == 1;
}

// Ends of notes that found the ring full.
static void push_waiting(SynthMidi *self)
{
    for (int i = 0; self->waiting > 0 && i < CHANNELS * PITCHES_MAX; ++i) {
        uint8_t *const waits = &self->off_waits[i / PITCHES_MAX][i % PITCHES_MAX];
        if (*waits && push(self, self->block_us, MIDI_OFF | i / PITCHES_MAX, i % PITCHES_MAX, 0)) {
            *waits = 0;
            --self->waiting;
        }
    }
}

static void send(SynthMidi *self, int status, int data1, int data2)
{
    if (!self->has_start) { // what comes before the first block belongs to its beginning
        measure_time(self);
    }
    if (self->config.sends_score) {
        push(self, self->block_us, status, data1, data2);
    }
}

// The listener's volume and the session's fades, which the other device knows nothing of; loudness
// goes with the square of the controller.
static int scaled(const SynthMidi *self, int volume)
{
    return (int)lroundf((float)volume * sqrtf(master_level(&self->config.session->master)));
}

static void send_volume(SynthMidi *self, int channel)
{
    const int volume = scaled(self, self->volume[channel]);
    if (volume != self->sent_volume[channel]) {
        self->sent_volume[channel] = (uint8_t)volume;
        send(self, MIDI_CONTROLLER | channel, CC_VOLUME, volume);
    }
}

static void step_volumes(SynthMidi *self)
{
    if (self->frames >= self->next_step) {
        self->next_step = self->frames + STEP_MS * self->config.rate_hz / 1000;
        for (int channel = 0; channel < CHANNELS; ++channel) {
            if (self->volume[channel] > 0) {
                send_volume(self, channel);
            }
        }
    }
}

// ---- Clock --------------------------------------------------------------------------------------

// A session that begins a phrase at another's Start is moved on: clocks do not catch up.
static void keep_near(SynthMidi *self)
{
    const int64_t tick = session_tick(self->config.session);
    if (self->next_clock + TICKS_PER_QUARTER < tick) {
        self->next_clock = (tick + CLOCK_TICKS - 1) / CLOCK_TICKS * CLOCK_TICKS;
    }
}

// The clocks that fall into the next frames. The first one belongs to Start.
static void send_clocks(SynthMidi *self, size_t frames)
{
    const Session *const session = self->config.session;
    if (!self->has_begun) {
        self->has_begun = push(self, self->block_us, MIDI_START, 0, 0);
    }
    keep_near(self);
    for (;;) {
        const int64_t frame = clock_frame(&session->clock, self->next_clock);
        const int64_t ahead = frame - session->rendered_frames;
        if (ahead >= (int64_t)frames) {
            return;
        }
        push(self, self->block_us + us_of(self, ahead > 0 ? ahead : 0), MIDI_CLOCK, 0, 0);
        self->next_clock += CLOCK_TICKS;
    }
}

// ---- As a synth ---------------------------------------------------------------------------------

static void note_on(Synth *synth, int channel, int pitch, int velocity)
{
    SynthMidi *const self = self_of(synth);
    send(self, MIDI_ON | channel, pitch, velocity);
    if (self->config.inner != NULL) {
        self->config.inner->ops->note_on(self->config.inner, channel, pitch, velocity);
    }
}

static void note_off(Synth *synth, int channel, int pitch)
{
    SynthMidi *const self = self_of(synth);
    if (self->config.sends_score && !push(self, self->block_us, MIDI_OFF | channel, pitch, 0) &&
        !self->off_waits[channel][pitch]) {
        self->off_waits[channel][pitch] = 1;
        ++self->waiting;
    }
    if (self->config.inner != NULL) {
        self->config.inner->ops->note_off(self->config.inner, channel, pitch);
    }
}

static void control(Synth *synth, int channel, int controller, int value)
{
    SynthMidi *const self = self_of(synth);
    if (controller == CC_VOLUME) {
        self->volume[channel] = (uint8_t)value;
        send_volume(self, channel);
    } else {
        send(self, MIDI_CONTROLLER | channel, controller, value);
    }
    if (self->config.inner != NULL) {
        self->config.inner->ops->control(self->config.inner, channel, controller, value);
    }
}

static void program(Synth *synth, int channel, int bank, int number)
{
    SynthMidi *const self = self_of(synth);
    const int has_bank = bank <= MIDI_DATA_MAX; // percussion has none but its channel
    send(self, MIDI_CONTROLLER | channel, CC_BANK, has_bank ? bank : 0);
    send(self, MIDI_PROGRAM | channel, number, 0);
    if (self->volume[channel] == 0) {
        self->volume[channel] = USUAL_VOLUME;
        send_volume(self, channel);
    }
    if (self->config.inner != NULL) {
        self->config.inner->ops->program(self->config.inner, channel, bank, number);
    }
}

static void bend(Synth *synth, int channel, int value)
{
    SynthMidi *const self = self_of(synth);
    send(self, MIDI_BEND | channel, value & MIDI_DATA_MAX, value >> 7);
    if (self->config.inner != NULL) {
        self->config.inner->ops->bend(self->config.inner, channel, value);
    }
}

static void space(Synth *synth, int percent)
{
    Synth *const inner = self_of(synth)->config.inner;
    if (inner != NULL) {
        inner->ops->space(inner, percent);
    }
}

static void render(Synth *synth, float *stereo, size_t frames)
{
    SynthMidi *const self = self_of(synth);
    Synth *const inner = self->config.inner;
    measure_time(self);
    midi_beat(self->config.midi);
    push_waiting(self);
    step_volumes(self);
    if (self->config.sends_clock) {
        send_clocks(self, frames);
    }
    if (inner != NULL) {
        inner->ops->render(inner, stereo, frames);
    } else {
        memset(stereo, 0, 2 * frames * sizeof *stereo);
    }
    self->frames += (int64_t)frames;
    self->block_us += us_of(self, (int64_t)frames);
}

static int voices(Synth *synth)
{
    Synth *const inner = self_of(synth)->config.inner;
    return inner != NULL ? inner->ops->voices(inner) : 0;
}

static void seam(Synth *synth)
{
    Synth *const inner = self_of(synth)->config.inner;
    if (inner != NULL && inner->ops->seam != NULL) {
        inner->ops->seam(inner);
    }
}

static void close_synth(Synth *synth)
{
    Synth *const inner = self_of(synth)->config.inner;
    if (inner != NULL) {
        inner->ops->close(inner);
    }
    free(synth);
}

Synth *synth_midi_open(const SynthMidiConfig *config)
{
    static const SynthOps ops = {.name = "MIDI",
                                 .note_on = note_on,
                                 .note_off = note_off,
                                 .control = control,
                                 .program = program,
                                 .bend = bend,
                                 .space = space,
                                 .render = render,
                                 .voices = voices,
                                 .close = close_synth,
                                 .seam = seam};
    SynthMidi *const self = calloc(1, sizeof *self);
    if (self == NULL) {
        return NULL;
    }
    self->synth.ops = &ops;
    self->config = *config;
    return &self->synth;
}
