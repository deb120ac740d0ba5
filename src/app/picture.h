// Pictures into files: SVG or PNG by the ending, whole or not at all.
#ifndef APP_PICTURE_H
#define APP_PICTURE_H

#include "app/options.h"
#include "app/output.h"
#include "text/canvas.h"

/// Draws a page of what `context` is.
typedef void (*DrawPage)(const void *context, Canvas *canvas);

/// STATUS_USAGE when `path` ends in neither .svg nor .png, or in .png without cairo. Standard
/// output and devices take SVG.
Status picture_check(const char *option, const char *path, Error *error);

/// Draws a page into a file that is open: what `path` ends in, --width wide. What has no known
/// ending becomes SVG.
Status picture_fill(const CliOptions *options, const char *path, Output *file, DrawPage draw,
                    const void *context, Error *error);

/// The same into a file of that path, as --force allows.
Status picture_write(const CliOptions *options, const char *path, DrawPage draw,
                     const void *context, Error *error);

#endif
