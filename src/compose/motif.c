#include "compose/motif.h"

#include "base/fix.h"
#include "compose/tune_pitch.h"

// How a motif goes on (corpus A, repetition: the same start leads, sequences fall more than they
// rise; the half of a motif makes a phrase drive to its close).
typedef enum { AGAIN, LOWER, HIGHER, HALF, WAYS } Way;
static const int32_t way_weights[WAYS] = {300, 300, 180, 220};

typedef struct {
    const Phrase *phrase;
    Tune *tune;
    int32_t shift; ///< Steps by which the motif is moved into the tune's range.
    int32_t close; ///< Tick of the last chord.
} Writer;

// Octaves that bring the middle of the motif next to the middle of the tune.
static int32_t octaves(const Phrase *phrase, const Motif *motif)
{
    int32_t sum = 0;
    for (int32_t i = 0; i < motif->count; ++i) {
        sum += motif->notes[i].step;
    }
    const int32_t off = phrase->middle - sum / fix_max(1, motif->count);
    return fix_div_floor(off + SCALE_DEGREES / 2, SCALE_DEGREES) * SCALE_DEGREES;
}

static int32_t strength_of(const Phrase *phrase, int32_t tick)
{
    return metre_strength(phrase->metre, tick % metre_table[phrase->metre].bar_ticks);
}

// A downbeat belongs to the chord; elsewhere the motif keeps its own tones.
static void add_note(const Writer *writer, TuneNote note, int32_t at, int32_t shift, uint8_t group)
{
    const Phrase *const phrase = writer->phrase;
    note.tick += at;
    if (note.tick >= writer->close || writer->tune->count >= TUNE_MAX - 1) {
        return;
    }
    int32_t step = note.step + writer->shift + shift;
    step -= step - phrase->middle > TUNE_REACH ? SCALE_DEGREES : 0;
    step += phrase->middle - step > TUNE_REACH ? SCALE_DEGREES : 0;
    const int is_downbeat = strength_of(phrase, note.tick) == 3;
    note.step =
        (int16_t)(is_downbeat ? tune_chord_step(phrase_home_at(phrase, note.tick), step) : step);
    note.length = fix_min(note.length, writer->close - note.tick);
    note.need = strength_of(phrase, note.tick) > 0 ? 0 : 45;
    note.group = group;
    note.last = 0;
    writer->tune->notes[writer->tune->count++] = note;
}

static void add_motif(const Writer *writer, const Motif *motif, int32_t count, int32_t at,
                      int32_t shift, uint8_t group)
{
    const int32_t before = writer->tune->count;
    for (int32_t i = 0; i < count; ++i) {
        add_note(writer, motif->notes[i], at, shift, group);
    }
    if (writer->tune->count > before) {
        writer->tune->notes[writer->tune->count - 1].last = 1;
    }
}

static void add_close(const Writer *writer, uint8_t group)
{
    const Phrase *const phrase = writer->phrase;
    Tune *const tune = writer->tune;
    const int32_t beat = metre_table[phrase->metre].beat_ticks;
    const int32_t room = phrase->ticks - writer->close;
    const int32_t before =
        tune->count > 0 ? tune->notes[tune->count - 1].step : (int16_t)phrase->middle;
    const Chord last = phrase->slots[phrase->slot_count - 1].home;
    tune->notes[tune->count++] = (TuneNote){.tick = writer->close,
                                            .length = fix_max(room - beat, room / 2),
                                            .step = (int16_t)tune_chord_step(last, before - 1),
                                            .group = group,
                                            .last = 2};
}

void motif_tune(const Phrase *phrase, const Motif *motif, Dice *dice, Tune *tune)
{
    const Writer writer = {.phrase = phrase,
                           .tune = tune,
                           .shift = octaves(phrase, motif),
                           .close =
                               phrase->slots[phrase->slots[phrase->slot_count - 1].first].tick};
    uint8_t group = 0;
    int32_t shift = 0;
    tune->count = 0;
    add_motif(&writer, motif, motif->count, 0, 0, group);
    for (int32_t at = motif->ticks; at < writer.close;) {
        const Way way = (Way)dice_pick(dice, way_weights, WAYS);
        const int32_t part = way == HALF && motif->count > 3 ? 2 : 1;
        shift += way == LOWER ? -1 : way == HIGHER ? 1 : 0;
        add_motif(&writer, motif, motif->count / part, at, shift, ++group);
        at += fix_max(phrase->slots[0].ticks, motif->ticks / part);
    }
    add_close(&writer, (uint8_t)(group + 1));
}
