// Textures: every one in the registry, over many seeds, keys and moods.
#include "compose/composer.h"
#include "compose/texture.h"
#include "harness.h"
#include "music/instrument.h"
#include "music/percussion.h"
#include "unit/walk.h"

#include <ctype.h>
#include <string.h>

enum { SEEDS = 200, SECONDS = 40 };

static void test_registry(void)
{
    for (int i = 0; i < texture_count; ++i) {
        const Texture *const texture = texture_table[i];
        EXPECT(texture_find(texture->name) == i, "%s is there twice", texture->name);
        EXPECT(texture->doc != NULL && strlen(texture->doc) > 10 &&
                   strchr(texture->doc, '\n') == NULL,
               "%s has no doc of one line", texture->name);
        EXPECT(texture->low + OCTAVE <= texture->high && texture->high <= 108, "%s: %d to %d",
               texture->name, texture->low, texture->high);
        EXPECT(texture->compose != NULL, "%s does not compose", texture->name);
        for (const char *c = texture->name; *c != '\0'; ++c) {
            EXPECT(islower((unsigned char)*c) || *c == '-', "%s: a word as presets write it",
                   texture->name);
        }
    }
    CHECK(texture_count >= 12 && test_clean(), "%d textures, each with its name, doc and register",
          texture_count);
    CHECK(texture_find("Pad") == -1 && texture_find("") == -1, "other names are unknown");
}

// A preset in which one texture plays beside the tune.
static Preset preset_with(int texture, int metre, Mood mood, int octave)
{
    const char *const instrument =
        texture_table[texture]->is_percussion ? "soft percussion" : "felt piano";
    Preset preset = {.name = "one",
                     .mood = mood,
                     .start = mood,
                     .tempo_min = 40,
                     .tempo_max = 120,
                     .key_count = 1,
                     .metre = (uint8_t)metre,
                     .part_count = 1};
    preset.parts[0] = (PartSpec){.name = "part",
                                 .instrument = (uint8_t)instrument_find(instrument),
                                 .texture = (uint8_t)texture,
                                 .octave = (int8_t)octave};
    return preset;
}

static int heard; ///< Notes so far.

static const char *look(const WalkStep *step)
{
    const Span *const span = step->span;
    const PartSpec *const part = &step->composer->preset->parts[0];
    const Texture *const texture = texture_table[part->texture];
    const Instrument *const instrument = &instrument_table[part->instrument];
    const int shift = OCTAVE * part->octave;
    for (int32_t i = 0; i < span->notes.count; ++i) {
        const Note *const note = &span->notes.notes[i];
        if (note->pitch < texture->low + shift || note->pitch > texture->high + shift) {
            return walk_fault("%d is out of register", note->pitch);
        }
        if (note->pitch < instrument->low || note->pitch > instrument->high) {
            return walk_fault("%d is out of the instrument's range", note->pitch);
        }
        if (!texture->is_percussion && !scale_has(span->key, note->pitch)) {
            return walk_fault("%d is not in key", note->pitch);
        }
        if (note->velocity < 1 || note->velocity > 127 || note->part != 0) {
            return walk_fault("velocity %d", note->velocity);
        }
        if (note->length > 2 * step->phrase->ticks + 8 * TICKS_PER_QUARTER) {
            return walk_fault("a note of %d ticks", note->length);
        }
        ++heard;
    }
    return walk_span_fault(step);
}

static void test_one(int texture)
{
    heard = 0;
    for (int seed = 0; seed < SEEDS; ++seed) {
        const Mood mood = mood_safe(seed * 613 % 2001 - 1000, seed * 379 % 2001 - 1000);
        const int octave = texture_table[texture]->low >= 50 &&
                                   !texture_table[texture]->is_percussion && seed % 5 == 4
                               ? -1
                               : 0;
        const Preset preset = preset_with(texture, seed % METRE_COUNT, mood, octave);
        const Key key = {(uint8_t)(seed % OCTAVE), (uint8_t)(seed / OCTAVE % MODE_COUNT)};
        const WalkPlan plan = {&preset, (uint64_t)seed, SECONDS, 0, &key};
        const char *const fault = walk(&plan, look);
        EXPECT(fault == NULL, "seed %d: %s", seed, fault);
    }
    CHECK(test_clean() && heard > SEEDS, "%s: %d notes in key, in register, of some length",
          texture_table[texture]->name, heard);
}

static void test_fold(void)
{
    const TextureContext context = {.low = 50, .high = 70};
    for (int32_t pitch = 0; pitch < 128; ++pitch) {
        const int32_t folded = texture_fold(&context, pitch);
        EXPECT(folded >= 50 && folded <= 70 && (folded - pitch) % OCTAVE == 0, "%d to %d", pitch,
               folded);
        EXPECT(pitch < 50 || pitch > 70 || folded == pitch, "%d moves to %d", pitch, folded);
    }
    const TextureContext narrow = {.low = 60, .high = 66};
    for (int32_t pitch = 0; pitch < 128; ++pitch) {
        const int32_t folded = texture_fold(&narrow, pitch);
        EXPECT(folded >= 60 && folded < 72 && (folded - pitch) % OCTAVE == 0, "%d to %d", pitch,
               folded);
    }
    CHECK(test_clean(), "pitches fold by octaves into the range, in a narrow one from its low end");
}

static int64_t covered; ///< Tick up to which the nature part has sounded so far.

static const char *look_for_gaps(const WalkStep *step)
{
    const Span *const span = step->span;
    for (int32_t i = 0; i < span->notes.count; ++i) {
        const Note *const note = &span->notes.notes[i];
        const int64_t start = span->phrase_tick + note->tick;
        if (covered > 0 && start > covered) {
            return walk_fault("silent from tick %lld to %lld", (long long)covered,
                              (long long)start);
        }
        covered = start + note->length;
        ++heard;
    }
    return NULL;
}

// A pitch that is struck while it sounds is cut first: the place would fall silent for a moment.
static void test_nature(void)
{
    enum { SECTIONS_SECONDS = 240 };
    heard = 0;
    for (int seed = 0; seed < SEEDS / 4; ++seed) {
        Preset preset = preset_with(texture_find("nature"), seed % METRE_COUNT, (Mood){0, -500}, 0);
        preset.parts[0].instrument = (uint8_t)instrument_find("rain");
        preset.set.fixed[PARAM_PAUSE] = 1;
        preset.set.value[PARAM_PAUSE] = param_table[PARAM_PAUSE].max;
        const WalkPlan plan = {&preset, (uint64_t)seed, SECTIONS_SECONDS, 0, NULL};
        covered = 0;
        const char *const fault = walk(&plan, look_for_gaps);
        EXPECT(fault == NULL, "seed %d: %s", seed, fault);
    }
    CHECK(test_clean() && heard > SEEDS, "nature: no gap in %d notes, pauses included", heard);
}

// Where each sound of percussion falls, without performance.
static const char *look_for_beats(const WalkStep *step)
{
    const Span *const span = step->span;
    const MetreInfo *const metre = &metre_table[step->phrase->metre];
    const int32_t last_bar = step->phrase->ticks - metre->bar_ticks;
    for (int32_t i = 0; i < span->notes.count; ++i) {
        const Note *const note = &span->notes.notes[i];
        const int32_t in_bar = note->tick % metre->bar_ticks;
        const int on_beat = in_bar % metre->beat_ticks == 0;
        if (step->phrase->number == 0 || (step->phrase->closes_section && note->tick >= last_bar)) {
            return walk_fault("%s in the opening or the last bar", hit_name(note->pitch));
        }
        if (note->pitch == HIT_SHAKER && on_beat) {
            return walk_fault("a shaker on a beat, at %d", note->tick);
        }
        if (note->pitch == HIT_RIM && (!on_beat || in_bar == 0)) {
            return walk_fault("a rim at %d of the bar", in_bar);
        }
        if (note->pitch == HIT_DRUM && in_bar != 0 &&
            in_bar != metre->bar_ticks - TICKS_PER_QUARTER / 2) {
            return walk_fault("a drum at %d of the bar", in_bar);
        }
        if (note->velocity > 85) {
            return walk_fault("velocity %d", note->velocity);
        }
        ++heard;
    }
    return NULL;
}

static void test_groove(void)
{
    enum { SECTIONS_SECONDS = 180 };
    for (int metre = 0; metre < METRE_COUNT; ++metre) {
        heard = 0;
        for (int seed = 0; seed < SEEDS / 10; ++seed) {
            Preset preset = preset_with(texture_find("groove"), metre, (Mood){850, 600}, 0);
            preset.set.fixed[PARAM_PERFORMANCE] = 1; // 0: as written
            const WalkPlan plan = {&preset, (uint64_t)seed, SECTIONS_SECONDS, 1, NULL};
            const char *const fault = walk(&plan, look_for_beats);
            EXPECT(fault == NULL, "seed %d: %s", seed, fault);
        }
        CHECK(test_clean() && heard > 3 * SEEDS, "groove in %s: %d hits in their places",
              metre_table[metre].name, heard);
    }
}

int main(void)
{
    test_begin("texture");
    test_registry();
    for (int i = 0; i < texture_count; ++i) {
        test_one(i);
    }
    test_nature();
    test_groove();
    test_fold();
    return test_end();
}
