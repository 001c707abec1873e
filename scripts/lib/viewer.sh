# Fetches the files of Swagger UI, which the API shows at /docs, once.

VIEWER=drf-spectacular-sidecar==2026.10.1

# install_viewer FOLDER: sets API_DOCS_VIEWER_PATH; without a package index there is no such page, and everything else works.
install_viewer() {
    [ -z "${API_DOCS_VIEWER_PATH:-}" ] || return 0
    if [ ! -e "$1/swagger-ui-bundle.js" ]; then
        fetch_viewer "$1" || {
            say "Swagger UI could not be fetched: there will be no page at /docs"
            return 0
        }
    fi
    export API_DOCS_VIEWER_PATH="$1"
}

fetch_viewer() {
    local folder
    folder="$(mktemp -d)"
    python3 -c 'import ensurepip' 2>/dev/null || apt_install python3-venv || return 1
    python3 -m venv "$folder/venv" && "$folder/venv/bin/pip" download --quiet --no-deps --dest "$folder" "$VIEWER" &&
        mkdir -p "$1" && python3 - "$folder" "$1" <<'PY'
import pathlib, shutil, sys, zipfile

wheel = next(pathlib.Path(sys.argv[1]).glob("*.whl"))
with zipfile.ZipFile(wheel) as archive:
    for name in archive.namelist():
        base = name.rsplit("/", 1)[-1]
        if "swagger-ui-dist/" in name and base in ("swagger-ui.css", "swagger-ui-bundle.js", "LICENSE"):
            with archive.open(name) as source, open(pathlib.Path(sys.argv[2]) / base, "wb") as target:
                shutil.copyfileobj(source, target)
PY
    local status=$?
    rm -rf "$folder"
    return $status
}
