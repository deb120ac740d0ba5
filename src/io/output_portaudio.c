#include "io/output_portaudio.h"

#include "io/alsa_quiet.h"
#include "io/device_choice.h"
#include "io/output_jack.h"
#include "text/error.h"

#include <dlfcn.h>
#include <math.h>
#include <portaudio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    CHANNELS_MAX = 32,
    DEVICES_MAX = 256,
};

typedef struct {
    Output output;
    Output *jack;     ///< In use instead of the stream; NULL = not.
    PaStream *stream; ///< NULL = not open.
    int is_started;   ///< PortAudio is.
    int channels, rate_hz;
    OutputPull pull;
    void *context;
} PortAudioOutput;

static int callback(const void *input, void *out, unsigned long frames,
                    const PaStreamCallbackTimeInfo *times, PaStreamCallbackFlags flags, void *user)
{
    (void)input;
    const PortAudioOutput *const self = user;
    const double delay_s = times->outputBufferDacTime - times->currentTime;
    const OutputNews news = {.had_break = (flags & paOutputUnderflow) != 0,
                             // Some host APIs tell nothing, or nonsense.
                             .delay_frames =
                                 delay_s > 0 && delay_s < 2 ? (int)(delay_s * self->rate_hz) : 0};
    self->pull(self->context, out, frames, self->channels, news);
    return paContinue;
}

// ---- Devices ----

/// Finds what only a PortAudio that was built with JACK, or with ALSA, has; 0 when it has not.
static int find_function(const char *name, void *function, size_t bytes)
{
    void *const program = dlopen(NULL, RTLD_LAZY);
    void *const symbol = program == NULL ? NULL : dlsym(program, name);
    if (symbol != NULL) {
        memcpy(function, &symbol, bytes); // ISO C has no cast from data to function
    }
    if (program != NULL) {
        dlclose(program);
    }
    return symbol != NULL;
}

/// What the desktop shall call the stream; each sound system reads its own. Never over the user's.
static void name_stream(void)
{
    setenv("PIPEWIRE_ALSA", "{ application.name=lull node.name=lull media.role=Music }", 0);
    setenv("PIPEWIRE_PROPS", "{ application.name=lull node.name=lull media.role=Music }", 0);
    setenv("PULSE_PROP", "application.name=lull media.role=music", 0);
    PaError (*set_name)(const char *) = NULL;
    if (find_function("PaJack_SetClientName", &set_name, sizeof set_name)) {
        set_name("lull");
    }
}

static PaError start_portaudio(void)
{
    name_stream();
    alsa_quiet();
    return Pa_Initialize();
}

static const char *api_name(const PaDeviceInfo *info)
{
    const PaHostApiInfo *const api = Pa_GetHostApiInfo(info->hostApi);
    return api == NULL ? "" : api->name;
}

static void describe(OutputDevice *device, int index, const PaDeviceInfo *info)
{
    device->index = index;
    snprintf(device->name, sizeof device->name, "%s", info->name);
    snprintf(device->host_api, sizeof device->host_api, "%s", api_name(info));
    device->channels = info->maxOutputChannels;
    device->default_rate_hz = (int)info->defaultSampleRate;
    device->is_default = index == Pa_GetDefaultOutputDevice();
}

static int list_devices(OutputDevice *devices, int max)
{
    int count = 0;
    for (int i = 0; i < Pa_GetDeviceCount() && count < max; ++i) {
        const PaDeviceInfo *const info = Pa_GetDeviceInfo(i);
        if (info != NULL && info->maxOutputChannels > 0) {
            describe(&devices[count++], i, info);
        }
    }
    return count;
}

int portaudio_devices(OutputDevice *devices, int max)
{
    stderr_mute();
    const PaError code = start_portaudio();
    const int count = code == paNoError ? list_devices(devices, max) : 0;
    if (code == paNoError) {
        Pa_Terminate();
    }
    stderr_unmute();
    return count;
}

/// PortAudio's index of the device that is wished for; -1 with an error when there is none.
static int choose_device(const char *wish, Error *error)
{
    OutputDevice *const devices = malloc(DEVICES_MAX * sizeof *devices);
    if (devices == NULL) {
        error_set(error, STATUS_INTERNAL, "no memory to list the audio outputs");
        return -1;
    }
    const int count = list_devices(devices, DEVICES_MAX);
    const int chosen = device_choose(devices, count, wish, error);
    const int index = chosen < 0 ? -1 : devices[chosen].index;
    free(devices);
    return index;
}

// ---- Opening ----

static int is_jack(const PaDeviceInfo *info)
{
    const PaHostApiInfo *const api = Pa_GetHostApiInfo(info->hostApi);
    return api != NULL && api->type == paJACK;
}

/// A JACK server calls with as many frames as it likes; divided into smaller calls, the last of
/// them would come before there has been time to render for it.
static unsigned long frames_a_call(const PaDeviceInfo *info, int period)
{
    return is_jack(info) ? paFramesPerBufferUnspecified : (unsigned long)period;
}

static PaError try_open(PortAudioOutput *self, int device, int channels, int rate_hz,
                        const OutputWish *wish)
{
    const PaStreamParameters out = {
        .device = device,
        .channelCount = channels,
        .sampleFormat = paFloat32,
        // PortAudio's ALSA adds a period of its own to what is suggested.
        .suggestedLatency = (double)(wish->periods - 1) * wish->period_frames / rate_hz,
    };
    self->channels = channels;
    self->rate_hz = rate_hz;
    return Pa_OpenStream(&self->stream, NULL, &out, rate_hz,
                         frames_a_call(Pa_GetDeviceInfo(device), wish->period_frames), paNoFlag,
                         callback, self);
}

/// Stereo at the wished rate if possible; else the device's own rate, else all of its channels.
static PaError open_stream(PortAudioOutput *self, int device, const OutputWish *wish)
{
    const PaDeviceInfo *const info = Pa_GetDeviceInfo(device);
    const int most =
        info->maxOutputChannels > CHANNELS_MAX ? CHANNELS_MAX : info->maxOutputChannels;
    const int channels[] = {most < 2 ? most : 2, most};
    const int rates[] = {wish->rate_hz, (int)info->defaultSampleRate, 48000, 44100};
    PaError code = paInvalidDevice;
    for (size_t c = 0; c < sizeof channels / sizeof channels[0]; ++c) {
        for (size_t r = 0; r < sizeof rates / sizeof rates[0]; ++r) {
            code = try_open(self, device, channels[c], rates[r], wish);
            if (code == paNoError || code == paDeviceUnavailable) {
                return code;
            }
        }
    }
    return code;
}

/// The callback thread of an ALSA device gets real-time priority where the system allows it.
static void ask_for_priority(PaStream *stream, const PaDeviceInfo *info)
{
    void (*enable)(PaStream *, int) = NULL;
    const PaHostApiInfo *const api = Pa_GetHostApiInfo(info->hostApi);
    if (api != NULL && api->type == paALSA &&
        find_function("PaAlsa_EnableRealtimeScheduling", &enable, sizeof enable)) {
        enable(stream, 1);
    }
}

static void fill_info(const PortAudioOutput *self, const OutputWish *wish, OutputInfo *info)
{
    const PaStreamInfo *const stream = Pa_GetStreamInfo(self->stream);
    info->channels = self->channels;
    info->rate_hz = (int)lround(stream->sampleRate);
    // PortAudio leaves out the period that is being played.
    info->latency_frames =
        (int)lround(stream->outputLatency * stream->sampleRate) + wish->period_frames;
}

static PaError start_stream(PortAudioOutput *self, int device, const OutputWish *wish,
                            OutputInfo *info)
{
    const PaDeviceInfo *const about = Pa_GetDeviceInfo(device);
    snprintf(info->device, sizeof info->device, "%s", about->name);
    PaError code = open_stream(self, device, wish);
    if (code == paNoError) {
        ask_for_priority(self->stream, about);
        fill_info(self, wish, info);
        code = Pa_StartStream(self->stream);
    }
    return code;
}

static void portaudio_close(Output *output, int at_once)
{
    PortAudioOutput *const self = (PortAudioOutput *)output;
    if (self->jack != NULL) {
        self->jack->ops->close(self->jack, at_once);
        self->jack = NULL;
    }
    if (self->stream != NULL) {
        if (at_once) {
            Pa_AbortStream(self->stream);
        } else {
            Pa_StopStream(self->stream);
        }
        Pa_CloseStream(self->stream);
        self->stream = NULL;
    }
    if (self->is_started) {
        Pa_Terminate();
        self->is_started = 0;
    }
}

/// PortAudio has found a JACK server and told its name: it is not needed any more.
static Status open_jack(PortAudioOutput *self, int device, const OutputWish *wish, OutputInfo *info,
                        Error *error)
{
    char name[OUTPUT_NAME_BYTES];
    OutputWish jack_wish = *wish;
    snprintf(name, sizeof name, "%s", Pa_GetDeviceInfo(device)->name);
    jack_wish.device = name;
    portaudio_close(&self->output, 1);
    Output *const jack = output_jack();
    const Status status = jack->ops->open(jack, &jack_wish, self->pull, self->context, info, error);
    self->jack = status == STATUS_OK ? jack : NULL;
    return status;
}

static Status open_chosen(PortAudioOutput *self, int device, const OutputWish *wish,
                          OutputInfo *info, Error *error)
{
    if (is_jack(Pa_GetDeviceInfo(device)) && output_jack() != NULL) {
        return open_jack(self, device, wish, info, error);
    }
    const PaError code = start_stream(self, device, wish, info);
    if (code == paNoError) {
        return STATUS_OK;
    }
    return error_set(error, STATUS_NO_DEVICE,
                     "the audio output '%s' does not open (%s); choose another with --device, or "
                     "write a file: lull render PRESET -o FILE",
                     info->device, Pa_GetErrorText(code));
}

static Status portaudio_open(Output *output, const OutputWish *wish, OutputPull pull, void *context,
                             OutputInfo *info, Error *error)
{
    PortAudioOutput *const self = (PortAudioOutput *)output;
    self->pull = pull;
    self->context = context;
    const PaError code = start_portaudio();
    if (code != paNoError) {
        return error_set(error, STATUS_NO_DEVICE, "PortAudio does not start: %s",
                         Pa_GetErrorText(code));
    }
    self->is_started = 1;
    const int device = choose_device(wish->device, error);
    const Status status = device < 0 ? error->status : open_chosen(self, device, wish, info, error);
    if (status != STATUS_OK) {
        portaudio_close(output, 1);
    }
    return status;
}

static int portaudio_is_running(Output *output)
{
    const PortAudioOutput *const self = (PortAudioOutput *)output;
    return self->jack != NULL ? self->jack->ops->is_running(self->jack)
                              : Pa_IsStreamActive(self->stream) == 1;
}

Output *output_portaudio(void)
{
    static const OutputOps ops = {portaudio_open, portaudio_is_running, portaudio_close};
    static PortAudioOutput portaudio = {.output = {&ops}};
    return &portaudio.output;
}
