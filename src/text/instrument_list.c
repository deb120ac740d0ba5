#include "text/instrument_list.h"

#include "music/instrument.h"
#include "text/json.h"
#include "text/names.h"

enum { NAME_COLUMN = 15, KIND_COLUMN = 10 };

static const char *kind_text(const Instrument *instrument)
{
    return instrument->kind == TONE_STRUCK      ? "struck"
           : instrument->kind == TONE_SUSTAINED ? "sustained"
                                                : "percussion";
}

static void write_range(const Instrument *row, const Out *out)
{
    char low[NAME_BYTES];
    char high[NAME_BYTES];
    if (row->kind == TONE_PERCUSSION) {
        out_format(out, "keys %d to %d\n", row->low, row->high);
        return;
    }
    out_format(out, "%s to %s\n", pitch_text(low, sizeof low, row->low),
               pitch_text(high, sizeof high, row->high));
}

void instrument_list_write(const Out *out)
{
    for (int i = 0; i < instrument_count; ++i) {
        const Instrument *const row = &instrument_table[i];
        out_format(out, "%-*s  %-*s  bank %3d program %3d  ", NAME_COLUMN, row->name, KIND_COLUMN,
                   kind_text(row), row->bank, row->program);
        write_range(row, out);
    }
}

void instrument_list_json(const Out *out)
{
    Json json = {.out = out};
    json_open(&json, NULL, '[');
    for (int i = 0; i < instrument_count; ++i) {
        const Instrument *const row = &instrument_table[i];
        json_open(&json, NULL, '{');
        json_string(&json, "name", row->name);
        json_string(&json, "kind", kind_text(row));
        json_integer(&json, "bank", row->bank);
        json_integer(&json, "program", row->program);
        json_integer(&json, "low", row->low);
        json_integer(&json, "high", row->high);
        json_integer(&json, "attack_ms", row->attack_ms);
        json_close(&json, '}');
    }
    json_close(&json, ']');
}
