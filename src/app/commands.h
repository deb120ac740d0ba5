// The commands: each wires text/, session/ and io/ together and reports what happened.
#ifndef APP_COMMANDS_H
#define APP_COMMANDS_H

#include "app/options.h"

// Each returns the exit code. When it is not 0, `error` holds what to tell; an empty message means
// that all has been told.

int cmd_play(const CliOptions *options, Error *error);
int cmd_render(const CliOptions *options, Error *error);
int cmd_notes(const CliOptions *options, Error *error);
int cmd_plot(const CliOptions *options, Error *error);
int cmd_presets(const CliOptions *options, Error *error);
int cmd_moods(const CliOptions *options, Error *error);
int cmd_instruments(const CliOptions *options, Error *error);
int cmd_audition(const CliOptions *options, Error *error);
int cmd_devices(const CliOptions *options, Error *error);
int cmd_monitor(const CliOptions *options, Error *error);
int cmd_learn(const CliOptions *options, Error *error);
int cmd_check(const CliOptions *options, Error *error);
int cmd_forget(const CliOptions *options, Error *error);
int cmd_send(const CliOptions *options, Error *error);
int cmd_help(const CliOptions *options, Error *error);

#endif
