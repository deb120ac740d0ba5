#include "io/osc_lo.h"

#ifdef HAVE_LIBLO

#include <lo/lo.h>

#include <stdio.h>
#include <string.h>

int osc_is_here(void)
{
    return 1;
}

/// An argument as a word; 0 when it is of a kind that has none.
static int add_word(char *words, size_t used, char type, lo_arg *argument)
{
    const size_t room = OSC_WORDS_BYTES - used;
    switch (type) {
    case LO_INT32:
    case LO_INT64:
    case LO_FLOAT:
    case LO_DOUBLE:
        return snprintf(words + used, room, "%.7Lg", lo_hires_val((lo_type)type, argument)) > 0;
    case LO_STRING:
    case LO_SYMBOL:
        // The text lies there itself, aligned as OSC is and not as the union is.
        return snprintf(words + used, room, "%s", (const char *)argument) >= 0;
    case LO_TRUE:
    case LO_FALSE:
        return snprintf(words + used, room, "%d", type == LO_TRUE) > 0;
    default:
        return 0;
    }
}

static int read_arguments(lo_message from, OscMessage *message)
{
    const char *const types = lo_message_get_types(from);
    lo_arg **const arguments = lo_message_get_argv(from);
    message->count = lo_message_get_argc(from);
    for (int i = 0; i < message->count; ++i) {
        const size_t used = strlen(message->words);
        if (used + 2 >= OSC_WORDS_BYTES) {
            return 0;
        }
        message->words[used] = ' ';
        message->words[used + 1] = '\0';
        if (!add_word(message->words, used + (i > 0), types[i], arguments[i])) {
            return 0;
        }
    }
    message->is_number = message->count == 1 && strchr("ifhdTF", types[0]) != NULL;
    message->is_on = message->is_number && strcmp(message->words, "1") == 0;
    message->is_off = message->is_number && strcmp(message->words, "0") == 0;
    return 1;
}

int osc_read(void *bytes, size_t count, OscMessage *message)
{
    *message = (OscMessage){.count = 0};
    const char *const address = lo_get_path(bytes, (ssize_t)count);
    if (address == NULL || strlen(address) >= OSC_ADDRESS_BYTES) {
        return 0;
    }
    lo_message from = lo_message_deserialise(bytes, count, NULL);
    if (from == NULL) {
        return 0;
    }
    snprintf(message->address, sizeof message->address, "%s", address);
    const int good = read_arguments(from, message);
    lo_message_free(from);
    return good;
}

size_t osc_write(const OscReply *reply, void *bytes, size_t room)
{
    size_t count = 0;
    lo_message message = lo_message_new();
    if (message == NULL) {
        return 0;
    }
    if (reply->text != NULL) {
        lo_message_add_string(message, reply->text);
    }
    for (int i = 0; reply->text == NULL && i < reply->number_count; ++i) {
        if (reply->are_whole) {
            lo_message_add_int32(message, (int32_t)reply->numbers[i]);
        } else {
            lo_message_add_float(message, (float)reply->numbers[i]);
        }
    }
    if (lo_message_length(message, reply->address) <= room) {
        lo_message_serialise(message, reply->address, bytes, &count);
    }
    lo_message_free(message);
    return count;
}

#else

int osc_is_here(void)
{
    return 0;
}

int osc_read(void *bytes, size_t count, OscMessage *message)
{
    (void)bytes, (void)count, (void)message;
    return 0;
}

size_t osc_write(const OscReply *reply, void *bytes, size_t room)
{
    (void)reply, (void)bytes, (void)room;
    return 0;
}

#endif
