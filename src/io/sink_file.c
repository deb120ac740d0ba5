// libsndfile makes the bytes; AtomicFile carries them, so that every failed write is seen with its
// cause. On a pipe nothing can be rewound: the header is taken aside, its two lengths are set to
// "unknown" (all ones, as ffmpeg does), and what libsndfile later wants to correct in it is
// dropped.
#include "io/sink_file.h"

#include "io/files.h"
#include "text/error.h"

#include <errno.h>
#include <sndfile.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { STREAM_HEADER_MAX = 16384, CHANNELS = 2 };

typedef struct {
    Sink sink;
    AtomicFile file;
    SNDFILE *sound;
    Error failure;           ///< The first failed write.
    sf_count_t position;     ///< Stream: where libsndfile believes it is.
    sf_count_t length;       ///< Stream: bytes so far, header included.
    sf_count_t header_bytes; ///< Stream: 0 until the header has gone out.
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
    if (self->header_bytes == 0) {
        if (self->position > STREAM_HEADER_MAX) {
            return 0;
        }
        memcpy(self->header + at, bytes, (size_t)count);
    } else if (at == self->length) {
        if (regular_write(bytes, count, user) != count) {
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

static uint32_t little_endian(const unsigned char *bytes)
{
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

/// Sets the lengths of the file and of its sound to "unknown" and sends the header.
static int send_header(FileSink *self)
{
    sf_command(self->sound, SFC_UPDATE_HEADER_NOW, NULL, 0);
    const sf_count_t end = self->length;
    sf_count_t at = 12;
    while (at + 8 <= end && memcmp(self->header + at, "data", 4) != 0) {
        const sf_count_t chunk = little_endian(self->header + at + 4);
        at += 8 + chunk + (chunk & 1);
    }
    if (at + 8 != end) {
        return 0;
    }
    memset(self->header + 4, 0xff, 4);
    memset(self->header + at + 4, 0xff, 4);
    self->header_bytes = end;
    return atomic_file_write(&self->file, self->header, (size_t)end, &self->failure) == STATUS_OK;
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

static Status file_sink_write(Sink *sink, const float *stereo, size_t frames, Error *error)
{
    FileSink *const self = (FileSink *)sink;
    if (self->failure.status == STATUS_OK &&
        sf_writef_float(self->sound, stereo, (sf_count_t)frames) == (sf_count_t)frames &&
        self->failure.status == STATUS_OK) {
        return STATUS_OK;
    }
    return file_sink_failure(self, error);
}

static Status file_sink_close(Sink *sink, int keep, Error *error)
{
    FileSink *const self = (FileSink *)sink;
    // The length in the header is written by sf_close, so it can fail as any other write.
    const int closed = self->sound == NULL || sf_close(self->sound) == 0;
    self->sound = NULL;
    Status status = STATUS_OK;
    if (keep && (!closed || self->failure.status != STATUS_OK)) {
        status = file_sink_failure(self, error);
    } else if (keep) {
        status = atomic_file_commit(&self->file, error);
    }
    atomic_file_abort(&self->file);
    free(self);
    return status;
}

static const SinkOps file_sink_ops = {"file", file_sink_write, file_sink_close};

static void set_text(SNDFILE *sound, int kind, const char *text)
{
    if (text != NULL && text[0] != '\0') {
        sf_set_string(sound, kind, text);
    }
}

static int open_sound(FileSink *self, const FileSinkConfig *config)
{
    const int seekable = atomic_file_seekable(&self->file);
    SF_INFO info = {.samplerate = config->rate_hz, .channels = CHANNELS};
    // RF64 becomes plain WAV when it closes below 4 GB, which a night of music exceeds.
    info.format = (seekable ? SF_FORMAT_RF64 : SF_FORMAT_WAV) | SF_FORMAT_PCM_24;
    self->sound = sf_open_virtual(seekable ? &regular_io : &stream_io, SFM_WRITE, &info, self);
    if (self->sound == NULL) {
        return 0;
    }
    sf_command(self->sound, SFC_RF64_AUTO_DOWNGRADE, NULL, SF_TRUE);
    sf_command(self->sound, SFC_SET_ADD_PEAK_CHUNK, NULL, SF_FALSE);
    sf_command(self->sound, SFC_SET_CLIPPING, NULL, SF_TRUE);
    set_text(self->sound, SF_STR_TITLE, config->title);
    set_text(self->sound, SF_STR_COMMENT, config->comment);
    set_text(self->sound, SF_STR_SOFTWARE, config->software);
    return seekable || send_header(self);
}

Sink *sink_file_open(const FileSinkConfig *config, Error *error)
{
    FileSink *const self = calloc(1, sizeof *self);
    if (self == NULL) {
        file_error(error, config->path, ENOMEM);
        return NULL;
    }
    self->sink.ops = &file_sink_ops;
    if (atomic_file_open(&self->file, config->path, config->force, error) != STATUS_OK) {
        free(self);
        return NULL;
    }
    if (!open_sound(self, config)) {
        file_sink_failure(self, error);
        file_sink_close(&self->sink, 0, NULL);
        return NULL;
    }
    return &self->sink;
}
