"""Kills cloud and station in mid-charge; the charge goes on and the bill is right. Driven by piledeckctl."""
# SPDX-License-Identifier: GPL-3.0-or-later
import argparse
import signal
from decimal import Decimal

from charges import PILE, START, check_a1_bill, check_three_figures, expect, order, pay_and_start, settled
from harness import Demonstration, wait_until


def energy_so_far(demo, order_id):
    return Decimal(order(demo, order_id)["bill"]["energy_kwh"])


def charge_with(demo, victim):
    """One charge of 20.00 in whose middle the victim is killed and started again."""
    order_id = pay_and_start(demo)
    demo.set_clock(START, 120)
    wait_until("energy flows", 30, lambda: energy_so_far(demo, order_id) > Decimal("1"))
    demo.stop(victim, signal.SIGKILL)
    if victim == "cloud":
        demo.start_cloud()
    else:
        demo.start_station()
    at_restart = energy_so_far(demo, order_id)
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
    demo.station_does(unplug=True, pile=PILE)
    wait_until("the port is free", 10, lambda: demo.cloud_says("piles")[2]["ports"][0]["state"] == "AVAILABLE")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--victim", choices=("cloud", "station"), required=True)
    options = parser.parse_args()
    with Demonstration(options.bin) as demo:
        demo.set_clock("2026-03-16T18:35:00+08:00", 1)
        demo.start_cloud()
        demo.start_station()
        demo.station_does(plug=True, pile=PILE)
        charge_with(demo, options.victim)
        print(demo.verify_ledger())
        print(f"{options.victim} killed in mid-charge: the charge went on, the bill is right")


if __name__ == "__main__":
    main()
