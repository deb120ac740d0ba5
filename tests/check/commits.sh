#!/usr/bin/env bash
# Commit subjects read "area: verb what", without a full stop. They aim at 72 columns; above 76 a list
# of them no longer fits a terminal, and that is an error.
. "$(dirname "$0")/lib.sh"

if ! git rev-parse --verify -q HEAD >/dev/null 2>&1; then
  skip "commits: every subject says area, verb and what" "no git history here"
  end
fi
complaints=$(git log --no-merges --format='%h %s' | awk '
  { subject = substr($0, index($0, " ") + 1) }
  length(subject) > 76 { print $0 " (" length(subject) " columns)"; next }
  subject ~ /^Revert "/ { next }
  subject !~ /^[a-z0-9][a-z0-9\/_.-]*(, [a-z0-9\/_.-]+)*: [^ ].*[^.]$/ { print }')
verdict "commits: every subject says area, verb and what" "$complaints"
end
