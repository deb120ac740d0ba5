// Open Sound Control messages, read and written by liblo. Bytes in, words out; no network.
#ifndef IO_OSC_LO_H
#define IO_OSC_LO_H

#include <stddef.h>

enum { OSC_ADDRESS_BYTES = 128, OSC_WORDS_BYTES = 384, OSC_NUMBERS_MAX = 2 };

/// A message that has come.
typedef struct {
    char address[OSC_ADDRESS_BYTES];
    char words[OSC_WORDS_BYTES]; ///< The arguments with spaces between them.
    int count;                   ///< How many there are.
    int is_number;               ///< 1: one number ...
    int is_on, is_off;           ///< ... which is 1, or 0: a button that was pressed, or let go.
} OscMessage;

/// A message that goes out: a text, or else numbers.
typedef struct {
    const char *address;
    const char *text; ///< NULL = numbers.
    double numbers[OSC_NUMBERS_MAX];
    int number_count;
    int are_whole; ///< 1: as integers.
} OscReply;

/// 1 when lull was built with liblo.
int osc_is_here(void);

/// Reads a message (not a bundle) of `count` bytes, which may be changed; 0 when it is none, or
/// holds what is neither number nor text.
int osc_read(void *bytes, size_t count, OscMessage *message);

/// Writes a message into at most `room` bytes; returns how many, 0 when it does not fit.
size_t osc_write(const OscReply *reply, void *bytes, size_t room);

#endif
