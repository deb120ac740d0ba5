// The course of a session: its mood and pace, a point a second.
#ifndef APP_COURSE_H
#define APP_COURSE_H

#include "app/settings.h"
#include "text/course.h"

/// Reads the course of a piece that the settings make; STATUS_INTERNAL when memory is short. Free
/// with course_free() either way.
Status course_make(const Settings *settings, const Piece *piece, Course *course, Error *error);
void course_free(Course *course);

#endif
