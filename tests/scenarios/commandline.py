"""piledeckctl cloud … against the real cloud and station: lists, a charge started and stopped, events, refusals."""
# SPDX-License-Identifier: GPL-3.0-or-later
import argparse
import json
import subprocess
from decimal import Decimal

from charges import PHONE, PILE, PORT, START, expect, settled
from harness import Demonstration, Failed, wait_until


def refused(demo, word, *arguments, command=None):
    """The command fails with exit status 1, the reason last on standard error, and prints no result."""
    run = subprocess.run(command or demo.ctl_command(*arguments), capture_output=True, text=True, timeout=30,
                         env=demo.environment)
    expect(f"{arguments} is refused with {word}", run.returncode == 1 and not run.stdout
           and f"cloud: {word}: " in (run.stderr.splitlines() or [""])[-1], [run.returncode, run.stdout, run.stderr])


def lists(demo):
    piles = demo.cloud_says("piles")
    expect("ten piles at S1", sum(p["location_id"] == "S1" for p in piles) == 10, piles)
    names = [s["id"] for s in demo.cloud_says("stations")]
    expect("stations", "S1" in names, names)
    expect("nothing happened yet", demo.cloud_says("sessions") == demo.cloud_says("orders") == [], "lists")
    expect("nobody was turned away", demo.cloud_says("refused") == [], "refused")
    account = demo.cloud_says("account", PHONE)[0]
    expect("masked", account["phone"] == "138****5678" and account["ports_in_use"] == 0, account)


def refusals(demo):
    refused(demo, "unknown_order", "order", "none")
    refused(demo, "unknown_order", "stop", "none")
    refused(demo, "unknown_order", "cancel", "none")
    refused(demo, "unknown_account", "account", "000")
    refused(demo, "unknown_port", "start", "--port", "nowhere-1", "--account", PHONE, "--amount", "20.00")
    refused(demo, "port_not_plugged", "start", "--port", PORT, "--account", PHONE, "--amount", "20.00")
    refused(demo, "bad_credentials", command=[a if a != "op1" else "nobody" for a in demo.ctl_command("piles")])
    closed = demo.ctl_command("piles")
    closed[closed.index("--url") + 1] = "http://127.0.0.1:1"
    refused(demo, "offline", command=closed)


def charge(demo):
    """Events are read from outside while a charge is started, energy flows and the charge is stopped."""
    demo.station_does(plug=True, pile=PILE)
    wait_until("the cloud knows of the car", 10, lambda: demo.cloud_says("piles")[2]["ports"][0]["state"] != "AVAILABLE")
    demo.set_clock(START, 60)
    reader = subprocess.Popen(demo.ctl_command("events", "--count", "20", "--seconds", "60"), stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, env=demo.environment)
    starter = subprocess.Popen(
        demo.ctl_command("start", "--port", PORT, "--account", PHONE, "--amount", "20.00", "--wait", "--seconds", "60"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=demo.environment)
    demo.adopt("reader", reader)
    demo.adopt("starter", starter)
    wait_until("the payer confirms", 20, lambda: confirmed(demo))
    out, err = starter.communicate(timeout=60)
    expect("started", starter.returncode == 0, [out, err])
    states = [json.loads(line)["state"] for line in out.splitlines()]
    expect("the states as they come", states[0] == "AWAITING_PAYMENT" and states[-1] == "CHARGING", states)
    order_id = json.loads(out.splitlines()[-1])["id"]
    wait_until("energy flows", 30, lambda: Decimal(demo.cloud_says("order", order_id)[0]["bill"]["energy_kwh"]) > 0)
    session = demo.cloud_says("sessions")[0]
    expect("an active session", session["status"] == "ACTIVE" and Decimal(session["kwh"]) > 0, session)
    done = demo.cloud_says("stop", order_id, "--wait", "--seconds", "60")[-1]
    expect("stopped", done["state"] == "ENDED" and done["stop_reason"] == "Remote", done)
    demo.station_does(unplug=True, pile=PILE)
    done = settled(demo, order_id)
    out, err = reader.communicate(timeout=70)
    expect("events", reader.returncode == 0, [out, err])
    events = [json.loads(line) for line in out.splitlines()]
    numbers = [e["seq"] for e in events if "seq" in e]
    expect("numbered without a gap", numbers == list(range(numbers[0], numbers[0] + len(numbers))), numbers)
    expect("of piles and orders", {"pile", "order"} <= {e["kind"] for e in events}, [e["kind"] for e in events])
    cdr = demo.cloud_says("cdrs")[0]
    expect("the CDR says what the bill says", Decimal(cdr["total_cost"]["excl_vat"]) == Decimal(done["bill"]["total"]),
           cdr)


def confirmed(demo):
    try:
        return demo.station_does(payer="confirm")
    except (Failed, OSError):
        return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    with Demonstration(parser.parse_args().bin) as demo:
        demo.set_clock("2026-03-16T18:35:00+08:00", 1)
        demo.start_cloud()
        demo.start_station()
        wait_until("all piles are there", 20, lambda: sum(p["online"] for p in demo.cloud_says("piles")) == 10)
        lists(demo)
        refusals(demo)
        charge(demo)
        print("piledeckctl cloud: lists, refusals, a charge, its events")


if __name__ == "__main__":
    main()
