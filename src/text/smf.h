// A piece as a Standard MIDI File: format 1, 960 ticks in a quarter note, one named track a part.
#ifndef TEXT_SMF_H
#define TEXT_SMF_H

#include "text/out.h"
#include "text/piece.h"

/// Writes the file's bytes. The first track holds name, seed, tempo, metre, key, and a marker where
/// each phrase begins; then comes a track for each part of the preset (the tune's is called
/// "melody"), and one for the keyboard player when there are notes of theirs. A key is written as
/// the major or minor key on its tonic, all that the format knows; a text names the mode.
void smf_write(const Piece *piece, const Out *out);

#endif
