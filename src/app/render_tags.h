// What the files of a render tell about themselves.
#ifndef APP_RENDER_TAGS_H
#define APP_RENDER_TAGS_H

#include "app/render_job.h"
#include "io/sink_file.h"

enum { TAG_BYTES = 1024 };

/// The tags of a job, with the texts that they point to.
typedef struct {
    SoundTags tags;
    char comment[TAG_BYTES];
} RenderTags;

/// The words after "lull render" that make the same files again, but for their names.
const char *render_words(char out[TAG_BYTES], const RenderJob *job);

/// Fills in title, artist, software, and a comment with preset, mood, key and tempo of the
/// beginning, seed, version, and the command that makes the same again. `out` is not to be moved.
/// STATUS_INTERNAL when memory is short.
Status render_tags(const RenderJob *job, RenderTags *out, Error *error);

#endif
