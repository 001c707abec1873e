# Builds the tests and starts the servers they need.
source "$ROOT/scripts/lib/geoip.sh"

# prepare_tests: sets DATA, a folder that is removed at the end unless something failed, and the LEADR_TEST_ variables.
prepare_tests() {
    DATA="$(mktemp -d /tmp/leadr-test.XXXXXX)"
    chmod 755 "$DATA"
    # What tests write, such as logs of processes, goes there as well.
    mkdir "$DATA/tmp"
    export TMPDIR="$DATA/tmp"
    trap clean_up_tests EXIT
    trap 'exit 130' INT TERM

    install_peers
    say "Building"
    swift_build --build-tests

    make_geoip_samples "$DATA/geoip"
    start_postgres "$DATA"
    start_redis "$DATA"
    export LEADR_TEST_REDIS_URL="redis://127.0.0.1:$REDIS_PORT"
    export LEADR_TEST_REDIS_BIN="$(command -v redis-server)"
    export LEADR_TEST_PG_BIN="$(postgres_bin)"
    export LEADR_TEST_PG_HOST=127.0.0.1 LEADR_TEST_PG_PORT="$POSTGRES_PORT"
    export LEADR_TEST_PG_USER=leadr LEADR_TEST_PG_PASSWORD=leadr LEADR_TEST_PG_DB=leadr
    export LEADR_TEST_BIN="$(swift build --show-bin-path)"
}

clean_up_tests() {
    local status=$?
    stop_redis
    stop_postgres
    if ((status == 0 || status == 130)); then rm -rf "$DATA"; else say "what the tests wrote is in $DATA"; fi
}
