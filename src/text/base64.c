#include "text/base64.h"

static void write_group(Base64 *base64)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned bits = (unsigned)base64->held[0] << 16 | (unsigned)base64->held[1] << 8 |
                          (unsigned)base64->held[2];
    const char group[4] = {
        letters[bits >> 18],
        letters[bits >> 12 & 63],
        base64->count > 1 ? letters[bits >> 6 & 63] : '=',
        base64->count > 2 ? letters[bits & 63] : '=',
    };
    base64->out->write(base64->out->context, group, sizeof group);
    *base64 = (Base64){.out = base64->out};
}

static void take(void *context, const void *bytes, size_t count)
{
    Base64 *const base64 = context;
    for (size_t i = 0; i < count; ++i) {
        base64->held[base64->count++] = ((const unsigned char *)bytes)[i];
        if (base64->count == 3) {
            write_group(base64);
        }
    }
}

Out base64_begin(Base64 *base64, const Out *out)
{
    *base64 = (Base64){.out = out};
    return (Out){take, base64};
}

void base64_end(Base64 *base64)
{
    if (base64->count > 0) {
        write_group(base64);
    }
}
