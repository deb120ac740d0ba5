// A stand-in for PortMidi. It takes its orders as lines from the FIFO $FAKE_MIDI:
//
//     plug NAME        from the next initialisation on there is an input of this name
//     plug-out NAME    the same for an output
//     unplug NAME      it is gone: reading or writing it fails
//     from NAME        what follows comes from this input; else from the first one that is open
//     overflow         the next read tells of lost events
//     90 3C 64         a short message
//     word 0643F0      a word as it is: the first byte lowest
//     flood 1000000    so many words of noise, most of them notes
//     clock 20833      from now on a MIDI clock each so many microseconds; 0 ends them
//
// What is sent to an output goes, a message a line, to the file $FAKE_MIDI_OUT. As in PortMidi, the
// list of devices is made at initialisation alone, and one thread makes all calls: a call from a
// second thread ends the program. Preloaded into lull, or linked into a test.
#include <fcntl.h>
#include <portmidi.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { DEVICES_MAX = 8, NAME_BYTES = 64, LINE_BYTES = 128, WAITING = 4096 };

typedef struct {
    char name[NAME_BYTES]; // "" = nothing is plugged in here
    int is_output, has_overflow;
    PmEvent waiting[WAITING];
    int waiting_count;
} Device;

static Device plugged[DEVICES_MAX];          // what is there
static char listed[DEVICES_MAX][NAME_BYTES]; // what was there at initialisation
static PmDeviceInfo infos[DEVICES_MAX];
static char is_open[DEVICES_MAX]; // streams point here
static char source[NAME_BYTES];
static int listed_count, is_started, fifo = -1, sent = -1;
static char line[LINE_BYTES];
static size_t line_length;
static pthread_t owner;

static void check_thread(void)
{
    if (!is_started) {
        owner = pthread_self();
    } else if (!pthread_equal(owner, pthread_self())) {
        fprintf(stderr, "fake_portmidi: called from two threads\n");
        abort();
    }
}

static Device *find(const char *name)
{
    for (int i = 0; i < DEVICES_MAX; ++i) {
        if (strcmp(plugged[i].name, name) == 0) {
            return &plugged[i];
        }
    }
    return NULL;
}

static Device *speaker(void)
{
    for (int i = 0; source[0] == '\0' && i < listed_count; ++i) {
        if (is_open[i] && infos[i].input) {
            return find(listed[i]);
        }
    }
    return source[0] != '\0' ? find(source) : NULL;
}

static void add_event(PmMessage message)
{
    Device *const device = speaker();
    if (device != NULL && device->waiting_count < WAITING) {
        device->waiting[device->waiting_count++] = (PmEvent){.message = message};
    }
}

static void plug(const char *name, int is_output)
{
    Device *const place = find(name) == NULL ? find("") : NULL;
    if (place != NULL) {
        memset(place, 0, sizeof *place);
        snprintf(place->name, NAME_BYTES, "%.63s", name);
        place->is_output = is_output;
    }
}

static void unplug(const char *name)
{
    Device *const device = find(name);
    if (device != NULL) {
        device->name[0] = '\0';
    }
}

static long long clock_us, next_clock_us;

static long long now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000LL + now.tv_nsec / 1000;
}

static void run_clock(void)
{
    while (clock_us > 0 && now_us() >= next_clock_us) {
        add_event(0xf8);
        next_clock_us += clock_us;
    }
}

static long flood_left;
static unsigned int flood_dice = 1;

static unsigned int noise(void)
{
    flood_dice = flood_dice * 1664525u + 1013904223u;
    return flood_dice >> 8;
}

// Notes on all channels, knobs, and words that are no MIDI at all.
static PmMessage flood_word(void)
{
    const unsigned int kind = noise() % 16;
    const unsigned int data1 = noise() % 128, data2 = noise() % 128, channel = noise() % 16;
    if (kind >= 15) {
        return (PmMessage)(noise() << 8 | noise());
    }
    return kind < 12 ? Pm_Message((kind % 2 == 0 ? 0x90 : 0x80) | channel, data1, data2)
                     : Pm_Message(0xb0 | channel, data1 % 120, data2);
}

static void start_clock(const char *text)
{
    clock_us = atoll(text);
    next_clock_us = now_us() + clock_us;
}

static void obey(const char *text)
{
    unsigned int status = 0, data1 = 0, data2 = 0;
    if (strncmp(text, "plug ", 5) == 0) {
        plug(text + 5, 0);
    } else if (strncmp(text, "plug-out ", 9) == 0) {
        plug(text + 9, 1);
    } else if (strncmp(text, "unplug ", 7) == 0) {
        unplug(text + 7);
    } else if (strncmp(text, "from ", 5) == 0) {
        snprintf(source, NAME_BYTES, "%.63s", text + 5);
    } else if (strcmp(text, "overflow") == 0 && speaker() != NULL) {
        speaker()->has_overflow = 1;
    } else if (strncmp(text, "flood ", 6) == 0) {
        flood_left = atol(text + 6);
    } else if (strncmp(text, "clock ", 6) == 0) {
        start_clock(text + 6);
    } else if (sscanf(text, "word %x", &status) == 1) {
        add_event((PmMessage)status);
    } else if (sscanf(text, "%x %x %x", &status, &data1, &data2) >= 1) {
        add_event(Pm_Message(status, data1, data2));
    }
}

static int is_full(void)
{
    const Device *const device = speaker();
    return device != NULL && device->waiting_count == WAITING;
}

static void take_orders(void)
{
    const char *const path = getenv("FAKE_MIDI");
    char c;
    if (fifo < 0 && path != NULL) {
        fifo = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    }
    while (fifo >= 0 && flood_left == 0 && !is_full() && read(fifo, &c, 1) == 1) {
        if (c == '\n') {
            line[line_length] = '\0';
            obey(line);
            line_length = 0;
        } else if (line_length < LINE_BYTES - 1) {
            line[line_length++] = c;
        }
    }
}

PmError Pm_Initialize(void)
{
    check_thread();
    is_started = 1;
    take_orders();
    listed_count = 0;
    for (int i = 0; i < DEVICES_MAX; ++i) {
        if (plugged[i].name[0] != '\0') {
            memcpy(listed[listed_count], plugged[i].name, NAME_BYTES);
            infos[listed_count].interf = "Fake";
            infos[listed_count].name = listed[listed_count];
            infos[listed_count].input = !plugged[i].is_output;
            infos[listed_count].output = plugged[i].is_output;
            ++listed_count;
        }
    }
    return pmNoError;
}

PmError Pm_Terminate(void)
{
    if (is_started) {
        check_thread();
    }
    is_started = 0;
    listed_count = 0;
    memset(is_open, 0, sizeof is_open);
    return pmNoError;
}

int Pm_CountDevices(void)
{
    return listed_count;
}

const PmDeviceInfo *Pm_GetDeviceInfo(PmDeviceID id)
{
    return id >= 0 && id < listed_count ? &infos[id] : NULL;
}

static PmError open_stream(PortMidiStream **stream, PmDeviceID id)
{
    check_thread();
    if (id < 0 || id >= listed_count || find(listed[id]) == NULL) {
        return pmInvalidDeviceId;
    }
    is_open[id] = 1;
    *stream = (PortMidiStream *)&is_open[id];
    return pmNoError;
}

PmError Pm_OpenInput(PortMidiStream **stream, PmDeviceID id, void *driver, int32_t size,
                     PmTimeProcPtr time_proc, void *time_info)
{
    (void)driver, (void)size, (void)time_proc, (void)time_info;
    return open_stream(stream, id);
}

PmError Pm_OpenOutput(PortMidiStream **stream, PmDeviceID id, void *driver, int32_t size,
                      PmTimeProcPtr time_proc, void *time_info, int32_t latency)
{
    (void)driver, (void)size, (void)time_proc, (void)time_info, (void)latency;
    return open_stream(stream, id);
}

PmError Pm_SetFilter(PortMidiStream *stream, int32_t filters)
{
    (void)stream, (void)filters; // nothing is filtered: the program must stand what comes
    return pmNoError;
}

PmError Pm_Close(PortMidiStream *stream)
{
    check_thread();
    *(char *)stream = 0;
    return pmNoError;
}

static Device *device_of(PortMidiStream *stream)
{
    return find(listed[(char *)stream - is_open]);
}

int Pm_Read(PortMidiStream *stream, PmEvent *events, int32_t length)
{
    check_thread();
    take_orders();
    run_clock();
    for (; flood_left > 0 && speaker() != NULL && !is_full(); --flood_left) {
        add_event(flood_word());
    }
    Device *const device = device_of(stream);
    if (device == NULL) {
        return pmHostError;
    }
    if (device->has_overflow) {
        device->has_overflow = 0;
        return pmBufferOverflow;
    }
    const int waits = device->waiting_count;
    const int count = waits < length ? waits : (int)length;
    memcpy(events, device->waiting, (size_t)count * sizeof *events);
    device->waiting_count -= count;
    memmove(device->waiting, device->waiting + count,
            (size_t)device->waiting_count * sizeof *events);
    return count;
}

PmError Pm_WriteShort(PortMidiStream *stream, PmTimestamp when, int32_t message)
{
    (void)when;
    check_thread();
    take_orders();
    if (device_of(stream) == NULL) {
        return pmHostError;
    }
    const char *const path = getenv("FAKE_MIDI_OUT");
    if (sent < 0 && path != NULL) {
        sent = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    }
    char text[16];
    const int length =
        snprintf(text, sizeof text, "%02X %02X %02X\n", (unsigned)Pm_MessageStatus(message),
                 (unsigned)Pm_MessageData1(message), (unsigned)Pm_MessageData2(message));
    return sent < 0 || write(sent, text, (size_t)length) == length ? pmNoError : pmHostError;
}
