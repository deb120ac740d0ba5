// The MIDI thread makes every PortMidi call. PortMidi knows only the devices that were there when
// it was initialised, and PortMidi 217 does not tell when one goes. So while no keyboard is open
// the thread initialises it anew every few seconds, and while one is open it looks whether the ALSA
// sequencer still lists it.
#include "io/midi_portmidi.h"

#include "io/alsa_quiet.h"
#include "io/control_out.h"
#include "io/device_choice.h"
#include "io/terminal.h"
#include "session/midi_map.h"
#include "text/error.h"

#include <errno.h>
#include <portmidi.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

enum {
    POLL_US = 1500,
    RESCAN_MS = 2500,  ///< Between looks for a keyboard while there is none.
    PRESENCE_MS = 500, ///< Between looks whether the keyboard is still there.
    BUFFER_EVENTS = 1024,
    READ_EVENTS = 64,
    NAME_BYTES_MAX = 128,
};

struct MidiIn {
    // Immutable after open.
    pthread_t thread;
    char wish[NAME_BYTES_MAX]; ///< "" = the first found.
    // MIDI thread only.
    ControlOut out;
    PortMidiStream *stream;
    char taken[NAME_BYTES_MAX]; ///< The keyboard that was open last: it is taken back by this name.
    int is_listed;              ///< The system's list named it when it was opened.
    // Protected by `lock`: what the view shows.
    pthread_mutex_t lock;
    char name[NAME_BYTES_MAX];
    // Atomic, any thread.
    atomic_int stop;
};

// ---- Time ----

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/// PortMidi's clock; its own needs a second library in version 217 and crashed in 2.0.4 to 2.0.6.
static PmTimestamp portmidi_time(void *unused)
{
    (void)unused;
    return (PmTimestamp)now_ms();
}

// ---- Devices ----

static const PmDeviceInfo *input_info(int index)
{
    const PmDeviceInfo *const info = Pm_GetDeviceInfo(index);
    return info != NULL && info->input && info->name != NULL ? info : NULL;
}

/// ALSA's "Midi Through" hands on what other programs send; nobody plays on it.
static int is_keyboard(const PmDeviceInfo *info)
{
    return !name_contains(info->name, "through");
}

static int find_by_number(const char *wish)
{
    char *end;
    const long number = strtol(wish, &end, 10);
    const int is_index = end != wish && *end == '\0' && number >= 0 && number < Pm_CountDevices();
    return is_index && input_info((int)number) != NULL ? (int)number : -1;
}

/// Index of an input called so, wholly if possible; -1 when there is none.
static int find_by_name(const char *name)
{
    int part = -1;
    for (int i = 0; i < Pm_CountDevices(); ++i) {
        const PmDeviceInfo *const info = input_info(i);
        if (info != NULL && strcasecmp(info->name, name) == 0) {
            return i;
        }
        if (part < 0 && info != NULL && name_contains(info->name, name)) {
            part = i;
        }
    }
    return part;
}

static int find_first(void)
{
    for (int i = 0; i < Pm_CountDevices(); ++i) {
        const PmDeviceInfo *const info = input_info(i);
        if (info != NULL && is_keyboard(info)) {
            return i;
        }
    }
    return -1;
}

/// The keyboard that was there before, else the wished one.
static int find_device(const MidiIn *self)
{
    const int before = self->taken[0] != '\0' ? find_by_name(self->taken) : -1;
    if (before >= 0) {
        return before;
    }
    if (self->wish[0] == '\0') {
        return find_first();
    }
    const int number = self->taken[0] == '\0' ? find_by_number(self->wish) : -1;
    return number >= 0 ? number : find_by_name(self->wish);
}

static PmError start_portmidi(void)
{
    alsa_quiet();
    return Pm_Initialize();
}

int portmidi_devices(InputDevice *devices, int max)
{
    if (start_portmidi() != pmNoError) {
        return 0;
    }
    int count = 0;
    const int first = find_first();
    for (int i = 0; i < Pm_CountDevices() && count < max; ++i) {
        const PmDeviceInfo *const info = input_info(i);
        if (info != NULL) {
            InputDevice *const device = &devices[count++];
            device->index = i;
            device->is_default = i == first;
            snprintf(device->name, sizeof device->name, "%s", info->name);
            snprintf(device->host_api, sizeof device->host_api, "%s", info->interf);
        }
    }
    Pm_Terminate();
    return count;
}

/// 1 when the ALSA sequencer lists a port of this name, 0 when not, -1 where there is no such list.
static int is_in_system_list(const char *name)
{
    char quoted[NAME_BYTES_MAX + 2], line[256];
    FILE *const list = fopen("/proc/asound/seq/clients", "r");
    if (list == NULL) {
        return errno == ENOENT ? -1 : 1;
    }
    snprintf(quoted, sizeof quoted, "\"%s\"", name);
    int found = 0;
    while (!found && fgets(line, sizeof line, list) != NULL) {
        found = strstr(line, "Port") != NULL && strstr(line, quoted) != NULL;
    }
    fclose(list);
    return found;
}

// ---- The thread ----

static void show_name(MidiIn *self, const char *name)
{
    pthread_mutex_lock(&self->lock);
    snprintf(self->name, sizeof self->name, "%s", name);
    pthread_mutex_unlock(&self->lock);
}

static void open_device(MidiIn *self, int index)
{
    if (Pm_OpenInput(&self->stream, index, NULL, BUFFER_EVENTS, portmidi_time, NULL) != pmNoError) {
        self->stream = NULL;
        return;
    }
    Pm_SetFilter(self->stream, PM_FILT_REALTIME | PM_FILT_SYSTEMCOMMON | PM_FILT_AFTERTOUCH);
    PmEvent stale[READ_EVENTS];
    while (Pm_Read(self->stream, stale, READ_EVENTS) > 0) {
        // what came before the filter stood
    }
    snprintf(self->taken, sizeof self->taken, "%s", input_info(index)->name);
    self->is_listed = is_in_system_list(self->taken) == 1;
    show_name(self, self->taken);
}

/// Looks for the keyboard in a fresh list of devices.
static void rescan(MidiIn *self)
{
    Pm_Terminate();
    if (start_portmidi() == pmNoError) {
        const int index = find_device(self);
        if (index >= 0) {
            open_device(self, index);
        }
    }
}

static void lose_device(MidiIn *self)
{
    Pm_Close(self->stream);
    self->stream = NULL;
    show_name(self, "");
    control_out_push(&self->out, (ControlMsg){.kind = CONTROL_RELEASE});
}

static void push_event(MidiIn *self, PmMessage message)
{
    const MidiMessage short_message = {(uint8_t)Pm_MessageStatus(message),
                                       (uint8_t)Pm_MessageData1(message),
                                       (uint8_t)Pm_MessageData2(message)};
    control_out_push(&self->out, midi_map_control(NULL, short_message));
}

/// Reads all that has come; returns 0 when the device is gone.
static int read_all(MidiIn *self)
{
    PmEvent events[READ_EVENTS];
    int count;
    while ((count = Pm_Read(self->stream, events, READ_EVENTS)) > 0) {
        for (int i = 0; i < count; ++i) {
            push_event(self, events[i].message);
        }
    }
    if (count == pmBufferOverflow) { // ends of notes may be among what was lost
        control_out_push(&self->out, (ControlMsg){.kind = CONTROL_RELEASE});
        return 1;
    }
    return count == 0;
}

static void pause_poll(void)
{
    nanosleep(&(struct timespec){.tv_nsec = POLL_US * 1000L}, NULL);
}

static void *midi_thread(void *argument)
{
    MidiIn *const self = argument;
    int64_t next_scan_ms = 0, next_look_ms = 0;
    while (!atomic_load(&self->stop)) {
        const int64_t now = now_ms();
        if (self->stream == NULL && now >= next_scan_ms) {
            rescan(self);
            next_scan_ms = now_ms() + RESCAN_MS;
        }
        if (self->stream != NULL) {
            int is_there = read_all(self);
            if (is_there && now >= next_look_ms) {
                next_look_ms = now + PRESENCE_MS;
                is_there = !self->is_listed || is_in_system_list(self->taken) != 0;
            }
            if (!is_there) {
                lose_device(self);
                next_scan_ms = now + RESCAN_MS;
            }
        }
        control_out_flush(&self->out);
        pause_poll();
    }
    if (self->stream != NULL) {
        lose_device(self);
    }
    Pm_Terminate();
    return NULL;
}

// ---- For the main thread ----

MidiIn *midi_in_open(const char *device, Ring *ring, Error *error)
{
    MidiIn *const self = calloc(1, sizeof *self);
    if (self == NULL) {
        error_set(error, STATUS_INTERNAL, "no memory for the MIDI thread");
        return NULL;
    }
    control_out_init(&self->out, ring);
    snprintf(self->wish, sizeof self->wish, "%s", device == NULL ? "" : device);
    pthread_mutex_init(&self->lock, NULL);
    terminal_signals_hold();
    const int code = pthread_create(&self->thread, NULL, midi_thread, self);
    terminal_signals_release();
    if (code != 0) {
        error_set(error, STATUS_INTERNAL, "the MIDI thread does not start: %s", strerror(code));
        pthread_mutex_destroy(&self->lock);
        free(self);
        return NULL;
    }
    return self;
}

void midi_in_close(MidiIn *midi)
{
    if (midi == NULL) {
        return;
    }
    atomic_store(&midi->stop, 1);
    pthread_join(midi->thread, NULL);
    pthread_mutex_destroy(&midi->lock);
    free(midi);
}

int midi_in_name(MidiIn *midi, char *name, size_t bytes)
{
    if (bytes > 0) {
        name[0] = '\0';
    }
    if (midi == NULL) {
        return 0;
    }
    pthread_mutex_lock(&midi->lock);
    const int has_name = midi->name[0] != '\0';
    snprintf(name, bytes, "%s", midi->name);
    pthread_mutex_unlock(&midi->lock);
    return has_name;
}
