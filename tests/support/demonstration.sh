#!/usr/bin/env bash
# Starts the bundled cloud, the virtual station "Binjiang" and the console on one shared clock, in a folder of
# their own, and ends all of them with itself. Without a display the console performs scenario A1 by itself.
# demonstration.sh --check looks at the options alone.
# demonstration.sh BIN [--clock ISO-TIME] [--rate N] [--language en|zh_CN] [--theme light|dark] [--keep DIR]
set -euo pipefail

usage() {
    echo "$1" >&2
    echo "usage: demonstration.sh BIN [--clock ISO-TIME] [--rate N] [--language en|zh_CN] [--theme light|dark]" \
        "[--keep DIR]" >&2
    exit 2
}

[ $# -gt 0 ] || usage "BIN is missing"
bin=$1
shift
clock=2026-03-16T18:35:00+08:00
rate=60
language=en
theme=light
keep=""
while [ $# -gt 0 ]; do
    [ $# -gt 1 ] || usage "$1 needs a value"
    case $1 in
        --clock) clock=$2 ;;
        --rate) rate=$2; rate_given=1 ;;
        --language) language=$2 ;;
        --theme) theme=$2 ;;
        --keep) keep=$2 ;;
        *) usage "unknown option: $1" ;;
    esac
    shift 2
done
/usr/bin/python3 - "$clock" "$rate" <<'PY' || usage "nothing was started"
import datetime, re, sys
clock, rate = sys.argv[1:]
try:
    if datetime.datetime.fromisoformat(re.sub("Z$", "+00:00", clock)).tzinfo is None:
        raise ValueError
except ValueError:
    sys.exit(f"--clock: no ISO time with its zone, as 2026-03-16T18:35:00+08:00: {clock}")
if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", rate) or not 1 <= float(rate) <= 600:
    sys.exit(f"--rate: no number from 1 to 600: {rate}")
PY
[ "$bin" != --check ] || exit 0

dir=${keep:-$(mktemp -d "${TMPDIR:-/tmp}/piledeck-demo.XXXXXX")}
mkdir -p "$dir/lines"
started=()
finish() {
    local status=$? pid
    for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
    for pid in "${started[@]}"; do wait "$pid" 2>/dev/null || true; done
    [ $status -ne 0 ] || [ -n "$keep" ] || rm -rf "$dir"
    [ $status -eq 0 ] || echo "The programs' logs stay in $dir" >&2
}
trap finish EXIT INT TERM

# set_clock ISO-TIME RATE: what all programs of the demonstration take as the time from now on.
set_clock() {
    /usr/bin/python3 - "$dir/clock.json" "$1" "$2" <<'PY'
import json, os, sys, time
path, when, rate = sys.argv[1:]
with open(path + ".new", "w") as f:
    json.dump({"steady_ns": time.monotonic_ns(), "time": when, "rate": float(rate)}, f)
os.replace(path + ".new", path)
PY
}

free_port() {
    /usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# await_word FILE WORD SECONDS: prints the line of FILE that begins with the word, once it is there.
await_word() {
    local waited=0
    until grep -m1 "^$2" "$1" 2>/dev/null; do
        sleep 0.1
        waited=$((waited + 1))
        if [ $waited -ge $(($3 * 10)) ]; then
            echo "no \"$2\" within $3 s; last lines of ${1%.out}.log:" >&2
            tail -5 "${1%.out}.log" >&2
            return 1
        fi
    done
}

export TZ=Asia/Shanghai
headless=0
if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    headless=1
    rate=${rate_given:+$rate}
    rate=${rate:-600}
fi

payments=$(free_port)
set_clock "$clock" "$([ $headless = 1 ] && echo 1 || echo "$rate")"
printf 'op1-demo\n' >"$dir/password"
chmod 600 "$dir/password"

"$bin/piledeck-cloud" --sandbox --listen 127.0.0.1:0 --database "sqlite:$dir/cloud.db" \
    --payments "http://127.0.0.1:$payments" --clock-file "$dir/clock.json" >"$dir/cloud.out" 2>"$dir/cloud.log" &
started+=($!)
port=$(await_word "$dir/cloud.out" ready 20 | cut -d' ' -f2)

payer=()
[ $headless = 1 ] || payer=(--payer-confirms-after 5)
"$bin/piledeck-station" --site "$(dirname "$0")/../../resources/binjiang/site.json" \
    --cloud "ws://127.0.0.1:$port/ocpp" --lines "$dir/lines" --control "unix:$dir/control" \
    --payments "127.0.0.1:$payments" --clock-file "$dir/clock.json" "${payer[@]}" \
    >"$dir/station.out" 2>"$dir/station.log" &
started+=($!)
await_word "$dir/station.out" ready 20 >/dev/null

console=("$bin/piledeck" --cloud "http://127.0.0.1:$port" --user op1 --password-file "$dir/password"
    --language "$language" --theme "$theme" --clock-file "$dir/clock.json" --line "$dir/lines/meters" --baud 9600)

if [ $headless = 0 ]; then
    /usr/bin/python3 - "$dir/control" <<'PY'
import socket, sys
with socket.socket(socket.AF_UNIX) as s:
    s.connect(sys.argv[1])
    s.sendall(b'{"plug": true, "pile": "33010800100003"}\n')
    s.recv(4096)
PY
    echo "Cloud at http://127.0.0.1:$port, sign-in op1 / op1-demo. Pile 33010800100003 has a car plugged in." >&2
    echo "RS-485 line: $dir/lines/meters (9600 8E1, DL/T 645-2007). Files: $dir" >&2
    "${console[@]}"
    exit
fi

display_file=$dir/display
Xvfb -displayfd 3 -screen 0 1366x768x24 -nolisten tcp 3>"$display_file" 2>"$dir/xvfb.log" &
started+=($!)
for _ in $(seq 100); do [ -s "$display_file" ] && break; sleep 0.1; done
if [ -n "$keep" ]; then
    pictures=$dir/screenshots
else
    pictures=$(mktemp -d "${TMPDIR:-/tmp}/piledeck-pictures.XXXXXX")
fi
DISPLAY=:$(cat "$display_file") "${console[@]}" --demonstrate A1 --rate "$rate" \
    --station-control "unix:$dir/control" --screenshots "$pictures"
echo "The pictures stay in $pictures" >&2
