# Sourced by examples/run, tests/run and .ci/run: install what is missing (on Debian and its kin), build into build/.
# shellcheck shell=bash

gongbao_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
gongbao_jobs=$(nproc 2>/dev/null || echo 2)

# need_packages PACKAGE...: installs the ones that are missing; ends the script with 2 where it cannot.
need_packages() {
    local package missing=()
    if ! command -v dpkg-query >/dev/null; then
        echo "== Not a Debian system: taking it that these, or their like, are installed: $*"
        return 0
    fi
    for package in "$@"; do
        case $package in
            # a tool may come from elsewhere than its package
            cmake | g++ | pkg-config | python3 | clang-tidy | clang-format | ninja-build)
                command -v "${package/ninja-build/ninja}" >/dev/null && continue ;;
        esac
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0

    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "error: missing Debian packages, and neither root nor sudo to install them: ${missing[*]}" >&2
            exit 2
        fi
        as_root=(sudo)
    fi
    echo "== Installing ${missing[*]}"
    if ! { "${as_root[@]}" apt-get update -qq &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } \
        >"${TMPDIR:-/tmp}/gongbao-apt.$$" 2>&1; then
        cat "${TMPDIR:-/tmp}/gongbao-apt.$$" >&2
        rm -f "${TMPDIR:-/tmp}/gongbao-apt.$$"
        echo "error: could not install the Debian packages ${missing[*]}" >&2
        exit 2
    fi
    rm -f "${TMPDIR:-/tmp}/gongbao-apt.$$"
}

need_build_packages() {
    need_packages cmake g++ ninja-build pkg-config libre2-dev libicu-dev nlohmann-json3-dev libboost-test-dev "$@"
}

# configure PRESET [CMAKE ARGUMENT...]: a folder that is configured already keeps its generator.
configure() {
    local preset=$1 folder=build-$1 generator=()
    shift
    [ "$preset" != release ] || folder=build
    if [ ! -e "$gongbao_root/$folder/CMakeCache.txt" ] && command -v ninja >/dev/null; then generator=(-G Ninja); fi
    (cd "$gongbao_root" && cmake --log-level=WARNING --preset "$preset" "${generator[@]}" "$@")
}

# build PRESET [CMAKE ARGUMENT...]
build() {
    local preset=$1
    shift
    (cd "$gongbao_root" && cmake --build --preset "$preset" --parallel "$gongbao_jobs" "$@")
}
