#include "text/course_curve.h"

#include "base/fix.h"

int32_t course_valence(const CoursePoint *point)
{
    return point->mood.valence;
}

int32_t course_arousal(const CoursePoint *point)
{
    return point->mood.arousal;
}

int32_t course_target_valence(const CoursePoint *point)
{
    return point->target.valence;
}

int32_t course_target_arousal(const CoursePoint *point)
{
    return point->target.arousal;
}

int32_t course_tempo(const CoursePoint *point)
{
    return point->tempo_bpm;
}

int32_t course_density(const CoursePoint *point)
{
    return point->density;
}

static int64_t ms_of(const Course *course, size_t i)
{
    return course->points[i].frame * 1000 / course->rate_hz;
}

// Points within the chart, and the one before it, so that the line begins at its edge.
void course_curve(const Course *course, const Chart *chart, CourseValue value, Pen pen,
                  const Style *style)
{
    for (size_t i = 0; i < course->count; ++i) {
        const int64_t next = i + 1 < course->count ? ms_of(course, i + 1) : INT64_MAX;
        if (next > chart->from && ms_of(course, i) <= chart->to) {
            chart_point(chart, &pen, ms_of(course, i), value(&course->points[i]));
        }
    }
    pen_end(&pen, style);
}

void course_tempo_range(const Course *course, int32_t *low, int32_t *high)
{
    enum { TEN = 100 };
    int32_t least = INT32_MAX;
    int32_t most = 0;
    for (size_t i = 0; i < course->count; ++i) {
        least = fix_min(least, course->points[i].tempo_bpm);
        most = fix_max(most, course->points[i].tempo_bpm);
    }
    *low = most > 0 ? least / TEN * TEN : 0;
    *high = fix_max((most + TEN - 1) / TEN * TEN, *low + 2 * TEN);
}
