// libsndfile makes the bytes; AtomicFile carries them, so that every failed write is seen with its
// cause. On a pipe nothing can be rewound: the header of a WAV is taken aside, its two lengths are
// set to what will come or to "unknown" (all ones, as ffmpeg does), and what libsndfile later wants
// to correct in it is dropped.
#include "io/sink_file.h"

#include "io/files.h"
#include "io/ogg_pages.h"
#include "io/wav_header.h"
#include "session/dither.h"
#include "text/error.h"

#include <errno.h>
#include <sndfile.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    STREAM_HEADER_MAX = 16384,
    CHANNELS = 2,
    FLOAT_BYTES = 4,
    DITHER_FRAMES = 512, ///< Turned into whole numbers at a time.
};

/// What libsndfile calls a format, and how well it shall encode, 0 to 1 (-1: nothing to choose).
/// The lossy ones are chosen to be transparent for this kind of music.
static const struct {
    int kind;
    double quality;
} encodings[SOUND_FORMAT_COUNT] = {
    [SOUND_WAV] = {SF_FORMAT_WAV | SF_FORMAT_PCM_24, -1},
    [SOUND_WAV16] = {SF_FORMAT_WAV | SF_FORMAT_PCM_16, -1},
    [SOUND_WAV32F] = {SF_FORMAT_WAV | SF_FORMAT_FLOAT, -1},
    [SOUND_FLAC] = {SF_FORMAT_FLAC | SF_FORMAT_PCM_24, -1},
    [SOUND_FLAC16] = {SF_FORMAT_FLAC | SF_FORMAT_PCM_16, -1},
    [SOUND_OGG] = {SF_FORMAT_OGG | SF_FORMAT_VORBIS, 0.6},
    [SOUND_OPUS] = {SF_FORMAT_OGG | SF_FORMAT_OPUS, 0.3},
    [SOUND_MP3] = {SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III, 0.8},
    [SOUND_RAW] = {SF_FORMAT_RAW | SF_FORMAT_FLOAT | SF_ENDIAN_LITTLE, -1},
    [SOUND_RAW16] = {SF_FORMAT_RAW | SF_FORMAT_PCM_16 | SF_ENDIAN_LITTLE, -1},
};

typedef struct {
    Sink sink;
    AtomicFile file;
    SNDFILE *sound;
    Error failure;       ///< The first failed write.
    Dither dither;       ///< With 0 bits: floats go as they are.
    sf_count_t position; ///< Stream: where libsndfile believes it is.
    sf_count_t length;   ///< Stream: bytes so far, header included.
    int holds_header;    ///< Stream: 1 until the header has gone out.
    OggPages *ogg;       ///< Ogg: the page that is being filled; else NULL.
    unsigned char header[STREAM_HEADER_MAX];
} FileSink;

// ---- A regular file: libsndfile may rewind ----

static sf_count_t regular_length(void *user)
{
    FileSink *const self = user;
    const off_t here = lseek(self->file.fd, 0, SEEK_CUR);
    const off_t end = lseek(self->file.fd, 0, SEEK_END);
    lseek(self->file.fd, here, SEEK_SET);
    return end;
}

static sf_count_t regular_seek(sf_count_t offset, int whence, void *user)
{
    FileSink *const self = user;
    return lseek(self->file.fd, (off_t)offset, whence);
}

static sf_count_t regular_read(void *to, sf_count_t count, void *user)
{
    FileSink *const self = user;
    return read(self->file.fd, to, (size_t)count);
}

static sf_count_t regular_write(const void *bytes, sf_count_t count, void *user)
{
    FileSink *const self = user;
    if (self->failure.status != STATUS_OK ||
        atomic_file_write(&self->file, bytes, (size_t)count, &self->failure) != STATUS_OK) {
        return 0;
    }
    return count;
}

static sf_count_t regular_tell(void *user)
{
    FileSink *const self = user;
    return lseek(self->file.fd, 0, SEEK_CUR);
}

static SF_VIRTUAL_IO regular_io = {regular_length, regular_seek, regular_read, regular_write,
                                   regular_tell};

// ---- A stream: bytes only go on ----

static int write_pages(FileSink *self, const unsigned char *bytes, size_t count)
{
    size_t page = 0;
    while (count > 0) {
        const size_t taken = ogg_pages_take(self->ogg, bytes, count, &page);
        if (page > 0 && regular_write(self->ogg->page, (sf_count_t)page, self) == 0) {
            return 0;
        }
        bytes += taken;
        count -= taken;
    }
    return 1;
}

// After a failure pages would begin in the middle: libsndfile tries to end the stream all the same.
static int pass_on(FileSink *self, const void *bytes, sf_count_t count)
{
    if (self->failure.status != STATUS_OK) {
        return 0;
    }
    return self->ogg != NULL ? write_pages(self, bytes, (size_t)count)
                             : regular_write(bytes, count, self) == count;
}

static sf_count_t stream_length(void *user)
{
    const FileSink *const self = user;
    return self->length;
}

static sf_count_t stream_seek(sf_count_t offset, int whence, void *user)
{
    FileSink *const self = user;
    const sf_count_t from = whence == SEEK_SET   ? 0
                            : whence == SEEK_CUR ? self->position
                                                 : self->length;
    self->position = from + offset;
    return self->position;
}

static sf_count_t stream_read(void *to, sf_count_t count, void *user)
{
    (void)to, (void)count, (void)user;
    return 0;
}

/// Before the header has gone out it is collected; afterwards only what is new passes.
static sf_count_t stream_write(const void *bytes, sf_count_t count, void *user)
{
    FileSink *const self = user;
    const sf_count_t at = self->position;
    self->position += count;
    if (self->holds_header) {
        if (self->position > STREAM_HEADER_MAX) {
            return 0;
        }
        memcpy(self->header + at, bytes, (size_t)count);
    } else if (at == self->length) {
        if (!pass_on(self, bytes, count)) {
            return 0;
        }
    }
    self->length = self->position > self->length ? self->position : self->length;
    return count;
}

static sf_count_t stream_tell(void *user)
{
    const FileSink *const self = user;
    return self->position;
}

static SF_VIRTUAL_IO stream_io = {stream_length, stream_seek, stream_read, stream_write,
                                  stream_tell};

/// Sends the header, with the lengths that are known.
static int send_header(FileSink *self, int64_t frames, int64_t bytes)
{
    sf_command(self->sound, SFC_UPDATE_HEADER_NOW, NULL, 0);
    self->holds_header = 0;
    return wav_header_set(self->header, (size_t)self->length, frames, bytes) &&
           atomic_file_write(&self->file, self->header, (size_t)self->length, &self->failure) ==
               STATUS_OK;
}

// ---- The sink ----

static Status file_sink_failure(FileSink *self, Error *error)
{
    if (self->failure.status == STATUS_OK) {
        const char *const why = sf_strerror(self->sound);
        error_set(&self->failure, STATUS_WRITE_FAILED, "cannot write %s: %s", self->file.shown,
                  why);
    }
    return error_set(error, self->failure.status, "%s", self->failure.message);
}

static int write_floats(FileSink *self, const float *stereo, size_t frames)
{
    return sf_writef_float(self->sound, stereo, (sf_count_t)frames) == (sf_count_t)frames;
}

static int write_dithered(FileSink *self, const float *stereo, size_t frames)
{
    int32_t numbers[CHANNELS * DITHER_FRAMES];
    while (frames > 0) {
        const size_t count = frames < DITHER_FRAMES ? frames : DITHER_FRAMES;
        dither_frames(&self->dither, stereo, numbers, count);
        if (sf_writef_int(self->sound, numbers, (sf_count_t)count) != (sf_count_t)count) {
            return 0;
        }
        stereo += CHANNELS * count;
        frames -= count;
    }
    return 1;
}

static Status file_sink_write(Sink *sink, const float *stereo, size_t frames, Error *error)
{
    FileSink *const self = (FileSink *)sink;
    if (self->failure.status == STATUS_OK &&
        (self->dither.bits > 0 ? write_dithered : write_floats)(self, stereo, frames) &&
        self->failure.status == STATUS_OK) {
        return STATUS_OK;
    }
    return file_sink_failure(self, error);
}

// The length in the header is written by sf_close, so it can fail as any other write.
static int close_sound(FileSink *self)
{
    const int closed = self->sound == NULL || sf_close(self->sound) == 0;
    self->sound = NULL;
    return closed && self->failure.status == STATUS_OK;
}

Status sink_file_seal(Sink *sink, Error *error)
{
    FileSink *const self = (FileSink *)sink;
    return close_sound(self) ? atomic_file_seal(&self->file, error)
                             : file_sink_failure(self, error);
}

static Status file_sink_close(Sink *sink, int keep, Error *error)
{
    FileSink *const self = (FileSink *)sink;
    const int good = close_sound(self);
    Status status = STATUS_OK;
    if (keep && !good) {
        status = file_sink_failure(self, error);
    } else if (keep) {
        status = atomic_file_commit(&self->file, error);
    }
    atomic_file_abort(&self->file);
    free(self->ogg);
    free(self);
    return status;
}

static const SinkOps file_sink_ops = {"file", file_sink_write, file_sink_close, NULL};

static void set_text(SNDFILE *sound, int kind, const char *text)
{
    if (text != NULL && text[0] != '\0') {
        sf_set_string(sound, kind, text);
    }
}

static void set_tags(SNDFILE *sound, const SoundTags *tags)
{
    set_text(sound, SF_STR_TITLE, tags->title);
    set_text(sound, SF_STR_ARTIST, tags->artist);
    set_text(sound, SF_STR_ALBUM, tags->album);
    set_text(sound, SF_STR_TRACKNUMBER, tags->track);
    set_text(sound, SF_STR_COMMENT, tags->comment);
    set_text(sound, SF_STR_SOFTWARE, tags->software);
}

static void set_quality(SNDFILE *sound, double quality)
{
    int mode = SF_BITRATE_MODE_VARIABLE;
    if (quality >= 0) { // what a format does not know it leaves alone
        sf_command(sound, SFC_SET_BITRATE_MODE, &mode, sizeof mode);
        sf_command(sound, SFC_SET_VBR_ENCODING_QUALITY, &quality, sizeof quality);
    }
}

static void mark_loop(SNDFILE *sound, int64_t frames)
{
    SF_INSTRUMENT instrument = {.gain = 1, .basenote = 60, .velocity_hi = 127, .key_hi = 127};
    instrument.loop_count = 1;
    instrument.loops[0].mode = SF_LOOP_FORWARD;
    instrument.loops[0].end = (uint32_t)frames;
    sf_command(sound, SFC_SET_INSTRUMENT, &instrument, sizeof instrument);
}

static int64_t sound_bytes(const FileSinkConfig *config)
{
    const int bits = sound_format_table[config->format].bits;
    return config->frames * CHANNELS * (bits > 0 ? bits / 8 : FLOAT_BYTES);
}

static int is_wav(const FileSinkConfig *config)
{
    return (encodings[config->format].kind & SF_FORMAT_TYPEMASK) == SF_FORMAT_WAV;
}

static int kind_of(const FileSinkConfig *config, int seekable)
{
    const int kind = encodings[config->format].kind;
    const int may_be_long = config->frames == 0 || sound_bytes(config) > WAV_BYTES_MAX;
    return is_wav(config) && seekable && may_be_long ? SF_FORMAT_RF64 | (kind & SF_FORMAT_SUBMASK)
                                                     : kind;
}

// Streams that are joined need numbers of their own: what the music is, and which part of it.
static uint32_t serial_of(const FileSinkConfig *config)
{
    const char *const music = config->tags.comment != NULL ? config->tags.comment : "";
    uint32_t hash = 0x811c9dc5u ^ (uint32_t)config->first_frame; // FNV-1a
    for (const char *at = music; *at != '\0'; ++at) {
        hash = (hash ^ (unsigned char)*at) * 0x01000193u;
    }
    return hash;
}

static int open_pages(FileSink *self, const FileSinkConfig *config)
{
    if ((encodings[config->format].kind & SF_FORMAT_TYPEMASK) != SF_FORMAT_OGG) {
        return 1;
    }
    self->ogg = malloc(sizeof *self->ogg);
    if (self->ogg == NULL) {
        file_error(&self->failure, config->path, ENOMEM);
        return 0;
    }
    ogg_pages_init(self->ogg, serial_of(config));
    return 1;
}

static int open_sound(FileSink *self, const FileSinkConfig *config)
{
    const int seekable = atomic_file_seekable(&self->file);
    SF_INFO info = {.samplerate = config->rate_hz, .channels = CHANNELS};
    info.format = kind_of(config, seekable);
    self->holds_header = !seekable && is_wav(config);
    self->sound = sf_open_virtual(seekable && self->ogg == NULL ? &regular_io : &stream_io,
                                  SFM_WRITE, &info, self);
    if (self->sound == NULL) {
        return 0;
    }
    // An RF64 of unknown length becomes plain WAV when it closes below 4 GB.
    sf_command(self->sound, SFC_RF64_AUTO_DOWNGRADE, NULL, config->frames == 0);
    sf_command(self->sound, SFC_SET_ADD_PEAK_CHUNK, NULL, SF_FALSE);
    sf_command(self->sound, SFC_SET_UPDATE_HEADER_AUTO, NULL, config->grows);
    set_quality(self->sound, encodings[config->format].quality);
    set_tags(self->sound, &config->tags);
    if (config->loops && sound_bytes(config) <= WAV_BYTES_MAX) {
        mark_loop(self->sound, config->frames);
    }
    return !self->holds_header || send_header(self, config->frames, sound_bytes(config));
}

Status sink_file_check(SoundFormat format, int rate_hz, Error *error)
{
    const SF_INFO info = {
        .samplerate = rate_hz, .channels = CHANNELS, .format = encodings[format].kind};
    if (sound_format_check_rate(format, rate_hz, error) != STATUS_OK) {
        return error->status;
    }
    if (!sf_format_check(&info)) {
        return error_set(error, STATUS_USAGE,
                         "%s cannot write %s; take another format, or a newer libsndfile",
                         sf_version_string(), sound_format_table[format].name);
    }
    return STATUS_OK;
}

Sink *sink_file_open(const FileSinkConfig *config, Error *error)
{
    FileSink *const self = calloc(1, sizeof *self);
    if (self == NULL) {
        file_error(error, config->path, ENOMEM);
        return NULL;
    }
    self->sink.ops = &file_sink_ops;
    self->dither = (Dither){.seed = config->seed,
                            .frame = config->first_frame,
                            .bits = sound_format_table[config->format].bits};
    const Status status = config->grows
                              ? atomic_file_open_growing(&self->file, config->path, error)
                              : atomic_file_open(&self->file, config->path, config->force, error);
    if (status != STATUS_OK) {
        free(self);
        return NULL;
    }
    if (!open_pages(self, config) || !open_sound(self, config)) {
        file_sink_failure(self, error);
        file_sink_close(&self->sink, 0, NULL);
        return NULL;
    }
    return &self->sink;
}
