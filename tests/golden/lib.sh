# Sourced by compare.sh and update.sh: which scores are kept, and how each is made.
# shellcheck shell=bash
presets() { for file in presets/*.conf; do basename "$file" .conf; done; }
golden() { echo "tests/golden/$1.txt"; }
score() { XDG_DATA_HOME=/nonexistent "${LULL:-./lull}" notes "$1" --seed 1 --for 60s; }
