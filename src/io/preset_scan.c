#include "io/preset_scan.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

typedef struct {
    char *at;
    int line;
    ScanFault *fault;
} Scan;

__attribute__((format(printf, 3, 4))) static int fail(ScanFault *fault, int line,
                                                      const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(fault->what, sizeof fault->what, format, args);
    va_end(args);
    fault->line = line;
    return 0;
}

static void blank(char *c)
{
    if (*c != '\n') {
        *c = ' ';
    }
}

static void skip_line_comment(Scan *scan)
{
    for (; *scan->at != '\0' && *scan->at != '\n'; ++scan->at) {
        blank(scan->at);
    }
}

static int skip_block_comment(Scan *scan)
{
    const int start = scan->line;
    for (; *scan->at != '\0'; ++scan->at) {
        if (strncmp(scan->at, "*/", 2) == 0) {
            blank(scan->at++);
            blank(scan->at++);
            return 1;
        }
        scan->line += *scan->at == '\n';
        blank(scan->at);
    }
    return fail(scan->fault, start,
                "a comment begins here with /* and never ends; close it with */");
}

/// The parser would put the environment's value there: a preset would not be the same everywhere,
/// and could carry somebody's secrets into a file.
static int is_variable(const Scan *scan)
{
    return strncmp(scan->at, "${", 2) == 0;
}

static int refuse_variable(const Scan *scan)
{
    return fail(scan->fault, scan->line, "presets read no ${variables}; write the value itself");
}

static int skip_quoted(Scan *scan)
{
    const int start = scan->line;
    const char quote = *scan->at++;
    for (; *scan->at != '\0' && *scan->at != quote; ++scan->at) {
        if (is_variable(scan)) {
            return refuse_variable(scan);
        }
        if (*scan->at == '\\' && scan->at[1] != '\0') {
            ++scan->at;
        } else if (*scan->at == '\n') {
            break;
        }
        scan->line += *scan->at == '\n';
    }
    if (*scan->at != quote) {
        return fail(scan->fault, start,
                    "a text begins here with %c and never ends; close it with %c", quote, quote);
    }
    ++scan->at;
    return 1;
}

/// A '#' glued to a word is a sharp that somebody forgot to quote, not a comment.
static int is_sharp(const char *text, const char *at)
{
    return at > text && isalpha((unsigned char)at[-1]);
}

static int look_at(const char *text, Scan *scan)
{
    const unsigned char c = (unsigned char)*scan->at;
    if (c == '"' || c == '\'') {
        return skip_quoted(scan);
    } else if (is_variable(scan)) {
        return refuse_variable(scan);
    } else if (c == '#' && is_sharp(text, scan->at)) {
        return fail(scan->fault, scan->line, "a name with '#' needs quotes: \"F# minor\"");
    } else if (c == '#' || strncmp(scan->at, "//", 2) == 0) {
        skip_line_comment(scan);
    } else if (strncmp(scan->at, "/*", 2) == 0) {
        return skip_block_comment(scan);
    } else {
        scan->line += c == '\n';
        ++scan->at;
    }
    return 1;
}

int preset_scan_lines(const char *text, size_t bytes)
{
    int lines = bytes > 0 && text[bytes - 1] != '\n';
    for (size_t i = 0; i < bytes; ++i) {
        lines += text[i] == '\n';
    }
    return lines;
}

/// Refuses what no text editor writes, before any of it could reach a terminal.
static int check_characters(char *text, size_t bytes, ScanFault *fault)
{
    int line = 1;
    for (size_t i = 0; i < bytes; ++i) {
        const unsigned char c = (unsigned char)text[i];
        if (c == '\r') {
            text[i] = ' ';
        } else if ((c < ' ' && c != '\t' && c != '\n') || c == 0x7f) {
            return fail(fault, line, "this is not a text file (byte 0x%02x)", c);
        }
        line += c == '\n';
    }
    return 1;
}

int preset_scan(char *text, size_t bytes, ScanFault *fault)
{
    if (strncmp(text, "\xef\xbb\xbf", 3) == 0) { // a mark that some editors put in front
        memset(text, ' ', 3);
    }
    if (!check_characters(text, bytes, fault)) {
        return 0;
    }
    Scan scan = {text, 1, fault};
    while (*scan.at != '\0') {
        if (!look_at(text, &scan)) {
            return 0;
        }
    }
    return 1;
}
