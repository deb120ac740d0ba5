#include "text/error.h"

#include <stdarg.h>
#include <stdio.h>

enum { DELETE = 127 };

Status error_set(Error *error, Status status, const char *format, ...)
{
    if (error == NULL) {
        return status;
    }
    // Written aside first: an argument may be the message that is being replaced.
    char message[ERROR_MESSAGE_BYTES];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    error->status = status;
    for (int i = 0; i < ERROR_MESSAGE_BYTES; ++i) {
        const unsigned char c = (unsigned char)message[i];
        error->message[i] = c == 0 || (c >= ' ' && c != DELETE) ? message[i] : ' ';
        if (c == 0) {
            break;
        }
    }
    return status;
}
