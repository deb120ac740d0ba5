// The moods that have names and the parameters that moods give, as text, JSON and Markdown.
#ifndef TEXT_MOOD_LIST_H
#define TEXT_MOOD_LIST_H

#include "text/out.h"

/// Each mood with its point, what it is, and the parameters that depend on it.
void mood_list_write(const Out *out);
void mood_list_json(const Out *out);

/// The mapping from mood to parameters as a Markdown table: doc/mood.md holds it.
void mood_list_table(const Out *out);

#endif
