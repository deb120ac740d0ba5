#include "io/sound_format.h"

#include "text/error.h"
#include "text/suggest.h"

#include <stdio.h>
#include <string.h>

// Rates: those of Opus (RFC 6716) and of MPEG-1 and -2 layer III, from 22050 Hz on.
const SoundFormatInfo sound_format_table[SOUND_FORMAT_COUNT] = {
    [SOUND_WAV] = {"wav", ".wav", 24, 0, 1, {0}, "WAV, 24 bits; RF64 from 4 GB on"},
    [SOUND_WAV16] = {"wav16", ".wav", 16, 0, 1, {0}, "WAV, 16 bits, dithered"},
    [SOUND_WAV32F] = {"wav32f", ".wav", 0, 0, 1, {0}, "WAV, 32-bit floating point"},
    [SOUND_FLAC] = {"flac", ".flac", 24, 0, 1, {0}, "FLAC, 24 bits: about half the size of WAV"},
    [SOUND_FLAC16] = {"flac16", ".flac", 16, 0, 1, {0}, "FLAC, 16 bits, dithered"},
    [SOUND_OGG] = {"ogg", ".ogg", 0, 1, 1, {0}, "Ogg Vorbis, variable rate"},
    [SOUND_OPUS] = {"opus", ".opus", 0, 1, 0, {24000, 48000}, "Ogg Opus, variable rate"},
    [SOUND_MP3] = {"mp3",
                   ".mp3",
                   0,
                   1,
                   0,
                   {22050, 24000, 32000, 44100, 48000},
                   "MP3, variable rate; needs libsndfile 1.1 or newer"},
    [SOUND_RAW] = {"raw", ".raw", 0, 0, 1, {0}, "no header: 32-bit floats, little-endian, stereo"},
    [SOUND_RAW16] = {"raw16", ".raw", 16, 0, 1, {0}, "no header: 16 bits, little-endian, stereo"},
};

int sound_format_find(const char *name)
{
    for (int i = 0; i < SOUND_FORMAT_COUNT; ++i) {
        if (suggest_distance(name, sound_format_table[i].name) == 0) {
            return i;
        }
    }
    return -1;
}

const char *sound_format_name(int i)
{
    return i < SOUND_FORMAT_COUNT ? sound_format_table[i].name : NULL;
}

int sound_format_of_path(const char *path)
{
    const size_t length = strlen(path);
    for (int i = 0; i < SOUND_FORMAT_COUNT; ++i) {
        const size_t ending = strlen(sound_format_table[i].ending);
        if (length > ending &&
            suggest_distance(path + length - ending, sound_format_table[i].ending) == 0) {
            return i;
        }
    }
    return -1;
}

Status sound_format_check_rate(SoundFormat format, int rate_hz, Error *error)
{
    const SoundFormatInfo *const info = &sound_format_table[format];
    char legal[SOUND_RATES_MAX * sizeof ", 96000"] = "";
    for (int i = 0; i < SOUND_RATES_MAX && info->rates_hz[i] != 0; ++i) {
        if (info->rates_hz[i] == rate_hz) {
            return STATUS_OK;
        }
        snprintf(legal + strlen(legal), sizeof legal - strlen(legal), "%s%d", i > 0 ? ", " : "",
                 info->rates_hz[i]);
    }
    return info->rates_hz[0] == 0
               ? STATUS_OK
               : error_set(error, STATUS_USAGE, "--rate: %s files cannot have %d Hz; legal: %s",
                           info->name, rate_hz, legal);
}
