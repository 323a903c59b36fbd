"""Pictures of every page to look at: both languages, light and dark, during a charge and after it, and at 200 %.

    dbus-run-session -- /usr/bin/python3 look.py --bin build/dev/bin --out FOLDER

Not a test: whoever changes a page runs it and looks.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import argparse
import os
import subprocess

from charges import METER, PILE, START, pay_and_start, settled
from harness import Demonstration, wait_until

LOOKS = [("en", "light", 1), ("en", "dark", 1), ("zh_CN", "light", 1), ("zh_CN", "dark", 1), ("zh_CN", "light", 2),
         ("en", "dark", 2)]


def take_pictures(demo, folder, looks):
    for language, theme, scale in looks:
        target = os.path.join(folder, f"{language}-{theme}-{scale * 100}")
        os.makedirs(target, exist_ok=True)
        subprocess.run(
            [f"{demo.bin}/piledeck", "--cloud", f"http://127.0.0.1:{demo.cloud_port}", "--user", "op1",
             "--password-file", demo.password_file, "--language", language, "--theme", theme, "--clock-file",
             demo.clock_file, "--line", f"{demo.lines}/meters", "--baud", "9600", "--address", METER, "--screenshot",
             target], env=dict(demo.environment, QT_SCALE_FACTOR=str(scale)), check=True, timeout=60)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--only", help="language-theme-scale, as in zh_CN-dark-1", default="")
    options = parser.parse_args()
    looks = [look for look in LOOKS if options.only in "{}-{}-{}".format(*look)]
    with Demonstration(options.bin) as demo:
        demo.set_clock("2026-03-16T18:35:00+08:00", 1)
        demo.start_display("2732x1536x24")
        demo.start_cloud()
        demo.start_station()
        demo.station_does(plug=True, pile=PILE)
        demo.station_does(vehicle={"leaves_after_s": 240}, pile=PILE)
        order_id = pay_and_start(demo)
        demo.set_clock(START, 600)
        wait_until("the sharp band has begun", 60, lambda: demo.business_time() > "2026-03-16T19:20")
        demo.set_clock(demo.business_time(), 20)
        take_pictures(demo, os.path.join(options.out, "charging"), looks)
        demo.set_clock(demo.business_time(), 600)
        settled(demo, order_id)
        demo.set_clock(demo.business_time(), 1)
        take_pictures(demo, os.path.join(options.out, "after"), looks)


if __name__ == "__main__":
    main()
