// Measures pieces of music against what calm human music measures.
//
//   measure FILE.mid              every measure of one piece: value, band, inside or not
//   measure --seeds FILE.mid...   pieces of one preset: median, range, and the standing bars
//   measure --order FILE.mid...   measures of order, against bars dealt at random, a loop,
//   arpeggios measure --chords FILE.mid     the chords that were found
//
// The last line tells in words for scripts: "bars: ..." or "order: ...".
#include "report.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *option;
    int (*report)(int count, char **paths);
} modes[] = {
    {"--seeds", report_seeds},
    {"--order", report_order},
    {"--chords", report_chords},
};

int main(int argc, char **argv)
{
    for (size_t i = 0; argc > 2 && i < sizeof modes / sizeof modes[0]; ++i) {
        if (strcmp(argv[1], modes[i].option) == 0) {
            return modes[i].report(argc - 2, argv + 2);
        }
    }
    if (argc != 2 || argv[1][0] == '-') {
        fputs("usage: measure [--seeds|--order|--chords] FILE.mid...\n", stderr);
        return 2;
    }
    return report_piece(argv[1]);
}
