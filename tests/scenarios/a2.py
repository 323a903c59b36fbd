"""A2: by time with a bank card, and auto-full with a hold, a scheduled start and a car that stays."""
# SPDX-License-Identifier: GPL-3.0-or-later
import argparse
from decimal import Decimal

from assisted import (MINE, OTHER, all_online, begin, bill_is, confirm, in_state, moment, order, plug, refunds_of,
                      register, run_until, sandbox_payment, start)
from charges import expect
from harness import Demonstration, wait_until


def by_time(demo):
    """(i) 60 minutes by bank card, the plug drawn at 35 min 20 s."""
    demo.set_clock("2026-03-16T18:40:00+08:00", 0)
    before = register(demo, 4)
    plug(demo, 4, leaves_at="2026-03-16T19:15:20+08:00")
    made = start(demo, 4, OTHER, "--time", "3600", "--method", "BANK_CARD")
    expect("60 minutes are 6.00", made["payment"]["amount"] == "6.00" and made["mode"] == "TIME", made)
    expect("the payer is asked, not the desk", made["payment"]["state"] == "AWAITING_PAYER", made)
    paid = confirm(demo, made)
    expect("held, not taken", sandbox_payment(demo, paid["payment"]["id"]).get("captured_fen") is None, paid)
    begun = begin(demo, made["id"])
    expect("started at 18:40:00", moment(begun["started_at"]) == moment("2026-03-16T18:40:00+08:00"), begun)
    demo.set_clock(demo.business_time(), 600)
    done = in_state(demo, made["id"], "SETTLED", seconds=60)
    demo.set_clock(demo.business_time(), 0)
    expect("ended by the plug", done["stop_reason"] == "EVDisconnected"
           and moment(done["ended_at"]) == moment("2026-03-16T19:15:20+08:00"), done)
    bill_is(done, time="3.60", electricity="0", service="0", occupancy="0", total="3.60")
    energy = register(demo, 4) - before
    expect("energy is recorded", Decimal(done["bill"]["energy_kwh"]) == energy > 4, done)
    expect("and not priced", all(Decimal(p["electricity_price"]) == 0 for p in done["bill"]["periods"]), done)
    done = wait_until("2.40 went free", 15, lambda: (lambda o: o if o["refunded"] == "2.40" else None)(
        order(demo, made["id"])))
    taken = sandbox_payment(demo, done["payment"]["id"])
    expect("3.60 of 6.00 captured, no refund", taken["captured_fen"] == 360 and taken["amount_fen"] == 600
           and not refunds_of(demo, done["payment"]["id"]), taken)
    print("A2 (i): 36 minutes, 3.60 of 6.00 by bank card, 2.40 set free")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    with Demonstration(parser.parse_args().bin) as demo:
        demo.set_clock("2026-03-16T18:35:00+08:00", 0)
        demo.start_cloud()
        demo.start_station()
        all_online(demo)
        by_time(demo)
        print(demo.verify_ledger())


if __name__ == "__main__":
    main()
