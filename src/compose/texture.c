#include "compose/texture.h"

#include "base/fix.h"
#include "compose/streams.h"
#include "compose/textures.h"

#include <string.h>

const Texture *const texture_table[] = {
    &texture_melody, &texture_pad,    &texture_rolled,  &texture_arpeggio, &texture_bass,
    &texture_drone,  &texture_bells,  &texture_counter, &texture_pulse,    &texture_ostinato,
    &texture_hymn,   &texture_answer, &texture_nature,  &texture_groove,
};

const int texture_count = (int)(sizeof texture_table / sizeof texture_table[0]);

int texture_find(const char *name)
{
    for (int i = 0; i < texture_count; ++i) {
        if (strcmp(texture_table[i]->name, name) == 0) {
            return i;
        }
    }
    return -1;
}

const Slot *texture_slot(const TextureContext *context)
{
    return &context->phrase->slots[context->slot];
}

int texture_chord_begins(const TextureContext *context)
{
    return texture_slot(context)->first == context->slot;
}

int32_t texture_chord_ticks(const TextureContext *context)
{
    const Phrase *const phrase = context->phrase;
    const int32_t next = texture_slot(context)->next;
    const int32_t end = next < phrase->slot_count ? phrase->slots[next].tick : phrase->ticks;
    return end - context->start_tick;
}

Dice texture_dice(const TextureContext *context)
{
    return dice_at(context->seed, STREAM_TEXTURE + (uint32_t)context->part_index,
                   context->position);
}

int32_t texture_fold(const TextureContext *context, int32_t pitch)
{
    while (pitch < context->low) {
        pitch += OCTAVE;
    }
    while (pitch > context->high && pitch - OCTAVE >= context->low) {
        pitch -= OCTAVE;
    }
    return pitch;
}

void texture_note(const TextureContext *context, NoteList *notes, int32_t offset, int32_t length,
                  int32_t pitch, int32_t level_db10)
{
    note_add(notes, (Note){.tick = context->start_tick + offset,
                           .length = length,
                           .pitch = (int16_t)fix_clamp(pitch, 0, 127),
                           .velocity = (int16_t)level_db10,
                           .part = (uint8_t)context->part_index});
}
