#include "app/listening.h"

#include "app/say.h"
#include "io/bus_sd.h"
#include "io/line_port.h"
#include "io/osc_port.h"

#include <string.h>

// Standard input and the socket. A usual name that is taken, or a place that cannot be used, is no
// reason not to play.
static Status add_lines(const CliOptions *options, Remote *remote, Error *error)
{
    const int is_off = options->socket != NULL && strcmp(options->socket, "none") == 0;
    const int reads_input = line_port_has_input();
    ControlSocket listening = {.fd = -1, .is_first = 1};
    if (!is_off && control_socket_listen(options->socket, &listening, error) != STATUS_OK) {
        if (options->socket != NULL) {
            return error->status;
        }
        say(options->quiet, "lull send will not reach this session: %s", error->message);
    }
    if (!listening.is_first && listening.fd >= 0) {
        say(options->quiet, "another session plays; reach this one with lull send --socket %s",
            strrchr(listening.path, '/') + 1);
    }
    if (!reads_input && listening.fd < 0) {
        return STATUS_OK;
    }
    Port *const port = line_port_open(reads_input, &listening, error);
    if (port == NULL) {
        control_socket_close(&listening);
        return error->status;
    }
    remote_add(remote, port);
    return STATUS_OK;
}

// The network is let in only when it is asked for by name, and that is said.
static Status add_osc(const CliOptions *options, Remote *remote, Error *error)
{
    char heard[OSC_PLACE_BYTES];
    int is_local = 0;
    if (options->osc == NULL) {
        return STATUS_OK;
    }
    Port *const port = osc_port_open(options->osc, heard, &is_local, error);
    if (port == NULL) {
        return error->status;
    }
    say(options->quiet, "Open Sound Control at %s%s", heard,
        is_local ? "" : ", for everybody in this network");
    remote_add(remote, port);
    return STATUS_OK;
}

Status listening_start(const CliOptions *options, const RemoteConfig *config, Remote **remote,
                       Error *error)
{
    *remote = remote_open(config, error);
    if (*remote == NULL) {
        return error->status;
    }
    Status status = add_lines(options, *remote, error);
    if (status == STATUS_OK) {
        status = add_osc(options, *remote, error);
    }
    remote_add(*remote, status == STATUS_OK ? mpris_port_open() : NULL);
    return status == STATUS_OK ? remote_start(*remote, error) : status;
}
