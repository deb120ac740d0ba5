#include "io/device_choice.h"

#include "text/error.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

int name_contains(const char *text, const char *part)
{
    const size_t length = strlen(part);
    for (; *text != '\0'; ++text) {
        if (strncasecmp(text, part, length) == 0) {
            return 1;
        }
    }
    return 0;
}

/// How well a wish fits, 0 = not at all. Of several that fit equally the default wins.
static int fit(const OutputDevice *device, const char *wish)
{
    const int is_named = strcasecmp(device->name, wish) == 0 ? 6
                         : name_contains(device->name, wish) ? 4
                                                             : 0;
    const int fits = is_named > 0 ? is_named : name_contains(device->host_api, wish) ? 2 : 0;
    return fits > 0 ? fits + (device->is_default != 0) : 0;
}

static int find_number(const OutputDevice *devices, int count, const char *wish)
{
    char *end;
    const long number = strtol(wish, &end, 10);
    for (int i = 0; end != wish && *end == '\0' && i < count; ++i) {
        if (devices[i].index == number) {
            return i;
        }
    }
    return -1;
}

static int find_default(const OutputDevice *devices, int count)
{
    for (int i = 0; i < count; ++i) {
        if (devices[i].is_default) {
            return i;
        }
    }
    return count > 0 ? 0 : -1;
}

/// Writes the names there are, as far as they fit.
static const char *all_names(char *text, size_t bytes, const OutputDevice *devices, int count)
{
    size_t length = 0;
    text[0] = '\0';
    for (int i = 0; i < count && length < bytes; ++i) {
        length += (size_t)snprintf(text + length, bytes - length, "%s%d %s", i > 0 ? ", " : "",
                                   devices[i].index, devices[i].name);
    }
    return text;
}

int device_choose(const OutputDevice *devices, int count, const char *wish, Error *error)
{
    const int is_open = wish == NULL || wish[0] == '\0';
    int best = is_open ? find_default(devices, count) : find_number(devices, count, wish);
    int best_fit = 0;
    for (int i = 0; !is_open && best < 0 && i < count; ++i) {
        best_fit = fit(&devices[i], wish) > best_fit ? fit(&devices[i], wish) : best_fit;
    }
    for (int i = 0; best < 0 && best_fit > 0 && i < count; ++i) {
        best = fit(&devices[i], wish) == best_fit ? i : -1;
    }
    if (best < 0 && count == 0) {
        error_set(
            error, STATUS_NO_DEVICE,
            "there is no audio output here; write a file instead: lull render PRESET -o FILE");
    } else if (best < 0) {
        char names[220];
        error_set(error, STATUS_NO_DEVICE, "no audio output is called '%.60s'; there are: %s", wish,
                  all_names(names, sizeof names, devices, count));
    }
    return best;
}
