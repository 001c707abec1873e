# Makes the GeoIP databases of the tests.

MMDB_WRITER=0.2.7

# make_geoip_samples FOLDER: sets LEADR_TEST_GEOIP to the folder, with databases and archives made by Tests/GeoIPSamples.
make_geoip_samples() {
    local home="${XDG_CACHE_HOME:-$HOME/.cache}/leadr/mmdb-writer-$MMDB_WRITER"
    if [ ! -e "$home/complete" ]; then
        python3 -c 'import ensurepip' 2>/dev/null || apt_install python3-venv
        say "Installing mmdb-writer $MMDB_WRITER"
        python3 -m venv "$home"
        "$home/bin/pip" install --quiet "mmdb-writer==$MMDB_WRITER"
        touch "$home/complete"
    fi
    mkdir -p "$1"
    "$home/bin/python" "$ROOT/Tests/GeoIPSamples/make.py" "$1"
    export LEADR_TEST_GEOIP="$1"
}
