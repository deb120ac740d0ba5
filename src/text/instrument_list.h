// The instruments that presets may name, as text and JSON.
#ifndef TEXT_INSTRUMENT_LIST_H
#define TEXT_INSTRUMENT_LIST_H

#include "text/out.h"

/// A line each: name, kind, MIDI bank and program (from 0), range.
void instrument_list_write(const Out *out);
void instrument_list_json(const Out *out);

#endif
