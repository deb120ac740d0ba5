// Runs a command and measures it from outside.
//
//     probe first BYTES COMMAND...   milliseconds from the start until BYTES of its output have
//     come probe memory COMMAND...        its peak memory in MB probe cost COMMAND... seconds it
//     took, and seconds of processor time
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static pid_t start(char **command, int output)
{
    const pid_t child = fork();
    if (child == 0) {
        if (output >= 0) {
            dup2(output, STDOUT_FILENO);
            close(output);
        }
        execvp(command[0], command);
        perror(command[0]);
        _exit(127);
    }
    return child;
}

static int first(long bytes, char **command)
{
    int ends[2];
    static char buffer[65536];
    if (pipe(ends) != 0) {
        return 1;
    }
    const double from = now_ms();
    const pid_t child = start(command, ends[1]);
    close(ends[1]);
    ssize_t count = 1;
    while (bytes > 0 && (count = read(ends[0], buffer, sizeof buffer)) > 0) {
        bytes -= count;
    }
    const double took = now_ms() - from;
    kill(child, SIGKILL); // it has shown what was asked for
    waitpid(child, NULL, 0);
    if (bytes > 0) {
        fprintf(stderr, "%s ended too early\n", command[0]);
        return 1;
    }
    printf("%.1f\n", took);
    return 0;
}

static int memory(char **command)
{
    struct rusage usage;
    int status = 1;
    const pid_t child = start(command, -1);
    if (wait4(child, &status, 0, &usage) != child || status != 0) {
        fprintf(stderr, "%s failed\n", command[0]);
        return 1;
    }
#ifdef __APPLE__
    const double kilobytes = (double)usage.ru_maxrss / 1024;
#else
    const double kilobytes = (double)usage.ru_maxrss;
#endif
    printf("%.1f\n", kilobytes / 1024);
    return 0;
}

static double seconds_of(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static int cost(char **command)
{
    struct rusage usage;
    int status = 1;
    const double from = now_ms();
    const pid_t child = start(command, -1);
    if (wait4(child, &status, 0, &usage) != child || status != 0) {
        fprintf(stderr, "%s failed\n", command[0]);
        return 1;
    }
    printf("%.2f %.2f\n", (now_ms() - from) / 1000,
           seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime));
    return 0;
}

int main(int argc, char **argv)
{
    if (argc > 3 && strcmp(argv[1], "first") == 0) {
        return first(atol(argv[2]), argv + 3);
    }
    if (argc > 2 && strcmp(argv[1], "memory") == 0) {
        return memory(argv + 2);
    }
    if (argc > 2 && strcmp(argv[1], "cost") == 0) {
        return cost(argv + 2);
    }
    fprintf(stderr, "usage: probe first BYTES|memory|cost COMMAND...\n");
    return 2;
}
