#include "app/commands.h"

#include <string.h>

const CommandRow command_table[COMMAND_COUNT] = {
    [COMMAND_PLAY] = {"play", "[PRESET]", 0, 1, cmd_play,
                      "play live, until --for ends or Ctrl-C (twice: at once)",
                      "lull                              play the preset evening\n"
                      "lull play sleep --for 30m         fall silent after half an hour\n"
                      "lull play drift --mood dreamy --key \"G dorian\"\n"
                      "lull play --record DIR            keep the session, to hear it again\n"},
    [COMMAND_RENDER] = {"render", "PRESET -o FILE", 1, 1, cmd_render,
                        "write a sound file, or the score alone as a MIDI file",
                        "lull render evening -o evening.wav --for 10m\n"
                        "lull render lift -o lift.wav --midi lift.mid --seed 7\n"
                        "lull render sleep -o sleep.flac --report sleep.html\n"
                        "lull render drift -o drift.flac --for 1h --lufs -16\n"
                        "lull render sleep -o night.wav --for 10m --loop\n"
                        "lull render --list jobs.tsv       many at once\n"
                        "lull render --replay DIR/session.log -o again.wav\n"},
    [COMMAND_NOTES] = {"notes", "PRESET", 1, 1, cmd_notes,
                       "print the score: bar:beat:tick part pitch length velocity",
                       "lull notes evening --seed 1 --for 60s\n"
                       "lull notes evening --seed 1 --for 60s --why\n"},
    [COMMAND_PLOT] = {"plot", "PRESET -o FILE", 1, 1, cmd_plot,
                      "draw a piece: piano roll, mood arc, sections, loudness, spectrogram",
                      "lull plot evening --seed 7 --for 2m -o evening.svg\n"
                      "lull plot evening --from low --to hopeful --over 20m --what arc -o arc.png\n"
                      "lull plot drift --seed 7 --for 5m --what spectrogram -o drift.png\n"},
    [COMMAND_PRESETS] = {"presets", "", 0, 0, cmd_presets, "list the presets",
                         "lull presets --json\n"},
    [COMMAND_MOODS] = {"moods", "", 0, 0, cmd_moods, "list the moods that have names",
                       "lull moods --json\n"
                       "lull moods --plot moods.svg\n"},
    [COMMAND_INSTRUMENTS] = {"instruments", "", 0, 0, cmd_instruments,
                             "list the instruments that presets may name",
                             "lull instruments --json\n"},
    [COMMAND_AUDITION] = {"audition", "NAME", 1, 1, cmd_audition,
                          "play a phrase on one instrument: range, dynamics, legato, release",
                          "lull audition harp\n"
                          "lull audition \"felt piano\" -o piano.wav\n"
                          "lull audition flute --soundfont FluidR3_GM.sf2\n"},
    [COMMAND_DEVICES] = {"devices", "", 0, 0, cmd_devices,
                         "list audio outputs, MIDI inputs and outputs", "lull devices --json\n"},
    [COMMAND_MONITOR] = {"monitor", "", 0, 0, cmd_monitor,
                         "show what a MIDI device sends and what it does here",
                         "lull monitor\n"
                         "lull monitor --midi-in keystation --for 1m\n"},
    [COMMAND_LEARN] = {"learn", "[TARGET [LOW..HIGH]]", 0, 2, cmd_learn,
                       "map a knob, button or pad by touching it",
                       "lull learn                        ask what to map, line by line\n"
                       "lull learn density                the knob that is turned next\n"
                       "lull learn tempo 50..80           over a part of its range\n"
                       "lull learn pause                  the button that is pressed next\n"
                       "lull learn --show\n"
                       "lull learn --clear density\n"},
    [COMMAND_CHECK] = {"check", "FILE...", 1, WORDS_MAX, cmd_check,
                       "look for mistakes in preset files", "lull check my-evening.conf\n"},
    [COMMAND_SEND] = {"send", "WORD...", 1, WORDS_MAX, cmd_send,
                      "steer the session that plays, see lull help words",
                      "lull send mood calm\n"
                      "lull send mood 0.3 -0.5\n"
                      "lull send more 10m\n"
                      "lull send state\n"},
    [COMMAND_FORGET] = {"forget", "", 0, 0, cmd_forget, "erase what --remember has kept",
                        "lull forget\n"},
    [COMMAND_HELP] = {"help", "[COMMAND|set|mood|format|words|keys]", 0, 1, cmd_help,
                      "this; more on a command, or on what is named",
                      "lull help play\n"
                      "lull help set                     what --set can change\n"},
};

int command_find(const char *name)
{
    for (int i = 0; i < COMMAND_COUNT; ++i) {
        if (strcmp(command_table[i].name, name) == 0) {
            return i;
        }
    }
    return -1;
}

const char *command_name(int i)
{
    return i < COMMAND_COUNT ? command_table[i].name : NULL;
}
