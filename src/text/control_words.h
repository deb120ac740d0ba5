// The line protocol: one line of words steers a session, whoever sends it. Pure.
//
// The same words serve standard input, the socket, `lull send` and Open Sound Control. They stand
// in one table, from which help and manual derive.
#ifndef TEXT_CONTROL_WORDS_H
#define TEXT_CONTROL_WORDS_H

#include "base/status.h"
#include "compose/preset.h"
#include "session/control.h"
#include "text/out.h"

enum {
    ORDER_CONTROLS_MAX = 2, ///< What one line may send.
    ORDER_LINE_BYTES = 512, ///< A longer line is refused, its end included.
};

typedef enum {
    ORDER_NOTHING, ///< An empty line, or a comment that begins with '#'.
    ORDER_STEER,   ///< `controls` are to be sent.
    ORDER_STATE,   ///< The state is asked for.
    ORDER_HELP,    ///< The words are asked for.
} OrderKind;

/// What a line asks for.
typedef struct {
    OrderKind kind;
    ControlMsg controls[ORDER_CONTROLS_MAX];
    int count;
} Order;

/// What words may refer to; all of it outlives the calls.
typedef struct {
    const Preset *presets;
    int32_t preset_count;
    int32_t fade_ms; ///< Of `stop` and `fade` without a time.
    int is_open;     ///< 1: the session has no planned end, so `more` and `less` mean nothing.
    int is_closing;  ///< 1: its end does not move any more.
} OrderScope;

/// Reads one line, without its newline. Numbers may have more decimals than count, as sensors send
/// them. STATUS_USAGE with a message that tells what to do; `order` is ORDER_NOTHING then.
Status control_words(const char *line, const OrderScope *scope, Order *order, Error *error);

/// One row of the protocol.
typedef struct {
    const char *word;
    const char *arguments; ///< As help shows them; "" when there are none.
    const char *doc;       ///< One line.
} ControlWord;

/// Row i, NULL after the last.
const ControlWord *control_word(int i);

/// Writes the table, a line a word.
void control_words_help(const Out *out);

#endif
