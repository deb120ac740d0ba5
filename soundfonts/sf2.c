// SPDX-License-Identifier: MIT
// The layout of a SoundFont: RIFF chunks, little-endian, nine tables in a fixed order, each
// closed by a terminal record. No dates and no paths, so equal input gives equal bytes.
#include "sf2.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bankmath.h"

enum { PAD_FRAMES = 46 }; // zeros that the specification asks for after each sample

static void put(Chunk *chunk, const void *data, size_t size)
{
    if (chunk->size + size > chunk->room) {
        const size_t room = 2 * (chunk->size + size) + 4096;
        uint8_t *bigger = bank_alloc(room, 1);
        if (chunk->data) {
            memcpy(bigger, chunk->data, chunk->size);
        }
        free(chunk->data);
        chunk->data = bigger;
        chunk->room = room;
    }
    memcpy(chunk->data + chunk->size, data, size);
    chunk->size += size;
}

static void put_u8(Chunk *chunk, unsigned value)
{
    const uint8_t byte = (uint8_t)(value & 0xffu);
    put(chunk, &byte, 1);
}

static void put_u16(Chunk *chunk, unsigned value)
{
    put_u8(chunk, value);
    put_u8(chunk, value >> 8);
}

static void put_u32(Chunk *chunk, size_t value)
{
    put_u16(chunk, (unsigned)(value & 0xffffu));
    put_u16(chunk, (unsigned)((value >> 16) & 0xffffu));
}

static void put_name(Chunk *chunk, const char *name)
{
    char text[20] = {0};
    (void)snprintf(text, sizeof text, "%s", name);
    put(chunk, text, sizeof text);
}

int sf2_sample(Sf2 *sf2, const Sf2Sample *sample)
{
    static const uint8_t zeros[2 * PAD_FRAMES];
    const size_t start = sf2->smpl.size / 2;
    for (size_t i = 0; i < sample->frames; i++) {
        put_u16(&sf2->smpl, (unsigned)(uint16_t)sample->data[i]);
    }
    put(&sf2->smpl, zeros, sizeof zeros);
    put_name(&sf2->shdr, sample->name);
    put_u32(&sf2->shdr, start);
    put_u32(&sf2->shdr, start + sample->frames);
    put_u32(&sf2->shdr, start + sample->loop_start);
    put_u32(&sf2->shdr, start + sample->loop_end);
    put_u32(&sf2->shdr, (size_t)sample->rate);
    put_u8(&sf2->shdr, (unsigned)sample->key);
    put_u8(&sf2->shdr, 0);
    put_u16(&sf2->shdr, 0);
    put_u16(&sf2->shdr, 1);
    return (int)(sf2->shdr.size / 46) - 1;
}

static void put_preset(Sf2 *sf2, const char *name, int bank, int number)
{
    put_name(&sf2->phdr, name);
    put_u16(&sf2->phdr, (unsigned)number);
    put_u16(&sf2->phdr, (unsigned)bank);
    put_u16(&sf2->phdr, (unsigned)(sf2->pbag.size / 4));
    put_u32(&sf2->phdr, 0);
    put_u32(&sf2->phdr, 0);
    put_u32(&sf2->phdr, 0);
}

static void put_bag(Chunk *bag, const Chunk *gens, const Chunk *mods)
{
    put_u16(bag, (unsigned)(gens->size / 4));
    put_u16(bag, (unsigned)(mods->size / 10));
}

static void put_instrument(Sf2 *sf2, const char *name)
{
    put_name(&sf2->inst, name);
    put_u16(&sf2->inst, (unsigned)(sf2->ibag.size / 4));
}

void sf2_preset(Sf2 *sf2, const char *name, int bank, int number)
{
    put_preset(sf2, name, bank, number);
    put_bag(&sf2->pbag, &sf2->pgen, &sf2->pmod);
    put_u16(&sf2->pgen, GEN_INSTRUMENT);
    put_u16(&sf2->pgen, (unsigned)(sf2->inst.size / 22));
    put_instrument(sf2, name);
}

void sf2_zone(Sf2 *sf2)
{
    put_bag(&sf2->ibag, &sf2->igen, &sf2->imod);
}

void sf2_gen(Sf2 *sf2, int generator, long amount)
{
    put_u16(&sf2->igen, (unsigned)generator);
    put_u16(&sf2->igen, (unsigned)(uint16_t)amount);
}

void sf2_key_range(Sf2 *sf2, int low, int high)
{
    sf2_gen(sf2, GEN_KEY_RANGE, low + high * 256);
}

void sf2_velocity_range(Sf2 *sf2, int low, int high)
{
    sf2_gen(sf2, GEN_VELOCITY_RANGE, low + high * 256);
}

void sf2_mod(Sf2 *sf2, unsigned source, int generator, int amount)
{
    put_u16(&sf2->imod, source);
    put_u16(&sf2->imod, (unsigned)generator);
    put_u16(&sf2->imod, (unsigned)(uint16_t)amount);
    put_u16(&sf2->imod, 0);
    put_u16(&sf2->imod, 0);
}

static void put_terminals(Sf2 *sf2)
{
    static const uint8_t zeros[46];
    put_preset(sf2, "EOP", 0, 0);
    put_bag(&sf2->pbag, &sf2->pgen, &sf2->pmod);
    put(&sf2->pmod, zeros, 10);
    put(&sf2->pgen, zeros, 4);
    put_instrument(sf2, "EOI");
    put_bag(&sf2->ibag, &sf2->igen, &sf2->imod);
    put(&sf2->imod, zeros, 10);
    put(&sf2->igen, zeros, 4);
    put_name(&sf2->shdr, "EOS");
    put(&sf2->shdr, zeros, 26);
}

static void put_chunk(Chunk *out, const char *id, const void *data, size_t size)
{
    put(out, id, 4);
    put_u32(out, size + (size & 1));
    put(out, data, size);
    if (size & 1) {
        put_u8(out, 0);
    }
}

static void put_text(Chunk *out, const char *id, const char *text)
{
    put_chunk(out, id, text, strlen(text) + 1);
}

static void put_list(Chunk *out, const char *type, const Chunk *body)
{
    put(out, "LIST", 4);
    put_u32(out, body->size + 4);
    put(out, type, 4);
    put(out, body->data, body->size);
}

static Chunk info_list(void)
{
    static const uint8_t version[4] = {2, 0, 4, 0};
    Chunk info = {0};
    put_chunk(&info, "ifil", version, sizeof version);
    put_text(&info, "isng", "EMU8000");
    put_text(&info, "INAM", "lull");
    put_text(&info, "ICOP", "CC0 1.0 Universal (public domain)");
    put_text(&info, "ICMT", "Calm instruments, computed from source by mkbank.");
    return info;
}

static Chunk table_list(Sf2 *sf2)
{
    Chunk out = {0};
    put_chunk(&out, "phdr", sf2->phdr.data, sf2->phdr.size);
    put_chunk(&out, "pbag", sf2->pbag.data, sf2->pbag.size);
    put_chunk(&out, "pmod", sf2->pmod.data, sf2->pmod.size);
    put_chunk(&out, "pgen", sf2->pgen.data, sf2->pgen.size);
    put_chunk(&out, "inst", sf2->inst.data, sf2->inst.size);
    put_chunk(&out, "ibag", sf2->ibag.data, sf2->ibag.size);
    put_chunk(&out, "imod", sf2->imod.data, sf2->imod.size);
    put_chunk(&out, "igen", sf2->igen.data, sf2->igen.size);
    put_chunk(&out, "shdr", sf2->shdr.data, sf2->shdr.size);
    return out;
}

static Chunk file_of(Sf2 *sf2)
{
    Chunk info = info_list(), tables = table_list(sf2), samples = {0}, file = {0};
    put_chunk(&samples, "smpl", sf2->smpl.data, sf2->smpl.size);
    put(&file, "RIFF", 4);
    put_u32(&file, 4 + 3 * 12 + info.size + samples.size + tables.size);
    put(&file, "sfbk", 4);
    put_list(&file, "INFO", &info);
    put_list(&file, "sdta", &samples);
    put_list(&file, "pdta", &tables);
    free(info.data);
    free(samples.data);
    free(tables.data);
    return file;
}

// A short write may only show when the last buffer goes out, so fclose counts too.
static int save(const char *path, const Chunk *file)
{
    FILE *out = fopen(path, "wb");
    if (!out) {
        return errno;
    }
    errno = 0;
    int failed = fwrite(file->data, 1, file->size, out) == file->size ? 0 : EIO;
    if (failed && errno) {
        failed = errno;
    }
    if (fclose(out) != 0 && !failed) {
        failed = errno ? errno : EIO;
    }
    return failed;
}

int sf2_write(Sf2 *sf2, const char *path)
{
    put_terminals(sf2);
    Chunk file = file_of(sf2);
    const size_t length = strlen(path) + 6;
    char *beside = bank_alloc(length, 1);
    (void)snprintf(beside, length, "%s.part", path);
    int failed = save(beside, &file);
    if (!failed && rename(beside, path) != 0) {
        failed = errno;
    }
    if (failed) {
        (void)remove(beside);
    }
    free(beside);
    free(file.data);
    return failed;
}

void sf2_free(Sf2 *sf2)
{
    Chunk *const chunks[] = {&sf2->smpl, &sf2->phdr, &sf2->pbag, &sf2->pmod, &sf2->pgen,
                             &sf2->inst, &sf2->ibag, &sf2->imod, &sf2->igen, &sf2->shdr};
    for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
        free(chunks[i]->data);
    }
    *sf2 = (Sf2){0};
}
