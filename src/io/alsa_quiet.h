// Keeps the ALSA and JACK libraries from talking on standard error.
#ifndef IO_ALSA_QUIET_H
#define IO_ALSA_QUIET_H

/// Call before PortAudio or PortMidi start; again is harmless. Main thread.
void alsa_quiet(void);

/// Between these two, whatever C libraries print on standard error goes nowhere: for the start of
/// libraries whose messages cannot be caught. Not nested; one thread, no other may print meanwhile.
void stderr_mute(void);
void stderr_unmute(void);

#endif
