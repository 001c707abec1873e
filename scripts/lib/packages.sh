# Installs the system packages that building and running need. Does nothing when they are there.

PACKAGES=(libpq-dev libhiredis-dev libmaxminddb-dev zlib1g-dev postgresql redis-server supervisor ruby-foreman python3 curl jq openssl)

# `command` of a package that is needed at run time, or the header that building needs.
packages_are_complete() {
    [ -e /usr/include/hiredis/hiredis.h ] && [ -e /usr/include/zlib.h ] && [ -e /usr/include/postgresql/libpq-fe.h ] &&
        [ -n "$(compgen -G '/usr/include/maxminddb.h'; compgen -G '/usr/include/*/maxminddb.h')" ] &&
        compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null &&
        command -v redis-server foreman supervisord python3 curl jq openssl >/dev/null
}

install_packages() {
    packages_are_complete && return 0
    apt_install "${PACKAGES[@]}"
    packages_are_complete || die "packages are still missing after the installation"
}

# install_package COMMAND PACKAGE: what only some tools need.
install_package() {
    command -v "$1" >/dev/null || apt_install "$2"
}

# python_environment NAME FILE: a virtual environment with the packages that a file of requirements names, made once per machine; sets PYTHON_HOME.
python_environment() {
    PYTHON_HOME="${XDG_CACHE_HOME:-$HOME/.cache}/leadr/$1"
    if ! cmp -s "$2" "$PYTHON_HOME/installed"; then
        python3 -c 'import ensurepip' 2>/dev/null || apt_install python3-venv
        say "Installing the packages of ${2#"$ROOT/"}"
        python3 -m venv --clear "$PYTHON_HOME"
        "$PYTHON_HOME/bin/pip" install --quiet --disable-pip-version-check -r "$2"
        cp "$2" "$PYTHON_HOME/installed"
    fi
}

# install_peers: Python with what plays other people's servers in the tests, and its path in LEADR_TEST_PYTHON.
install_peers() {
    python_environment peers "$ROOT/Tests/Peers/requirements.txt"
    export LEADR_TEST_PYTHON="$PYTHON_HOME/bin/python3"
}

apt_install() {
    command -v apt-get >/dev/null || die "missing packages; install the equivalents of: $*"
    local sudo=""
    [ "$(id -u)" = 0 ] || sudo="sudo"
    say "Installing system packages: $*"
    # Neither a main PostgreSQL cluster nor system services: this project runs its own servers.
    $sudo mkdir -p /etc/postgresql-common/createcluster.d
    echo 'create_main_cluster = false' | $sudo tee /etc/postgresql-common/createcluster.d/leadr.conf >/dev/null
    $sudo apt-get update -qq
    $sudo env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

swift_is_there() {
    command -v swift >/dev/null || die "Swift 6.2 or newer is needed: https://www.swift.org/install"
}
