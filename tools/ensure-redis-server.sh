#!/bin/sh
# The tests compare with a real redis-server: see that there is one.
set -eu

command -v redis-server >/dev/null 2>&1 && exit 0

if command -v apt-get >/dev/null 2>&1; then
    as_root=""
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null 2>&1 && as_root="sudo -n"
    fi
    if $as_root apt-get update -qq && $as_root apt-get install -y -qq redis-server; then
        command -v redis-server >/dev/null 2>&1 && exit 0
    fi
fi

cat >&2 <<'END'
redis-server is not installed, and it could not be installed from here.
The tests compare redipy with a real server. Install version 7.0 or later, e.g.
    sudo apt-get install redis-server      (Debian, Ubuntu)
    brew install redis                     (macOS)
and run 'make test' again.
END
exit 1
