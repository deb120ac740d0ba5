#include "app/render_report.h"

#include "app/output.h"
#include "app/subject_load.h"
#include "io/draw_cairo.h"
#include "io/paths.h"
#include "text/error.h"
#include "text/names.h"
#include "text/report.h"

#include <string.h>

enum { LINE_BYTES = 2 * PATH_BYTES };

static const char version[] = LULL_VERSION;

// ---- The command --------------------------------------------------------------------------------

static int is_plain(const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "_./:=,+%@-";
    return word[0] != '\0' && word[strspn(word, plain)] == '\0';
}

// A word as a shell takes it.
static void put_word(const Out *out, const char *word)
{
    if (is_plain(word)) {
        out_text(out, word);
        return;
    }
    out_text(out, "'");
    for (const char *at = word; *at != '\0'; ++at) {
        if (*at == '\'') {
            out_text(out, "'\\''");
        } else {
            out->write(out->context, at, 1);
        }
    }
    out_text(out, "'");
}

static void put_option(const Out *out, const char *option, const char *value)
{
    if (value != NULL) {
        out_text(out, option);
        put_word(out, value);
    }
}

// What makes the music: a preset that is not found by its name is named by its path.
static void put_music(const Out *out, const Settings *settings)
{
    char words[COMMAND_BYTES];
    char found[PATH_BYTES];
    Error ignored;
    const char *const name = settings->preset->name;
    const char *const path = settings->paths[settings->preset - settings->presets];
    settings_words(words, settings);
    if (settings->log[0] != '\0') {
        put_option(out, "--replay ", settings->log);
    } else if (preset_path_find(name, found, sizeof found, &ignored) == STATUS_OK &&
               strcmp(found, path) == 0) {
        out_text(out, words);
    } else {
        put_word(out, path);
        out_text(out, words + strlen(name));
    }
}

static void put_sound(const Out *out, const RenderJob *job)
{
    enum { USUAL_RATE_HZ = 48000 };
    char number[NAME_BYTES];
    const int is_replayed = job->settings->log[0] != '\0';
    put_option(out, " --soundfont ", job->soundfont);
    put_option(out, " --format ", job->format);
    if (job->rate_hz != USUAL_RATE_HZ && !is_replayed) {
        out_format(out, " --rate %d", job->rate_hz);
    }
    if (job->split_ms > 0) {
        out_format(out, " --split %.10gs", (double)job->split_ms / 1000);
    }
    if (job->lufs_x10 == LUFS_OFF) {
        out_text(out, is_replayed ? "" : " --lufs off");
    } else if (job->lufs_x10 != LUFS_DEFAULT_X10 || is_replayed) {
        out_format(out, " --lufs %s", number_text(number, sizeof number, job->lufs_x10, 1));
    }
}

static void write_command(char line[LINE_BYTES], const RenderJob *job)
{
    OutText kept;
    const Out out = out_into(&kept, line, LINE_BYTES);
    out_text(&out, "lull render ");
    put_music(&out, job->settings);
    put_option(&out, " -o ", job->output);
    put_sound(&out, job);
    put_option(&out, " --midi ", job->midi);
    put_option(&out, " --report ", job->report);
}

// ---- The page -----------------------------------------------------------------------------------

static void write_page(const void *context, const Out *out)
{
    report_write(context, pixels_possible() ? pixels_write_image : NULL, out);
}

/// A page while its piece is rendered.
typedef struct {
    const RenderJob *job;
    Output *file;
    LoadedSubject loaded;
} Page;

static Status fill_page(void *context, const Hearing *heard, Error *error)
{
    char command[LINE_BYTES];
    Page *const page = context;
    write_command(command, page->job);
    page->loaded.subject.heard = heard;
    const Report report = {.subject = &page->loaded.subject,
                           .version = version,
                           .command = command,
                           .by_listener = &page->job->settings->config.set};
    return output_fill(page->file, write_page, &report, error);
}

// The page is filled before the sound is made final: when there is no room for it, none of the
// files appears. A score alone has nothing to hear.
static Status run(Page *page, RenderResult *result, Error *error)
{
    RenderJob job = *page->job;
    job.report = NULL;
    job.ears =
        ears_open(job.settings->config.rate_hz, subject_frames(&page->loaded.subject), error);
    if (job.ears == NULL) {
        return error->status;
    }
    ears_tell(job.ears, fill_page, page);
    Status status = render_job_run(&job, result, error);
    if (status == STATUS_OK && result->frames == 0) {
        status = fill_page(page, NULL, error);
    }
    ears_close(job.ears);
    return status;
}

Status render_report(const RenderJob *job, RenderResult *result, Error *error)
{
    Page page = {.job = job, .file = output_open(job->report, job->force, error)};
    if (page.file == NULL) {
        return error->status;
    }
    Status status = subject_load(job->settings, &page.loaded, error);
    if (status == STATUS_OK) {
        status = run(&page, result, error);
    }
    subject_free(&page.loaded);
    return output_end(page.file, status, error);
}
