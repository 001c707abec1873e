# Makes the GeoIP databases of the tests.

# make_geoip_samples FOLDER: sets LEADR_TEST_GEOIP to the folder, with databases and archives made by Tests/GeoIPSamples. Call install_peers before.
make_geoip_samples() {
    mkdir -p "$1"
    "$LEADR_TEST_PYTHON" "$ROOT/Tests/GeoIPSamples/make.py" "$1"
    export LEADR_TEST_GEOIP="$1"
}
