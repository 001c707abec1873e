# Python programs that tests need, in virtual environments of their own, made once per machine.

# python_with NAME PACKAGE...: sets PYTHON_HOME, the environment with these packages.
python_with() {
    local name=$1
    shift
    PYTHON_HOME="${XDG_CACHE_HOME:-$HOME/.cache}/leadr/$name-$(printf '%s\n' "$@" | sha256sum | cut -c 1-12)"
    [ ! -e "$PYTHON_HOME/complete" ] || return 0
    python3 -c 'import ensurepip' 2>/dev/null || apt_install python3-venv
    say "Installing $*"
    rm -rf "$PYTHON_HOME"
    python3 -m venv "$PYTHON_HOME"
    "$PYTHON_HOME/bin/pip" install --quiet --disable-pip-version-check "$@"
    touch "$PYTHON_HOME/complete"
}
