#!/usr/bin/env bash
# How loud files are: as asked for, measured by another program, and told.
# shellcheck disable=SC2154 # lib.sh leaves out, err and code
. "$(dirname "$0")/lib.sh"

piece=(evening --seed 3 --for 12s)
meter() { # FILE: integrated loudness and true peak, by ffmpeg
  ffmpeg -nostdin -hide_banner -nostats -i "$1" -af ebur128=peak=true -f null - 2>&1 |
    awk '/Summary/ { there = 1 } there && $1 == "I:" { i = $2 } there && $1 == "Peak:" { print i, $2 }'
}
# FILE LUFS PEAK: within 0.2 LU, and no true peak above
measures() {
  if command -v ffmpeg >/dev/null; then
    meter "$1" | awk -v want="$2" -v top="$3" '
      { d = $1 - want; if (d > 0.2 || d < -0.2 || $2 > top) print "got " $1 " LUFS, " $2 " dBTP" }
      END { if (NR != 1) print "not measured" }'
  else
    return 0
  fi
}
judge() { # NAME FILE LUFS PEAK
  if command -v ffmpeg >/dev/null; then verdict "$1" "$(measures "$2" "$3" "$4")"; else skip "$1" "there is no ffmpeg"; fi
}

run render "${piece[@]}" -o usual.wav
[[ $code -eq 0 && $err == *"-23.0 LUFS ("* && $err == *" dBTP, largest rise in 1 s "*" LU"* && $err != *"held back"* ]]
passes "it tells loudness, range, true peak and rise" "$err"
judge "-23 LUFS unless asked otherwise" usual.wav -23 -1
run render "${piece[@]}" -o loud.flac --lufs -14
[[ $code -eq 0 && $err == *"-14.0 LUFS ("* && $err == *"peaks were held back for "* ]]
passes "a limiter that works is told" "$err"
judge "and -14 LUFS come out below -1 dBTP" loud.flac -14 -1
run render "${piece[@]}" -o loud.ogg --lufs -16 -q
judge "a lossy file too" loud.ogg -16 -1
run render "${piece[@]}" -o off.wav --lufs off
[[ $code -eq 0 && $err == *"(+0.0 dB)"* ]]
passes "off leaves it as it is, and measures" "$err"

# What is one gain only keeps everything else: usual and off differ by a factor.
gain=$(sed -n 's/.*LUFS (+\([0-9.]*\) dB).*/\1/p' <("$lull" render "${piece[@]}" -o again.wav 2>&1))
sox off.wav scaled.wav gain "$gain" 2>/dev/null
peak=$(sox -m -v 1 usual.wav -v -1 scaled.wav -n stat 2>&1 | awk '/Maximum amplitude/ { print $3 }')
awk -v p="$peak" 'BEGIN { exit !(p < 0.005) }'
passes "below the limiter only the gain changes" "difference $peak"
verdict "equal bytes each time" "$(cmp usual.wav again.wav 2>&1)"
"$lull" render "${piece[@]}" -o - -q | cmp - usual.wav 2>cmp.txt
verdict "and to a pipe" "$(cat cmp.txt)"

"$lull" render drift --seed 1 --for inf -o - -q | head -c 17280258 >endless.wav
[ "${PIPESTATUS[0]}" -eq 141 ]
passes "an endless render ends with its reader"
if command -v ffmpeg >/dev/null; then
  meter endless.wav | awk '{ exit !($1 > -27 && $1 < -19 && $2 <= -1) }'
  passes_if $? "and its first minute has about the loudness" "$(meter endless.wav)"
fi
refuses "no end in a file" 2 "to a pipe" render drift --for inf -o endless2.wav
refuses "no end in a score" 2 "needs an end" render drift --for inf -o endless.mid
refuses "no end to report on" 2 "a whole piece" render drift --for inf -o - --report endless.html
refuses "nor on paper" 2 "needs an end" notes drift --for inf
refuses "too loud to be music" 2 "--lufs" render "${piece[@]}" --lufs 3 -o x.wav
verdict "nothing else is left" "$(find . -name '.lull*')"
end
