# Builds the version that an upgrade starts from.

# build_previous: sets LEADR_PREVIOUS_BIN to debug executables of the version that scripts/lib/previous-version names. Builds once per version, with the
# packages that the checkout has already.
build_previous() {
    local version folder item
    version="$(git rev-parse --verify --quiet "$(grep -v '^#' "$ROOT/scripts/lib/previous-version")^{commit}")" ||
        die "the history lacks the version in scripts/lib/previous-version; fetch it"
    folder="$ROOT/.build/previous/$version"
    if [ ! -e "$folder/.build/complete" ]; then
        say "Building the previous version ($version): some ten minutes, once"
        mkdir -p "$folder/.build"
        git archive "$version" | tar -x -C "$folder"
        [ ! -e Package.resolved ] || cp Package.resolved "$folder/"
        for item in checkouts repositories workspace-state.json; do
            [ ! -e ".build/$item" ] || [ -e "$folder/.build/$item" ] || cp -a ".build/$item" "$folder/.build/"
        done
        swift_build --package-path "$folder" --skip-update >&2
        touch "$folder/.build/complete"
    fi
    export LEADR_PREVIOUS_BIN="$folder/.build/debug"
    has_all_executables "$LEADR_PREVIOUS_BIN" || die "$LEADR_PREVIOUS_BIN lacks executables; remove $folder and start again"
}
