# Shared by the scripts: the system's packages and the virtual environment. Sourced, not run.
# Needs `root` (the project's folder). Says nothing when there is nothing to do.
# shellcheck shell=sh

venv=$root/.venv
stamp=$venv/.fmdesk-stamp
wheels=$root/scripts/wheels

qt_packages="libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0 libcups2
    libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0
    libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0 libx11-xcb1"
test_packages="postgresql xvfb xauth strace cups printer-driver-cups-pdf"

say() { printf '%s\n' "$*" >&2; }

# stop LINE...: say what is wrong and what to do, one line each, and end.
stop() {
    printf '%s\n' "$@" >&2
    exit 2
}

# What the environment was made from; it is made again when this changes.
fingerprint() {
    cksum "$root/requirements.lock" "$root/pyproject.toml" "$root/scripts/_setup.sh" \
        "$wheels/engine.lock" | cut -d' ' -f1,2
}

is_ready() { [ -x "$venv/bin/fmdesk" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$(fingerprint)" ]; }

fits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; }

find_python() {
    for python in ${FMDESK_PYTHON:-python3 python3.12 python3.11 python3.13}; do
        if fits "$python"; then return; fi
    done
    found=${FMDESK_PYTHON:-python3}
    stop "fmdesk needs Python 3.11, 3.12 or 3.13; $found is $("$found" --version 2>/dev/null | grep '^Python' || echo none)." \
        "On Debian 12 or newer and Ubuntu 24.04 or newer: sudo apt-get install python3" \
        "Or name one: FMDESK_PYTHON=/path/to/python3.12 $0"
}

# The libraries that changed their name for 64-bit times carry it with t64 on newer systems.
is_installed() {
    dpkg-query -W -f='${db:Status-Status}\n' "$1" "$1t64" 2>/dev/null | grep -qx installed
}

# Tell whether a wheel of our own is for this Python, machine and C library.
has_wheel() {
    "$python" -c '
import glob, os, platform, re, sys, sysconfig
own = "cp%d%d" % sys.version_info[:2]
libc = os.confstr("CS_GNU_LIBC_VERSION").split()
fits = [
    path
    for path in glob.glob(f"{sys.argv[1]}/*-{own}-{own}-manylinux_2_*_{platform.machine()}.whl")
    if int(re.search("manylinux_2_([0-9]+)_", path)[1]) <= int(libc[1].split(".")[1])
]
sys.exit(not fits or libc[0] != "glibc" or bool(sysconfig.get_config_var("Py_GIL_DISABLED")))
    ' "$wheels" 2>/dev/null
}

# What making the environment needs and this Python does not have.
venv_packages() {
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    "$python" -c 'import ensurepip, venv' 2>/dev/null || printf 'python%s-venv ' "$version"
    has_wheel || compiler_packages
}

# What building durable_rules from its source needs and this machine does not have.
compiler_packages() {
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    header=$("$python" -c 'import sysconfig; print(sysconfig.get_path("include"))')/Python.h
    [ -e "$header" ] || printf 'python%s-dev ' "$version"
    command -v gcc >/dev/null || printf 'gcc libc6-dev '
}

need_packages() {
    if ! command -v dpkg-query >/dev/null; then return; fi # another system: Qt itself will tell
    missing=
    for package in "$@"; do
        is_installed "$package" || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    get="apt-get install -y --no-install-recommends$missing"
    if command -v sudo >/dev/null; then
        how="Get them with: sudo apt-get update && sudo $get"
    else
        how="Get them, as root, with: apt-get update && $get"
    fi
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif sudo -n true 2>/dev/null; then
        as_root=sudo
    else
        stop "These packages of the system are missing:$missing" "$how"
    fi
    say "Installing packages of the system:$missing"
    log=$(mktemp)
    # shellcheck disable=SC2086  # words are meant
    if ! { $as_root apt-get update && $as_root env DEBIAN_FRONTEND=noninteractive $get; } >"$log" 2>&1
    then
        tail -n 5 "$log" >&2
        stop "The packages could not be installed (all output: $log)." "$how"
    fi
    rm -f "$log"
}

pip() { "$venv/bin/python" -m pip --disable-pip-version-check --quiet "$@"; }

# The lines of requirements.lock for these packages, with their hashes.
pinned() {
    for name in "$@"; do
        awk -v name="$name" '/^[^ #]/ { on = index($0, name "==") == 1 } on' "$root/requirements.lock"
    done
}

install_builders() {
    pinned setuptools wheel >"$venv/build.txt"
    pip install --require-hashes --no-deps -r "$venv/build.txt"
}

# make_engine install|wheel [OPTION...]: from the pinned source. From Python 3.13 on one name in it
# has to be mapped. No cache: a build for another Python, made without the mapping, installs well and
# cannot be imported.
make_engine() {
    what=$1
    shift
    pinned durable-rules >"$venv/durable.txt"
    flags=
    if "$venv/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 13))'; then
        flags=-DPyEval_CallObject=PyObject_CallObject
    fi
    CPPFLAGS="$flags ${CPPFLAGS:-}" pip "$what" --require-hashes --no-deps --no-cache-dir \
        --no-build-isolation --use-pep517 "$@" -r "$venv/durable.txt"
}

# The wheel of our own that fits, if its hash is the listed one; else the build from source.
install_engine() {
    if has_wheel && pip install --no-index --no-deps --require-hashes --find-links "$wheels" \
        -r "$wheels/engine.lock"; then
        return
    fi
    say "No wheel of durable_rules fits; it is built from its source."
    # shellcheck disable=SC2046  # words are meant
    need_packages $(compiler_packages)
    make_engine install
}

install_all() {
    fits "$venv/bin/python" || rm -rf "$venv"
    [ -d "$venv" ] || "$python" -m venv "$venv"
    install_builders
    install_engine
    pip install --require-hashes --no-build-isolation --use-pep517 -r "$root/requirements.lock"
    pip install --no-deps --no-build-isolation -e "$root"
    "$venv/bin/python" "$root/scripts/engine_decides.py" || stop "durable_rules does not load and decide."
    "$venv/bin/python" -c 'import PySide6.QtWidgets, PySide6.QtSvg, PySide6.QtPrintSupport' ||
        stop "Qt does not load: the library named above is missing. On Debian or Ubuntu:" \
            "sudo apt-get install $(echo $qt_packages)"
}

# set_up PACKAGE...: make sure that these packages and the environment are there.
set_up() {
    if is_ready; then
        need_packages "$@"
        return
    fi
    find_python
    # shellcheck disable=SC2046,SC2086  # words are meant
    need_packages $qt_packages $(venv_packages) "$@"
    say "Setting up fmdesk in $venv (once, about a minute) ..."
    install_all
    fingerprint >"$stamp"
}
