#include "io/alsa_quiet.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#if defined(HAVE_ALSA)
#include <alsa/asoundlib.h>

__attribute__((format(printf, 5, 6))) static void
say_nothing(const char *file, int line, const char *function, int code, const char *format, ...)
{
    (void)file, (void)line, (void)function, (void)code, (void)format;
}

static void quiet_alsa(void)
{
    snd_lib_error_set_handler(say_nothing);
}
#else
static void quiet_alsa(void)
{
}
#endif

static void ignore_text(const char *text)
{
    (void)text;
}

/// JACK is not linked; it is there when PortAudio was built with it.
static void quiet_jack(const char *setter_name)
{
    void (*setter)(void (*)(const char *)) = NULL;
    void *const program = dlopen(NULL, RTLD_LAZY);
    void *const symbol = program == NULL ? NULL : dlsym(program, setter_name);
    if (symbol != NULL) {
        memcpy(&setter, &symbol, sizeof setter); // ISO C has no cast from data to function
        setter(ignore_text);
    }
    if (program != NULL) {
        dlclose(program);
    }
}

void alsa_quiet(void)
{
    quiet_alsa();
    quiet_jack("jack_set_error_function");
    quiet_jack("jack_set_info_function");
}

static int real_stderr = -1;

void stderr_mute(void)
{
    const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    real_stderr = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    if (nowhere >= 0 && real_stderr >= 0) {
        dup2(nowhere, STDERR_FILENO);
    }
    if (nowhere >= 0) {
        close(nowhere);
    }
}

void stderr_unmute(void)
{
    if (real_stderr >= 0) {
        dup2(real_stderr, STDERR_FILENO);
        close(real_stderr);
        real_stderr = -1;
    }
}
