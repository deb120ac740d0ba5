// SoundFonts: what is read of them before they load, one loudness for known ones, brightness on
// every instrument, and words for what is missing.
#include "io/font_info.h"
#include "io/synth_fluid.h"

#include "bank/measure.h"
#include "harness.h"
#include "music/instrument.h"

#include <ebur128.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NOTE = RATE * 6 / 5 / 64 * 64, TONES = 7 };

static const char own_bank[] = "soundfonts/lull.sf2";
static const char timgm[] = "/usr/share/sounds/sf2/TimGM6mb.sf2";
static const char fluidr3[] = "/usr/share/sounds/sf2/FluidR3_GM.sf2";

static float sound[2 * NOTE], mid[NOTE];

// ---- Heads --------------------------------------------------------------------------------------

static char scratch[] = "/tmp/lull-font-XXXXXX";

static FontInfo info_of(const void *bytes, size_t count)
{
    FILE *const file = fopen(scratch, "wb");
    fwrite(bytes, 1, count, file);
    fclose(file);
    return font_info(scratch);
}

static void test_heads(void)
{
    static const char head[] = "RIFF\x40\0\0\0sfbkLIST\x30\0\0\0INFO"
                               "ifil\x04\0\0\0\x02\0\x01\0"
                               "isng\x05\0\0\0EMU8\0\0"
                               "INAM\x10\0\0\0TimGM6mb1.sf2\0\0\0";
    const size_t count = sizeof head - 1;
    FontInfo info = info_of(head, count);
    CHECK(strcmp(info.name, "TimGM6mb1.sf2") == 0 && info.trim_db < -3 &&
              info.bytes == (int64_t)count,
          "a known font is told by its own name: %s, %.1f dB", info.name, info.trim_db);
    for (size_t cut = 0; cut < count; ++cut) {
        info = info_of(head, cut);
        EXPECT(info.trim_db == 0.0 && strstr(scratch, info.name) != NULL && info.name[0] != '\0',
               "%zu bytes: %s", cut, info.name);
    }
    CHECK(test_clean(), "one that is cut has its file's name and no trim");
    char wild[sizeof head - 1];
    memcpy(wild, head, count);
    memset(wild + 28, 0xff, 4);
    info = info_of(wild, count);
    CHECK(info.trim_db == 0.0, "a size beyond the file is not followed");
    info = font_info("/nowhere/else.sf2");
    CHECK(strcmp(info.name, "else.sf2") == 0 && info.bytes == 0, "nor is a file that is not there");
    unlink(scratch);
}

// ---- Sound --------------------------------------------------------------------------------------

static Synth *open_font(const char *path)
{
    Error error;
    Synth *const synth = access(path, R_OK) == 0 ? synth_fluid_open(path, RATE, &error) : NULL;
    if (synth != NULL) {
        synth->ops->space(synth, 0);
    }
    return synth;
}

// What sounded before has died away first, its room as well.
static void play(Synth *synth, const Instrument *instrument, int pitch, int brightness)
{
    synth->ops->program(synth, 0, instrument->bank, instrument->program);
    synth->ops->control(synth, 0, 91, 0);
    synth->ops->control(synth, 0, 74, brightness);
    synth->ops->render(synth, sound, NOTE);
    synth->ops->note_on(synth, 0, pitch, 64);
    synth->ops->render(synth, sound, NOTE);
    synth->ops->note_off(synth, 0, pitch);
    synth->ops->control(synth, 0, 120, 0);
}

static double brightness_of(Synth *synth, const Instrument *instrument, int value)
{
    play(synth, instrument, (instrument->low + instrument->high) / 2, value);
    for (int i = 0; i < NOTE; ++i) {
        mid[i] = 0.5f * (sound[2 * i] + sound[2 * i + 1]);
    }
    return centroid((Sound){mid, NOTE});
}

static void test_brightness(const char *path, const char *name, double audible)
{
    enum { DARK = 24, AS_IT_IS = 64, BRIGHT = 104 };
    Synth *const synth = open_font(path);
    if (synth == NULL) {
        printf("ok - fonts: brightness of %s # SKIP it is not here\n", name);
        return;
    }
    for (int i = 0; i < instrument_count; ++i) {
        const Instrument *const instrument = &instrument_table[i];
        const double dark = brightness_of(synth, instrument, DARK);
        const double middle = brightness_of(synth, instrument, AS_IT_IS);
        const double bright = brightness_of(synth, instrument, BRIGHT);
        EXPECT(middle > audible * dark && bright > audible * middle, "%s: %.4f, %.4f, %.4f",
               instrument->name, dark, middle, bright);
    }
    CHECK(test_clean(), "brightness is heard on all %d instruments of %s", instrument_count, name);
    synth->ops->close(synth);
}

// Of a middle octave of whole tones on each of some instruments that presets use much.
static double loudness(const char *path)
{
    static const char *const names[] = {"felt piano",   "harp",     "nylon guitar",
                                        "slow strings", "warm pad", "acoustic bass"};
    Synth *const synth = open_font(path);
    ebur128_state *meter = ebur128_init(2, RATE, EBUR128_MODE_I);
    double sum = 0;
    for (size_t i = 0; synth != NULL && i < sizeof names / sizeof names[0]; ++i) {
        const Instrument *const instrument = &instrument_table[instrument_find(names[i])];
        double level = 0;
        const int middle = (instrument->low + instrument->high) / 2 - TONES;
        for (int tone = 0; tone < TONES; ++tone) {
            play(synth, instrument, middle + 2 * tone, 64);
            ebur128_add_frames_float(meter, sound, NOTE);
        }
        ebur128_loudness_global(meter, &level);
        sum += level / (sizeof names / sizeof names[0]);
        ebur128_destroy(&meter);
        meter = ebur128_init(2, RATE, EBUR128_MODE_I);
    }
    ebur128_destroy(&meter);
    if (synth != NULL) {
        synth->ops->close(synth);
    }
    return sum;
}

static void test_trim(const char *path, const char *name)
{
    static const double near_lu = 2.0;
    if (access(path, R_OK) != 0) {
        printf("ok - fonts: loudness of %s # SKIP it is not here\n", name);
        return;
    }
    const double ours = loudness(own_bank), theirs = loudness(path);
    CHECK(fabs(theirs - ours) < near_lu, "%s is as loud as the bank: %.1f LUFS, %.1f LUFS", name,
          theirs, ours);
}

static void test_missing(void)
{
    const char *lines[32];
    Synth *const synth = open_font(timgm);
    if (synth == NULL) {
        printf("ok - fonts: what is missing # SKIP TimGM6mb is not here\n");
        return;
    }
    const Instrument *const wind = &instrument_table[instrument_find("wind")];
    int told = 0;
    synth->ops->program(synth, 0, wind->bank, wind->program);
    synth->ops->program(synth, 1, wind->bank, wind->program);
    const int count = synth_fluid_warnings(lines, 32);
    for (int i = 0; i < count; ++i) {
        told += strncmp(lines[i], "wind is missing; ", 17) == 0 &&
                strstr(lines[i], " plays instead") != NULL;
        EXPECT(strstr(lines[i], "prog=") == NULL, "%s", lines[i]);
    }
    CHECK(told == 1 && test_clean(), "what is missing is told once, by name");
    synth->ops->close(synth);
}

int main(void)
{
    test_begin("fonts");
    if (mkstemp(scratch) < 0) {
        return 1;
    }
    test_heads();
    test_brightness(own_bank, "the bank", 1.06);
    test_brightness(timgm, "TimGM6mb", 1.04);
    test_trim(timgm, "TimGM6mb");
    test_trim(fluidr3, "FluidR3");
    test_missing();
    return test_end();
}
