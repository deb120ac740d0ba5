// Which output a user means by what is typed.
#include "io/device_choice.h"

#include "harness.h"

#include <string.h>

static const OutputDevice devices[] = {
    {0, "HDA Intel PCH: ALC257 (hw:0,0)", "ALSA", 2, 44100, 0},
    {3, "pulse", "ALSA", 32, 44100, 0},
    {4, "default", "ALSA", 32, 44100, 1},
    {5, "system", "JACK Audio Connection Kit", 2, 48000, 0},
    {6, "Pulse Effects", "JACK Audio Connection Kit", 2, 48000, 0},
};
enum { COUNT = sizeof devices / sizeof devices[0] };
static Error error;

static int choose(const char *wish)
{
    memset(&error, 0, sizeof error);
    const int at = device_choose(devices, COUNT, wish, &error);
    return at < 0 ? -1 : devices[at].index;
}

int main(void)
{
    test_begin("device_choice");
    CHECK_EQ(choose(NULL), 4, "without a wish it is the default");
    CHECK_EQ(choose("3"), 3, "a number is the one that the list shows");
    CHECK_EQ(choose("pulse"), 3, "a whole name wins over a part of one");
    CHECK_EQ(choose("alc257"), 0, "a part of a name in any case");
    CHECK_EQ(choose("jack"), 5, "a host API gives its first output");
    CHECK_EQ(choose("alsa"), 4, "or its default");
    CHECK_EQ(choose("17"), -1, "a number that is not there");
    CHECK_EQ(choose("speaker"), -1, "a name that is not there");
    CHECK(error.status == STATUS_NO_DEVICE && strstr(error.message, "3 pulse") != NULL,
          "the message lists what there is");
    CHECK(device_choose(devices, 0, NULL, &error) == -1 && strstr(error.message, "render") != NULL,
          "without any output it points at render");
    CHECK(device_choose(devices, 1, NULL, &error) == 0, "without a default the first is taken");
    return test_end();
}
