#include "text/view.h"

#include "text/names.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { FIELD_BYTES = 72 };

/// One word or two of a line; of those that do not fit, the highest rank goes first.
typedef struct {
    int rank;
    char text[FIELD_BYTES];
} Field;

// Columns of UTF-8 text: bytes that do not continue a character.
static int columns(const char *text)
{
    int count = 0;
    for (; *text != '\0'; ++text) {
        count += ((unsigned char)*text & 0xC0) != 0x80;
    }
    return count;
}

static int line_columns(const Field *fields, int count, int rank_max)
{
    int total = 0;
    for (int i = 0; i < count; ++i) {
        if (fields[i].rank <= rank_max && fields[i].text[0] != '\0') {
            total += columns(fields[i].text) + (total > 0 ? 2 : 0);
        }
    }
    return total;
}

static const char *fit(char *out, int width, const Field *fields, int count)
{
    int rank_max = count;
    while (rank_max >= 0 && line_columns(fields, count, rank_max) >= width) {
        --rank_max;
    }
    size_t used = 0;
    out[0] = '\0';
    for (int i = 0; i < count; ++i) {
        if (fields[i].rank <= rank_max && fields[i].text[0] != '\0') {
            snprintf(out + used, VIEW_BYTES - used, "%s%s", used > 0 ? "  " : "", fields[i].text);
            used += strlen(out + used);
        }
    }
    return out;
}

static void mood_field(char *out, size_t bytes, const Snapshot *shown)
{
    const char *const now = mood_nearest(shown->mood);
    const char *const target = mood_nearest(shown->target);
    if (now == target) {
        snprintf(out, bytes, "%s", now);
    } else {
        snprintf(out, bytes, "%s to %s", now, target);
    }
}

static void breath_field(char *out, size_t bytes, const Snapshot *shown)
{
    char rate[NAME_BYTES];
    if (shown->breath_x10 > 0) {
        snprintf(out, bytes, "breath %s", number_text(rate, sizeof rate, shown->breath_x10, 1));
    }
}

static void time_field(char *out, size_t bytes, const Snapshot *shown)
{
    char clock[NAME_BYTES];
    if (shown->left_ms < 0) {
        snprintf(out, bytes, "%s", clock_text(clock, sizeof clock, shown->elapsed_ms));
    } else {
        snprintf(out, bytes, "%s left", clock_text(clock, sizeof clock, shown->left_ms));
    }
}

const char *view_status(char *out, int width, const Snapshot *shown, const char *preset)
{
    enum { PRESET, CHORD, KEY, TEMPO, MOOD, BREATH, TIME, SEED, COUNT };
    Field fields[COUNT] = {
        [PRESET] = {0, ""}, [CHORD] = {2, ""},  [KEY] = {6, ""},  [TEMPO] = {5, ""},
        [MOOD] = {3, ""},   [BREATH] = {4, ""}, [TIME] = {1, ""}, [SEED] = {7, ""}};
    char name[NAME_BYTES];
    snprintf(fields[PRESET].text, FIELD_BYTES, "%.40s%s", preset,
             shown->paused   ? " (paused)"
             : shown->fading ? " (fading)"
                             : "");
    snprintf(fields[CHORD].text, FIELD_BYTES, "%-6s",
             chord_text(name, sizeof name, shown->key, shown->chord));
    key_text(fields[KEY].text, FIELD_BYTES, shown->key);
    snprintf(fields[TEMPO].text, FIELD_BYTES, "%d BPM", (int)shown->tempo_bpm);
    mood_field(fields[MOOD].text, FIELD_BYTES, shown);
    breath_field(fields[BREATH].text, FIELD_BYTES, shown);
    time_field(fields[TIME].text, FIELD_BYTES, shown);
    snprintf(fields[SEED].text, FIELD_BYTES, "seed %" PRIu64, shown->seed);
    return fit(out, width, fields, COUNT);
}

const char *view_progress(char *out, int width, const Progress *progress)
{
    enum { PHASE, DONE, SPEED, LEFT, COUNT };
    Field fields[COUNT] = {
        [PHASE] = {3, ""}, [DONE] = {0, ""}, [SPEED] = {2, ""}, [LEFT] = {1, ""}};
    char clock[NAME_BYTES];
    const int64_t total = progress->total_ms;
    const int64_t done = total > 0 && progress->done_ms > total ? total : progress->done_ms;
    if (progress->phase != NULL) {
        snprintf(fields[PHASE].text, FIELD_BYTES, "%s", progress->phase);
    }
    if (total > 0) {
        snprintf(fields[DONE].text, FIELD_BYTES, "%3d%%", (int)(done * 100 / total));
    } else {
        snprintf(fields[DONE].text, FIELD_BYTES, "%s made", clock_text(clock, sizeof clock, done));
    }
    if (done > 0 && progress->elapsed_ms > 0) {
        const double speed = (double)done / (double)progress->elapsed_ms;
        snprintf(fields[SPEED].text, FIELD_BYTES, "%.*fx real time", speed < 10 ? 1 : 0, speed);
    }
    if (done > 0 && progress->elapsed_ms > 0 && total > 0) {
        const int64_t left = (total - done) * progress->elapsed_ms / done;
        snprintf(fields[LEFT].text, FIELD_BYTES, "%s left", clock_text(clock, sizeof clock, left));
    }
    return fit(out, width, fields, COUNT);
}
