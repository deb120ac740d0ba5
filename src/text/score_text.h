// A piece as readable text: what `lull notes` prints and golden scores hold.
#ifndef TEXT_SCORE_TEXT_H
#define TEXT_SCORE_TEXT_H

#include "text/out.h"
#include "text/piece.h"

/// Writes the score: lines beginning with '#' tell what it is, where phrases begin and which chord
/// sounds; every other line is one note: `bar:beat:tick part pitch length velocity`. Bars and beats
/// count from 1, ticks are those within the beat (960 in a quarter note), the length is in ticks.
/// Notes are sorted by time, part and pitch.
void score_text_write(const Piece *piece, const Out *out);

/// The same, and after each line that begins a phrase more comment lines that tell why it is as it
/// is (why_text.h). The piece must have kept its phrases.
void score_text_write_why(const Piece *piece, const Out *out);

#endif
