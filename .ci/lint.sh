#!/usr/bin/env bash
# Format, layers, sizes, spelling, translations, clang-tidy. Every finding fails.
# --all: clang-tidy reads the whole tree, not only what changed since ten commits ago.
set -uo pipefail
cd "$(dirname "$0")/.."
failed=0

# step NAME COMMAND...: runs it, and remembers a failure.
step() {
    local name=$1 started=$SECONDS
    shift
    if "$@"; then
        printf 'lint: %-12s ok   (%d s)\n' "$name" $((SECONDS - started))
    else
        printf 'lint: %-12s FAIL\n' "$name"
        failed=1
    fi
}

sources() { git ls-files -co --exclude-standard -- '*.cpp' '*.h' | while read -r f; do [ -f "$f" ] && echo "$f"; done; }

format() { sources | xargs clang-format --dry-run -Werror; }

layers() { cmake -DSOURCE_DIR="$PWD" -P tests/layers.cmake; }

sizes() {
    local long
    long=$(sources | xargs wc -l | awk '$2 != "total" && $1 > 600 {print "over 600 lines: " $2 " (" $1 ")"}')
    [ "$(wc -l <CMakeLists.txt)" -le 100 ] || long+=$'\nCMakeLists.txt has over 100 lines'
    [ -z "$long" ] || { echo "$long"; return 1; }
}

spelling() {
    git ls-files -co --exclude-standard -- . ':!LICENSE' ':!*.ts' ':!*package-lock.json' ':!tests/fuzz/corpus' \
        ':!resources/basemap' ':!*.svg' |
        while read -r f; do [ -f "$f" ] && printf '%s\0' "$f"; done | xargs -0 codespell --quiet-level 2
}

# The catalogue is brought up to date in a copy: a text that is missing or unfinished there fails.
translations() {
    local copy unfinished
    copy=$(mktemp -d)
    cp translations/piledeck_zh_CN.ts "$copy/"
    /usr/lib/qt6/bin/lupdate -silent ui app/console -I . -locations none -no-obsolete -ts "$copy/piledeck_zh_CN.ts" >/dev/null || return 1
    unfinished=$(grep -B6 'type="unfinished"' "$copy/piledeck_zh_CN.ts")
    rm -r "$copy"
    [ -z "$unfinished" ] || { echo "not translated:"; echo "$unfinished"; return 1; }
}

# A source that includes the header, so that it is read too: its own where there is one.
reader_of() {
    if [ -f "${1%.h}.cpp" ]; then
        echo "${1%.h}.cpp"
    else
        git grep -lF "#include \"$1\"" -- '*.cpp' | head -n 1
    fi
}

tidy_files() {
    local base
    base=$(git rev-parse -q --verify HEAD~10 2>/dev/null || true)
    if [ "$all" = 1 ] || [ -z "$base" ]; then
        sources | grep '\.cpp$'
        return
    fi
    { git diff --name-only "$base"; git ls-files -o --exclude-standard; } | sort -u |
        while read -r f; do
            case $f in
                *.cpp) [ -f "$f" ] && echo "$f" ;;
                *.h) reader_of "$f" ;;
            esac
        done
}

tidy() {
    cmake --preset dev >/dev/null || return 1
    # Sources include what moc writes.
    ninja -C build/dev -t targets all | sed -n 's/^\([A-Za-z0-9_]*_autogen\):.*/\1/p' | sort -u |
        xargs ninja -C build/dev >/dev/null || return 1
    tidy_files | python3 .ci/tidy.py
}

all=0
[ "${1:-}" = --all ] && all=1
step format format
step layers layers
step sizes sizes
step spelling spelling
step translations translations
step clang-tidy tidy
[ $failed = 0 ] && echo "lint: clean"
exit $failed
