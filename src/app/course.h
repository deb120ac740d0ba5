// The course of a session that is yet to be: its mood and pace, a point a second.
#ifndef APP_COURSE_H
#define APP_COURSE_H

#include "app/settings.h"
#include "text/course.h"

/// Reads the course; STATUS_INTERNAL when memory is short. Free with course_free() either way.
Status course_make(const Settings *settings, Course *course, Error *error);
void course_free(Course *course);

#endif
