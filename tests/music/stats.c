#include "stats.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void list_add(List *list, double value)
{
    if (list->count == list->room) {
        list->room = list->room == 0 ? 64 : 2 * list->room;
        list->values = realloc(list->values, (size_t)list->room * sizeof *list->values);
        if (list->values == NULL) {
            fputs("measure: out of memory\n", stderr);
            exit(2);
        }
    }
    list->values[list->count++] = value;
}

void list_free(List *list)
{
    free(list->values);
    *list = (List){0};
}

double list_mean(const List *list)
{
    double sum = 0;
    for (int i = 0; i < list->count; ++i) {
        sum += list->values[i];
    }
    return list->count > 0 ? sum / list->count : NAN;
}

double list_sd(const List *list)
{
    const double mean = list_mean(list);
    double sum = 0;
    for (int i = 0; i < list->count; ++i) {
        sum += (list->values[i] - mean) * (list->values[i] - mean);
    }
    return list->count > 0 ? sqrt(sum / list->count) : NAN;
}

static int rising(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

double list_quantile(const List *list, double at)
{
    if (list->count == 0) {
        return NAN;
    }
    List sorted = {0};
    for (int i = 0; i < list->count; ++i) {
        list_add(&sorted, list->values[i]);
    }
    qsort(sorted.values, (size_t)sorted.count, sizeof *sorted.values, rising);
    const double place = at * (sorted.count - 1);
    const int low = (int)place;
    const int high = low + 1 < sorted.count ? low + 1 : low;
    const double value =
        sorted.values[low] + (place - low) * (sorted.values[high] - sorted.values[low]);
    list_free(&sorted);
    return value;
}

double list_min(const List *list)
{
    return list_quantile(list, 0);
}

double list_max(const List *list)
{
    return list_quantile(list, 1);
}

double entropy(const double *counts, int bins)
{
    double sum = 0;
    double bits = 0;
    for (int i = 0; i < bins; ++i) {
        sum += counts[i];
    }
    for (int i = 0; i < bins; ++i) {
        bits -= counts[i] > 0 ? counts[i] / sum * log2(counts[i] / sum) : 0;
    }
    return sum > 0 ? bits : NAN;
}

double correlation(const double *a, const double *b, int count)
{
    double mean_a = 0, mean_b = 0, ab = 0, aa = 0, bb = 0;
    for (int i = 0; i < count; ++i) {
        mean_a += a[i] / count;
        mean_b += b[i] / count;
    }
    for (int i = 0; i < count; ++i) {
        ab += (a[i] - mean_a) * (b[i] - mean_b);
        aa += (a[i] - mean_a) * (a[i] - mean_a);
        bb += (b[i] - mean_b) * (b[i] - mean_b);
    }
    return aa > 1e-9 && bb > 1e-9 ? ab / sqrt(aa * bb) : 0;
}
