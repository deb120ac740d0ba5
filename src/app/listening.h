// Who may steer a live session besides the person at its terminal, as the command line says.
#ifndef APP_LISTENING_H
#define APP_LISTENING_H

#include "app/options.h"
#include "io/remote.h"

/// Opens the ports that are asked for, and those that are usual, tells what cannot be guessed, and
/// begins to listen. On failure `*remote` is NULL or to be closed all the same.
Status listening_start(const CliOptions *options, const RemoteConfig *config, Remote **remote,
                       Error *error);

#endif
