# Shared by the scripts: where things are, and how they speak.
set -euo pipefail

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
cd "$ROOT"

say() { printf '%s\n' "$*" >&2; }
die() {
    say "error: $*"
    exit 1
}

# Builds without a terminal: at one the compiler is asked for colours, and a build without colours afterwards would start from nothing.
swift_build() { swift build "$@" 2>&1 | cat; }

# build_executables CONFIGURATION: builds what changed and sets LEADR_BIN. Release executables carry the Swift runtime: calls into it cost less, and
# they run on machines without Swift.
build_executables() {
    local options=(-c "$1")
    [ "$1" = debug ] || options+=(--static-swift-stdlib)
    local kind="${options[*]} ${LEADR_BENCHMARKS:-} $(swift --version 2>/dev/null | head -n 1)"
    if ! is_built "$1" "$kind"; then
        say "Building (the first time takes several minutes)"
        touch .build/started 2>/dev/null || { mkdir -p .build && touch .build/started; }
        rm -f ".build/built-$1"
        swift_build "${options[@]}" >&2
        printf '%s' "$kind" >".build/built-$1"
        # As old as the begin of the build: what was edited meanwhile is newer.
        touch -r .build/started ".build/built-$1"
    fi
    LEADR_BIN="$(cd ".build/$1" && pwd -P)"
}

has_all_executables() {
    local name
    for name in leadrctl $(grep -oE 'leadr-[a-z-]+' Procfile); do
        [ -x "$1/$name" ] || return 1
    done
}

# Asking Swift takes up to ten seconds when the environment changed since the last build; looking for newer files takes none.
is_built() {
    [ -f ".build/built-$1" ] && [ "$(cat ".build/built-$1")" = "$2" ] && has_all_executables ".build/$1" &&
        [ -z "$(find Package.swift Sources ${LEADR_BENCHMARKS:+Benchmarks} -newer ".build/built-$1" -print -quit)" ]
}

# A loopback port that is free at the moment.
free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1]); s.close()'
}

# A port is taken when something accepts connections on it.
port_is_taken() {
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# Waits until a command succeeds; $1 = seconds, then the command.
wait_for() {
    local limit=$1 started=$SECONDS
    shift
    until "$@" >/dev/null 2>&1; do
        ((SECONDS - started < limit)) || return 1
        sleep 0.1
    done
}

process_is_alive() { kill -0 "$1" 2>/dev/null; }

# Ends a process this script started: SIGTERM, then SIGKILL after $2 seconds.
stop_process() {
    local pid=$1 limit=${2:-30} started=$SECONDS
    process_is_alive "$pid" || return 0
    kill -TERM "$pid" 2>/dev/null || return 0
    while process_is_alive "$pid"; do
        if ((SECONDS - started >= limit)); then
            kill -KILL "$pid" 2>/dev/null || true
            return 0
        fi
        sleep 0.05
    done
}
