// The MIDI thread makes every PortMidi call. PortMidi knows only the devices that were there when
// it was initialised, so to find another one all ports have to be closed for a moment. That is done
// only when the system's list of ports names something that is wanted, or, where there is no such
// list, while nothing is open anyway.
#include "io/midi.h"

#include "io/clock_in.h"
#include "io/control_out.h"
#include "io/midi_words.h"
#include "io/terminal.h"
#include "text/error.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    POLL_US = 500,       ///< Between looks at the keyboards ...
    IDLE_US = 20000,     ///< ... and at the list while there is none.
    RESCAN_US = 2500000, ///< Between looks for a device where the system has no list.
    LOOK_US = 500000,    ///< Between looks at the list.
    READ_WORDS = 64,
    NEWS = 32,
    SILENT_US = 400000,    ///< So long nothing is rendered: the music stands still.
    CLOCKS_A_MESSAGE = 12, ///< The session hears of the clock each half beat.
};

struct Midi {
    // Immutable after open.
    pthread_t thread;
    MidiConfig config;
    // MIDI thread only.
    ControlOut out;
    MidiOut sender;
    MidiSlots slots;
    MidiWords words[MIDI_SLOTS_MAX];
    MidiDevice devices[MIDI_DEVICES_MAX];
    ListedPort ports[MIDI_LISTED_MAX];
    ListedPort scanned[MIDI_LISTED_MAX]; ///< The list as it was at the last scan.
    int port_count, scanned_count;       ///< -1 = there is no list.
    int64_t next_scan_us, next_look_us;
    ClockIn clock;
    int awaits_start; ///< Start has come, and the session has not been told.
    int stands_still; ///< The output has been silenced because nothing is rendered.
    // MIDI thread to main thread.
    MidiNews news_storage[NEWS];
    Ring news;
    // Atomic, any thread.
    atomic_int stop, input_count, latency_ms, clock_tempo;
    atomic_int was_here[MIDI_SLOTS_MAX];
    atomic_llong beat_us; ///< When the render thread was heard last; 0 = never.
};

int64_t midi_now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

// ---- Devices come and go ------------------------------------------------------------------------

static MidiSlot *output_slot(Midi *self)
{
    MidiSlot *const last = &self->slots.slots[MIDI_SLOTS_MAX - 1];
    return self->config.output != NULL ? last : NULL;
}

static void tell(Midi *self, const MidiSlot *slot, int is_here)
{
    MidiNews news = {.is_input = slot->is_input, .is_here = is_here};
    snprintf(news.name, sizeof news.name, "%s", slot->taken);
    ring_write(&self->news, &news, 1);
    if (slot->is_input) {
        atomic_fetch_add(&self->input_count, is_here ? 1 : -1);
    }
}

static void release_keys(Midi *self)
{
    control_out_push(&self->out, (ControlMsg){.kind = CONTROL_RELEASE});
}

static void lose(Midi *self, MidiSlot *slot)
{
    midi_port_close(slot->port);
    slot->port = NULL;
    self->scanned_count = -1; // when it comes back, the list looks as it did
    tell(self, slot, 0);
    if (slot->is_input) {
        release_keys(self);
    }
}

static void read_list(Midi *self)
{
    const char *const path = self->config.list_path;
    self->port_count =
        midi_list_read(path != NULL ? path : midi_list_path, self->ports, MIDI_LISTED_MAX);
}

static int is_new_list(const Midi *self)
{
    return self->port_count != self->scanned_count ||
           memcmp(self->ports, self->scanned, (size_t)self->port_count * sizeof self->ports[0]) !=
               0;
}

// What was open stays the session's, though the library has to forget it for a moment. A key may
// come up in that moment, so all are released.
static void close_all(Midi *self, int was_open[MIDI_SLOTS_MAX])
{
    int keyboards = 0;
    for (int s = 0; s < MIDI_SLOTS_MAX; ++s) {
        MidiSlot *const slot = &self->slots.slots[s];
        was_open[s] = slot->port != NULL;
        keyboards += was_open[s] && slot->is_input;
        midi_port_close(slot->port);
        slot->port = NULL;
    }
    if (keyboards > 0) {
        release_keys(self);
    }
}

static void open_slot(Midi *self, int s, const MidiDevice *device)
{
    MidiSlot *const slot = &self->slots.slots[s];
    slot->port = midi_port_open(device);
    if (slot->port == NULL) {
        return;
    }
    memcpy(slot->taken, device->name, sizeof slot->taken);
    slot->is_listed =
        self->port_count > 0 && midi_slot_is_listed(slot, self->ports, self->port_count);
    memset(&self->words[s], 0, sizeof self->words[s]);
    atomic_store(&self->was_here[s], 1);
    if (!slot->is_input) {
        midi_out_tell(&self->sender, slot->port);
    }
}

static void scan(Midi *self)
{
    int was_open[MIDI_SLOTS_MAX], chosen[MIDI_SLOTS_MAX];
    close_all(self, was_open);
    read_list(self);
    memcpy(self->scanned, self->ports, sizeof self->ports);
    self->scanned_count = self->port_count;
    const int count = midi_ports_start(self->devices, MIDI_DEVICES_MAX);
    midi_slots_choose(&self->slots, self->devices, count, chosen);
    for (int s = 0; s < MIDI_SLOTS_MAX; ++s) {
        MidiSlot *const slot = &self->slots.slots[s];
        if (chosen[s] >= 0) {
            open_slot(self, s, &self->devices[chosen[s]]);
        }
        if (was_open[s] != (slot->port != NULL)) {
            tell(self, slot, slot->port != NULL);
        }
    }
}

static int is_anything_open(const Midi *self)
{
    for (int s = 0; s < MIDI_SLOTS_MAX; ++s) {
        if (self->slots.slots[s].port != NULL) {
            return 1;
        }
    }
    return 0;
}

// Devices that the list no longer names are gone, though reading them tells nothing.
static void look_at_list(Midi *self, int64_t now_us)
{
    read_list(self);
    for (int s = 0; s < MIDI_SLOTS_MAX && self->port_count >= 0; ++s) {
        MidiSlot *const slot = &self->slots.slots[s];
        if (slot->port != NULL && slot->is_listed &&
            !midi_slot_is_listed(slot, self->ports, self->port_count)) {
            lose(self, slot);
        }
    }
    const int wants = self->port_count > 0 && is_new_list(self) &&
                      midi_slots_miss(&self->slots, self->ports, self->port_count);
    self->next_scan_us = wants ? now_us : self->next_scan_us;
}

static void look_for_devices(Midi *self, int64_t now_us)
{
    if (now_us >= self->next_look_us) {
        self->next_look_us = now_us + LOOK_US;
        look_at_list(self, now_us);
    }
    if (now_us >= self->next_scan_us) {
        scan(self);
        self->next_scan_us = INT64_MAX;
    }
    if (self->next_scan_us == INT64_MAX && !is_anything_open(self)) {
        self->next_scan_us = now_us + RESCAN_US;
    }
}

// ---- What they send -----------------------------------------------------------------------------

static void tell_clock(Midi *self, int64_t now_us)
{
    const int64_t ahead_us = (int64_t)atomic_load(&self->latency_ms) * 1000;
    const int32_t tempo_us = clock_in_tempo(&self->clock);
    atomic_store(&self->clock_tempo, tempo_us);
    if (tempo_us == 0) {
        return;
    }
    const int is_start = self->awaits_start && !self->clock.awaits_first;
    if (is_start || (!self->clock.is_stopped && self->clock.place % CLOCKS_A_MESSAGE == 0)) {
        control_out_push(&self->out,
                         (ControlMsg){.kind = is_start ? CONTROL_START : CONTROL_CLOCK,
                                      .a = tempo_us,
                                      .b = clock_in_place(&self->clock, now_us, ahead_us)});
        self->awaits_start = 0;
    }
}

// Returns 1 for what concerns the clock alone.
static int take_clock(Midi *self, MidiMessage message, int64_t now_us)
{
    switch (message.status) {
    case MIDI_CLOCK:
        clock_in_tick(&self->clock, now_us);
        tell_clock(self, now_us);
        return 1;
    case MIDI_POSITION:
        clock_in_locate(&self->clock, message.data1 | message.data2 << 7);
        return 1;
    case MIDI_START:
        clock_in_start(&self->clock);
        self->awaits_start = 1;
        return 0;
    case MIDI_CONTINUE:
        clock_in_continue(&self->clock);
        return 0;
    case MIDI_STOP:
        clock_in_stop(&self->clock);
        return 0;
    default:
        return 0;
    }
}

static void take_message(Midi *self, const MidiSlot *slot, MidiMessage message, int64_t now_us)
{
    if (self->config.follows_clock && take_clock(self, message, now_us)) {
        return;
    }
    MidiSeen seen = {.message = message, .control = midi_map_control(self->config.map, message)};
    control_out_offer(&self->out, seen.control);
    if (self->config.seen != NULL) {
        snprintf(seen.device, sizeof seen.device, "%s", slot->taken);
        ring_write(self->config.seen, &seen, 1);
    }
}

static void read_slot(Midi *self, int s, int64_t now_us)
{
    MidiSlot *const slot = &self->slots.slots[s];
    MidiWord words[READ_WORDS];
    MidiMessage message;
    int count;
    while ((count = midi_port_read(slot->port, words, READ_WORDS)) > 0) {
        for (int i = 0; i < count; ++i) {
            if (midi_words_take(&self->words[s], words[i], &message)) {
                take_message(self, slot, message, now_us);
            }
        }
    }
    if (count == MIDI_OVERFLOW) { // ends of notes may be among what was lost
        release_keys(self);
    } else if (count == MIDI_LOST) {
        lose(self, slot);
    }
}

static void read_all(Midi *self)
{
    const int64_t now_us = midi_now_us();
    for (int s = 0; s < MIDI_INPUTS_MAX; ++s) {
        if (self->slots.slots[s].port != NULL) {
            read_slot(self, s, now_us);
        }
    }
    control_out_flush(&self->out);
}

// ---- The thread ---------------------------------------------------------------------------------

// What sounds on another synthesizer does not know that the music has stopped.
static void heed_beat(Midi *self, MidiPort *port, int64_t now_us)
{
    const int64_t beat_us = atomic_load(&self->beat_us);
    const int is_still = beat_us > 0 && now_us - beat_us > SILENT_US;
    if (is_still == self->stands_still) {
        return;
    }
    self->stands_still = is_still;
    if (is_still) {
        midi_out_silence(&self->sender, port);
    }
    midi_out_transport(&self->sender, port, is_still ? MIDI_STOP : MIDI_CONTINUE);
}

// Sends what is due; returns when more is.
static int64_t send_due(Midi *self)
{
    MidiSlot *const slot = output_slot(self);
    MidiPort *const port = slot != NULL ? slot->port : NULL;
    const int64_t now_us = midi_now_us();
    int alive = 1;
    heed_beat(self, port, now_us);
    const int64_t next_us = midi_out_send(&self->sender, port, now_us, &alive);
    if (!alive) {
        lose(self, slot);
    }
    return next_us;
}

static void pause_until(const Midi *self, int64_t due_us)
{
    const int64_t wait_us = due_us - midi_now_us();
    const int is_busy = midi_input_count(self) > 0 || self->config.sends != NULL;
    const int64_t most_us = is_busy ? POLL_US : IDLE_US;
    const int64_t us = wait_us < most_us ? wait_us : most_us;
    if (us > 0) {
        nanosleep(&(struct timespec){.tv_nsec = us * 1000}, NULL);
    }
}

static void shut(Midi *self)
{
    const MidiSlot *const output = output_slot(self);
    if (output != NULL) {
        midi_out_silence(&self->sender, output->port);
        midi_out_transport(&self->sender, output->port, MIDI_STOP);
    }
    for (int s = 0; s < MIDI_SLOTS_MAX; ++s) {
        midi_port_close(self->slots.slots[s].port);
    }
    midi_ports_stop();
    release_keys(self);
    control_out_flush(&self->out);
}

static void *midi_thread(void *argument)
{
    Midi *const self = argument;
    while (!atomic_load(&self->stop)) {
        look_for_devices(self, midi_now_us());
        read_all(self);
        pause_until(self, send_due(self));
    }
    shut(self);
    return NULL;
}

// ---- For the main thread ------------------------------------------------------------------------

static void make_slot(MidiSlots *slots, int s, const char *wish, int is_input)
{
    slots->slots[s].is_input = is_input;
    snprintf(slots->slots[s].wish, sizeof slots->slots[s].wish, "%s", wish);
}

// Without wishes every place is free for any keyboard; with them the others stay empty.
static void make_slots(Midi *self)
{
    const MidiConfig *const config = &self->config;
    const int any = config->input_count == 0;
    self->slots.wished = config->no_input ? 0 : any ? MIDI_INPUTS_MAX : config->input_count;
    for (int s = 0; s < self->slots.wished; ++s) {
        make_slot(&self->slots, s, any ? "" : config->inputs[s], 1);
    }
    self->slots.has_output = config->output != NULL;
    if (self->slots.has_output) {
        make_slot(&self->slots, MIDI_SLOTS_MAX - 1, config->output, 0);
    }
}

static int start_thread(Midi *self, Error *error)
{
    terminal_signals_hold();
    const int code = pthread_create(&self->thread, NULL, midi_thread, self);
    terminal_signals_release();
    if (code != 0) {
        error_set(error, STATUS_INTERNAL, "the MIDI thread does not start: %s", strerror(code));
    }
    return code == 0;
}

Midi *midi_open(const MidiConfig *config, Error *error)
{
    Midi *const self = calloc(1, sizeof *self);
    if (self == NULL) {
        error_set(error, STATUS_INTERNAL, "no memory for the MIDI thread");
        return NULL;
    }
    self->config = *config;
    control_out_init(&self->out, config->controls);
    midi_out_init(&self->sender, config->sends);
    ring_init(&self->news, self->news_storage, sizeof self->news_storage[0], NEWS);
    make_slots(self);
    if (!start_thread(self, error)) {
        free(self);
        return NULL;
    }
    return self;
}

void midi_close(Midi *midi)
{
    if (midi != NULL) {
        atomic_store(&midi->stop, 1);
        pthread_join(midi->thread, NULL);
        free(midi);
    }
}

int midi_news(Midi *midi, MidiNews *news)
{
    return midi != NULL && ring_read(&midi->news, news, 1) == 1;
}

int midi_input_count(const Midi *midi)
{
    return midi != NULL ? atomic_load(&midi->input_count) : 0;
}

int midi_misses(const Midi *midi, int i)
{
    const int s = i < midi->config.input_count ? i : MIDI_SLOTS_MAX - 1;
    return !atomic_load(&midi->was_here[s]);
}

int midi_clock_tempo(const Midi *midi)
{
    return midi != NULL ? atomic_load(&midi->clock_tempo) : 0;
}

void midi_set_latency(Midi *midi, int latency_ms)
{
    if (midi != NULL) {
        atomic_store(&midi->latency_ms, latency_ms);
    }
}

int midi_latency_ms(const Midi *midi)
{
    return midi != NULL ? atomic_load(&midi->latency_ms) : 0;
}

void midi_beat(Midi *midi)
{
    if (midi != NULL) {
        atomic_store(&midi->beat_us, midi_now_us());
    }
}
