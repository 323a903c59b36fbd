#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""clang-tidy over the sources named on standard input, one path a line.

A source that was found clean is not read again as long as all it consists of is the same: its text after
the preprocessor, the compiler's options, the rules and clang-tidy itself. A source that no target
compiles is a finding: it was left out of a source list.
"""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import shlex
import subprocess
import sys

ROOT = pathlib.Path.cwd()
BUILD = ROOT / "build/dev"
KNOWN = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "piledeck-tidy"


def compile_commands():
    """Path from the root -> (folder, arguments) of the first target that compiles it."""
    commands = {}
    for entry in json.loads((BUILD / "compile_commands.json").read_text()):
        path = pathlib.Path(entry["file"])
        if path.is_relative_to(ROOT):
            commands.setdefault(str(path.relative_to(ROOT)), (entry["directory"], shlex.split(entry["command"])))
    return commands


def digest(command, rules):
    """Names all that decides a finding; None when the source does not preprocess."""
    folder, arguments = command
    options = [a for a in arguments if not a.endswith("ccache")]
    target = options.index("-o")
    options[target:target + 2] = []
    text = subprocess.run([*options, "-E", "-C", "-P"], cwd=folder, capture_output=True, check=False)
    if text.returncode != 0:
        return None
    of_root = " ".join(options).replace(str(ROOT), "")
    return hashlib.sha256(rules + of_root.encode() + text.stdout.replace(str(ROOT).encode(), b"")).hexdigest()


def read(path, command, rules):
    """What clang-tidy says against the source; empty when it is clean."""
    key = digest(command, rules)
    mark = KNOWN / key if key else None
    if mark and mark.exists():
        return ""
    run = subprocess.run(["clang-tidy", "-p", str(BUILD), "--quiet", "--warnings-as-errors=*", path],
                         capture_output=True, text=True, check=False)
    if run.returncode != 0:
        return (run.stdout or run.stderr).strip() or f"{path}: clang-tidy ended with {run.returncode}"
    if mark:
        mark.touch()
    return ""


def main():
    paths = sorted({line.strip() for line in sys.stdin if line.strip()})
    commands = compile_commands()
    version = subprocess.run(["clang-tidy", "--version"], capture_output=True, check=True).stdout
    rules = version + (ROOT / ".clang-tidy").read_bytes()
    KNOWN.mkdir(parents=True, exist_ok=True)
    left_out = [path for path in paths if path not in commands]
    for path in left_out:
        print(f"{path}: no target compiles it")
    unclean = len(left_out)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        work = [pool.submit(read, path, commands[path], rules) for path in paths if path in commands]
        for job in concurrent.futures.as_completed(work):
            if said := job.result():
                print(said, flush=True)
                unclean += 1
    return 1 if unclean else 0


if __name__ == "__main__":
    sys.exit(main())
