// A piece as notes in seconds, read from a Standard MIDI File, whoever wrote it.
#ifndef MUSIC_MUSIC_H
#define MUSIC_MUSIC_H

#include <stddef.h>

/// One note.
typedef struct {
    double on, off; ///< Seconds.
    int pitch, velocity;
} Note;

/// Notes that begin together, to a listener.
typedef struct {
    double time;
    int loudest; ///< Velocity.
} Onset;

/// Everything that the measures look at. Arrays are in order of time.
typedef struct {
    Note *notes;
    int note_count;
    Onset *onsets;
    int onset_count;
    Note *tune; ///< The highest sounding notes.
    int tune_count;
    Note *bass; ///< The lowest sounding notes.
    int bass_count;
    double *bars; ///< Where each bar begins, and the end of the last one.
    int bar_count;
    double *phrases; ///< Where the file's markers stand, if it has some.
    int phrase_count;
    double end; ///< Of the last note.
} Music;

/// Reads a file. NULL with one line on standard error when it is no MIDI file, or has no notes.
Music *music_read(const char *path);

/// Sorts the notes and finds onsets, tune and bass in them.
void music_arrange(Music *music);

/// A copy of the bars and markers with room for `notes` notes.
Music *music_like(const Music *music, int notes);
void music_free(Music *music);

/// Memory, or the end of the program.
void *music_room(size_t count, size_t bytes);

#endif
