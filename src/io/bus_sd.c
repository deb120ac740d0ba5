// MPRIS: https://specifications.freedesktop.org/mpris-spec/2.2/. Its methods are orders at the desk
// like any other; its properties are read from what plays.
#include "io/bus_sd.h"

#ifdef HAVE_SD_BUS

#include "text/state_text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <systemd/sd-bus.h>
#include <time.h>
#include <unistd.h>

enum {
    MESSAGES_A_TURN = 64,
    NAME_BYTES = 64,
    TITLE_BYTES = PRESET_TITLE_BYTES + 32,
    LINE_BYTES = 32,
    US_PER_MS = 1000,
};

static const char usual_name[] = "org.mpris.MediaPlayer2.lull";
static const char object_path[] = "/org/mpris/MediaPlayer2";
static const char root_name[] = "org.mpris.MediaPlayer2";
static const char player_name[] = "org.mpris.MediaPlayer2.Player";

typedef struct {
    Port port; ///< First: an MprisPort is a Port.
    sd_bus *bus;
    Desk *desk;     ///< Of the turn under way.
    Snapshot shown; ///< As it was told last.
    int is_told;    ///< `shown` has been set.
    int is_broken;  ///< The bus is gone.
} MprisPort;

// ---- Orders -------------------------------------------------------------------------------------

static void ignore(void *context, const void *bytes, size_t count)
{
    (void)context, (void)bytes, (void)count;
}

static int obey(MprisPort *self, const char *line)
{
    const Out nobody = {ignore, NULL};
    if (!desk_is_free(self->desk)) {
        return 0;
    }
    return desk_order(self->desk, line, &nobody) == STATUS_OK;
}

static int answer(MprisPort *self, sd_bus_message *message, const char *line, sd_bus_error *error)
{
    return obey(self, line)
               ? sd_bus_reply_method_return(message, NULL)
               : sd_bus_error_set(error, SD_BUS_ERROR_FAILED, "the session is busy; try again");
}

static int on_play(sd_bus_message *message, void *self, sd_bus_error *error)
{
    return answer(self, message, "play", error);
}

static int on_pause(sd_bus_message *message, void *self, sd_bus_error *error)
{
    return answer(self, message, "pause", error);
}

static int on_play_pause(sd_bus_message *message, void *self, sd_bus_error *error)
{
    const Snapshot shown = desk_shown(((MprisPort *)self)->desk);
    return answer(self, message, shown.paused ? "play" : "pause", error);
}

static int on_stop(sd_bus_message *message, void *self, sd_bus_error *error)
{
    return answer(self, message, "stop", error);
}

/// What a stream that has no tracks cannot do: the specification wants it to do nothing.
static int on_nothing(sd_bus_message *message, void *self, sd_bus_error *error)
{
    (void)self, (void)error;
    return sd_bus_reply_method_return(message, NULL);
}

static int set_volume(sd_bus *bus, const char *path, const char *interface, const char *property,
                      sd_bus_message *value, void *self, sd_bus_error *error)
{
    (void)bus, (void)path, (void)interface, (void)property;
    char line[LINE_BYTES];
    double volume = 0;
    const int code = sd_bus_message_read(value, "d", &volume);
    if (code < 0) {
        return code;
    }
    volume = volume > 0 ? volume : 0; // also what is no number
    snprintf(line, sizeof line, "volume %.0f", volume < 1 ? volume * 100 : 100);
    return obey(self, line) ? 0 : sd_bus_error_set(error, SD_BUS_ERROR_FAILED, "busy; try again");
}

// ---- Properties ---------------------------------------------------------------------------------

static int read_property(sd_bus *bus, const char *path, const char *interface, const char *property,
                         sd_bus_message *reply, void *self, sd_bus_error *error);

static const char *status_of(const Snapshot *shown)
{
    return shown->done ? "Stopped" : shown->paused ? "Paused" : "Playing";
}

static const Preset *preset_of(const MprisPort *self, const Snapshot *shown)
{
    return &self->desk->scope.presets[shown->preset_index];
}

static int append_length(sd_bus_message *reply, const Snapshot *shown)
{
    if (shown->left_ms < 0) {
        return 0;
    }
    const int64_t length_us = (shown->elapsed_ms + shown->left_ms) * US_PER_MS;
    return sd_bus_message_append(reply, "{sv}", "mpris:length", "x", length_us);
}

static int append_metadata(const MprisPort *self, sd_bus_message *reply, const Snapshot *shown)
{
    char title[TITLE_BYTES];
    const Preset *const preset = preset_of(self, shown);
    snprintf(title, sizeof title, "%s, seed %" PRIu64,
             preset->title[0] != '\0' ? preset->title : preset->name, shown->seed);
    int code = sd_bus_message_open_container(reply, 'a', "{sv}");
    if (code >= 0) {
        code = sd_bus_message_append(reply, "{sv}{sv}{sv}{sv}", "mpris:trackid", "o",
                                     "/org/lull/session", "xesam:title", "s", title, "xesam:artist",
                                     "as", 1, "lull", "xesam:album", "s", preset->name);
    }
    if (code >= 0) {
        code = append_length(reply, shown);
    }
    return code < 0 ? code : sd_bus_message_close_container(reply);
}

static int read_status(const MprisPort *self, sd_bus_message *reply, const Snapshot *shown)
{
    (void)self;
    return sd_bus_message_append(reply, "s", status_of(shown));
}

static int read_volume(const MprisPort *self, sd_bus_message *reply, const Snapshot *shown)
{
    (void)self;
    return sd_bus_message_append(reply, "d", state_percent(shown->volume) / 100.0);
}

static int read_position(const MprisPort *self, sd_bus_message *reply, const Snapshot *shown)
{
    (void)self;
    return sd_bus_message_append(reply, "x", shown->elapsed_ms * US_PER_MS);
}

static int read_rate(const MprisPort *self, sd_bus_message *reply, const Snapshot *shown)
{
    (void)self, (void)shown;
    return sd_bus_message_append(reply, "d", 1.0);
}

static int read_yes(const MprisPort *self, sd_bus_message *reply, const Snapshot *shown)
{
    (void)self, (void)shown;
    return sd_bus_message_append(reply, "b", 1);
}

static int read_no(const MprisPort *self, sd_bus_message *reply, const Snapshot *shown)
{
    (void)self, (void)shown;
    return sd_bus_message_append(reply, "b", 0);
}

static int read_identity(const MprisPort *self, sd_bus_message *reply, const Snapshot *shown)
{
    (void)self, (void)shown;
    return sd_bus_message_append(reply, "s", "lull");
}

static int read_none(const MprisPort *self, sd_bus_message *reply, const Snapshot *shown)
{
    (void)self, (void)shown;
    return sd_bus_message_append(reply, "as", 0);
}

static const struct {
    const char *name;
    int (*append)(const MprisPort *self, sd_bus_message *reply, const Snapshot *shown);
} properties[] = {
    {"PlaybackStatus", read_status},
    {"Metadata", append_metadata},
    {"Volume", read_volume},
    {"Position", read_position},
    {"Rate", read_rate},
    {"MinimumRate", read_rate},
    {"MaximumRate", read_rate},
    {"CanPlay", read_yes},
    {"CanPause", read_yes},
    {"CanControl", read_yes},
    {"CanSeek", read_no},
    {"CanGoNext", read_no},
    {"CanGoPrevious", read_no},
    {"CanQuit", read_yes},
    {"CanRaise", read_no},
    {"HasTrackList", read_no},
    {"Identity", read_identity},
    {"SupportedUriSchemes", read_none},
    {"SupportedMimeTypes", read_none},
};

static int read_property(sd_bus *bus, const char *path, const char *interface, const char *property,
                         sd_bus_message *reply, void *self, sd_bus_error *error)
{
    (void)bus, (void)path, (void)interface;
    MprisPort *const port = self;
    const Snapshot shown = desk_shown(port->desk);
    for (size_t i = 0; i < sizeof properties / sizeof properties[0]; ++i) {
        if (strcmp(properties[i].name, property) == 0) {
            return properties[i].append(port, reply, &shown);
        }
    }
    return sd_bus_error_set(error, SD_BUS_ERROR_UNKNOWN_PROPERTY, property);
}

// ---- What the bus sees --------------------------------------------------------------------------

#define READ(name, type, flags)   SD_BUS_PROPERTY(name, type, read_property, 0, flags)
#define METHOD(name, in, handler) SD_BUS_METHOD(name, in, "", handler, SD_BUS_VTABLE_UNPRIVILEGED)

enum {
    CONSTANT = SD_BUS_VTABLE_PROPERTY_CONST,
    CHANGES = SD_BUS_VTABLE_PROPERTY_EMITS_CHANGE,
};

static const sd_bus_vtable root_table[] = {
    SD_BUS_VTABLE_START(0),
    METHOD("Raise", "", on_nothing),
    METHOD("Quit", "", on_stop),
    READ("CanQuit", "b", CONSTANT),
    READ("CanRaise", "b", CONSTANT),
    READ("HasTrackList", "b", CONSTANT),
    READ("Identity", "s", CONSTANT),
    READ("SupportedUriSchemes", "as", CONSTANT),
    READ("SupportedMimeTypes", "as", CONSTANT),
    SD_BUS_VTABLE_END,
};

static const sd_bus_vtable player_table[] = {
    SD_BUS_VTABLE_START(0),
    METHOD("Play", "", on_play),
    METHOD("Pause", "", on_pause),
    METHOD("PlayPause", "", on_play_pause),
    METHOD("Stop", "", on_stop),
    METHOD("Next", "", on_nothing),
    METHOD("Previous", "", on_nothing),
    METHOD("Seek", "x", on_nothing),
    METHOD("SetPosition", "ox", on_nothing),
    METHOD("OpenUri", "s", on_nothing),
    READ("PlaybackStatus", "s", CHANGES),
    READ("Metadata", "a{sv}", CHANGES),
    SD_BUS_WRITABLE_PROPERTY("Volume", "d", read_property, set_volume, 0,
                             CHANGES | SD_BUS_VTABLE_UNPRIVILEGED),
    READ("Position", "x", 0),
    READ("Rate", "d", CONSTANT),
    READ("MinimumRate", "d", CONSTANT),
    READ("MaximumRate", "d", CONSTANT),
    READ("CanPlay", "b", CONSTANT),
    READ("CanPause", "b", CONSTANT),
    READ("CanControl", "b", CONSTANT),
    READ("CanSeek", "b", CONSTANT),
    READ("CanGoNext", "b", CONSTANT),
    READ("CanGoPrevious", "b", CONSTANT),
    SD_BUS_VTABLE_END,
};

/// Tells what looks different since the last time; a bar that shows it does not ask.
static void tell_changes(MprisPort *self)
{
    const Snapshot now = desk_shown(self->desk);
    const Snapshot *const before = &self->shown;
    const char *names[4] = {NULL};
    int count = 0;
    const int has_end = now.left_ms >= 0;
    const int64_t moved = now.elapsed_ms + now.left_ms - before->elapsed_ms - before->left_ms;
    if (strcmp(status_of(&now), status_of(before)) != 0) {
        names[count++] = "PlaybackStatus";
    }
    if (now.volume != before->volume) {
        names[count++] = "Volume";
    }
    if (now.preset_index != before->preset_index || has_end != (before->left_ms >= 0) ||
        (has_end && llabs(moved) > 1000)) {
        names[count++] = "Metadata";
    }
    if (self->is_told && count > 0) {
        sd_bus_emit_properties_changed_strv(self->bus, object_path, player_name, (char **)names);
    }
    if (!self->is_told || count > 0) {
        self->shown = now;
        self->is_told = 1;
    }
}

// ---- The port -----------------------------------------------------------------------------------

static int timeout_of(sd_bus *bus)
{
    uint64_t until_us = 0;
    struct timespec now;
    if (sd_bus_get_timeout(bus, &until_us) < 0 || until_us == UINT64_MAX) {
        return -1;
    }
    clock_gettime(CLOCK_MONOTONIC, &now);
    const uint64_t now_us = (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
    return until_us > now_us ? (int)((until_us - now_us) / US_PER_MS) + 1 : 0;
}

static int wants(Port *port, Desk *desk, struct pollfd *fds, int room, int *timeout_ms)
{
    MprisPort *const self = (MprisPort *)port;
    (void)desk;
    if (self->is_broken || room == 0) {
        return 0;
    }
    const int events = sd_bus_get_events(self->bus);
    const int timeout = timeout_of(self->bus);
    if (timeout >= 0 && (*timeout_ms < 0 || timeout < *timeout_ms)) {
        *timeout_ms = timeout;
    }
    fds[0] = (struct pollfd){.fd = sd_bus_get_fd(self->bus),
                             .events = (short)(events > 0 ? events : POLLIN)};
    return 1;
}

static void serve(Port *port, Desk *desk, const struct pollfd *fds, int count)
{
    MprisPort *const self = (MprisPort *)port;
    (void)fds, (void)count;
    if (self->is_broken) {
        return;
    }
    self->desk = desk;
    tell_changes(self);
    int code = 1;
    for (int i = 0; i < MESSAGES_A_TURN && code > 0; ++i) {
        code = sd_bus_process(self->bus, NULL);
    }
    self->is_broken = code < 0;
}

static void close_port(Port *port)
{
    MprisPort *const self = (MprisPort *)port;
    sd_bus_flush_close_unref(self->bus);
    free(self);
}

/// The usual name is another session's: then this one has the process in its name, as the
/// specification wants it.
static int on_named(sd_bus_message *message, void *self, sd_bus_error *error)
{
    enum { OWNER = 1 }; // of the replies to RequestName, in the specification of D-Bus
    MprisPort *const port = self;
    char name[NAME_BYTES];
    uint32_t outcome = 0;
    (void)error;
    if (sd_bus_message_read(message, "u", &outcome) >= 0 && outcome != OWNER) {
        snprintf(name, sizeof name, "%s.instance%ld", usual_name, (long)getpid());
        sd_bus_request_name_async(port->bus, NULL, name, 0, NULL, NULL);
    }
    return 0;
}

static int join(MprisPort *self)
{
    return sd_bus_open_user(&self->bus) >= 0 &&
           sd_bus_add_object_vtable(self->bus, NULL, object_path, root_name, root_table, self) >=
               0 &&
           sd_bus_add_object_vtable(self->bus, NULL, object_path, player_name, player_table,
                                    self) >= 0 &&
           sd_bus_request_name_async(self->bus, NULL, usual_name, 0, on_named, self) >= 0;
}

Port *mpris_port_open(void)
{
    static const PortOps ops = {wants, serve, close_port};
    MprisPort *const self = calloc(1, sizeof *self);
    if (self == NULL) {
        return NULL;
    }
    self->port.ops = &ops;
    if (!join(self)) {
        sd_bus_unref(self->bus);
        free(self);
        return NULL;
    }
    return &self->port;
}

#else

Port *mpris_port_open(void)
{
    return NULL;
}

#endif
