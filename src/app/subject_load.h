// Composes a piece with its course, for those who draw it or tell of it.
#ifndef APP_SUBJECT_LOAD_H
#define APP_SUBJECT_LOAD_H

#include "app/settings.h"
#include "text/subject.h"

/// A subject and what it points to.
typedef struct {
    Subject subject;
    Piece *piece;
    Course course;
    char words[COMMAND_BYTES];
} LoadedSubject;

/// Composes; STATUS_INTERNAL when memory is short. Nothing has been heard yet. Free with
/// subject_free() either way; not to be moved.
Status subject_load(const Settings *settings, LoadedSubject *loaded, Error *error);
void subject_free(LoadedSubject *loaded);

/// Frames from the start to the end of the piece.
int64_t subject_frames(const Subject *subject);

#endif
