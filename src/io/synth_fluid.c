#include "io/synth_fluid.h"

#include "io/alsa_quiet.h"
#include "io/font_info.h"
#include "io/warning_list.h"
#include "music/instrument.h"
#include "text/error.h"

#include <errno.h>
#include <fluidsynth.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

#define FLUIDSYNTH_AT_LEAST(major, minor)                                                          \
    (FLUIDSYNTH_VERSION_MAJOR > (major) ||                                                         \
     (FLUIDSYNTH_VERSION_MAJOR == (major) && FLUIDSYNTH_VERSION_MINOR >= (minor)))

enum {
    POLYPHONY = 192,
    WARNING_BYTES = 200,
    BRIGHTNESS_CONTROLLER = 74,
    CHORUS_CONTROLLER = 93,
    // Filter cutoff over the controller's range, either way. The default bank brings its own
    // modulators, of two octaves. Other fonts leave their filters open at 20 kHz, where two octaves
    // are hardly heard and nothing gets brighter: theirs moves farther, and begins lower.
    BRIGHTNESS_CENTS = 4800,
    BRIGHTNESS_REST_CENTS = -1500,
};

// Brings quiet music to a usual loudness: the presets then measure -32 to -24 LUFS, the loudest
// mood -19, where the limiter just begins to work. FluidSynth's default of 0.2 is meant for dense,
// loud files.
static const double gain = 3.5;

typedef struct {
    Synth synth;
    fluid_settings_t *settings;
    fluid_synth_t *fluid;
    fluid_sample_t *hum; ///< What voices are cleaned with.
    FontInfo font;
    int rate_hz;
    int64_t frame;  ///< Frames rendered.
    int has_chorus; ///< 1 once a part has asked for it.
} FluidSynth;

// ---- Warnings: FluidSynth's log is one for the whole process ----

// Where memory cannot be locked, samples may be swapped out: nothing that a listener can mend. What
// plays instead of a program is told by fluid_program(), in words.
static int is_of_interest(const char *line)
{
    return strstr(line, "swapping") == NULL && strstr(line, "Instrument not found") == NULL;
}

static void keep_warning(int level, const char *message, void *data)
{
    (void)data;
    char line[WARNING_BYTES];
    size_t length = strlen(message);
    while (length > 0 && (message[length - 1] == '\n' || message[length - 1] == ' ')) {
        --length;
    }
    length = length < WARNING_BYTES ? length : WARNING_BYTES - 1;
    memcpy(line, message, length);
    line[length] = '\0';
    if (level <= FLUID_WARN && is_of_interest(line)) {
        warning_list_keep(line);
    }
}

static void ignore_message(int level, const char *message, void *data)
{
    (void)level, (void)message, (void)data;
}

static void catch_messages(void)
{
    fluid_set_log_function(FLUID_PANIC, keep_warning, NULL);
    fluid_set_log_function(FLUID_ERR, keep_warning, NULL);
    fluid_set_log_function(FLUID_WARN, keep_warning, NULL);
    fluid_set_log_function(FLUID_INFO, ignore_message, NULL);
    fluid_set_log_function(FLUID_DBG, ignore_message, NULL);
}

int synth_fluid_warnings(const char *lines[], int max)
{
    return warning_list_get(lines, max);
}

// ---- Playing ----

static void fluid_note_on(Synth *synth, int channel, int pitch, int velocity)
{
    fluid_synth_noteon(((FluidSynth *)synth)->fluid, channel, pitch, velocity);
}

static void fluid_note_off(Synth *synth, int channel, int pitch)
{
    fluid_synth_noteoff(((FluidSynth *)synth)->fluid, channel, pitch);
}

static void tell_substitute(int bank, int program, fluid_preset_t *preset)
{
    char line[WARNING_BYTES];
    const Instrument *const wanted = instrument_at(bank, program);
    const char *const plays = preset != NULL ? fluid_preset_get_name(preset) : "nothing";
    if (wanted != NULL) {
        snprintf(line, sizeof line, "%s is missing; %s plays instead", wanted->name, plays);
    } else {
        snprintf(line, sizeof line, "program %d of bank %d is missing; %s plays instead", program,
                 bank, plays);
    }
    warning_list_keep(line);
}

/// FluidSynth falls back on bank 0, then on program 0.
static void fluid_program(Synth *synth, int channel, int bank, int program)
{
    fluid_synth_t *const fluid = ((FluidSynth *)synth)->fluid;
    fluid_synth_bank_select(fluid, channel, bank);
    fluid_synth_program_change(fluid, channel, program);
    fluid_preset_t *const preset = fluid_synth_get_channel_preset(fluid, channel);
    if (preset == NULL || fluid_preset_get_banknum(preset) != bank ||
        fluid_preset_get_num(preset) != program) {
        tell_substitute(bank, program, preset);
    }
}

static void fluid_bend(Synth *synth, int channel, int value)
{
    fluid_synth_pitch_bend(((FluidSynth *)synth)->fluid, channel, value);
}

#if FLUIDSYNTH_AT_LEAST(2, 2)
static void set_reverb(fluid_synth_t *fluid, double room, double damp, double width, double level)
{
    fluid_synth_set_reverb_group_roomsize(fluid, -1, room);
    fluid_synth_set_reverb_group_damp(fluid, -1, damp);
    fluid_synth_set_reverb_group_width(fluid, -1, width);
    fluid_synth_set_reverb_group_level(fluid, -1, level);
}

static void set_chorus(fluid_synth_t *fluid, int count, double level, double hz, double depth_ms)
{
    fluid_synth_set_chorus_group_nr(fluid, -1, count);
    fluid_synth_set_chorus_group_level(fluid, -1, level);
    fluid_synth_set_chorus_group_speed(fluid, -1, hz);
    fluid_synth_set_chorus_group_depth(fluid, -1, depth_ms);
    fluid_synth_set_chorus_group_type(fluid, -1, FLUID_CHORUS_MOD_SINE);
}

static void chorus_switch(fluid_synth_t *fluid, int on)
{
    fluid_synth_chorus_on(fluid, -1, on);
}
#else
static void set_reverb(fluid_synth_t *fluid, double room, double damp, double width, double level)
{
    fluid_synth_set_reverb(fluid, room, damp, width, level);
}

static void set_chorus(fluid_synth_t *fluid, int count, double level, double hz, double depth_ms)
{
    fluid_synth_set_chorus(fluid, count, level, hz, depth_ms, FLUID_CHORUS_MOD_SINE);
}

static void chorus_switch(fluid_synth_t *fluid, int on)
{
    fluid_synth_set_chorus_on(fluid, on);
}
#endif

/// The chorus costs a tenth of the time even where nothing is sent to it, so it waits for a part
/// that wants it.
static void fluid_control(Synth *synth, int channel, int controller, int value)
{
    FluidSynth *const self = (FluidSynth *)synth;
    if (controller == CHORUS_CONTROLLER && value > 0 && !self->has_chorus) {
        chorus_switch(self->fluid, 1);
        self->has_chorus = 1;
    }
    fluid_synth_cc(self->fluid, channel, controller, value);
}

/// A larger space is longer, darker and nearer to the sound in level. The middle is what SoundFont
/// authors suggest for calm General MIDI music (room .5, damping .3, width .8, level .7).
static void fluid_space(Synth *synth, int percent)
{
    const double space = percent / 100.0;
    set_reverb(((FluidSynth *)synth)->fluid, 0.25 + 0.5 * space, 0.2 + 0.2 * space, 0.8,
               0.4 + 0.5 * space);
}

/// Numbers too small to hear cost a hundred times the work of others, as the reverb fades. Set at
/// each call, since nothing tells which thread renders, and so that all threads give equal bits.
static void flush_denormals(void)
{
#if defined(__SSE2__)
    enum { FLUSH_TO_ZERO = 0x8000, DENORMALS_ARE_ZERO = 0x0040 };
    _mm_setcsr(_mm_getcsr() | FLUSH_TO_ZERO | DENORMALS_ARE_ZERO);
#elif defined(__aarch64__)
    uint64_t mode;
    __asm__ volatile("mrs %0, fpcr" : "=r"(mode));
    mode |= (uint64_t)1 << 24;
    __asm__ volatile("msr fpcr, %0" : : "r"(mode));
#endif
}

/// A group's reverb and chorus are added to its voices, as FluidSynth does for the one of a mix.
static void write_groups(FluidSynth *self, float *sound, size_t frames)
{
    enum { EFFECTS = 2, SIDES = 2 };
    static const size_t most = SYNTH_BLOCK_FRAMES;
    const int groups = self->synth.groups;
    for (size_t at = 0; at < frames;) {
        const size_t n = frames - at < most ? frames - at : most;
        float sides[SIDES * SYNTH_GROUPS_MAX][SYNTH_BLOCK_FRAMES] = {{0}};
        float *out[SIDES * SYNTH_GROUPS_MAX];
        float *effects[EFFECTS * SIDES * SYNTH_GROUPS_MAX];
        for (int i = 0; i < SIDES * groups; ++i) {
            out[i] = sides[i];
        }
        for (int i = 0; i < EFFECTS * SIDES * groups; ++i) {
            effects[i] = sides[i / (EFFECTS * SIDES) * SIDES + i % SIDES];
        }
        fluid_synth_process(self->fluid, (int)n, EFFECTS * SIDES * groups, effects, SIDES * groups,
                            out);
        for (size_t i = 0; i < n; ++i) {
            for (int c = 0; c < SIDES * groups; ++c) {
                *sound++ = sides[c][i];
            }
        }
        at += n;
    }
}

static void write_frames(FluidSynth *self, float *sound, size_t frames)
{
    if (self->synth.groups > 1) {
        write_groups(self, sound, frames);
    } else {
        fluid_synth_write_float(self->fluid, (int)frames, sound, 0, 2, sound, 1, 2);
    }
    self->frame += (int64_t)frames;
}

/// A voice that ended is free for another note only from the next call on, and which voice plays a
/// note is heard in its first block (see clean_voices). So the last block is always rendered by a
/// call of its own, however the calls to us are cut.
static void fluid_render(Synth *synth, float *stereo, size_t frames)
{
    FluidSynth *const self = (FluidSynth *)synth;
    const int64_t last = (self->frame + (int64_t)frames - 1) / SYNTH_BLOCK_FRAMES;
    const int64_t before = last * SYNTH_BLOCK_FRAMES - self->frame;
    const size_t first = before > 0 ? (size_t)before : 0;
    flush_denormals();
    if (first > 0) {
        write_frames(self, stereo, first);
    }
    if (frames > first) {
        write_frames(self, stereo + first * (size_t)synth_width(synth), frames - first);
    }
}

static int fluid_voices(Synth *synth)
{
    return fluid_synth_get_active_voice_count(((FluidSynth *)synth)->fluid);
}

// ---- Like new ----

/// What the settings and the font ask for; a reset takes some of it back.
static void settle(FluidSynth *self)
{
    fluid_synth_t *const fluid = self->fluid;
    fluid_synth_set_channel_type(fluid, PERCUSSION_CHANNEL, CHANNEL_TYPE_MELODIC);
    fluid_synth_set_gain(fluid, (float)(gain * pow(10.0, self->font.trim_db / 20.0)));
    for (int channel = 0; channel < MIDI_CHANNELS && !self->font.is_own; ++channel) {
        fluid_synth_set_gen(fluid, channel, GEN_FILTERFC, BRIGHTNESS_REST_CENTS);
    }
    // as SoundFont authors suggest; the default is loud
    set_chorus(fluid, 4, 0.55, 0.36, 3.6);
    chorus_switch(fluid, 0);
    self->has_chorus = 0;
    fluid_space(&self->synth, 50);
}

/// Frames up to the end of the next block that is rendered whole.
static size_t whole_block(const FluidSynth *self)
{
    return (size_t)(SYNTH_BLOCK_FRAMES - self->frame % SYNTH_BLOCK_FRAMES) % SYNTH_BLOCK_FRAMES +
           SYNTH_BLOCK_FRAMES;
}

static void stop_voices(FluidSynth *self)
{
    float silence[2 * SYNTH_GROUPS_MAX * 2 * SYNTH_BLOCK_FRAMES];
    fluid_synth_all_sounds_off(self->fluid, -1);
    fluid_render(&self->synth, silence, whole_block(self)); // it takes effect in a block
}

/// A voice keeps the level and the pan of the note that it played last, and begins the next one on
/// a ramp from there; and it keeps a bound of that note's sample. So each is given a note of a
/// sample of our own, at no level.
static void clean_voices(FluidSynth *self)
{
    float silence[2 * SYNTH_GROUPS_MAX * SYNTH_BLOCK_FRAMES];
    fluid_synth_set_gain(self->fluid, 0.0f);
    for (int i = 0; i < POLYPHONY; ++i) {
        fluid_voice_t *const voice = fluid_synth_alloc_voice(self->fluid, self->hum, 0, i % 128, 1);
        if (voice != NULL) {
            fluid_voice_gen_set(voice, GEN_SAMPLEMODE, 1); // a loop
            fluid_synth_start_voice(self->fluid, voice);
        }
    }
    fluid_render(&self->synth, silence, SYNTH_BLOCK_FRAMES);
    stop_voices(self);
}

/// A reset empties the reverb and the chorus, but leaves their modulators where they are: these
/// begin anew only when the rate is set.
static void restart_modulators(FluidSynth *self)
{
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations" // there is no other way to ask for it
#endif
    fluid_synth_set_sample_rate(self->fluid, (float)self->rate_hz);
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif
}

static void fluid_renew(Synth *synth)
{
    FluidSynth *const self = (FluidSynth *)synth;
    stop_voices(self);
    fluid_synth_system_reset(self->fluid);
    clean_voices(self);
    restart_modulators(self);
    fluid_synth_system_reset(self->fluid);
    settle(self);
}

static void fluid_close(Synth *synth)
{
    FluidSynth *const self = (FluidSynth *)synth;
    delete_fluid_synth(self->fluid); // accepts NULL, as does the next
    delete_fluid_settings(self->settings);
    if (self->hum != NULL) {
        delete_fluid_sample(self->hum);
    }
    free(self);
}

static const SynthOps fluid_ops = {.name = "fluidsynth",
                                   .note_on = fluid_note_on,
                                   .note_off = fluid_note_off,
                                   .control = fluid_control,
                                   .program = fluid_program,
                                   .bend = fluid_bend,
                                   .space = fluid_space,
                                   .render = fluid_render,
                                   .voices = fluid_voices,
                                   .close = fluid_close,
                                   .renew = fluid_renew};

// ---- Opening ----

/// Everything that has a default is set here: the defaults changed from version to version.
static fluid_settings_t *make_settings(int rate_hz, int groups)
{
    fluid_settings_t *const settings = new_fluid_settings();
    if (settings == NULL) {
        return NULL;
    }
    fluid_settings_setnum(settings, "synth.sample-rate", rate_hz);
    fluid_settings_setnum(settings, "synth.gain", gain);
    fluid_settings_setint(settings, "synth.polyphony", POLYPHONY);
    fluid_settings_setint(settings, "synth.midi-channels", MIDI_CHANNELS);
    fluid_settings_setint(settings, "synth.audio-channels", groups);
    fluid_settings_setint(settings, "synth.audio-groups", groups);
    fluid_settings_setint(settings, "synth.effects-groups", groups);
    fluid_settings_setint(settings, "synth.cpu-cores", 1);
    fluid_settings_setint(settings, "synth.dynamic-sample-loading", 0);
    fluid_settings_setint(settings, "synth.min-note-length", 10);
    fluid_settings_setint(settings, "synth.reverb.active", 1);
    fluid_settings_setint(settings, "synth.chorus.active", 0);
    fluid_settings_setint(settings, "synth.threadsafe-api", 0); // one thread calls everything
    fluid_settings_setstr(settings, "synth.midi-bank-select", "gs");
    fluid_settings_setstr(settings, "synth.default-soundfont", "");
    return settings;
}

/// CC74 opens and closes the filter of any font.
static int add_brightness(fluid_synth_t *fluid)
{
    fluid_mod_t *const mod = new_fluid_mod();
    if (mod == NULL) {
        return 0;
    }
    fluid_mod_set_source1(mod, BRIGHTNESS_CONTROLLER,
                          FLUID_MOD_CC | FLUID_MOD_LINEAR | FLUID_MOD_BIPOLAR | FLUID_MOD_POSITIVE);
    fluid_mod_set_source2(mod, FLUID_MOD_NONE, FLUID_MOD_GC);
    fluid_mod_set_dest(mod, GEN_FILTERFC);
    fluid_mod_set_amount(mod, BRIGHTNESS_CENTS);
    const int added = fluid_synth_add_default_mod(fluid, mod, FLUID_SYNTH_OVERWRITE) == FLUID_OK;
    delete_fluid_mod(mod);
    return added;
}

static Status no_font(Error *error, const char *path, const char *why)
{
    return error_set(
        error, STATUS_NO_SOUNDFONT,
        "%s: %s; name a SoundFont with --soundfont FILE, or make lull's own with `make`", path,
        why);
}

static Status check_font(const char *path, Error *error)
{
    struct stat info;
    errno = 0;
    FILE *const file = stat(path, &info) == 0 && S_ISREG(info.st_mode) ? fopen(path, "rb") : NULL;
    if (file == NULL) {
        return no_font(error, path,
                       errno == ENOENT   ? "there is no such file"
                       : errno == EACCES ? "it may not be read"
                                         : "it is not a file");
    }
    fclose(file);
    return fluid_is_soundfont(path) ? STATUS_OK : no_font(error, path, "it is not a SoundFont");
}

/// Some cycles of a triangle, looped.
static fluid_sample_t *make_hum(int rate_hz)
{
    enum { FRAMES = 256, CYCLE = 64, EDGE = 16, MIDDLE_C = 60 };
    static short wave[FRAMES];
    for (int i = 0; i < FRAMES; ++i) {
        wave[i] = (short)(i % CYCLE < CYCLE / 2 ? i % CYCLE : CYCLE - i % CYCLE);
    }
    fluid_sample_t *const hum = new_fluid_sample();
    if (hum == NULL) {
        return NULL;
    }
    if (fluid_sample_set_sound_data(hum, wave, NULL, FRAMES, (unsigned)rate_hz, 1) != FLUID_OK ||
        fluid_sample_set_loop(hum, EDGE, FRAMES - EDGE) != FLUID_OK ||
        fluid_sample_set_pitch(hum, MIDDLE_C, 0) != FLUID_OK) {
        delete_fluid_sample(hum);
        return NULL;
    }
    return hum;
}

static int make_synth(FluidSynth *self)
{
    self->hum = make_hum(self->rate_hz);
    self->settings = make_settings(self->rate_hz, self->synth.groups);
    self->fluid = self->settings == NULL ? NULL : new_fluid_synth(self->settings);
    return self->fluid != NULL && self->hum != NULL && add_brightness(self->fluid);
}

Synth *synth_fluid_open_groups(const char *soundfont, int rate_hz, int groups, Error *error)
{
    catch_messages();
    if (check_font(soundfont, error) != STATUS_OK) {
        return NULL;
    }
    FluidSynth *const self = calloc(1, sizeof *self);
    if (self == NULL) {
        error_set(error, STATUS_INTERNAL, "no memory for the synthesizer");
        return NULL;
    }
    self->synth = (Synth){.ops = &fluid_ops, .groups = groups};
    self->rate_hz = rate_hz;
    if (!make_synth(self)) {
        error_set(error, STATUS_INTERNAL, "FluidSynth does not start at %d Hz", rate_hz);
        fluid_close(&self->synth);
        return NULL;
    }
    stderr_mute(); // a broken font is tried with libraries that print what they think of it
    const int font = fluid_synth_sfload(self->fluid, soundfont, 1);
    stderr_unmute();
    if (font == FLUID_FAILED) {
        no_font(error, soundfont, "FluidSynth cannot read it");
        fluid_close(&self->synth);
        return NULL;
    }
    self->font = font_info(soundfont);
    settle(self);
    return &self->synth;
}

Synth *synth_fluid_open(const char *soundfont, int rate_hz, Error *error)
{
    return synth_fluid_open_groups(soundfont, rate_hz, 1, error);
}
