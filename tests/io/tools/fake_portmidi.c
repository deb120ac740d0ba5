// A stand-in for PortMidi's input side. It takes its orders as lines from the FIFO $FAKE_MIDI:
//
//     plug NAME        from the next initialisation on there is a device of this name
//     unplug NAME      it is gone: reading it fails
//     overflow         the next read tells of lost events
//     90 3C 64         a short message, from the device that is open
//
// As in PortMidi, the list of devices is made at initialisation alone, and one thread makes all
// calls: a call from a second thread ends the program. Preloaded into lull, or linked into a test.
#include <fcntl.h>
#include <portmidi.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DEVICES_MAX = 8, NAME_BYTES = 64, LINE_BYTES = 128 };

static char plugged[DEVICES_MAX][NAME_BYTES]; // what is there; "" = nothing
static char listed[DEVICES_MAX][NAME_BYTES];  // what was there at initialisation
static PmDeviceInfo infos[DEVICES_MAX];
static int listed_count, open_index = -1, is_started, has_overflow, fifo = -1;
static char line[LINE_BYTES];
static size_t line_length;
static PmEvent waiting[4096];
static int waiting_count;
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

static char *find(const char *name)
{
    for (int i = 0; i < DEVICES_MAX; ++i) {
        if (strcmp(plugged[i], name) == 0) {
            return plugged[i];
        }
    }
    return NULL;
}

static void add_event(const char *text)
{
    unsigned int status = 0, data1 = 0, data2 = 0;
    if (sscanf(text, "%x %x %x", &status, &data1, &data2) >= 1 && waiting_count < 4096) {
        waiting[waiting_count].timestamp = 0;
        waiting[waiting_count++].message = Pm_Message(status, data1, data2);
    }
}

static void obey(const char *text)
{
    char *place;
    if (strncmp(text, "plug ", 5) == 0) {
        if (find(text + 5) == NULL && (place = find("")) != NULL) {
            snprintf(place, NAME_BYTES, "%.63s", text + 5);
        }
    } else if (strncmp(text, "unplug ", 7) == 0) {
        if ((place = find(text + 7)) != NULL) {
            place[0] = '\0';
        }
    } else if (strcmp(text, "overflow") == 0) {
        has_overflow = 1;
    } else {
        add_event(text);
    }
}

static void take_orders(void)
{
    const char *const path = getenv("FAKE_MIDI");
    char c;
    if (fifo < 0 && path != NULL) {
        fifo = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    }
    while (fifo >= 0 && waiting_count < 4096 && read(fifo, &c, 1) == 1) {
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
        if (plugged[i][0] != '\0') {
            memcpy(listed[listed_count], plugged[i], NAME_BYTES);
            infos[listed_count].interf = "Fake";
            infos[listed_count].name = listed[listed_count];
            infos[listed_count].input = 1;
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
    open_index = -1;
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

PmError Pm_OpenInput(PortMidiStream **stream, PmDeviceID id, void *driver, int32_t size,
                     PmTimeProcPtr time_proc, void *time_info)
{
    (void)driver, (void)size, (void)time_proc, (void)time_info;
    check_thread();
    if (id < 0 || id >= listed_count || find(listed[id]) == NULL) {
        return pmInvalidDeviceId;
    }
    open_index = id;
    *stream = (PortMidiStream *)&open_index;
    return pmNoError;
}

PmError Pm_SetFilter(PortMidiStream *stream, int32_t filters)
{
    (void)stream, (void)filters; // nothing is filtered: the program must stand what comes
    return pmNoError;
}

PmError Pm_Close(PortMidiStream *stream)
{
    (void)stream;
    check_thread();
    open_index = -1;
    return pmNoError;
}

int Pm_Read(PortMidiStream *stream, PmEvent *events, int32_t length)
{
    (void)stream;
    check_thread();
    take_orders();
    if (open_index < 0 || find(listed[open_index]) == NULL) {
        waiting_count = 0;
        return pmHostError;
    }
    if (has_overflow) {
        has_overflow = 0;
        return pmBufferOverflow;
    }
    const int count = waiting_count < length ? waiting_count : (int)length;
    memcpy(events, waiting, (size_t)count * sizeof *events);
    waiting_count -= count;
    memmove(waiting, waiting + count, (size_t)waiting_count * sizeof *events);
    return count;
}
