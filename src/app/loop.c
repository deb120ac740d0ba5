#include "app/loop.h"

#include "session/session_loop.h"
#include "text/error.h"

#include <stdlib.h>

Status loop_check(const CliOptions *options, Error *error)
{
    if (options->loop && (options->has_from || options->replay != NULL)) {
        return error_set(error, STATUS_USAGE, "--loop: stays in one mood; leave out --%s",
                         options->has_from ? "from" : "replay");
    }
    if (options->loop && options->length_ms == LENGTH_ENDLESS) {
        return error_set(error, STATUS_USAGE, "--loop: a loop has an end; name a time with --for");
    }
    return STATUS_OK;
}

// Its mood stays, so that the end can go on as the beginning.
Status loop_make(Settings *settings, Error *error)
{
    SessionConfig *const config = &settings->config;
    Session *const session = malloc(sizeof *session);
    if (session == NULL) {
        return error_set(error, STATUS_INTERNAL, "out of memory; close other programs");
    }
    config->mood = config->has_mood ? config->mood : settings->preset->mood;
    config->has_mood = 1;
    const int found = session_loop_find(session, config, config->length_ms, &config->loop);
    free(session);
    return found
               ? STATUS_OK
               : error_set(error, STATUS_USAGE,
                           "--loop: the key of the beginning does not come back; fix it by --key");
}
