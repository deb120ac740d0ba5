// The course of a piece: mood and pace from time to time.
#ifndef TEXT_COURSE_H
#define TEXT_COURSE_H

#include "compose/mood.h"
#include "compose/param.h"

#include <stddef.h>
#include <stdint.h>

/// The state of the music at one time.
typedef struct {
    int64_t frame;
    Mood mood;
    Mood target;       ///< Where the mood was led at that moment.
    int32_t tempo_bpm; ///< Tenths.
    int32_t density;   ///< Per cent, the arc of the section included.
} CoursePoint;

typedef struct {
    const CoursePoint *points; ///< In order of time.
    size_t count;
    int32_t rate_hz;    ///< Of all frames, here and in the piece.
    Params first, last; ///< Parameters in force at its ends.
} Course;

#endif
