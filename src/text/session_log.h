// The log of a session as text: what was played and, line by line, what steered it when. Readable,
// editable, and enough to play the session again.
//
//     lull-log 1
//     preset evening.conf
//     seed 7
//     rate 48000
//     0 0 volume 102
//     96000 1920 set tempo=60
//     480000 9600 end
//
// First the header, a word and a value a line, in any order; then the controls, `FRAME TICK WORD`
// and its values, in order of time. The words are those of control_table. Lines that begin with #
// are remarks.
#ifndef TEXT_SESSION_LOG_H
#define TEXT_SESSION_LOG_H

#include "base/status.h"
#include "session/replay.h"
#include "text/out.h"

enum { LOG_TEXT_BYTES = 1024 };

/// What a session began with.
typedef struct {
    SessionConfig config;           ///< All but its presets.
    char version[LOG_TEXT_BYTES];   ///< Of the program; "" = not told.
    char preset[LOG_TEXT_BYTES];    ///< The file to start with, in the log's folder, or a name.
    char soundfont[LOG_TEXT_BYTES]; ///< "" = not told.
} LogHeader;

typedef enum {
    LOG_NOTHING, ///< A remark, or a line of the header.
    LOG_CONTROL,
    LOG_LOST, ///< As many controls as `control.msg.a` could not be written down.
    LOG_END,  ///< So far it was heard; nothing follows.
} LogLineKind;

typedef struct {
    LogLineKind kind;
    TimedControl control;        ///< Its `a` is 0 for CONTROL_PRESET: see `preset`.
    char preset[LOG_TEXT_BYTES]; ///< Of CONTROL_PRESET: what LogHeader.preset is.
} LogLine;

/// A log that is being read; zeroed at first. Holds the header when the first control has come.
typedef struct {
    LogHeader header;
    TimedControl last; ///< The one before, for the order of time.
    uint8_t has_magic, has_seed, has_rate, in_controls, has_fade, has_end;
} LogReader;

// Messages say what is wrong and what is legal, without file and line: the reader of the file adds
// them. All give STATUS_BAD_PRESET.

/// Reads one line, without its newline; changes it.
Status log_read_line(LogReader *reader, char *line, LogLine *out, Error *error);

/// Checks at the end of the file that nothing is missing.
Status log_read_finish(const LogReader *reader, Error *error);

/// Writes the header.
void log_write_header(const LogHeader *header, const Out *out);

/// Writes the line of a control, or of lost ones (CONTROL_NONE, `a` of them). `preset` is the file
/// of CONTROL_PRESET; NULL = it calls none, which is a remark.
void log_write_control(const TimedControl *control, const char *preset, const Out *out);

/// Writes the line that ends a log.
void log_write_end(int64_t frame, int64_t tick, const Out *out);

// ---- Between the two source files ----

/// Reads a line of the header.
Status log_read_header(LogReader *reader, const char *word, const char *value, Error *error);

#endif
