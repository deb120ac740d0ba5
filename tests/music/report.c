#include "report.h"

#include "controls.h"
#include "measures.h"
#include "order.h"
#include "stats.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { CONTROL_SEED = 1 };

/// Separation from each control from which a measure tells pieces from all of them.
static const double telling_apart = 0.75;

/// A piece with its chords.
typedef struct {
    Music *music;
    Chords chords;
} Piece;

static Piece piece_of(Music *music)
{
    return (Piece){music, chords_find(music)};
}

static void piece_free(Piece *piece)
{
    chords_free(&piece->chords);
    music_free(piece->music);
}

static Piece *read_pieces(int count, char **paths)
{
    Piece *const pieces = music_room((size_t)count, sizeof *pieces);
    for (int i = 0; i < count; ++i) {
        Music *const music = music_read(paths[i]);
        if (music == NULL) {
            exit(2);
        }
        pieces[i] = piece_of(music);
    }
    return pieces;
}

static void free_pieces(Piece *pieces, int count)
{
    for (int i = 0; i < count; ++i) {
        piece_free(&pieces[i]);
    }
    free(pieces);
}

static void print_value(double value)
{
    printf(" %6.*f", fabs(value) < 10 ? 2 : 1, value);
}

// ---- One piece ----------------------------------------------------------------------------------

int report_piece(const char *path)
{
    char *paths[1] = {(char *)path};
    Piece *const piece = read_pieces(1, paths);
    int inside = 0;
    for (int i = 0; i < measure_count; ++i) {
        const Measure *const measure = &measure_table[i];
        const double value = measure_piece(measure, piece->music, &piece->chords);
        inside += measure_inside(measure, value);
        printf("%-19s", measure->name);
        print_value(value);
        printf("   %5.2f to %5.2f  %-8s %s\n", measure->low, measure->high,
               measure_inside(measure, value) ? "" : "OUTSIDE", measure->doc);
    }
    printf("%d of %d rows inside\n", inside, measure_count);
    free_pieces(piece, 1);
    return 0;
}

int report_chords(int count, char **paths)
{
    static const char *const roots[12] = {"C",  "C#", "D",  "D#", "E",  "F",
                                          "F#", "G",  "G#", "A",  "A#", "B"};
    static const char *const kinds[CHORD_KINDS] = {"", "m", "dim"};
    Piece *const pieces = read_pieces(count, paths);
    for (int i = 0; i < pieces->chords.span_count; ++i) {
        const ChordSpan *const span = &pieces->chords.spans[i];
        printf("%7.1f %s%s\n", span->from * chord_frame_s, roots[span->label % 12],
               kinds[span->label / 12]);
    }
    free_pieces(pieces, count);
    return 0;
}

// ---- The seeds of a preset ----------------------------------------------------------------------

/// The standing bars, counted.
typedef struct {
    int *inside;          ///< Rows inside, for each seed.
    int outside_half;     ///< Rows outside on more than half of the seeds.
    double tunes, chords; ///< Highest overlap of any two seeds.
} Bars;

static void print_row(const Measure *measure, const List *values, Bars *bars)
{
    int outside = 0;
    for (int i = 0; i < values->count; ++i) {
        const int inside = measure_inside(measure, values->values[i]);
        outside += !inside;
        bars->inside[i] += inside;
    }
    bars->outside_half += 2 * outside > values->count;
    printf("%-19s", measure->name);
    print_value(list_quantile(values, 0.5));
    printf("  (");
    print_value(list_min(values));
    print_value(list_max(values));
    printf(" )   %5.2f to %5.2f", measure->low, measure->high);
    if (outside > 0) {
        printf("   %d outside%s", outside, 2 * outside > values->count ? " !" : "");
    }
    printf("\n");
}

static void print_rows(const Piece *pieces, int count, Bars *bars)
{
    for (int i = 0; i < measure_count; ++i) {
        List values = {0};
        for (int k = 0; k < count; ++k) {
            list_add(&values, measure_piece(&measure_table[i], pieces[k].music, &pieces[k].chords));
        }
        print_row(&measure_table[i], &values, bars);
        list_free(&values);
    }
}

static void find_overlaps(const Piece *pieces, int count, Bars *bars)
{
    for (int i = 0; i < count; ++i) {
        for (int k = 0; k < i; ++k) {
            bars->tunes = fmax(bars->tunes, overlap_tunes(pieces[i].music, pieces[k].music));
            bars->chords = fmax(bars->chords, overlap_chords(&pieces[i].chords, &pieces[k].chords));
        }
    }
}

int report_seeds(int count, char **paths)
{
    Piece *const pieces = read_pieces(count, paths);
    Bars bars = {.inside = music_room((size_t)count, sizeof *bars.inside)};
    printf("%-19s %6s  ( lowest highest)   band of calm human music\n", "", "median");
    print_rows(pieces, count, &bars);
    find_overlaps(pieces, count, &bars);
    int good = 0;
    printf("rows inside by seed:");
    for (int i = 0; i < count; ++i) {
        const int percent = 100 * bars.inside[i] / measure_count;
        good += percent >= 80;
        printf(" %d%%", percent);
    }
    printf("\nbars: %d of %d seeds inside on 80 %% of the rows, %d rows outside on more than half "
           "of the seeds, tune overlap %.2f, chord overlap %.2f\n",
           good, count, bars.outside_half, bars.tunes, bars.chords);
    free(bars.inside);
    free_pieces(pieces, count);
    return 0;
}

// ---- Order
// ----------------------------------------------------------------------------------------

// How well two groups are told apart, -1..1: 1 when every real piece lies above every control, -1
// when every one lies below, 0 by chance (2 AUC - 1).
static double separation(const List *real, const List *control)
{
    double sum = 0;
    for (int i = 0; i < real->count; ++i) {
        for (int k = 0; k < control->count; ++k) {
            sum += (real->values[i] > control->values[k]) - (real->values[i] < control->values[k]);
        }
    }
    return sum / (real->count * control->count);
}

static int print_order(const Order *order, const Piece *pieces, int count, Piece *const *controls)
{
    List real = {0};
    double weakest = 1;
    for (int i = 0; i < count; ++i) {
        list_add(&real, order->value(pieces[i].music, &pieces[i].chords));
    }
    printf("%-16s", order->name);
    print_value(list_quantile(&real, 0.5));
    for (int c = 0; c < control_count; ++c) {
        List values = {0};
        for (int i = 0; i < count; ++i) {
            list_add(&values, order->value(controls[c][i].music, &controls[c][i].chords));
        }
        const double apart = separation(&real, &values);
        weakest = fmin(weakest, apart);
        printf("  ");
        print_value(list_quantile(&values, 0.5));
        printf(" (%+.2f)", apart);
        list_free(&values);
    }
    printf("   %s\n", order->doc);
    list_free(&real);
    return weakest >= telling_apart;
}

int report_order(int count, char **paths)
{
    Piece *const pieces = read_pieces(count, paths);
    Piece **const controls = music_room((size_t)control_count, sizeof *controls);
    printf("%-16s %6s", "", "real");
    for (int c = 0; c < control_count; ++c) {
        controls[c] = music_room((size_t)count, sizeof **controls);
        printf("  %7s (apart)", control_table[c].name);
        for (int i = 0; i < count; ++i) {
            const unsigned seed = CONTROL_SEED + (unsigned)i;
            controls[c][i] = piece_of(control_table[c].make(pieces[i].music, seed));
        }
    }
    printf("\n");
    int telling = 0;
    for (int i = 0; i < order_count; ++i) {
        telling += print_order(&order_table[i], pieces, count, controls);
    }
    printf("order: %d of %d measures tell these pieces from all controls\n", telling, order_count);
    for (int c = 0; c < control_count; ++c) {
        free_pieces(controls[c], count);
    }
    free(controls);
    free_pieces(pieces, count);
    return 0;
}
