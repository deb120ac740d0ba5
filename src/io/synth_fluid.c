#include "io/synth_fluid.h"

#include "io/alsa_quiet.h"
#include "io/font_info.h"
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
    CHANNELS = 16,
    DRUM_CHANNEL = 9,
    POLYPHONY = 256,
    WARNINGS_MAX = 16,
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
    int has_chorus; ///< 1 once a part has asked for it.
} FluidSynth;

// ---- Warnings: FluidSynth's log is one for the whole process, and so is this table ----

static char warnings[WARNINGS_MAX][WARNING_BYTES];
static int warning_count;

static int is_known(const char *line)
{
    for (int i = 0; i < warning_count; ++i) {
        if (strcmp(warnings[i], line) == 0) {
            return 1;
        }
    }
    return 0;
}

/// Keeps a line once. May run in the render thread: neither allocates nor prints.
static void keep_line(const char *line)
{
    if (warning_count < WARNINGS_MAX && !is_known(line)) {
        memcpy(warnings[warning_count++], line, strlen(line) + 1);
    }
}

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
        keep_line(line);
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
    const int count = warning_count < max ? warning_count : max;
    for (int i = 0; i < count; ++i) {
        lines[i] = warnings[i];
    }
    return count;
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
    keep_line(line);
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

static void chorus_on(fluid_synth_t *fluid)
{
    fluid_synth_chorus_on(fluid, -1, 1);
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

static void chorus_on(fluid_synth_t *fluid)
{
    fluid_synth_set_chorus_on(fluid, 1);
}
#endif

/// The chorus costs a tenth of the time even where nothing is sent to it, so it waits for a part
/// that wants it.
static void fluid_control(Synth *synth, int channel, int controller, int value)
{
    FluidSynth *const self = (FluidSynth *)synth;
    if (controller == CHORUS_CONTROLLER && value > 0 && !self->has_chorus) {
        chorus_on(self->fluid);
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

static void fluid_render(Synth *synth, float *stereo, size_t frames)
{
    flush_denormals();
    fluid_synth_write_float(((FluidSynth *)synth)->fluid, (int)frames, stereo, 0, 2, stereo, 1, 2);
}

static int fluid_voices(Synth *synth)
{
    return fluid_synth_get_active_voice_count(((FluidSynth *)synth)->fluid);
}

static void fluid_close(Synth *synth)
{
    FluidSynth *const self = (FluidSynth *)synth;
    delete_fluid_synth(self->fluid); // accepts NULL, as does the next
    delete_fluid_settings(self->settings);
    free(self);
}

static const SynthOps fluid_ops = {"fluidsynth",  fluid_note_on, fluid_note_off, fluid_control,
                                   fluid_program, fluid_bend,    fluid_space,    fluid_render,
                                   fluid_voices,  fluid_close};

// ---- Opening ----

/// Everything that has a default is set here: the defaults changed from version to version.
static fluid_settings_t *make_settings(int rate_hz)
{
    fluid_settings_t *const settings = new_fluid_settings();
    if (settings == NULL) {
        return NULL;
    }
    fluid_settings_setnum(settings, "synth.sample-rate", rate_hz);
    fluid_settings_setnum(settings, "synth.gain", gain);
    fluid_settings_setint(settings, "synth.polyphony", POLYPHONY);
    fluid_settings_setint(settings, "synth.midi-channels", CHANNELS);
    fluid_settings_setint(settings, "synth.audio-channels", 1);
    fluid_settings_setint(settings, "synth.audio-groups", 1);
    fluid_settings_setint(settings, "synth.effects-groups", 1);
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

static int make_synth(FluidSynth *self, int rate_hz)
{
    self->settings = make_settings(rate_hz);
    self->fluid = self->settings == NULL ? NULL : new_fluid_synth(self->settings);
    if (self->fluid == NULL || !add_brightness(self->fluid)) {
        return 0;
    }
    fluid_synth_set_channel_type(self->fluid, DRUM_CHANNEL, CHANNEL_TYPE_MELODIC);
    set_chorus(self->fluid, 4, 0.55, 0.36,
               3.6); // as SoundFont authors suggest; the default is loud
    fluid_space(&self->synth, 50);
    return 1;
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

/// Brings a font near to the default bank in loudness and in what CC74 does to it.
static void fit_font(fluid_synth_t *fluid, const char *path)
{
    const FontInfo info = font_info(path);
    fluid_synth_set_gain(fluid, (float)(gain * pow(10.0, info.trim_db / 20.0)));
    for (int channel = 0; channel < CHANNELS && !info.is_own; ++channel) {
        fluid_synth_set_gen(fluid, channel, GEN_FILTERFC, BRIGHTNESS_REST_CENTS);
    }
}

Synth *synth_fluid_open(const char *soundfont, int rate_hz, Error *error)
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
    self->synth.ops = &fluid_ops;
    if (!make_synth(self, rate_hz)) {
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
    fit_font(self->fluid, soundfont);
    return &self->synth;
}
