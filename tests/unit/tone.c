#include "unit/tone.h"

#include <string.h>

static ToneSynth *self(Synth *synth)
{
    return (ToneSynth *)synth;
}

static int is_legal(ToneSynth *tone, int channel, int a, int b)
{
    const int legal =
        channel >= 0 && channel < 16 && channel != 9 && a >= 0 && a < 128 && b >= 0 && b < 128;
    tone->illegal += !legal;
    tone->off_grid += tone->frame % SYNTH_BLOCK_FRAMES != 0;
    return legal;
}

static void note_on(Synth *synth, int channel, int pitch, int velocity)
{
    ToneSynth *const tone = self(synth);
    if (is_legal(tone, channel, pitch, velocity - 1)) {
        Tone *const t = &tone->tones[channel][pitch];
        tone->doubles += t->velocity > 0;
        ++tone->ons[channel];
        t->velocity = (uint8_t)velocity;
        t->phase = t->level == 0 ? 0 : t->phase; // begins anew, wherever the calls were cut
        if (!t->listed) {
            t->listed = 1;
            tone->active[tone->active_count++] = channel * TONE_PITCHES + pitch;
        }
    }
}

static void note_off(Synth *synth, int channel, int pitch)
{
    ToneSynth *const tone = self(synth);
    if (is_legal(tone, channel, pitch, 0)) {
        ++tone->offs[channel];
        tone->tones[channel][pitch].velocity = 0;
    }
}

static void control(Synth *synth, int channel, int controller, int value)
{
    ToneSynth *const tone = self(synth);
    if (is_legal(tone, channel, controller, value)) {
        tone->sustain[channel] = controller == 64 ? value : tone->sustain[channel];
        tone->volume[channel] = controller == 7 || controller == 11 ? value : tone->volume[channel];
    }
}

static void program(Synth *synth, int channel, int bank, int number)
{
    if (is_legal(self(synth), channel, number, bank)) {
        self(synth)->program[channel] = number;
    }
}

static void bend(Synth *synth, int channel, int value)
{
    if (is_legal(self(synth), channel, value >> 7, value & 127)) {
        self(synth)->bend[channel] = value;
    }
}

static void space(Synth *synth, int percent)
{
    is_legal(self(synth), 0, percent, 0);
    ++self(synth)->rooms;
}

// One frame of one tone: a triangle whose level glides, so that nothing clicks.
static int32_t next(Tone *t, int pitch)
{
    if (t->velocity == 0 && t->level == 0) {
        return 0;
    }
    t->phase += (uint32_t)(pitch * pitch) * 9000u;
    t->level += t->velocity * 256 > t->level ? 8 : t->level > 0 ? -8 : 0;
    const int32_t saw = (int32_t)(t->phase >> 16) - 32768;
    return ((saw < 0 ? -saw : saw) - 16384) * (t->level / 256);
}

// Which tones sound, in a list, so that calls for a single frame are cheap.
static int gather(ToneSynth *tone, int *list)
{
    int count = 0;
    for (int i = 0; i < tone->active_count; ++i) {
        const int key = tone->active[i];
        Tone *const t = &tone->tones[key / TONE_PITCHES][key % TONE_PITCHES];
        t->listed = t->velocity > 0 || t->level > 0;
        list[count] = key;
        count += t->listed;
    }
    return count;
}

static void render(Synth *synth, float *stereo, size_t frames)
{
    ToneSynth *const tone = self(synth);
    tone->active_count = gather(tone, tone->active);
    for (size_t f = 0; f < frames; ++f) {
        int64_t sum = 0; // of integers: the order of the list does not matter
        for (int i = 0; i < tone->active_count; ++i) {
            const int channel = tone->active[i] / TONE_PITCHES,
                      pitch = tone->active[i] % TONE_PITCHES;
            sum += (int64_t)next(&tone->tones[channel][pitch], pitch) * tone->volume[channel];
        }
        stereo[2 * f] = (float)sum / (16384.0f * 127 * 800);
        stereo[2 * f + 1] = -stereo[2 * f];
    }
    tone->frame += (int64_t)frames;
}

static int voices(Synth *synth)
{
    return tone_held(self(synth), -1);
}

static void close(Synth *synth)
{
    (void)synth;
}

// The frame goes on: messages are on the grid of the piece.
static void renew(Synth *synth)
{
    ToneSynth *const tone = self(synth);
    memset(tone->tones, 0, sizeof tone->tones);
    tone->active_count = 0;
    for (int i = 0; i < TONE_CHANNELS; ++i) {
        tone->volume[i] = 100;
        tone->bend[i] = 8192;
        tone->sustain[i] = tone->program[i] = 0;
    }
}

void tone_init(ToneSynth *tone)
{
    static const SynthOps ops = {.name = "tone",
                                 .note_on = note_on,
                                 .note_off = note_off,
                                 .control = control,
                                 .program = program,
                                 .bend = bend,
                                 .space = space,
                                 .render = render,
                                 .voices = voices,
                                 .close = close,
                                 .renew = renew};
    memset(tone, 0, sizeof *tone);
    tone->synth.ops = &ops;
    renew(&tone->synth);
}

int tone_held(const ToneSynth *tone, int channel)
{
    int count = 0;
    for (int i = 0; i < tone->active_count; ++i) {
        const int at = tone->active[i] / TONE_PITCHES, pitch = tone->active[i] % TONE_PITCHES;
        count += (channel < 0 || channel == at) && tone->tones[at][pitch].velocity > 0;
    }
    return count;
}
