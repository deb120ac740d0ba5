// The parts of a report's page.
#ifndef TEXT_REPORT_PAGE_H
#define TEXT_REPORT_PAGE_H

#include "text/report.h"

/// The style sheet, from the palette: light, dark, narrow, print.
void report_style(const Out *out);

/// The facts in short, as a list.
void report_facts(const Report *report, const Out *out);

/// Sections with their keys and themes, as a table.
void report_sections(const Report *report, const Out *out);

/// Moments of the course, as a table: for those who cannot see the curves.
void report_moments(const Report *report, const Out *out);

/// Every parameter with its value and who chose it.
void report_params(const Report *report, const Out *out);

/// "<tag>text</tag>", escaped.
void report_element(const Out *out, const char *tag, const char *text);

#endif
