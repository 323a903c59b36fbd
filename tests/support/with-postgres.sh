#!/usr/bin/env bash
# with-postgres.sh PROGRAM [ARGUMENT...]: runs it beside a private PostgreSQL, whose address it finds in
# PILEDECK_TEST_POSTGRES. The server listens on a socket in a folder of its own only; it ends and the folder goes
# with this script, however that ends.
# SPDX-License-Identifier: GPL-3.0-or-later
set -euo pipefail

bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -1)
[ -x "$bin/initdb" ] || { echo "with-postgres.sh: install the package postgresql" >&2; exit 1; }
folder=$(mktemp -d /tmp/piledeck-pg.XXXXXX)
owner=()
if [ "$(id -u)" = 0 ]; then # the server refuses to run as root
    chown postgres "$folder"
    owner=(setpriv --reuid=postgres --regid=postgres --init-groups)
fi

# Out of the script's own process tree, so that whoever kills all of that leaves it to clean up.
# shellcheck disable=SC2016
exec 9> >(exec setsid --fork bash -c 'cat >/dev/null
    [ -f "$1/data/postmaster.pid" ] && kill -QUIT "$(head -1 "$1/data/postmaster.pid")" 2>/dev/null
    while [ -f "$1/data/postmaster.pid" ] && kill -0 "$(head -1 "$1/data/postmaster.pid" 2>/dev/null)" 2>/dev/null; do
        sleep 0.02
    done
    rm -rf "$1"' clean "$folder" >/dev/null 2>&1)

served() { (cd / && "${owner[@]}" "$bin/$@" 9>&-); }
clean() {
    exec 9>&-
    while [ -d "$folder" ]; do sleep 0.02; done
}
trap clean EXIT

served initdb -D "$folder/data" -U piledeck -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$folder/initdb.log" 2>&1 ||
    { cat "$folder/initdb.log" >&2; exit 1; }
served pg_ctl -D "$folder/data" -w -l "$folder/log" start >"$folder/start.log" 2>&1 \
    -o "-k $folder -c listen_addresses= -c fsync=off -c max_connections=250 -c shared_buffers=32MB" ||
    { cat "$folder/start.log" "$folder/log" >&2; exit 1; }

export PILEDECK_TEST_POSTGRES="postgresql:///postgres?host=$folder&user=piledeck"
"$@" 9>&- &
program=$!
trap 'kill "$program" 2>/dev/null' TERM INT
wait "$program"
