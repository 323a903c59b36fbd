"""Runs cloud, virtual station and console on one clock, and drives the console from outside through AT-SPI.

Run under `dbus-run-session`, with Debian's Python (gi.repository.Atspi):

    dbus-run-session -- /usr/bin/python3 a1.py --bin build/dev/bin

Everything it starts lives in a private folder and ends with it.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import contextlib
import datetime
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class Failed(AssertionError):
    """What the scenario demands was not so."""


def wait_until(what, seconds, probe, every=0.1):
    """The first true value of probe(), or Failed after so many real seconds."""
    deadline = time.monotonic() + seconds
    while True:
        value = probe()
        if value:
            return value
        if time.monotonic() > deadline:
            raise Failed(f"not within {seconds} s: {what}")
        time.sleep(every)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Demonstration:
    """Cloud, station and console as separate programs in one private folder."""

    def __init__(self, bin_dir):
        self.bin = os.path.abspath(bin_dir)
        self.dir = tempfile.mkdtemp(prefix="piledeck-scenario.")
        self.lines = os.path.join(self.dir, "lines")
        os.mkdir(self.lines)
        self.clock_file = os.path.join(self.dir, "clock.json")
        self.control = os.path.join(self.dir, "control")
        self.payments = free_port()
        self.cloud_port = free_port()
        # On PostgreSQL where with-postgres.sh started one; it is a private one, so its own database will do.
        self.database = os.environ.get("PILEDECK_TEST_POSTGRES", f"sqlite:{self.dir}/cloud.db")
        self.config = os.path.join(self.dir, "cloud.ini")
        with open(self.config, "w") as f:
            f.write(f"[ledger]\nkey_file={self.dir}/ledger-key\nheads_folder={self.dir}/ledger-heads\n")
        self.processes = {}
        self.password_file = os.path.join(self.dir, "password")
        with open(self.password_file, "w") as f:
            f.write("op1-demo\n")
        self.environment = dict(os.environ, TZ="Asia/Shanghai", QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1",
                                QT_ACCESSIBILITY="1", XDG_CONFIG_HOME=os.path.join(self.dir, "config"),
                                XDG_DATA_HOME=os.path.join(self.dir, "data"))

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if kind is not None and "xvfb" in self.processes:
            self.screenshot("failed")
        for name in reversed(list(self.processes)):
            self.stop(name)
        if kind is None:
            shutil.rmtree(self.dir, ignore_errors=True)
        else:
            print(f"kept for a look: {self.dir}", file=sys.stderr)
            self.print_logs()

    def print_logs(self):
        for name in sorted(os.listdir(self.dir)):
            if name.endswith(".log"):
                with open(os.path.join(self.dir, name), errors="replace") as f:
                    print(f"--- {name}\n" + "".join(f.readlines()[-15:]), file=sys.stderr)

    # Programs

    def start(self, name, *command):
        log = open(os.path.join(self.dir, name + ".log"), "ab")
        out = open(os.path.join(self.dir, name + ".out"), "wb")
        self.processes[name] = subprocess.Popen(command, stdout=out, stderr=log, env=self.environment,
                                                stdin=subprocess.DEVNULL)

    def adopt(self, name, process):
        """A process that ends with the demonstration, whoever started it."""
        self.processes[name] = process

    def said(self, name, word, seconds=20):
        """The line of the program's standard output that begins with the word."""
        path = os.path.join(self.dir, name + ".out")

        def probe():
            if self.processes[name].poll() is not None:
                raise Failed(f"{name} ended with {self.processes[name].returncode}")
            with open(path, errors="replace") as f:
                return next((line for line in f if line.startswith(word)), None)

        return wait_until(f"{name} says {word}", seconds, probe)

    def stop(self, name, how=signal.SIGTERM):
        process = self.processes.pop(name, None)
        if process is None:
            return None
        process.send_signal(how)
        try:
            return process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise Failed(f"{name} did not end within 10 s of {how!r}") from None

    def start_display(self, screen="1366x768x24"):
        number = os.path.join(self.dir, "display")
        with open(number, "wb") as f:
            self.processes["xvfb"] = subprocess.Popen(
                ["Xvfb", "-displayfd", str(f.fileno()), "-screen", "0", screen, "-nolisten", "tcp"],
                pass_fds=[f.fileno()], stderr=subprocess.DEVNULL)
        wait_until("display", 20, lambda: os.path.getsize(number) > 0)
        with open(number) as f:
            self.environment["DISPLAY"] = ":" + f.read().strip()
        os.environ["DISPLAY"] = self.environment["DISPLAY"]
        self.start("at-spi", "/usr/libexec/at-spi-bus-launcher", "--launch-immediately")

    def start_cloud(self):
        self.start("cloud", f"{self.bin}/piledeck-cloud", "--sandbox", "--listen", f"127.0.0.1:{self.cloud_port}",
                   "--database", self.database, "--payments", f"http://127.0.0.1:{self.payments}",
                   "--clock-file", self.clock_file, "--config", self.config)
        self.said("cloud", "ready")

    def verify_ledger(self):
        """What `piledeck-cloud verify` says of the ledger; Failed where it is not sound."""
        done = subprocess.run([f"{self.bin}/piledeck-cloud", "verify", "--database", self.database, "--config",
                               self.config], capture_output=True, text=True, timeout=60)
        if done.returncode != 0:
            raise Failed(f"the ledger is not sound:\n{done.stdout}{done.stderr}")
        return done.stdout.strip()

    def start_station(self):
        self.start("station", f"{self.bin}/piledeck-station", "--site", f"{ROOT}/resources/binjiang/site.json",
                   "--cloud", f"ws://127.0.0.1:{self.cloud_port}/ocpp", "--lines", self.lines,
                   "--control", f"unix:{self.control}", "--payments", f"127.0.0.1:{self.payments}",
                   "--clock-file", self.clock_file)
        self.said("station", "ready")

    def start_console(self, *options):
        self.start("console", f"{self.bin}/piledeck", "--cloud", f"http://127.0.0.1:{self.cloud_port}", "--user", "op1",
                   "--password-file", self.password_file, "--language", "en", "--theme", "light", "--clock-file",
                   self.clock_file, *options)

    # The world around

    def set_clock(self, when, rate):
        with open(self.clock_file + ".new", "w") as f:
            json.dump({"steady_ns": time.monotonic_ns(), "time": when, "rate": rate}, f)
        os.replace(self.clock_file + ".new", self.clock_file)

    def business_time(self):
        """What the shared clock says now."""
        with open(self.clock_file) as f:
            setting = json.load(f)
        passed = (time.monotonic_ns() - setting["steady_ns"]) / 1e9 * setting["rate"]
        return (datetime.datetime.fromisoformat(setting["time"]) + datetime.timedelta(seconds=passed)).isoformat()

    def station_does(self, **order):
        """One order to the station's control socket; its answer, which must be ok."""
        with socket.socket(socket.AF_UNIX) as s:
            s.settimeout(10)
            s.connect(self.control)
            s.sendall(json.dumps(order).encode() + b"\n")
            with s.makefile() as lines:
                answer = json.loads(lines.readline())
        if not answer.get("ok"):
            raise Failed(f"station refused {order}: {answer}")
        return answer

    def ctl_command(self, *arguments):
        return [f"{self.bin}/piledeckctl", "cloud", "--url", f"http://127.0.0.1:{self.cloud_port}", "--user", "op1",
                "--password-file", self.password_file, *arguments]

    def cloud_says(self, *arguments):
        """piledeckctl cloud …: its JSON lines."""
        run = subprocess.run(self.ctl_command(*arguments), capture_output=True, text=True, timeout=30,
                             env=self.environment)
        if run.returncode != 0:
            raise Failed(f"piledeckctl {arguments}: {run.stderr}")
        return [json.loads(line) for line in run.stdout.splitlines()]

    def screenshot(self, name):
        target = os.path.join(os.environ.get("PILEDECK_SCREENSHOTS", self.dir), name + ".png")
        with contextlib.suppress(FileNotFoundError): # a picture is only for whoever looks afterwards
            subprocess.run(["import", "-window", "root", target], env=self.environment, check=False)
        return target


class Console:
    """The console's window as a screen reader has it."""

    def __init__(self, seconds=20):
        import gi
        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi, GLib
        self.atspi = Atspi
        self.events = GLib.MainContext.default()
        self.application = wait_until("console on the accessibility bus", seconds, self._application)

    def _refresh(self):
        """Lets the library hear what has changed: it remembers what it was told before."""
        while self.events.iteration(False):
            pass

    def _application(self):
        self._refresh()
        desktop = self.atspi.get_desktop(0)
        desktop.clear_cache()
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child is not None and (child.get_name() or "").lower().startswith("piledeck"):
                return child
        return None

    def walk(self, node=None):
        """Every showing accessible below the node, depth first."""
        if node is None:
            self._refresh()
            self.application.clear_cache()
            node = self.application
        stack = [node]
        while stack:
            current = stack.pop()
            yield current
            with contextlib.suppress(Exception):
                count = current.get_child_count()
                if current.get_role_name() in ("table", "tree table", "list") and count > 400:
                    continue
                stack.extend(c for c in (current.get_child_at_index(i) for i in reversed(range(count))) if c)

    def _is(self, node, state):
        return node.get_state_set().contains(state)

    def find_all(self, name=None, role=None, showing=True):
        found = []
        for node in self.walk():
            with contextlib.suppress(Exception):
                if name is not None and node.get_name() != name:
                    continue
                if role is not None and node.get_role_name() != role:
                    continue
                if showing and not self._is(node, self.atspi.StateType.SHOWING):
                    continue
                found.append(node)
        return found

    def find(self, name, role=None, seconds=10):
        what = f"{role or 'control'} \"{name}\""
        return wait_until(what, seconds, lambda: next(iter(self.find_all(name, role)), None))

    def is_enabled(self, name):
        return self._is(self.find(name), self.atspi.StateType.ENABLED)

    def is_checked(self, name):
        return self._is(self.find(name), self.atspi.StateType.CHECKED)

    def press(self, name, seconds=10):
        """Presses a button that is there and enabled."""
        def enabled():
            return next((n for n in self.find_all(name)
                         if n.get_action_iface() and self._is(n, self.atspi.StateType.ENABLED)), None)

        node = wait_until(f"button \"{name}\" enabled", seconds, enabled)
        action = node.get_action_iface()
        for i in range(action.get_n_actions()):
            if action.get_action_name(i).lower() in ("press", "toggle", "click", "check"):
                action.do_action(i)
                return
        action.do_action(0)

    def type_into(self, name, text, seconds=10):
        node = self.find(name, "text", seconds)
        if not node.get_editable_text_iface().set_text_contents(text):
            raise Failed(f"could not type into \"{name}\"")

    def select_row(self, table, containing, seconds=10):
        """Selects the first row of the table in which some cell contains the text."""
        def selected():
            grid = next((n.get_table_iface() for n in self.find_all(table) if n.get_table_iface()), None)
            for row in range(grid.get_n_rows() if grid else 0):
                cells = [grid.get_accessible_at(row, column) for column in range(grid.get_n_columns())]
                if any(containing in (cell.get_name() or "") for cell in cells if cell):
                    return grid.add_row_selection(row)
            return False

        wait_until(f"row \"{containing}\" of \"{table}\"", seconds, selected)

    def table_texts(self, table):
        """The texts of all cells, row by row."""
        def tables():
            return next((n.get_table_iface() for n in self.find_all(table) if n.get_table_iface()), None)

        grid = wait_until(f"table \"{table}\"", 10, tables)
        cells = (grid.get_accessible_at(row, column)
                 for row in range(grid.get_n_rows()) for column in range(grid.get_n_columns()))
        return [cell.get_name() or "" for cell in cells if cell]

    def text_of(self, node):
        text = node.get_text_iface()
        return text.get_text(0, text.get_character_count()) if text else (node.get_name() or "")

    def texts(self):
        """All that can be read on the screen: names and texts."""
        found = []
        for node in self.walk():
            with contextlib.suppress(Exception):
                if self._is(node, self.atspi.StateType.SHOWING):
                    found.append(self.text_of(node) or node.get_name() or "")
        return [t for t in found if t]

    def wait_text(self, part, seconds=10):
        return wait_until(f"\"{part}\" on the screen", seconds,
                          lambda: next((t for t in self.texts() if part in t), None), every=0.3)

    def dump(self):
        """The tree as text, for whoever writes a scenario."""
        lines = []

        def visit(node, depth):
            with contextlib.suppress(Exception):
                lines.append("  " * depth + f"{node.get_role_name()}: {node.get_name()!r}")
                for i in range(node.get_child_count()):
                    visit(node.get_child_at_index(i), depth + 1)

        visit(self.application, 0)
        return "\n".join(lines)
