# shellcheck shell=bash disable=SC2154
# Shared by ./a6check and ./run-tests; read with `source`. Needs $root, the top of the source tree, and $program, the
# name that messages begin with. Everything here talks on standard error and leaves standard output alone.

# Every Debian package, what it is for: build, test (run-tests) or sanitize (run-tests without --quick), and why.
a6_packages='
build     g++                   the compiler
build     cmake                 configures the build
build     ninja-build           runs the build
build     pkg-config            finds libraries without a CMake package
build     libboost1.81-dev      Boost.Spirit X3, the parser of the rule language
build     libpugixml-dev        reads XML filings
build     libspdlog-dev         log lines
build     libfmt-dev            text formatting
build     libcli11-dev          the command line
build     nlohmann-json3-dev    JSON
build     libzip-dev            opens workbooks
build     libxlsxwriter-dev     writes workbooks
build     nettle-dev            SHA-256 of filings and rulebooks
build     libsodium-dev         signatures
build     libtomlplusplus-dev   reads waiver files
build     libre2-dev            patterns in linear time
build     libutf8proc-dev       case folding and widths of Unicode text
build     libgettextpo-dev      reads translations (PO files)
build     libmimalloc-dev       hands out memory faster than the C library
test      gettext               finds the texts of the source, so that no translation is missing
test      zlib1g-dev            makes the workbooks that inflate without end
test      libgtest-dev          the test framework
test      libgmock-dev          its matchers
test      minisign              checks signatures as others will
test      valgrind              counts the instructions of fixed runs
test      python3               drives the browser
test      chromium              opens the review document as its readers do
test      chromium-driver       remote control of the browser
sanitize  clang                 the second compiler
sanitize  libclang-rt-14-dev    the run-time of its sanitizers
'

# Where build output goes; shown only when a step fails.
a6_log=

a6_say() {
    printf '%s: %s\n' "$program" "$*" >&2
}

# The end of the log, then the reason, then exit code 2.
a6_fail() {
    if [ -n "$a6_log" ] && [ -s "$a6_log" ]; then
        tail -n 60 "$a6_log" >&2
        a6_say "the whole log: $a6_log"
    fi
    a6_say "$*"
    exit 2
}

# Runs a command with its output in the log and no input.
a6_logged() {
    printf '+ %s\n' "$*" >>"$a6_log"
    "$@" >>"$a6_log" 2>&1 </dev/null
}

# a6_install USE...: installs the packages of these uses that are missing, after saying which and why.
a6_install() {
    command -v dpkg-query >/dev/null || {
        a6_say "not a Debian system: the packages in .ci/packages.sh have to be there already"
        return 0
    }
    local use name reason installed missing=() lines=()
    installed=" $(dpkg-query -W -f '${db:Status-Status}/${Package} ' 2>/dev/null)"
    while read -r use name reason; do
        [[ -n $use && " $* " == *" $use "* ]] || continue
        [[ $installed == *" installed/$name "* ]] && continue
        missing+=("$name")
        lines+=("$(printf '    %-20s %s' "$name" "$reason")")
    done <<<"$a6_packages"
    [ "${#missing[@]}" -gt 0 ] || return 0

    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || a6_fail "these Debian packages are missing and only root can install them; run as root: apt-get install --no-install-recommends ${missing[*]}"
        as_root=(sudo)
    fi
    a6_say "installing these Debian packages with apt-get, because they are missing:"
    printf '%s\n' "${lines[@]}" >&2
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -y -o DPkg::Lock::Timeout=300)
    # A machine without package lists, or with old ones, fails at once; then the lists are fetched.
    a6_logged "${apt[@]}" install --no-install-recommends "${missing[@]}" ||
        { a6_logged "${apt[@]}" update && a6_logged "${apt[@]}" install --no-install-recommends "${missing[@]}"; } ||
        a6_fail "the packages could not be installed"
}

# a6_configure DIRECTORY ARGUMENT...: configures a build directory, afresh if it was made for another source tree.
a6_configure() {
    local directory=$1 fresh=() home=
    shift
    if [ -f "$directory/CMakeCache.txt" ]; then
        home=$(sed -n 's/^CMAKE_HOME_DIRECTORY:INTERNAL=//p' "$directory/CMakeCache.txt")
        [ "$home" -ef "$root" ] && [ -f "$directory/build.ninja" ] || fresh=(--fresh)
    fi
    (cd "$root" && a6_logged cmake "${fresh[@]}" -B "$directory" -G Ninja "$@")
}
