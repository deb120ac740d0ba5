#include "io/midi_slots.h"

#include "io/device_choice.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { NONE = -1 };

typedef struct {
    const MidiDevice *devices;
    int count;
    unsigned char used[MIDI_DEVICES_MAX];
} Choice;

static int is_free(const Choice *choice, int i, int is_input)
{
    return !choice->used[i] && choice->devices[i].is_input == is_input;
}

/// ALSA's "Midi Through" hands on what other programs send; nobody plays on it.
static int is_played(const char *name)
{
    return !name_contains(name, "through");
}

static int is_waiting(const MidiSlots *slots, int s)
{
    const int is_asked = s < MIDI_INPUTS_MAX ? s < slots->wished : slots->has_output;
    return is_asked && slots->slots[s].port == NULL;
}

static int find_number(const Choice *choice, const MidiSlot *slot)
{
    char *end;
    const long number = strtol(slot->wish, &end, 10);
    if (end == slot->wish || *end != '\0' || slot->taken[0] != '\0') {
        return NONE; // numbers change with every device: later the name counts
    }
    for (int i = 0; i < choice->count; ++i) {
        if (choice->devices[i].index == number && is_free(choice, i, slot->is_input)) {
            return i;
        }
    }
    return NONE;
}

/// A device called so, wholly if possible.
static int find_name(const Choice *choice, const char *name, int is_input)
{
    int part = NONE;
    for (int i = 0; i < choice->count; ++i) {
        if (!is_free(choice, i, is_input)) {
            continue;
        }
        if (strcasecmp(choice->devices[i].name, name) == 0) {
            return i;
        }
        if (part == NONE && name_contains(choice->devices[i].name, name)) {
            part = i;
        }
    }
    return part;
}

static int find_any(const Choice *choice, int is_input)
{
    for (int i = 0; i < choice->count; ++i) {
        if (is_free(choice, i, is_input) && is_played(choice->devices[i].name)) {
            return i;
        }
    }
    return NONE;
}

static int find_wished(const Choice *choice, const MidiSlot *slot)
{
    if (slot->wish[0] == '\0') {
        return find_any(choice, slot->is_input);
    }
    const int number = find_number(choice, slot);
    return number != NONE ? number : find_name(choice, slot->wish, slot->is_input);
}

static int find_before(const Choice *choice, const MidiSlot *slot)
{
    return slot->taken[0] != '\0' ? find_name(choice, slot->taken, slot->is_input) : NONE;
}

static void fill(Choice *choice, const MidiSlots *slots, int chosen[MIDI_SLOTS_MAX],
                 int (*find)(const Choice *choice, const MidiSlot *slot))
{
    for (int s = 0; s < MIDI_SLOTS_MAX; ++s) {
        if (is_waiting(slots, s) && chosen[s] == NONE) {
            chosen[s] = find(choice, &slots->slots[s]);
            if (chosen[s] != NONE) {
                choice->used[chosen[s]] = 1;
            }
        }
    }
}

void midi_slots_choose(const MidiSlots *slots, const MidiDevice *devices, int device_count,
                       int chosen[MIDI_SLOTS_MAX])
{
    Choice choice = {.devices = devices, .count = device_count};
    for (int s = 0; s < MIDI_SLOTS_MAX; ++s) {
        chosen[s] = NONE;
    }
    fill(&choice, slots, chosen, find_before);
    fill(&choice, slots, chosen, find_wished);
}

int midi_slot_is_listed(const MidiSlot *slot, const ListedPort *ports, int port_count)
{
    for (int i = 0; i < port_count; ++i) {
        const int fits = slot->is_input ? ports[i].is_input : ports[i].is_output;
        if (fits && strcmp(ports[i].name, slot->taken) == 0) {
            return 1;
        }
    }
    return 0;
}

static int is_wished(const MidiSlot *slot, const char *name)
{
    char *end;
    strtol(slot->wish, &end, 10);
    const int is_number = end != slot->wish && *end == '\0';
    const int was_here = slot->taken[0] != '\0' && strcmp(slot->taken, name) == 0;
    return was_here || (is_number               ? slot->taken[0] == '\0'
                        : slot->wish[0] == '\0' ? is_played(name)
                                                : name_contains(name, slot->wish));
}

// How many open slots hold a device of this name: two keyboards of one make have one name.
static int count_open(const MidiSlots *slots, const char *name, int is_input)
{
    int count = 0;
    for (int s = 0; s < MIDI_SLOTS_MAX; ++s) {
        const MidiSlot *const slot = &slots->slots[s];
        count += slot->port != NULL && slot->is_input == is_input && strcmp(slot->taken, name) == 0;
    }
    return count;
}

static int count_listed(const ListedPort *ports, int port_count, const char *name, int is_input)
{
    int count = 0;
    for (int i = 0; i < port_count; ++i) {
        count +=
            (is_input ? ports[i].is_input : ports[i].is_output) && strcmp(ports[i].name, name) == 0;
    }
    return count;
}

static int is_missed(const MidiSlots *slots, const MidiSlot *slot, const ListedPort *ports,
                     int port_count)
{
    for (int i = 0; i < port_count; ++i) {
        const char *const name = ports[i].name;
        if ((slot->is_input ? ports[i].is_input : ports[i].is_output) && is_wished(slot, name) &&
            count_listed(ports, port_count, name, slot->is_input) >
                count_open(slots, name, slot->is_input)) {
            return 1;
        }
    }
    return 0;
}

int midi_slots_miss(const MidiSlots *slots, const ListedPort *ports, int port_count)
{
    for (int s = 0; s < MIDI_SLOTS_MAX; ++s) {
        if (is_waiting(slots, s) && is_missed(slots, &slots->slots[s], ports, port_count)) {
            return 1;
        }
    }
    return 0;
}
