#!/bin/sh
# The tests compare with a real redis-server and use its tools: see that they are here.
set -eu

# Whether there are a server of version 7 or later and its tools.
found() {
    for program in redis-server redis-cli redis-benchmark; do
        command -v $program >/dev/null 2>&1 || return 1
    done
    major=$(redis-server --version | sed -n 's/.*v=\([0-9]*\)\..*/\1/p')
    [ "${major:-0}" -ge 7 ]
}

found && exit 0

if command -v apt-get >/dev/null 2>&1; then
    as_root=""
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null 2>&1 && as_root="sudo -n"
    fi
    if $as_root apt-get update -qq && $as_root apt-get install -y -qq redis-server redis-tools; then
        found && exit 0
    fi
fi

cat >&2 <<'END'
A redis-server of version 7 or later, redis-cli and redis-benchmark are not all
installed, and could not be installed from here.
The tests compare redipy with a real server. Install one, e.g.
    sudo apt-get install redis-server redis-tools      (Debian, Ubuntu)
    brew install redis                                 (macOS)
and run 'make test' again.
END
exit 1
