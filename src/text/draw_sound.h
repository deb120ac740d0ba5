// The sound of a rendered piece: how loud it is, and where it lies.
#ifndef TEXT_DRAW_SOUND_H
#define TEXT_DRAW_SOUND_H

#include "text/layout.h"

// Each draws the whole page of a piece that was heard.

void draw_loudness(const Subject *subject, const Layout *layout, Canvas *canvas);

/// The spectrogram must not be empty.
void draw_spectrogram(const Subject *subject, const Layout *layout, Canvas *canvas);

#endif
