// lull render --list: many renders, several at once, each by a process of its own.
#ifndef APP_RENDER_LIST_H
#define APP_RENDER_LIST_H

#include "app/options.h"

/// Renders what the list asks for and is not there yet. A line that is wrong or fails is told at
/// once, with its place, and keeps no other from being rendered. Returns the status of the first
/// that failed.
Status render_list(const CliOptions *options, Error *error);

#endif
