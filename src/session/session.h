// A session: (preset, seed, controls) -> timed MIDI events -> audio. The same for live play,
// offline files and tests; no heap, no clock, no I/O.
//
// One thread (the render thread) calls everything here. A session is driven in one of two ways:
// session_next() gives the events alone (scores, MIDI files, tests); session_render() plays them on
// a synth, cut at each event's frame, and gives finished audio. Both give the same events.
#ifndef SESSION_SESSION_H
#define SESSION_SESSION_H

#include "compose/composer.h"
#include "compose/preset.h"
#include "session/arbiter.h"
#include "session/clock.h"
#include "session/control.h"
#include "session/event.h"
#include "session/listener.h"
#include "session/master.h"
#include "session/phrase_plan.h"
#include "session/player.h"
#include "session/queue.h"
#include "session/synth.h"
#include "session/taste.h"

/// Where a piece goes back to its beginning, see session_loop.h; 0 = nowhere.
typedef struct {
    int64_t ticks;
    int64_t frames;
} SessionLoop;

/// What is asked of a session. Plain data.
typedef struct {
    const Preset *presets; ///< All that a program change may call; they outlive the session.
    int32_t preset_count;
    int32_t preset_index; ///< The one to start with.
    uint64_t seed;
    int32_t rate_hz;
    int64_t length_ms;  ///< 0 = until told to stop; else the exact length, ending included.
    int32_t fade_ms;    ///< Fade at the end and on CONTROL_FADE.
    int32_t volume;     ///< 0..127, the start value of CONTROL_VOLUME.
    int32_t volume_max; ///< 1..127, which no control passes; 0 = 127.
    int32_t has_mood;   ///< 1: `mood` replaces the preset's.
    Mood mood;
    int32_t has_from; ///< 1: the session begins at `from` and leads to the mood ...
    Mood from;
    int64_t over_ms;    ///< ... in stages over the first part of this time, then holds.
    int32_t breath_x10; ///< The listener's own breaths a minute, tenths; 0 = not known.
    int32_t has_key;    ///< 1: `key` replaces the preset's.
    Key key;
    ParamSet set;     ///< --set and --tempo; wins over the preset's own.
    SessionLoop loop; ///< Instead of a length: no fade, no close; what rings on after it comes too.
    Taste taste;      ///< As kept from earlier sessions; moves with CONTROL_LIKE.
} SessionConfig;

/// What a view shows. Plain data, copied whole.
typedef struct {
    int64_t frame; ///< Audio time.
    int64_t elapsed_ms;
    int64_t left_ms; ///< -1 when open-ended.
    uint64_t seed;
    int32_t preset_index;
    int32_t tempo_bpm;
    int32_t volume;          ///< 0..127, as asked for.
    int32_t breath_x10;      ///< The listener's own breaths a minute, tenths; 0 = not known.
    int32_t bar, beat;       ///< From 1.
    int32_t section, phrase; ///< From 0.
    int32_t voices;
    int32_t peak_permille; ///< Highest sample of the last call to render, 1000 = full scale.
    Key key;
    Chord chord;
    Mood mood, target;
    Taste taste;
    uint8_t fading;
    uint8_t paused;  ///< For whoever renders: a session knows no pause.
    uint8_t closing; ///< 1: the end cannot be moved any more, see session_end.h.
    uint8_t done;
} Snapshot;

enum {
    PLAYER_AUTOMATED = 2,
    AUTOMATED = 4,    ///< Controllers that the session moves by itself.
    WAITING_MAX = 32, ///< Keys that wait for the beat.
    ASKED = 4,        ///< Parameters whose movement is answered within a span.
    LIVE_MAX = 320,   ///< Player actions waiting for the next block: a release of all keys fits.
};

enum { STEPS_MAX = 32 };

/// The span composed last, as far as it can still be composed anew.
typedef struct {
    int64_t tick;
    int32_t ticks;              ///< Of its slot, without the pause behind it.
    int64_t next_tick;          ///< The beat within it that comes next; INT64_MAX = none.
    Clock plan;                 ///< Where it begins.
    int32_t tempo_us;           ///< Before it.
    int32_t steps;              ///< In which its tempo moves, about a beat each ...
    int32_t step_ticks;         ///< ... of this length ...
    int32_t step_us[STEPS_MAX]; ///< ... and tempo, microseconds a quarter note.
    Mood mood;                  ///< For which it was composed ...
    uint32_t touched;           ///< ... and after how many controls.
    int32_t asked[ASKED];       ///< Parameters for which it was composed.
} Laid;

/// A key that waits for the beat, with play.quantise.
typedef struct {
    int64_t pressed, due; ///< Ticks.
    int64_t end;          ///< Tick at which its note ends; 0 while the key is down.
    uint8_t pitch, velocity;
    uint8_t sounds; ///< 1: begun, and on its way to `end`.
} WaitingKey;

/// Time kept by another device.
typedef struct {
    int32_t tempo_us;    ///< Its microseconds per quarter note; 0 = none has been heard.
    int32_t steered_us;  ///< In force: that, and a little more or less to meet its place.
    int32_t error_ticks; ///< How far the session is behind it, smoothed.
    int64_t origin_tick; ///< The session's tick at its place 0.
    uint8_t has_origin;
} FollowedClock;

/// How the music follows one who plays.
typedef struct {
    Mood met;       ///< Where the player was when the music went there ...
    int64_t met_ms; ///< ... and when; from there it leads to the target.
    uint8_t active; ///< 1: it is on its way.
} Follow;

/// Parameters as they were computed last, and for what.
typedef struct {
    Params params;
    Mood mood;
    uint32_t touched;
    int32_t preset_index; ///< Plus 1; 0 = nothing yet.
} KnownParams;

typedef struct {
    SessionConfig config; ///< `set` holds live changes too.
    Composer composer;
    EventQueue queue;
    Arbiter arbiter;
    Player player;
    Master master;
    Clock clock;    ///< At the events given out.
    Clock plan;     ///< At the end of what is composed.
    Snapshot shown; ///< Kept up to date with the events given out.
    Laid laid;
    PhrasePlan planned; ///< Of the phrase composed last ...
    PhrasePlan phrase;  ///< ... and of the one whose EVENT_PHRASE has been given out last.
    uint32_t touched;   ///< Controls so far.
    KnownParams known;
    Listener listener;
    Follow follow;
    uint8_t new_taste;            ///< 1: instruments may differ from those that sound.
    Mood target;                  ///< Where the mood glides to.
    uint8_t steered_v, steered_a; ///< 1: the listener has taken that axis over from the preset.
    int32_t level_db1000;         ///< PARAM_LEVEL in force, 1/1000 dB: it glides by itself.
    int32_t moved_db1000;         ///< How far expression follows it beyond the notes that sound.
    int64_t breath_since_ms;      ///< When the listener's breath was told.
    int64_t breath_phase;         ///< Of the swell, in 1/600000 of a breath.
    int32_t breath_off;           ///< By which it is ahead of the phrases.
    int32_t breath_bars;          ///< Of a phrase of whole breaths; 0 = any.
    int32_t breath_tempo;         ///< What the tempo is multiplied by for it, 1/10000.
    int64_t mood_ms;              ///< Time up to which the mood has glided.
    int64_t composed_tick;        ///< Everything before it is in the queue.
    int64_t given_tick;           ///< Of the last event given out ...
    int64_t given_frame;          ///< ... and its time.
    int64_t grid_ms;              ///< Time of the automation grid's last tick.
    int64_t grid_tick;            ///< Next tick of the automation grid.
    int64_t horizon;              ///< Frame beyond which the automation is not planned yet.
    int64_t end_frame;            ///< Length in frames; INT64_MAX while open-ended.
    int64_t limit_tick;           ///< No note sounds past it.
    int64_t rendered_frames;
    int32_t next_preset;    ///< To start with the next phrase; -1 = none.
    int32_t thinned;        ///< How far it was thinned out when the fade began, per mille.
    int32_t space;          ///< The room; 0 = none yet.
    int32_t composed_level; ///< PARAM_LEVEL of the slot composed last.
    int32_t tempo_us;       ///< Last tempo put into the queue.
    int32_t live_count;
    int32_t player_cc[HAND_COUNT][PLAYER_AUTOMATED]; ///< Volume and brightness last sent there.
    int32_t player_pressure;                         ///< 0..127
    int32_t player_db1000;                           ///< PARAM_PLAYER in force: it glides ...
    int32_t nature_db1000;                           ///< ... as PARAM_NATURE does.
    int64_t played_frame;                            ///< When the listener last moved a key.
    WaitingKey waiting[WAITING_MAX];
    int32_t waiting_count;
    FollowedClock followed;
    int32_t part_cc[PARTS_MAX][AUTOMATED]; ///< Expression, brightness, attack, send.
    Event live[LIVE_MAX];                  ///< Player actions to give out next.
    Event pending;                         ///< Looked at by session_render, not yet due.
    uint8_t has_pending;
    uint8_t has_played; ///< The listener has pressed a key.
    uint8_t stopping;   ///< 1: the listener has asked for a fade.
    uint8_t ended;      ///< EVENT_END has been given out.
} Session;

/// Prepares a session; `config` is copied.
void session_init(Session *session, const SessionConfig *config);

/// Gives the next event in order of time; 0 when the piece is over. Times never run backwards.
int session_next(Session *session, Event *event);

/// The same for one who steers as it sounds: the automation is planned no further than `frame`, so
/// that a control is answered at its next step. 0 also when nothing more is to be had by then. Both
/// give the same events.
int session_next_by(Session *session, int64_t frame, Event *event);

/// Applies a control from now on, held to its range (control_table). Player notes sound at the next
/// block.
void session_control(Session *session, const ControlMsg *msg);

/// Renders the next `frames` interleaved stereo frames. Any division into calls gives equal bits.
/// Returns how many frames belong to the piece: fewer than asked when it ends within them (the
/// rest is zero).
size_t session_render(Session *session, Synth *synth, float *stereo, size_t frames);

/// The score of a rendering without its sound: gives the next event that session_render() would
/// send before `frame` is reached; 0 when the session stands there, or is done. Not to be mixed
/// with session_render().
int session_walk(Session *session, int64_t frame, Event *event);

/// The tick that sounds now.
int64_t session_tick(const Session *session);

/// Nothing sounds from now on: what session_next() still gives are the ends of notes.
void session_cut(Session *session);

/// 1 when the last frame has been rendered.
int session_done(const Session *session);

/// The plan of the phrase whose EVENT_PHRASE was given out last; it stays until the next one is.
PhrasePlan session_phrase(const Session *session);

/// Copies what there is to show.
Snapshot session_snapshot(const Session *session);

#endif
