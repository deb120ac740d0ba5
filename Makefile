# lull: music that calms, composed while you listen.
#
#   make          the program ./lull and its instrument bank
#   make demo     install what is missing, build, render 90 seconds, play them
#   make check    install what the tests need, build, run every test
#   make help     the other targets
#
# Sources are globbed by folder, so a new file needs no line here. Works with GNU make 3.81 and
# later (macOS, gmake on BSD). Every path is relative: the checkout may live under a name with spaces.

VERSION_FALLBACK := 0.1.0

# ---- Choices a user may make on the command line -----------------------------------------------

MODE    := release# release | debug | asan | tsan, each with its own build directory
PREFIX  ?= /usr/local
DESTDIR ?=
OPT     :=# more flags, after those of MODE: OPT=-O0
V       :=# V=1 shows the commands

ifeq ($(origin CC),default)
CC := cc
endif

MODE_release := -O2 -g
MODE_debug   := -O0 -g
MODE_asan    := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
MODE_tsan    := -O1 -g -fsanitize=thread

ifeq ($(MODE_$(MODE)),)
$(error MODE=$(MODE) is unknown: use release, debug, asan or tsan)
endif

# The usual build is ./lull with its objects in build/; the other modes stay inside build/MODE,
# with presets/ and soundfonts/ beside the program there too, because that is where it looks.
ifeq ($(MODE),release)
BUILD := build
LULL  := ./lull
BANK  := soundfonts/lull.sf2
else
BUILD := build/$(MODE)
LULL  := $(BUILD)/lull
BANK  := $(BUILD)/soundfonts/lull.sf2
endif

Q := $(if $(V),,@)
# Two compilers at a time, unless the user said how many.
SUBMAKE = $(MAKE) --no-print-directory $(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,-j2)

# ---- Flags --------------------------------------------------------------------------------------

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
        -Wmissing-prototypes -Wvla -Wundef
# No contraction of a*b+c: gcc and clang must compute the same bits.
BASE := -std=c11 $(MODE_$(MODE)) $(WARN) -ffp-contract=off -Isrc $(OPT) $(CPPFLAGS) $(CFLAGS)

VERSION := $(shell git describe --tags --match 'v[0-9]*' 2>/dev/null | sed 's/^v//')
ifeq ($(VERSION),)
VERSION := $(VERSION_FALLBACK)
endif

POSIX      := -D_POSIX_C_SOURCE=200809L
TEXT_FLAGS := $(BASE) $(POSIX)
# io/ and app/ meet the system: threads, libraries, the place of the installed data.
WORLD_FLAGS := $(BASE) $(POSIX) -D_DEFAULT_SOURCE -D_DARWIN_C_SOURCE -pthread \
               -DLULL_VERSION='"$(VERSION)"' -DLULL_PREFIX='"$(PREFIX)/share/lull"'
# Tests may be less strict about integer widths than the program.
TEST_FLAGS := $(WORLD_FLAGS) -Wno-conversion -Wno-sign-conversion -Itests

# ---- Sources ------------------------------------------------------------------------------------

objects   = $(patsubst %.c,$(BUILD)/obj/%.o,$(wildcard $(1)))
CORE_OBJ := $(call objects,$(foreach d,base music compose session,src/$(d)/*.c))
TEXT_OBJ := $(call objects,src/text/*.c)
IO_OBJ   := $(call objects,src/io/*.c)
APP_OBJ  := $(call objects,src/app/*.c)
BANK_OBJ := $(call objects,soundfonts/*.c)

programs    = $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard $(1)))
UNIT_TEST  := $(call programs,tests/unit/test_*.c)
TEXT_TEST  := $(call programs,tests/text/test_*.c)
IO_TEST    := $(call programs,tests/io/test_*.c)
SCORE_TEST := $(call programs,tests/score/test_*.c)
BANK_TEST  := $(call programs,tests/bank/test_*.c)
BENCH      := $(call programs,tests/bench/*.c)
FIGURES    := $(call programs,tests/figures/figures.c)
TESTS      := $(UNIT_TEST) $(TEXT_TEST) $(IO_TEST) $(SCORE_TEST) $(BANK_TEST)
# Scripts named _x.sh or lib*.sh are there to be sourced, update.sh to be run on purpose.
not_tests := _%.sh lib%.sh update.sh
SCRIPTS   := $(foreach s,$(filter-out tests/bench/%,$(wildcard tests/*/*.sh)),\
               $(if $(filter $(not_tests),$(notdir $(s))),,$(s)))

CORE  := $(BUILD)/libcore.a
TEXT  := $(BUILD)/libtext.a
LIBS  := $(BUILD)/libs
WORLD := $(IO_OBJ) $(TEXT) $(CORE)# all but the commands, linked with @$(LIBS).link

# ---- The program and its bank -------------------------------------------------------------------

.PHONY: all bank test-programs setup demo check test bench seeds golden-update figures lint format \
        install uninstall clean help FORCE
.DELETE_ON_ERROR:
.SUFFIXES:

all: $(LULL) $(BANK)
bank: $(BANK)
test-programs: $(TESTS) $(FIGURES)
	@:

# Linked beside and renamed: at no moment is there no program, or half of one.
$(LULL): $(APP_OBJ) $(WORLD) $(LIBS).link
	@echo "  link  $@"
	$(Q)$(CC) $(BASE) -pthread -o $(BUILD)/lull.new $(APP_OBJ) $(WORLD) @$(LIBS).link $(LDFLAGS) -lm
	@mv -f $(BUILD)/lull.new $@
ifneq ($(MODE),release)
	@ln -sfn ../../presets $(BUILD)/presets
endif

# Written beside and renamed: an interrupted build leaves no half bank behind.
$(BANK): $(BUILD)/mkbank
	@echo "  bank  $@"
	@mkdir -p $(@D)
	$(Q)$(BUILD)/mkbank $@.part && mv -f $@.part $@

$(BUILD)/mkbank: $(BANK_OBJ)
	@echo "  link  $@"
	$(Q)$(CC) $(BASE) -o $@ $(BANK_OBJ) $(LDFLAGS) -lm

# Removed first: ar would keep the object of a source that is gone.
$(CORE): $(CORE_OBJ) $(BUILD)/flags
$(TEXT): $(TEXT_OBJ) $(BUILD)/flags
$(CORE) $(TEXT):
	@echo "  ar    $@"
	$(Q)rm -f $@ && $(AR) rcs $@ $(filter %.o,$^)

# ---- Objects ------------------------------------------------------------------------------------

compile = $(Q)echo "  cc    $<"; mkdir -p $(@D); $(CC) $(1) -MMD -MP -c -o $@ $<

$(CORE_OBJ) $(BANK_OBJ): $(BUILD)/obj/%.o: %.c $(BUILD)/flags
	$(call compile,$(BASE))
$(TEXT_OBJ): $(BUILD)/obj/%.o: %.c $(BUILD)/flags
	$(call compile,$(TEXT_FLAGS))
$(IO_OBJ) $(APP_OBJ): $(BUILD)/obj/%.o: %.c $(BUILD)/world-flags $(LIBS).flags
	$(call compile,$(WORLD_FLAGS) @$(LIBS).flags)

# These files change only when the compiler or its flags do, and then everything is rebuilt.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@command -v $(firstword $(CC)) >/dev/null || \
	  { echo "lull: there is no C compiler called '$(CC)': run 'make setup' first" >&2; exit 1; }
	@.ci/keep $@ '$(CC) $(BASE)'
$(BUILD)/world-flags: $(BUILD)/flags FORCE
	@.ci/keep $@ '$(subst ','\'',$(CC) $(WORLD_FLAGS))'

# What the libraries need, found by feature: LIBS.flags to compile with, LIBS.link to link with.
$(LIBS).link: $(LIBS).flags
$(LIBS).flags: .ci/probe $(BUILD)/flags
	@CC='$(CC)' sh .ci/probe $(LIBS)

# ---- Tests --------------------------------------------------------------------------------------

test_build = $(Q)echo "  test  $@"; mkdir -p $(@D); \
             $(CC) $(TEST_FLAGS) $(1) -MMD -MP -MF $@.d -MT $@ -o $@ $< $(2) $(LDFLAGS) -lm
TEST_ENV = CC='$(CC)' BUILD='$(BUILD)' LULL='$(LULL)' BANK='$(BANK)'

# What several tests of a folder share stands there in files without test_, and is linked to each.
shared = $(patsubst %.c,$(BUILD)/obj/%.o,$(filter-out tests/$(1)/test_%,$(wildcard tests/$(1)/*.c)))
UNIT_SHARED  := $(call shared,unit)
TEXT_SHARED  := $(call shared,text)
IO_SHARED    := $(call shared,io)
SCORE_SHARED := $(call shared,score)
BANK_SHARED  := $(call shared,bank)

$(UNIT_SHARED) $(TEXT_SHARED): $(BUILD)/obj/%.o: %.c $(BUILD)/flags
	$(call compile,$(TEST_FLAGS))
$(IO_SHARED) $(SCORE_SHARED) $(BANK_SHARED): $(BUILD)/obj/%.o: %.c $(BUILD)/flags $(LIBS).flags
	$(call compile,$(TEST_FLAGS) @$(LIBS).flags)

# The core's tests link nothing but the core and libm: a forbidden call does not link.
$(UNIT_TEST): $(BUILD)/tests/%: tests/%.c $(UNIT_SHARED) $(CORE) $(BUILD)/flags
	$(call test_build,,$(UNIT_SHARED) $(CORE))
$(TEXT_TEST): $(BUILD)/tests/%: tests/%.c $(TEXT_SHARED) $(TEXT) $(CORE) $(BUILD)/flags
	$(call test_build,,$(TEXT_SHARED) $(TEXT) $(CORE))
# Those that listen to the synthesizer measure as the bank's do.
EARS := $(BUILD)/obj/tests/bank/measure.o
$(IO_TEST): $(BUILD)/tests/%: tests/%.c $(IO_SHARED) $(EARS) $(WORLD) $(LIBS).link
	$(call test_build,@$(LIBS).flags,$(IO_SHARED) $(EARS) $(WORLD) @$(LIBS).link)
$(SCORE_TEST): $(BUILD)/tests/%: tests/%.c $(SCORE_SHARED) $(UNIT_SHARED) $(WORLD) $(LIBS).link
	$(call test_build,@$(LIBS).flags,$(SCORE_SHARED) $(UNIT_SHARED) $(WORLD) @$(LIBS).link)
$(BANK_TEST): $(BUILD)/tests/%: tests/%.c $(BANK_SHARED) $(LIBS).link
	$(call test_build,@$(LIBS).flags,$(BANK_SHARED) @$(LIBS).link)
$(BENCH): $(BUILD)/tests/%: tests/%.c $(WORLD) $(LIBS).link
	$(call test_build,@$(LIBS).flags,$(WORLD) @$(LIBS).link)

check:
	@sh .ci/setup run test
	@$(SUBMAKE) all test-programs
	@$(SUBMAKE) test

# What check does without looking for packages: for every mode, as in make MODE=asan test.
test: all test-programs
	@$(TEST_ENV) bash tests/run $(TESTS) $(SCRIPTS)

bench: all $(BENCH)
	@for script in $(wildcard tests/bench/*.sh); do $(TEST_ENV) bash "$$script" || exit 1; done

# What tests/score/test_presets looks at, over 1,000 seeds of five minutes of each preset.
seeds: $(BUILD)/tests/score/test_presets
	LULL_SEEDS=1000 LULL_SECONDS=300 $(BUILD)/tests/score/test_presets

golden-update: all
	@$(TEST_ENV) bash tests/golden/update.sh

# The pictures of doc/ and README.md, from the program's own plans and scores.
FIGURE_PARTS := $(call objects,tests/figures/figure.c)
$(FIGURE_PARTS): $(BUILD)/obj/%.o: %.c $(BUILD)/flags
	$(call compile,$(TEST_FLAGS))
$(FIGURES): $(BUILD)/tests/%: tests/%.c $(FIGURE_PARTS) $(SCORE_SHARED) $(WORLD) $(LIBS).link
	$(call test_build,@$(LIBS).flags,$(FIGURE_PARTS) $(SCORE_SHARED) $(WORLD) @$(LIBS).link)

figures: all $(FIGURES)
	$(Q)$(FIGURES) doc
	$(Q)$(LULL) plot evening --seed 7 --for 2m -o doc/evening.svg --force
	$(Q)$(LULL) plot evening --seed 7 --for 10m --what sections -o doc/evening-form.svg --force
	$(Q)$(LULL) plot evening --seed 7 --for 10m -o doc/evening-10m.svg --force
	$(Q)$(LULL) moods --plot doc/moods.svg --force
	$(Q)$(LULL) plot evening --seed 7 --from low --to hopeful --over 20m --what arc \
	  -o doc/mood-arc.svg --force

lint:
	@bash tests/lint

format:
	clang-format -i $(wildcard src/*/*.[ch] soundfonts/*.[ch] tests/*.h tests/*/*.[ch])

# ---- First contact ------------------------------------------------------------------------------

setup:
	@sh .ci/setup run

demo:
	@sh .ci/setup run
	@$(SUBMAKE) all
	@LULL='$(LULL)' sh .ci/demo

# ---- Installing ---------------------------------------------------------------------------------

SHARE := $(DESTDIR)$(PREFIX)/share

install: all
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(SHARE)/doc/lull"
	install -d "$(SHARE)/lull/presets" "$(SHARE)/lull/soundfonts"
	install -m 755 $(LULL) "$(DESTDIR)$(PREFIX)/bin/lull"
	install -m 644 presets/*.conf "$(SHARE)/lull/presets"
	install -m 644 $(BANK) "$(SHARE)/lull/soundfonts"
	install -m 644 LICENSE README.md "$(SHARE)/doc/lull"
	install -d "$(SHARE)/doc/lull/doc/spectrograms"
	install -m 644 doc/*.md doc/*.svg "$(SHARE)/doc/lull/doc"
	install -m 644 doc/spectrograms/*.png "$(SHARE)/doc/lull/doc/spectrograms"
	@for page in doc/*.[15]; do test -f "$$page" || continue; \
	  dir="$(SHARE)/man/man$${page##*.}"; install -d "$$dir" && install -m 644 "$$page" "$$dir"; done

uninstall:
	rm -f "$(DESTDIR)$(PREFIX)/bin/lull"
	rm -rf "$(SHARE)/lull" "$(SHARE)/doc/lull"
	@for page in doc/*.[15]; do rm -f "$(SHARE)/man/man$${page##*.}/$${page##*/}"; done

clean:
	rm -rf build lull soundfonts/lull.sf2 soundfonts/lull.sf2.part

# For scripts that need a variable of this file: make -s print-BASE
print-%:
	@:$(info $($*))

help:
	@echo "make                 build ./lull and $(BANK) (MODE=debug|asan|tsan, CC=clang)"
	@echo "make setup           install what the build needs"
	@echo "make demo            setup, build, render 90 seconds of 'evening' and play them"
	@echo "make check           install what the tests need, build, run every test"
	@echo "make test            the tests alone"
	@echo "make bench           measure speed, start and memory"
	@echo "make seeds           1,000 seeds of every preset, counted: what would jar"
	@echo "make lint            format and static analysis, as far as the tools are here"
	@echo "make format          clang-format on every C file"
	@echo "make golden-update   write the golden scores anew and show what changed"
	@echo "make figures         draw the pictures of the documentation anew"
	@echo "make install         to PREFIX ($(PREFIX)), under DESTDIR; make uninstall undoes it"
	@echo "make clean           remove everything that was built"

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
