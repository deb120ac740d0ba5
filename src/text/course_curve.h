// The values of a course, to be drawn as curves.
#ifndef TEXT_COURSE_CURVE_H
#define TEXT_COURSE_CURVE_H

#include "text/chart.h"
#include "text/course.h"

/// One value of a point.
typedef int32_t (*CourseValue)(const CoursePoint *point);

int32_t course_valence(const CoursePoint *point);
int32_t course_arousal(const CoursePoint *point);
int32_t course_target_valence(const CoursePoint *point);
int32_t course_target_arousal(const CoursePoint *point);
int32_t course_tempo(const CoursePoint *point);
int32_t course_density(const CoursePoint *point);

/// Draws a value over the time that the chart shows, with a pen that has begun.
void course_curve(const Course *course, const Chart *chart, CourseValue value, Pen pen,
                  const Style *style);

/// Tempi that a chart should show: tens, at least 20 BPM apart; tenths of a BPM.
void course_tempo_range(const Course *course, int32_t *low, int32_t *high);

#endif
