# A private PostgreSQL cluster and a private Redis, started on free loopback ports and Unix sockets, and stopped by process id.

# Runs a command as the user that owns the cluster: PostgreSQL refuses to run as root.
as_database_user() {
    if [ "$(id -u)" = 0 ]; then
        runuser -u postgres -- "$@"
    else
        "$@"
    fi
}

postgres_bin() {
    compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1
}

# The cluster lies below $1, unless its owner cannot reach that folder (a home of root, for example).
cluster_home() {
    local wanted="$1/postgres"
    mkdir -p "$wanted"
    if [ "$(id -u)" = 0 ]; then
        chown postgres "$wanted"
        if ! as_database_user test -w "$wanted"; then
            wanted="/var/lib/leadr/$(printf '%s' "$1" | sha256sum | cut -c 1-12)"
            mkdir -p "$wanted"
            chown postgres "$wanted"
        fi
    fi
    printf '%s' "$wanted"
}

# start_postgres DATA: sets POSTGRES_PORT, POSTGRES_PID and POSTGRES_SOCKETS.
start_postgres() {
    local home bin version
    home="$(cluster_home "$1")"
    bin="$(postgres_bin)"
    POSTGRES_PORT="$(free_port)"
    # A socket path has at most 107 bytes, so it cannot lie in a deep data folder.
    POSTGRES_SOCKETS="$(mktemp -d /tmp/leadr-pg.XXXXXX)"
    chmod 711 "$POSTGRES_SOCKETS"
    [ "$(id -u)" = 0 ] && chown postgres "$POSTGRES_SOCKETS"
    if [ ! -e "$home/data/PG_VERSION" ]; then
        say "Creating a PostgreSQL cluster in $home"
        as_database_user "$bin/initdb" -D "$home/data" -U leadr --auth=trust -E UTF8 --locale=C.UTF-8 >/dev/null
    fi
    as_database_user "$bin/pg_ctl" -D "$home/data" -l "$home/server.log" -w -t 60 -s \
        -o "-c listen_addresses=127.0.0.1 -p $POSTGRES_PORT -k $POSTGRES_SOCKETS $(postgres_options)" start ||
        die "PostgreSQL did not start; see $home/server.log"
    POSTGRES_PID="$(head -n 1 "$home/data/postmaster.pid")"
    "$bin/psql" -h 127.0.0.1 -p "$POSTGRES_PORT" -U leadr -d postgres -Atqc "SELECT 1 FROM pg_database WHERE datname = 'leadr'" | grep -q 1 ||
        "$bin/createdb" -h 127.0.0.1 -p "$POSTGRES_PORT" -U leadr leadr
}

# The settings of config/postgresql.conf as command line options.
postgres_options() {
    sed -n -E "s/^([a-z_]+) = '?([^'#]*[^'# ])'?.*/-c \1=\2/p" "$ROOT/config/postgresql.conf" | tr '\n' ' '
}

stop_postgres() {
    [ -n "${POSTGRES_PID:-}" ] || return 0
    # SIGINT is the fast shutdown: sessions are ended, everything is written.
    kill -INT "$POSTGRES_PID" 2>/dev/null || true
    wait_for 30 not_alive "$POSTGRES_PID" || kill -QUIT "$POSTGRES_PID" 2>/dev/null || true
    rm -rf "$POSTGRES_SOCKETS"
    POSTGRES_PID=""
}

not_alive() { ! process_is_alive "$1"; }

# use_private_servers: settings of the processes on this machine. Sockets cost less than loopback ports and no other user can listen in.
use_private_servers() {
    [ -z "${POSTGRES_SOCKETS:-}" ] ||
        export DB_HOST="$POSTGRES_SOCKETS" DB_PORT="$POSTGRES_PORT" DB_NAME=leadr DB_USER=leadr DB_PASSWORD=leadr DB_SSLMODE=disable
    [ -z "${REDIS_SOCKETS:-}" ] || export REDIS_URL="unix://$REDIS_SOCKETS/redis.sock"
}

# start_redis DATA: sets REDIS_PORT, REDIS_PID and REDIS_SOCKETS.
start_redis() {
    local home="$1/redis"
    mkdir -p "$home"
    REDIS_PORT="$(free_port)"
    REDIS_SOCKETS="$(mktemp -d /tmp/leadr-redis.XXXXXX)"
    # Byte order is what the rank index compares by, so the locale is fixed.
    LC_ALL=C setsid redis-server "$ROOT/config/redis.conf" --dir "$home" --port "$REDIS_PORT" --unixsocket "$REDIS_SOCKETS/redis.sock" >"$home/server.log" 2>&1 &
    REDIS_PID=$!
    wait_for 60 redis_answers || die "Redis did not start; see $home/server.log"
}

redis_answers() { redis-cli -h 127.0.0.1 -p "$REDIS_PORT" ping | grep -q PONG; }

stop_redis() {
    [ -n "${REDIS_PID:-}" ] || return 0
    stop_process "$REDIS_PID" 30
    rm -rf "$REDIS_SOCKETS"
    REDIS_PID=""
}
