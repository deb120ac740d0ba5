// SPDX-License-Identifier: MIT
#include "seams.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    RECORD = 46,
    ZEROS = 46,
    CLEAR = 8,
    SHORTEST_LOOP = 32,
    LOWEST_RATE = 400,
    HIGHEST_RATE = 50000
};

typedef struct {
    char name[21];
    size_t start, end, loop_start, loop_end, rate;
} Header;

static uint32_t u32_at(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static int frame_at(const unsigned char *smpl, size_t i)
{
    return (int16_t)(uint16_t)(smpl[2 * i] | smpl[2 * i + 1] << 8);
}

static Header header_at(const unsigned char *p)
{
    Header h = {.start = u32_at(p + 20),
                .end = u32_at(p + 24),
                .loop_start = u32_at(p + 28),
                .loop_end = u32_at(p + 32),
                .rate = u32_at(p + 36)};
    memcpy(h.name, p, 20);
    return h;
}

static int bend(int a, int b, int c)
{
    return abs(a - 2 * b + c);
}

// The two bends across the seam against the sharpest one elsewhere in the loop. Sixteen
// steps of grace: quiet tails bend by rounding alone.
static double seam_of(const unsigned char *smpl, const Header *h)
{
    int sharpest = 16;
    for (size_t i = h->loop_start + 1; i + 1 < h->loop_end; i++) {
        const int b = bend(frame_at(smpl, i - 1), frame_at(smpl, i), frame_at(smpl, i + 1));
        sharpest = b > sharpest ? b : sharpest;
    }
    const int y = frame_at(smpl, h->loop_end - 2), z = frame_at(smpl, h->loop_end - 1);
    const int a = frame_at(smpl, h->loop_start), b = frame_at(smpl, h->loop_start + 1);
    const int first = bend(y, z, a), second = bend(z, a, b);
    return (double)(first > second ? first : second) / sharpest;
}

static int drift_of(const unsigned char *smpl, const Header *h)
{
    int worst = 0;
    for (size_t j = 0; j < CLEAR; j++) {
        const int d = abs(frame_at(smpl, h->loop_end + j) - frame_at(smpl, h->loop_start + j));
        worst = d > worst ? d : worst;
    }
    return worst;
}

static int breaks_rules(const unsigned char *smpl, const Header *h, int looped)
{
    int broken = h->end < h->start + 48 || h->rate < LOWEST_RATE || h->rate > HIGHEST_RATE;
    for (size_t i = 0; i < ZEROS; i++) {
        broken |= frame_at(smpl, h->end + i) != 0;
    }
    if (looped) {
        broken |= h->loop_start < h->start + CLEAR || h->loop_end + CLEAR > h->end ||
                  h->loop_end < h->loop_start + SHORTEST_LOOP;
    }
    return broken;
}

static void look_at(Seams *seams, const unsigned char *smpl, const Header *h)
{
    const int looped = h->loop_end > h->start;
    seams->samples++;
    if (breaks_rules(smpl, h, looped)) {
        seams->rule_breaks++;
        memcpy(seams->rule_name, h->name, sizeof h->name);
        return;
    }
    if (!looped) {
        return;
    }
    seams->looped++;
    const double seam = seam_of(smpl, h);
    const int drift = drift_of(smpl, h);
    if (seam > seams->seam) {
        seams->seam = seam;
        memcpy(seams->seam_name, h->name, sizeof h->name);
    }
    if (drift > seams->drift) {
        seams->drift = drift;
        memcpy(seams->drift_name, h->name, sizeof h->name);
    }
}

static unsigned char *read_all(const char *path, size_t *size)
{
    FILE *in = fopen(path, "rb");
    long length = -1;
    if (in && fseek(in, 0, SEEK_END) == 0) {
        length = ftell(in);
    }
    unsigned char *data = length > 0 ? malloc((size_t)length) : NULL;
    if (data &&
        (fseek(in, 0, SEEK_SET) != 0 || fread(data, 1, (size_t)length, in) != (size_t)length)) {
        free(data);
        data = NULL;
    }
    if (in) {
        (void)fclose(in);
    }
    *size = data ? (size_t)length : 0;
    return data;
}

// The chunk `id` in the list `list`; NULL when there is none.
static const unsigned char *find_chunk(const unsigned char *data, size_t size, const char *list,
                                       const char *id, size_t *length)
{
    for (size_t at = 12; at + 12 <= size; at += 8 + u32_at(data + at + 4)) {
        const size_t end = at + 8 + u32_at(data + at + 4);
        if (memcmp(data + at + 8, list, 4) != 0 || end > size) {
            continue;
        }
        for (size_t in = at + 12; in + 8 <= end; in += 8 + u32_at(data + in + 4)) {
            if (memcmp(data + in, id, 4) == 0) {
                *length = u32_at(data + in + 4);
                return data + in + 8;
            }
        }
    }
    return NULL;
}

int seams_read(const char *path, Seams *seams)
{
    size_t size = 0, frames = 0, headers = 0;
    unsigned char *data = read_all(path, &size);
    const unsigned char *smpl = data ? find_chunk(data, size, "sdta", "smpl", &frames) : NULL;
    const unsigned char *shdr = data ? find_chunk(data, size, "pdta", "shdr", &headers) : NULL;
    *seams = (Seams){0};
    for (size_t at = 0; smpl && shdr && at + 2 * RECORD <= headers; at += RECORD) {
        const Header h = header_at(shdr + at);
        if (h.end >= h.start && 2 * (h.end + ZEROS) <= frames && h.loop_end <= h.end) {
            look_at(seams, smpl, &h);
        } else {
            seams->rule_breaks++;
        }
    }
    free(data);
    return smpl && shdr ? 0 : -1;
}
