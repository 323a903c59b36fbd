"""Kills cloud and station in mid-charge; the charge goes on, the bill is right, and the console says what happens.

What the console says is read as a screen reader reads it: run under dbus-run-session.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import argparse
import signal
from decimal import Decimal

from charges import PILE, PORT, START, check_a1_bill, check_three_figures, expect, order, pay_and_start, settled
from harness import Console, Demonstration, wait_until


class Words:
    """What the window must say of a victim: what happened, what it means, what is done, what is blocked, and back."""

    def __init__(self, what, meaning, deed, blocked, back, values):
        self.what = what
        self.meaning = meaning
        self.deed = deed
        self.blocked = blocked
        self.back = back
        self.values = values


CLOUD = Words("The cloud cannot be reached.", "Charges go on at the piles", "reconnecting by itself",
              "The cloud is away: what is shown may be old.", "The cloud is back after", "Values are current again")
STATION = Words("lost the connection to the cloud", "Their state is unknown", "They reconnect by themselves",
                "The pile is offline: it cannot hear a stop.", "All piles are connected again",
                "Their values are current again")


def energy_so_far(demo, order_id):
    return Decimal(order(demo, order_id)["bill"]["energy_kwh"])


def watch_charge(demo, console):
    """The charging port on the screen, with its values and a stop that may be pressed."""
    console.press("Piles")
    console.select_row("Ports", PILE[-4:])
    wait_until("the stop may be pressed", 20, lambda: console.is_enabled("Stop charging"))


def said_when_away(demo, console, words, victim):
    """The message bar, the status strip and the blocked command, each in words."""
    bar = console.wait_text(words.what, 20)
    for part in (words.meaning, words.deed):
        console.wait_text(part)
    expect("commands are blocked", not console.is_enabled("Stop charging"), bar)
    console.wait_text(words.blocked)
    if victim == "cloud":
        console.wait_text("Cloud away, last heard")
    demo.screenshot(f"restart-{victim}-away")


def said_when_back(demo, console, words, victim):
    console.wait_text(words.back, 40)
    console.wait_text(words.values)
    console.wait_text("Cloud live")
    wait_until("the stop may be pressed again", 20, lambda: console.is_enabled("Stop charging"))
    expect("the reason is gone", words.blocked not in console.texts(), words.blocked)
    demo.screenshot(f"restart-{victim}-back")


def charge_with(demo, console, victim):
    """One charge of 20.00 in whose middle the victim is killed and started again."""
    words = CLOUD if victim == "cloud" else STATION
    order_id = pay_and_start(demo)
    demo.set_clock(START, 120)
    wait_until("energy flows", 30, lambda: energy_so_far(demo, order_id) > Decimal("1"))
    demo.set_clock(demo.business_time(), 10)
    watch_charge(demo, console)
    demo.stop(victim, signal.SIGKILL)
    said_when_away(demo, console, words, victim)
    if victim == "cloud":
        demo.start_cloud()
    else:
        demo.start_station()
    said_when_back(demo, console, words, victim)
    at_restart = energy_so_far(demo, order_id)
    demo.set_clock(demo.business_time(), 120)
    wait_until("the charge goes on", 30, lambda: energy_so_far(demo, order_id) > at_restart)
    demo.set_clock(demo.business_time(), 600)
    done = settled(demo, order_id)
    if victim == "cloud":
        check_a1_bill(done["bill"])  # energy flowed on while the cloud was away
    else:
        # No energy flowed while the station was down, so the bands divide otherwise: never above what was paid.
        total = Decimal(done["bill"]["total"])
        expect("total", Decimal("19.96") <= total <= Decimal("20.00"), done["bill"])
    check_three_figures(demo, done)
    console.press("Sessions")
    wait_until("the bill in the billing table", 10, lambda: done["bill"]["total"] in console.table_texts("Sessions"))
    wait_until(f"{PORT} is free", 10, lambda: demo.cloud_says("piles")[2]["ports"][0]["state"] == "AVAILABLE")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--victim", choices=("cloud", "station"), required=True)
    options = parser.parse_args()
    with Demonstration(options.bin) as demo:
        demo.set_clock("2026-03-16T18:35:00+08:00", 1)
        demo.start_display()
        demo.start_cloud()
        demo.start_station()
        demo.station_does(plug=True, pile=PILE)
        demo.station_does(vehicle={"leaves_after_s": 240}, pile=PILE)
        demo.start_console()
        charge_with(demo, Console(), options.victim)
        print(demo.verify_ledger())
        print(f"{options.victim} killed in mid-charge: the charge went on, the bill is right, the console said so")


if __name__ == "__main__":
    main()
