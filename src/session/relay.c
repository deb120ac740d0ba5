#include "session/relay.h"

#include <string.h>

static Relay *self(Synth *synth)
{
    return (Relay *)synth;
}

int relay_is_player(int channel)
{
    return channel == PLAYER_CHANNEL || channel == PLAYER_LEFT_CHANNEL;
}

// ---- What is told ----

static void tell_passages(Relay *relay, const Event *event)
{
    synth_state_take(&relay->state, event);
    for (int i = 0; i < PASSAGE_LANES; ++i) {
        if (relay->passages[i].awake) {
            synth_send(relay->passages[i].synth, event);
        }
    }
}

static void tell(Relay *relay, Event event)
{
    if (!relay_is_player(event.channel)) {
        tell_passages(relay, &event);
    } else if (relay->player.synth != NULL) {
        synth_send(relay->player.synth, &event);
    }
}

static void relay_control(Synth *synth, int channel, int controller, int value)
{
    tell(self(synth),
         (Event){.kind = EVENT_CONTROL, .channel = (uint8_t)channel, .a = controller, .b = value});
}

static void relay_program(Synth *synth, int channel, int bank, int program)
{
    tell(self(synth),
         (Event){.kind = EVENT_PROGRAM, .channel = (uint8_t)channel, .a = program, .b = bank});
}

static void relay_bend(Synth *synth, int channel, int value)
{
    tell(self(synth), (Event){.kind = EVENT_BEND, .channel = (uint8_t)channel, .a = value});
}

static void relay_space(Synth *synth, int percent)
{
    Relay *const relay = self(synth);
    tell_passages(relay, &(Event){.kind = EVENT_SPACE, .a = percent});
    if (relay->player.synth != NULL) {
        relay->player.synth->ops->space(relay->player.synth, percent);
    }
}

// ---- Notes ----

static void relay_note_on(Synth *synth, int channel, int pitch, int velocity)
{
    Relay *const relay = self(synth);
    Lane *const lane = relay_is_player(channel) ? &relay->player : &relay->passages[relay->current];
    if (lane->synth != NULL) {
        lane_wake(lane);
        lane->synth->ops->note_on(lane->synth, channel, pitch, velocity);
    }
}

static void relay_note_off(Synth *synth, int channel, int pitch)
{
    tell(self(synth), (Event){.kind = EVENT_NOTE_OFF, .channel = (uint8_t)channel, .a = pitch});
}

static void relay_seam(Synth *synth)
{
    Relay *const relay = self(synth);
    if (relay->passage_frames < relay->passage_least) {
        return;
    }
    lane_leave(&relay->passages[relay->current]);
    relay->current = (relay->current + 1) % PASSAGE_LANES;
    lane_begin(&relay->passages[relay->current], &relay->state);
    relay->passage_frames = 0;
}

// ---- Sound ----

// The passage that rings comes first: the order is part of the bits.
static void relay_render(Synth *synth, float *stereo, size_t frames)
{
    Relay *const relay = self(synth);
    memset(stereo, 0, frames * (size_t)synth_width(synth) * sizeof *stereo);
    for (int i = 1; i <= PASSAGE_LANES; ++i) {
        lane_add(&relay->passages[(relay->current + i) % PASSAGE_LANES], stereo, frames);
    }
    lane_add(&relay->player, stereo, frames);
    relay->passage_frames += (int64_t)frames;
}

static int voices_of(const Lane *lane)
{
    return lane->awake ? lane->synth->ops->voices(lane->synth) : 0;
}

static int relay_voices(Synth *synth)
{
    const Relay *const relay = self(synth);
    int sum = voices_of(&relay->player);
    for (int i = 0; i < PASSAGE_LANES; ++i) {
        sum += voices_of(&relay->passages[i]);
    }
    return sum;
}

// ---- Beginning and end ----

static void begin(Relay *relay)
{
    synth_state_init(&relay->state);
    relay->current = 0;
    relay->passage_frames = 0;
    for (int i = 0; i < PASSAGE_LANES; ++i) {
        relay->passages[i].awake = 0;
    }
    lane_begin(&relay->passages[0], &relay->state);
    if (relay->player.synth != NULL) {
        relay->player.synth->ops->renew(relay->player.synth);
        relay->player.awake = 0;
    }
}

static void relay_renew(Synth *synth)
{
    begin(self(synth));
}

static void relay_close(Synth *synth)
{
    Relay *const relay = self(synth);
    for (int i = 0; i < PASSAGE_LANES; ++i) {
        relay->passages[i].synth->ops->close(relay->passages[i].synth);
    }
    if (relay->player.synth != NULL) {
        relay->player.synth->ops->close(relay->player.synth);
    }
}

static const SynthOps relay_ops = {.name = "relay",
                                   .note_on = relay_note_on,
                                   .note_off = relay_note_off,
                                   .control = relay_control,
                                   .program = relay_program,
                                   .bend = relay_bend,
                                   .space = relay_space,
                                   .render = relay_render,
                                   .voices = relay_voices,
                                   .close = relay_close,
                                   .seam = relay_seam,
                                   .renew = relay_renew};

void relay_init(Relay *relay, Synth *const passages[PASSAGE_LANES], Synth *player, int32_t rate_hz)
{
    relay->synth = (Synth){.ops = &relay_ops, .groups = passages[0]->groups};
    for (int i = 0; i < PASSAGE_LANES; ++i) {
        lane_init(&relay->passages[i], passages[i], rate_hz);
    }
    lane_init(&relay->player, player, rate_hz);
    relay->passage_least = lane_ring_frames(rate_hz);
    begin(relay);
}
