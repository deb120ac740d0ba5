// Pictures into files: SVG or PNG by the ending, whole or not at all.
#ifndef APP_PICTURE_H
#define APP_PICTURE_H

#include "app/options.h"
#include "text/canvas.h"

/// Draws a page of what `context` is.
typedef void (*DrawPage)(const void *context, Canvas *canvas);

/// STATUS_USAGE when `path` ends in neither .svg nor .png, or in .png without cairo. Standard
/// output and devices take SVG.
Status picture_check(const char *option, const char *path, Error *error);

/// Draws a page and writes it to `path`, --width wide, as --force allows. What has no known ending
/// becomes SVG.
Status picture_write(const CliOptions *options, const char *path, DrawPage draw,
                     const void *context, Error *error);

#endif
