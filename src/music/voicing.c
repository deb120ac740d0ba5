#include "music/voicing.h"

#include "base/fix.h"

// Costs of a voicing, in semitones of motion that we would accept to avoid it. Sources: chorale
// voice leading (corpus B: voices stay or step 60-70 % of the time, parallels near zero, thirds and
// fifths between neighbours), low interval limits of orchestration manuals.
enum {
    COST_SEMITONE_CLASH = 14, ///< Neighbours a minor second apart.
    COST_LOW_THIRD = 8,       ///< Less than a fourth apart below E3.
    COST_WIDE_GAP = 3,        ///< For each semitone above an octave between neighbours.
    COST_NO_THIRD = 24,
    COST_NO_COLOUR = 6,   ///< The seventh or ninth is missing.
    COST_DOUBLED = 5,     ///< A tone is doubled while another is missing.
    COST_PARALLEL = 18,   ///< Fifth or octave with the bass, reached in parallel.
    COST_UNRESOLVED = 16, ///< A leading tone that does not rise, a seventh that does not fall.
    COST_OFF_CENTRE = 1,  ///< For each two semitones of drift of the middle.
    COST_BASS_CLASH = 10, ///< A minor ninth above the bass.
    LOW_THIRD_LIMIT = 52, ///< E3
    CANDIDATES_MAX = 24,
};

typedef struct {
    Key key;
    Chord chord;
    const Voicing *previous;
    int32_t bass, previous_bass;
    int32_t centre;
    uint8_t degrees[CHORD_TONES_MAX];
    int32_t degree_count;
} Search;

static int32_t pitch_class(const Search *search, int32_t member)
{
    return chord_pitch(search->key, search->chord, search->degrees[member]) % OCTAVE;
}

static int32_t spacing_cost(const Search *search, const Voicing *v)
{
    int32_t cost = (v->pitch[0] - search->bass) % OCTAVE == 1 ? COST_BASS_CLASH : 0;
    for (int i = 0; i + 1 < v->count; ++i) {
        const int32_t gap = v->pitch[i + 1] - v->pitch[i];
        cost += gap == 1 ? COST_SEMITONE_CLASH : 0;
        cost += gap < 5 && v->pitch[i] < LOW_THIRD_LIMIT ? COST_LOW_THIRD : 0;
        cost += fix_max(0, gap - OCTAVE) * COST_WIDE_GAP;
    }
    const int32_t middle = (v->pitch[0] + v->pitch[v->count - 1]) / 2;
    return cost + fix_abs(middle - search->centre) * COST_OFF_CENTRE / 2;
}

static int32_t times_present(const Voicing *v, int32_t pc)
{
    int32_t count = 0;
    for (int i = 0; i < v->count; ++i) {
        count += v->pitch[i] % OCTAVE == pc;
    }
    return count;
}

static int32_t member_cost(const Search *search, const Voicing *v)
{
    static const int32_t missing[CHORD_TONES_MAX] = {3, COST_NO_THIRD, 2, COST_NO_COLOUR};
    int32_t cost = 0;
    for (int32_t m = 0; m < search->degree_count; ++m) {
        const int32_t count = times_present(v, pitch_class(search, m));
        cost += count == 0 ? missing[m] : 0;
        cost += count > 1 ? (count - 1) * COST_DOUBLED * (m == 1 ? 2 : 1) : 0;
    }
    return cost;
}

// Where a tone of the chord before wants to go: up from the leading tone under V, down from a
// seventh; 0 elsewhere. It may always stay.
static int32_t tendency(const Voicing *old, int32_t pitch)
{
    enum { DOMINANT = 4, LEADING = 6 };
    const int32_t degree = fix_mod(scale_step(old->key, pitch), SCALE_DEGREES);
    const int32_t leading = scale_pitch(old->key, LEADING) - scale_pitch(old->key, 0);
    if (old->chord.degree == DOMINANT && degree == LEADING && leading == OCTAVE - 1) {
        return 1;
    }
    const int is_seventh = degree == (old->chord.degree + 6) % SCALE_DEGREES;
    return old->chord.colour == CHORD_SEVENTH && is_seventh ? -1 : 0;
}

static int32_t resolution_cost(const Search *search, int32_t from, int32_t to)
{
    const int32_t wish = tendency(search->previous, from);
    const int32_t move = to - from;
    const int changes = search->chord.degree != search->previous->chord.degree;
    const int resolves = move == 0 || (move * wish > 0 && fix_abs(move) <= 2);
    return changes && wish != 0 && !resolves ? COST_UNRESOLVED : 0;
}

static int32_t motion_cost(const Search *search, const Voicing *v)
{
    const Voicing *const old = search->previous;
    if (old->count != v->count) {
        return 0;
    }
    int32_t cost = 0;
    for (int i = 0; i < v->count; ++i) {
        const int32_t move = v->pitch[i] - old->pitch[i];
        cost += fix_abs(move) + resolution_cost(search, old->pitch[i], v->pitch[i]);
        const int32_t now = (v->pitch[i] - search->bass) % OCTAVE;
        const int32_t then = (old->pitch[i] - search->previous_bass) % OCTAVE;
        const int perfect = now == 0 || now == 7;
        cost += perfect && now == then && move != 0 ? COST_PARALLEL : 0;
    }
    return cost;
}

static int32_t total_cost(const Search *search, const Voicing *v)
{
    return spacing_cost(search, v) + member_cost(search, v) + motion_cost(search, v);
}

static int32_t gather(const Search *search, int32_t low, int32_t high, int16_t *pitches)
{
    const uint16_t mask = chord_mask(search->key, search->chord);
    int32_t count = 0;
    for (int32_t p = fix_max(low, search->bass + 3); p <= high && count < CANDIDATES_MAX; ++p) {
        if (mask >> (p % OCTAVE) & 1) {
            pitches[count++] = (int16_t)p;
        }
    }
    return count;
}

static void next_combination(int32_t *pick, int32_t voices, int32_t count)
{
    int32_t i = voices - 1;
    while (i >= 0 && pick[i] == count - voices + i) {
        --i;
    }
    if (i < 0) {
        pick[0] = -1;
        return;
    }
    ++pick[i];
    for (int32_t j = i + 1; j < voices; ++j) {
        pick[j] = pick[j - 1] + 1;
    }
}

Voicing voicing_find(Key key, Chord chord, int voices, int low, int high, const Voicing *previous,
                     int bass, int previous_bass)
{
    Search search = {.key = key,
                     .chord = chord,
                     .previous = previous,
                     .bass = bass,
                     .previous_bass = previous_bass,
                     .centre = (low + high) / 2};
    search.degree_count = chord_degrees(chord, search.degrees);
    int16_t pitches[CANDIDATES_MAX];
    const int32_t count = gather(&search, low, high, pitches);
    Voicing best = {.count = (uint8_t)fix_min(voices, count), .chord = chord, .key = key};
    int32_t best_cost = INT32_MAX;
    int32_t pick[VOICES_MAX] = {0, 1, 2, 3};
    while (best.count > 0 && pick[0] >= 0) {
        Voicing v = {.count = best.count, .chord = chord, .key = key};
        for (int i = 0; i < v.count; ++i) {
            v.pitch[i] = pitches[pick[i]];
        }
        const int32_t cost = total_cost(&search, &v);
        if (cost < best_cost) {
            best = v;
            best_cost = cost;
        }
        next_combination(pick, v.count, count);
    }
    return best;
}
