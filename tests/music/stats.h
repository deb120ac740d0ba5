// Small statistics.
#ifndef MUSIC_STATS_H
#define MUSIC_STATS_H

/// A growing list of numbers.
typedef struct {
    double *values;
    int count, room;
} List;

void list_add(List *list, double value);
void list_free(List *list);

double list_mean(const List *list);
double list_sd(const List *list);
double list_min(const List *list);
double list_max(const List *list);

/// Quantile 0..1, between two values by straight line. NAN when the list is empty, as in all of
/// these.
double list_quantile(const List *list, double at);

/// Entropy in bits of a histogram.
double entropy(const double *counts, int bins);

/// Correlation of two series of equal length; 0 when one of them is constant.
double correlation(const double *a, const double *b, int count);

#endif
