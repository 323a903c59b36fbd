"""A1 through the console's own widgets: the console clicks and types, this program judges what came of it."""
# SPDX-License-Identifier: GPL-3.0-or-later
import argparse
import os
import re

from charges import check_a1_bill, check_three_figures, expect
from harness import Demonstration, Failed


def check_three_views(output):
    """The console's own words on when map, row and live panel changed: at most two seconds apart."""
    line = next((line.strip() for line in output.splitlines() if "Charging shown by" in line), "")
    apart = re.search(r"map [0-9.]+ s, row [0-9.]+ s, live panel [0-9.]+ s after Start: ([0-9.]+) s apart$", line)
    expect("three views within 2 s", apart and float(apart[1]) <= 2, line)
    print(line)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--rate", default="600")
    options = parser.parse_args()
    with Demonstration(options.bin) as demo:
        demo.environment["QT_QPA_PLATFORM"] = "offscreen"
        demo.set_clock("2026-03-16T18:35:00+08:00", 1)
        demo.start_cloud()
        demo.start_station()
        demo.start_console("--demonstrate", "A1", "--rate", options.rate, "--station-control", f"unix:{demo.control}",
                           "--screenshots", os.path.join(demo.dir, "screenshots"))
        status = demo.processes["console"].wait(120)
        if status != 0:
            raise Failed(f"the console's demonstration ended with {status}")
        with open(os.path.join(demo.dir, "console.out"), encoding="utf-8") as output:
            check_three_views(output.read())
        done = demo.cloud_says("orders", "--limit", "1")[0]
        expect("settled", done["state"] == "SETTLED", done)
        expect("on the second", done["started_at"].startswith("2026-03-16T10:40:00"), done)
        expect("stop", "2026-03-16T12:29:32" <= done["ended_at"][:19] <= "2026-03-16T12:29:38", done)
        expect("one payment of 20.00", done["payment"]["amount"] == "20.00", done)
        expect("who acted", done["operator"] == "op1", done)
        check_a1_bill(done["bill"])
        check_three_figures(demo, done)
        cdrs = demo.cloud_says("cdrs")
        expect("one CDR", len(cdrs) == 1, cdrs)
        print(demo.verify_ledger())
        print("A1 through the widgets:", done["bill"]["energy_kwh"], "kWh,", done["bill"]["total"])


if __name__ == "__main__":
    main()
