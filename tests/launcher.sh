#!/usr/bin/env bash
# The launcher at the root with a stand-in for the built program: it starts an up-to-date build at once, passes arguments,
# streams and exit code through, works through links, and never starts a stale one. Usage: launcher.sh ROOT.
set -euo pipefail
root=${1:?the root of the source tree}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() {
    printf 'launcher: %s\n' "$1"
    exit 1
}

tree="$scratch/a tree"
mkdir -p "$tree"/{build,.cmake,dsl,reports,checker,rules,.ci} "$scratch/bin"
cp "$root/a6check" "$tree/a6check"
touch "$tree/CMakeLists.txt" "$tree/dsl/a.cpp"
cat >"$tree/build/a6check" <<'END'
#!/usr/bin/env bash
printf '[%s]' "$@"
cat
echo complaint >&2
exit 3
END
chmod +x "$tree/build/a6check"
# Stands where the real one would install and build.
echo 'echo "would build" >&2; exit 2' >"$tree/.ci/packages.sh"
touch "$tree/build/.built"

expect() {
    local what=$1 code=0 output
    shift
    output=$(cd / && echo input | "$@" 'two words' '*' 2>"$scratch/stderr") || code=$?
    [ "$code" -eq 3 ] || fail "$what: exit code $code"
    [ "$output" = '[two words][*]input' ] || fail "$what: output $output"
    [ "$(cat "$scratch/stderr")" = complaint ] || fail "$what: $(cat "$scratch/stderr")"
}

expect 'up to date' "$tree/a6check"
ln -s "$tree/a6check" "$scratch/absolute"
ln -s "../absolute" "$scratch/bin/relative"
expect 'absolute link' "$scratch/absolute"
expect 'link to a link' "$scratch/bin/relative"
(cd "$tree" && [ "$(bash a6check x </dev/null 2>/dev/null || true)" = '[x]' ]) || fail 'started by its bare name'

stale() {
    local code=0 output
    output=$("$tree/a6check" x 2>"$scratch/stderr") || code=$?
    [ "$code" -eq 2 ] || fail "$1: exit code $code"
    [ -z "$output" ] || fail "$1: wrote to standard output: $output"
    [ "$(cat "$scratch/stderr")" = 'would build' ] || fail "$1: $(cat "$scratch/stderr")"
}

# The rulebook is read at every start; a changed rule needs no new build.
touch -d '+1 hour' "$tree/rules/new.a6"
expect 'a newer rule' "$tree/a6check"
touch -d '+1 hour' "$tree/checker/new.cpp"
stale 'a newer source'
touch -d '+2 hours' "$tree/build/.built"
expect 'built again' "$tree/a6check"
touch -d '+3 hours' "$tree/dsl"
stale 'a folder that lost a file'
touch -d '+4 hours' "$tree/build/.built"
rm "$tree/CMakeLists.txt"
stale 'a missing part'
touch -d '-1 hour' "$tree/CMakeLists.txt"
rm "$tree/build/.built"
stale 'a build that never ended'
