#include "io/midi_list.h"

#include <stdio.h>
#include <string.h>

const char midi_list_path[] = "/proc/asound/seq/clients";

enum { LINE_BYTES = 256 };

// The timer and the announcements of the sequencer itself are nothing to play on.
static int is_system(const char *line)
{
    return strncmp(line, "Client   0 ", 11) == 0;
}

// A port's line: `  Port   0 : "VirMIDI 1-0" (RWeX)`. A capital R or W stands for a port that
// others may subscribe to; small ones are the private ends of somebody's connections.
static int read_port(const char *line, ListedPort *port)
{
    const char *const name = strchr(line, '"');
    const char *const end = name != NULL ? strrchr(name + 1, '"') : NULL;
    if (end == NULL || strncmp(line, "  Port", 6) != 0) {
        return 0;
    }
    memset(port, 0, sizeof *port);
    snprintf(port->name, sizeof port->name, "%.*s", (int)(end - name - 1), name + 1);
    port->is_input = strchr(end, 'R') != NULL;
    port->is_output = strchr(end, 'W') != NULL;
    return port->is_input || port->is_output;
}

int midi_list_read(const char *path, ListedPort *ports, int max)
{
    char line[LINE_BYTES];
    FILE *const list = fopen(path, "r");
    if (list == NULL) {
        return -1;
    }
    int count = 0, skips = 0;
    while (count < max && fgets(line, sizeof line, list) != NULL) {
        skips = strncmp(line, "Client", 6) == 0 ? is_system(line) : skips;
        count += !skips && read_port(line, &ports[count]);
    }
    fclose(list);
    return count;
}
