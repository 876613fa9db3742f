#!/usr/bin/env bash
# Counts the instructions of a few fixed runs and compares them with those on record: clocks differ from run to run, these
# counts hardly do. A run may take a quarter more than its record; whoever makes it take more has to say so by a new record:
#
#     instruction_guard.sh A6CHECK MAKE_FILING [--record]
set -u
here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd) || exit 2
checker=$1 make_filing=$2
record=$here/instructions.txt
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT

# count ARGUMENT...: instructions of one run of the program, which must end with exit code 0 or 1.
count() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null --log-file="$scratch/log" "$checker" "$@" \
        >"$scratch/out" 2>"$scratch/err"
    local code=$?
    if [ "$code" -gt 1 ]; then
        echo "exit code $code of: $*" >&2
        cat "$scratch/err" "$scratch/log" >&2
        return 1
    fi
    sed -nE 's/.*Collected : ([0-9]+).*/\1/p' "$scratch/log"
}

"$make_filing" 3000 >"$scratch/rows.xml" || exit 2
declare -A found
found[start]=$(count check "$here/../filings/valid/GHA_2025_1.0.xlsx" --as-of 2026-11-23) || exit 1
found[rows]=$(count check "$scratch/rows.xml" --as-of 2026-11-23) || exit 1
found[many]=$(count check "$here/../filings/many" --as-of 2026-06-30) || exit 1

if [ "${3:-}" = --record ]; then
    sed '/^[^#]/d' "$record" >"$scratch/record"
    for name in start rows many; do echo "$name ${found[$name]}"; done >>"$scratch/record"
    cp "$scratch/record" "$record"
    exit 0
fi
failed=0
for name in start rows many; do
    before=$(sed -nE "s/^$name ([0-9]+)$/\1/p" "$record")
    percent=$((found[$name] * 100 / before))
    echo "$name: ${found[$name]} instructions, $percent % of the record"
    if [ "$percent" -gt 125 ]; then
        echo "$name takes more than a quarter more than its record; find out why, or record the new count with --record" >&2
        failed=1
    fi
    [ "$percent" -ge 75 ] || echo "$name takes so much less that a new record would guard it better: --record"
done
exit $failed
