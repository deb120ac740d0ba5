// The synthesizer with the bank that the build makes: it sounds, steers, repeats itself, and says
// no.
#include "io/paths.h"
#include "io/synth_fluid.h"

#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { RATE = 48000, SECOND = 46 * 1024 };

static char font[PATH_BYTES];
static Error error;
static float sound[2 * SECOND], other[2 * SECOND];

static Synth *open_synth(void)
{
    Synth *const synth = synth_fluid_open(font, RATE, &error);
    if (synth == NULL) {
        printf("not ok - synth_fluid: %s\n", error.message);
        exit(1);
    }
    return synth;
}

/// A second of a held note, rendered in calls of `block` frames.
static void play(float *out, int channel, int brightness, size_t block)
{
    Synth *const synth = open_synth();
    synth->ops->program(synth, channel, 0, 48);
    synth->ops->control(synth, channel, 74, brightness);
    synth->ops->note_on(synth, channel, 57, 90);
    for (size_t at = 0; at < SECOND; at += block) {
        synth->ops->render(synth, out + 2 * at, block);
    }
    synth->ops->close(synth);
}

static double rms(const float *stereo)
{
    double sum = 0;
    for (int i = 0; i < 2 * SECOND; ++i) {
        sum += (double)stereo[i] * stereo[i];
    }
    return sqrt(sum / (2 * SECOND));
}

/// Share of fast movement: higher for brighter sounds.
static double brightness_of(const float *stereo)
{
    double sum = 0;
    for (int i = 2; i < 2 * SECOND; ++i) {
        sum += pow(stereo[i] - stereo[i - 2], 2);
    }
    return sqrt(sum / (2 * SECOND)) / rms(stereo);
}

static void test_sound(void)
{
    play(sound, 0, 64, 64);
    CHECK(rms(sound) > 0.001, "a note sounds");
    play(other, 0, 64, 1024);
    CHECK(memcmp(sound, other, sizeof sound) == 0, "blocks of 64 and 1024 frames give equal bits");
    play(other, 9, 64, 512);
    CHECK(rms(other) > 0.001 && fabs(rms(other) / rms(sound) - 1) < 0.2,
          "channel 10 is no drum channel");
    play(other, 0, 20, 512);
    CHECK(brightness_of(other) < 0.9 * brightness_of(sound), "CC74 below 64 is darker (%.3f, %.3f)",
          brightness_of(other), brightness_of(sound));
}

/// Some seconds of several parts, with chorus and room, after the synth has been renewed.
static void play_renewed(Synth *synth, float *out, int seed)
{
    enum { PARTS = 5, NOTES = 60, STEP = SECOND / NOTES / 64 * 64 };
    static const int programs[PARTS] = {0, 48, 89, 11, 46};
    memset(out, 0, sizeof sound);
    synth->ops->renew(synth);
    synth->ops->space(synth, 30 + 10 * (seed % 5));
    for (int c = 0; c < PARTS; ++c) {
        synth->ops->program(synth, c, 0, programs[(c + seed) % PARTS]);
        synth->ops->control(synth, c, 10, 20 + 20 * c);
        synth->ops->control(synth, c, 91, 60);
        synth->ops->control(synth, c, 93, seed % 2 == 0 ? 40 : 0);
    }
    for (int i = 0; i < NOTES; ++i) {
        const int channel = (i * 7 + seed) % PARTS, pitch = 48 + (i * 5 + seed * 3) % 24;
        synth->ops->note_on(synth, channel, pitch, 50 + i);
        synth->ops->render(synth, out + 2 * i * STEP, STEP);
        synth->ops->note_off(synth, channel, pitch);
    }
}

/// What passages rest on: a synth that has played is like one that has not, to the bit.
static void test_renewal(void)
{
    Synth *const used = open_synth();
    for (int seed = 0; seed < 6; ++seed) {
        play_renewed(used, sound, seed + 1);
        used->ops->render(used, sound, 4096 * (size_t)seed); // its modulators stand anywhere
        play_renewed(used, sound, seed);
        Synth *const fresh = open_synth();
        play_renewed(fresh, other, seed);
        fresh->ops->close(fresh);
        EXPECT(memcmp(sound, other, sizeof sound) == 0, "piece %d differs", seed);
    }
    CHECK(test_clean() && rms(sound) > 0.001, "a renewed synth plays like one just opened");
    used->ops->render(used, other, SECOND);
    used->ops->renew(used);
    CHECK_EQ(used->ops->voices(used), 0, "and nothing sounds of what was");
    used->ops->render(used, other, SECOND);
    CHECK(rms(other) < 1e-6, "not even its room (%.9f)", rms(other));
    used->ops->close(used);
}

static void test_end_of_note(void)
{
    Synth *const synth = open_synth();
    synth->ops->note_on(synth, 3, 60, 100);
    synth->ops->render(synth, sound, 4096);
    CHECK(synth->ops->voices(synth) > 0, "voices are counted");
    synth->ops->note_off(synth, 3, 60);
    int seconds = 0;
    for (; seconds < 30 && synth->ops->voices(synth) > 0; ++seconds) {
        synth->ops->render(synth, sound, SECOND);
    }
    CHECK_EQ(synth->ops->voices(synth), 0, "a note that ends dies away");
    synth->ops->space(synth, 0);
    synth->ops->space(synth, 100);
    synth->ops->bend(synth, 3, 16383);
    synth->ops->render(synth, sound, SECOND);
    int finite = 1;
    for (int i = 0; i < 2 * SECOND; ++i) {
        finite = finite && isfinite(sound[i]);
    }
    CHECK(finite, "the largest room stays finite");
    synth->ops->close(synth);
}

static void test_warnings(void)
{
    const char *lines[32];
    const int before = synth_fluid_warnings(lines, 32);
    Synth *const synth = open_synth();
    for (int i = 0; i < 3; ++i) {
        synth->ops->program(synth, 0, 99, 119); // hardly in any font
    }
    const int after = synth_fluid_warnings(lines, 32);
    for (int i = before; i < after; ++i) {
        printf("# %s\n", lines[i]);
    }
    CHECK(after <= before + 1, "a warning is kept once");
    CHECK(synth_fluid_warnings(lines, 0) == 0, "no more lines than there is room for");
    synth->ops->close(synth);
}

static int refuses(const char *path, const char *why)
{
    memset(&error, 0, sizeof error);
    if (synth_fluid_open(path, RATE, &error) == NULL && error.status == STATUS_NO_SOUNDFONT &&
        strstr(error.message, why) != NULL && strstr(error.message, "--soundfont") != NULL) {
        return 1;
    }
    printf("# it says: %s\n", error.message);
    return 0;
}

/// A file that begins as a SoundFont and then is not.
static void test_refusals(void)
{
    static const char path[] = "/tmp/lull-half-font.sf2";
    CHECK(refuses("/nowhere/x.sf2", "no such file"), "a missing font");
    CHECK(refuses("/tmp", "not a file"), "a folder");
    CHECK(refuses("Makefile", "not a SoundFont"), "a file that is no font");
    FILE *const whole = fopen(font, "rb"), *const half = fopen(path, "wb");
    char bytes[5000];
    fwrite(bytes, 1, fread(bytes, 1, sizeof bytes, whole), half);
    fclose(whole);
    fclose(half);
    CHECK(refuses(path, "cannot read"), "half a font");
    unlink(path);
}

int main(void)
{
    test_begin("synth_fluid");
    if (soundfont_find(access("soundfonts/lull.sf2", R_OK) == 0 ? "soundfonts/lull.sf2" : NULL,
                       font, sizeof font, &error) != STATUS_OK) {
        printf("ok - synth_fluid: a font to play with # SKIP there is none\n");
        return 0;
    }
    test_sound();
    test_end_of_note();
    test_renewal();
    test_warnings();
    test_refusals();
    return test_end();
}
