// Numbered tracks: a piece cut at the silences between its sections, one file after another.
#ifndef APP_SPLIT_SINK_H
#define APP_SPLIT_SINK_H

#include "app/render_job.h"
#include "io/files.h"
#include "io/sink_file.h"

enum { TRACKS_MAX = 500 };

/// A sink that writes a job's sound into tracks of about `split_ms`: NAME-01.ENDING and so on.
/// `config` is what a file of the whole would have. Tracks one after the other are the whole, to
/// the bit where the format is exact; they appear under their names together, when the sink is
/// closed. NULL with STATUS_USAGE in `error` when the piece has no silence to cut it at.
Sink *split_sink_open(const RenderJob *job, const FileSinkConfig *config, Error *error);

/// Name of a track, from 1: NAME-01.ENDING, the ending being what follows the last dot of the
/// file's own name. 0 when it is too long.
int split_track_path(const char *path, int32_t track, char out[PATH_BYTES]);

/// How many tracks such a sink makes.
int32_t split_sink_tracks(const Sink *sink);

#endif
