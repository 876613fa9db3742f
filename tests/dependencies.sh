#!/usr/bin/env bash
# Which folder may include which, and which library stays inside one file:
#
#   dsl/      nothing of checker/ or reports/
#   reports/  nothing of checker/ or dsl/
#   Boost.Spirit, pugixml and libgettextpo: one .cpp each, no header
#
# Usage: dependencies.sh ROOT. Exit code 1 and one line per breach.
set -euo pipefail
cd "${1:?the root of the source tree}"

breaches=0
breach() {
    printf '%s\n' "$1"
    breaches=$((breaches + 1))
}

# Lines of C++ files below $1 that include something matching $2: file:line:text.
includes() {
    grep -rnE --include='*.hpp' --include='*.cpp' --include='*.h' --include='*.ipp' \
        "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"]$2" "$1" || true
}

forbid() {
    local line
    while IFS= read -r line; do
        [ -z "$line" ] || breach "$1/ must not include $2: $line"
    done <<<"$(includes "$1" "(\.\./)*$2/")"
}

# $1: what is confined; $2: the include that betrays it.
confine() {
    local files
    files=$({ includes dsl "$2"; includes checker "$2"; includes reports "$2"; } | cut -d: -f1 | sort -u)
    local count=0 file
    for file in $files; do
        case $file in
            *.cpp) count=$((count + 1)) ;;
            *) breach "$1 is included by the header $file" ;;
        esac
    done
    [ "$count" -le 1 ] || breach "$1 is included by more than one file:"
    [ "$count" -le 1 ] || printf '  %s\n' $files
}

forbid dsl checker
forbid dsl reports
forbid reports checker
forbid reports dsl
confine Boost.Spirit 'boost/spirit'
confine pugixml 'pugixml'
confine libgettextpo 'gettext-po'

# The build finds the texts of the program behind `say`; another word in front of a literal would hide one from it.
while IFS= read -r line; do
    [ -z "$line" ] || breach "a text that no translator is told of: $line"
done <<<"$(grep -rnE --include='*.hpp' --include='*.cpp' '[Ll]ang(uage)?_?\)?\("' reports checker || true)"

if [ "$breaches" -ne 0 ]; then
    printf '%d breaches of the dependency rules; see CONTRIBUTING.md\n' "$breaches"
    exit 1
fi
