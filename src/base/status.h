// What can go wrong, and the message that tells the user what to do next.
#ifndef BASE_STATUS_H
#define BASE_STATUS_H

/// Outcome of an operation. The numbers of the first group are the exit codes of the program.
typedef enum {
    STATUS_OK = 0,
    STATUS_INTERNAL = 1,     ///< A promise of the code was broken; please report.
    STATUS_USAGE = 2,        ///< The command line asks for something that does not exist.
    STATUS_NO_DEVICE = 3,    ///< No audio output, or none of that name.
    STATUS_BAD_PRESET = 4,   ///< A preset file is missing or wrong.
    STATUS_NO_SOUNDFONT = 5, ///< No SoundFont, or one that cannot be used.
    STATUS_WRITE_FAILED = 6, ///< An output file could not be written.
    STATUS_NO_SESSION = 7,   ///< No session that plays can be reached.
} Status;

enum { ERROR_MESSAGE_BYTES = 400 };

/// A status with its place, what is wrong, and what to do next, in one line without a newline.
/// Filled by error_set() in text/error.h; core code returns a bare Status.
typedef struct {
    Status status;
    char message[ERROR_MESSAGE_BYTES];
} Error;

#endif
