#include "text/why_text.h"

#include "compose/form.h"
#include "compose/phrase_critic.h"
#include "compose/tune_critic.h"
#include "text/names.h"

#include <stdio.h>

enum { LINE_BYTES = 200, WHAT_BYTES = 60 };

static const char *const cadence_names[CADENCE_COUNT] = {
    [CADENCE_HALF] = "half close, a question",
    [CADENCE_DECEPTIVE] = "deceptive close, not yet",
    [CADENCE_PLAGAL] = "plagal close, soft",
    [CADENCE_AUTHENTIC] = "authentic close",
};

const char *why_text_theme(char out[THEME_BYTES], int theme)
{
    enum { LETTERS = 26 };
    if (theme < LETTERS) {
        snprintf(out, THEME_BYTES, "%c", 'A' + theme);
    } else {
        snprintf(out, THEME_BYTES, "%c%c", 'A' + (theme / LETTERS - 1) % LETTERS,
                 'A' + theme % LETTERS);
    }
    return out;
}

static void line(const Out *out, const char *topic, const char *text)
{
    out_format(out, "#   %-12s %s\n", topic, text);
}

static int statements_before(const PhrasePlan *plans, size_t i)
{
    int count = 0;
    for (size_t k = 0; k < i; ++k) {
        count += plans[k].has_tune && plans[k].theme == plans[i].theme;
    }
    return count;
}

static void write_form(const PhrasePlan *plans, size_t i, const Out *out)
{
    const PhrasePlan *const plan = &plans[i];
    char theme[THEME_BYTES];
    char what[WHAT_BYTES];
    char text[LINE_BYTES];
    const int before = statements_before(plans, i);
    why_text_theme(theme, plan->theme);
    if (!plan->has_tune) {
        snprintf(what, sizeof what, "the tune rests, chords of theme %s", theme);
    } else if (before == 0) {
        snprintf(what, sizeof what, "theme %s, first statement", theme);
    } else if (plan->variation == 0) {
        snprintf(what, sizeof what, "theme %s, stated again", theme);
    } else {
        snprintf(what, sizeof what, "theme %s, variation %d", theme, before);
    }
    snprintf(text, sizeof text, "section %d, phrase %d: %s; %s; density %d %%%s",
             (int)plan->section + 1, (int)plan->index + 1, what, cadence_names[plan->cadence],
             plan->arc,
             plan->closes_piece     ? "; ends the piece"
             : plan->closes_section ? "; ends the section"
                                    : "");
    line(out, "form", text);
}

static const char *length_reason(const PhrasePlan *plan)
{
    return plan->closes_piece ? "what is left until the end"
           : form_phrase_bars(plan->bar_ms, plan->aimed_ms) == plan->bars
               ? "the nearest whole bars"
               : "so that whole phrases fill what is left until the end";
}

static void write_length(const PhrasePlan *plan, const Out *out)
{
    char aimed[NAME_BYTES];
    char bar[NAME_BYTES];
    char pause[NAME_BYTES] = "";
    char text[LINE_BYTES];
    if (plan->pause_bars > 0) {
        snprintf(pause, sizeof pause, "; then %d bar%s of pause", (int)plan->pause_bars,
                 plan->pause_bars == 1 ? "" : "s");
    }
    snprintf(text, sizeof text, "%d bar%s of %s s for the %s s aimed at: %s%s", (int)plan->bars,
             plan->bars == 1 ? "" : "s", number_text(bar, sizeof bar, (plan->bar_ms + 50) / 100, 1),
             number_text(aimed, sizeof aimed, (plan->aimed_ms + 50) / 100, 1), length_reason(plan),
             pause);
    line(out, "length", text);
}

static void write_key(const PhrasePlan *plan, int first, const Out *out)
{
    char key[NAME_BYTES];
    char before[NAME_BYTES];
    char mood[NAME_BYTES];
    char text[LINE_BYTES];
    const int tonic = plan->key.tonic != plan->key_before.tonic;
    const int mode = plan->key.mode != plan->key_before.mode;
    snprintf(text, sizeof text, "%s, %s%s; mood %s", key_text(key, sizeof key, plan->key),
             first           ? "to begin with"
             : tonic && mode ? "tonic and mode new after "
             : tonic         ? "tonic new after "
             : mode          ? "mode new with the mood after "
                             : "as before",
             !first && (tonic || mode) ? key_text(before, sizeof before, plan->key_before) : "",
             mood_text(mood, sizeof mood, plan->mood));
    line(out, "key", text);
}

static void write_tune(const PhrasePlan *plan, const Out *out)
{
    char rate[NAME_BYTES];
    char centre[NAME_BYTES];
    char text[LINE_BYTES];
    snprintf(text, sizeof text, "%d notes, written for %s a second around %s",
             (int)plan->tune_notes, number_text(rate, sizeof rate, plan->tune_rate, 2),
             pitch_text(centre, sizeof centre, plan->centre));
    line(out, "tune", text);
}

// What the critic held against the tune that it took all the same.
static void write_reasons(const PhrasePlan *plan, const Out *out)
{
    const char *between = "";
    out_format(out, "#   %-12s ", "against it");
    for (int k = 0; k < TUNE_FAULTS; ++k) {
        const TuneFault *const fault = &tune_fault_table[k];
        if (plan->reasons[k] > 0) {
            out_format(out, "%s%d x %s (%d)", between, (int)plan->reasons[k], fault->name,
                       (int)plan->reasons[k] * fault->weight);
            between = ", ";
        }
    }
    out_text(out, between[0] == '\0' ? "nothing\n" : "\n");
}

// Faults of all candidates, the least of which was taken. A varied theme was chosen as first
// stated.
static void write_critic(const PhrasePlan *plan, const Out *out)
{
    out_format(out, "#   %-12s %d tunes, faults", "critic", (int)TUNE_CANDIDATES);
    for (int i = 0; i < TUNE_CANDIDATES; ++i) {
        out_format(out, " %d%s", plan->faults[i], i == plan->chosen ? "*" : "");
    }
    out_text(out, plan->variation > 0 ? "; * taken, then varied\n" : "; * taken\n");
    write_reasons(plan, out);
}

// The same for the ways in which a theme that comes back was stated.
static void write_statements(const PhrasePlan *plan, const Out *out)
{
    const char *between = "";
    out_format(out, "#   %-12s %d ways, faults", "return", plan->attempts);
    for (int i = 0; i < plan->attempts; ++i) {
        out_format(out, " %d%s", plan->statement_faults[i], i == plan->attempt ? "*" : "");
    }
    out_format(out, "; * taken\n#   %-12s ", "against it");
    for (int k = 0; k < STATEMENT_FAULTS; ++k) {
        const StatementFault *const fault = &statement_fault_table[k];
        if (plan->statement_reasons[k] > 0) {
            out_format(out, "%s%d x %s (%d)", between, (int)plan->statement_reasons[k], fault->name,
                       (int)plan->statement_reasons[k] * fault->weight);
            between = ", ";
        }
    }
    out_text(out, between[0] == '\0' ? "nothing\n" : "\n");
}

void why_text_write(const PhrasePlan *plans, size_t i, const Out *out)
{
    const PhrasePlan *const plan = &plans[i];
    write_form(plans, i, out);
    write_length(plan, out);
    write_key(plan, i == 0, out);
    if (plan->has_tune) {
        write_tune(plan, out);
        write_critic(plan, out);
    }
    if (plan->attempts > 1) {
        write_statements(plan, out);
    }
}
