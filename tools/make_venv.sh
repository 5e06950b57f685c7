#!/bin/sh
# Make the virtual environment. Debian ships Python without venv's pip: say so, or install it where we may.
set -eu
python=$1 venv=$2
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "siaga: Python 3.11 or newer is needed, $("$python" --version) found; say 'make PYTHON=python3.12 …'" >&2; exit 2; }
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null
    else
        echo "siaga: python3-venv is missing; run: sudo apt-get install python3-venv" >&2; exit 2
    fi
fi
"$python" -m venv "$venv"
