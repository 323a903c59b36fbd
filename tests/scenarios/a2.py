"""A2: by time with a bank card, and auto-full with a hold, a scheduled start and a car that stays."""
# SPDX-License-Identifier: GPL-3.0-or-later
import argparse
import datetime
from decimal import Decimal

from assisted import (MINE, OTHER, all_online, begin, bill_is, confirm, in_state, moment, order, pile, plug, refunds_of,
                      register, run_until, sandbox_payment, start)
from charges import expect
from harness import Demonstration, wait_until
from killed import cloud


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


def standing_costs(demo, order_id):
    """While the car stands there full, order and session show what that has cost so far."""
    live = wait_until("standing costs something", 90, lambda: (
        lambda o: o if o["state"] == "ENDED" and Decimal(o["bill"]["occupancy"]) > 0 else None)(order(demo, order_id)),
        every=0.02)
    expect("at most what it will be", Decimal("0.50") <= Decimal(live["bill"]["occupancy"]) <= Decimal("15.00"), live)
    session = cloud(demo, f"sessions/{live['session']}")
    expect("the session goes on", session["status"] == "ACTIVE" and "end_date_time" not in session, session)
    expect("and costs as much", Decimal(live["bill"]["total"]) <= Decimal(str(session["total_cost"]["excl_vat"]))
           <= Decimal("27.88"), [live, session])


def auto_full(demo):
    """(ii) Hold 50.00, start at 00:30, full at 18.40 kWh, the car stays 45 minutes more."""
    demo.set_clock("2026-03-16T23:50:00+08:00", 0)
    plug(demo, 5, wants_kwh="18.40", ends_when_full=True, leaves_after_s=45 * 60)
    made = start(demo, 5, MINE, "--auto-full", "--amount", "50.00", "--start-at", "2026-03-17T00:30:00+08:00",
                 "--method", "BANK_CARD")
    paid = confirm(demo, made)
    expect("it waits for its time", moment(paid["start_at"]) == moment("2026-03-17T00:30:00+08:00"), paid)
    demo.set_clock(demo.business_time(), 600)
    standing_costs(demo, made["id"])
    done = in_state(demo, made["id"], "SETTLED", seconds=90)
    demo.set_clock(demo.business_time(), 0)
    late = (moment(done["started_at"]) - moment("2026-03-17T00:30:00+08:00")).total_seconds()
    expect("started at 00:30", 0 <= late <= 300, done)  # half a real second at this pace
    took = (moment(done["ended_at"]) - moment(done["started_at"])).total_seconds()
    expect("full after 2:37:43", abs(took - (2 * 3600 + 37 * 60 + 43)) <= 2 and done["stop_reason"] == "Local", done)
    stayed = (moment(done["left_at"]) - moment(done["ended_at"])).total_seconds()
    expect("stayed 45 minutes", abs(stayed - 45 * 60) <= 1, done)
    expect("all in the valley", {p["band"] for p in done["bill"]["periods"]} == {"valley"}, done)
    bill_is(done, energy_kwh="18.40", electricity="5.52", service="7.36", occupancy="15.00", total="27.88", time="0")
    done = wait_until("22.12 went free", 15, lambda: (lambda o: o if o["refunded"] == "22.12" else None)(
        order(demo, made["id"])))
    taken = sandbox_payment(demo, done["payment"]["id"])
    expect("27.88 of 50.00 captured", taken["captured_fen"] == 2788, taken)
    expect("nothing is owed", done["owed"] == "0.00", done)
    print(f"A2 (ii): started {late:.0f} s after 00:30, full at 18.40 kWh, 12.88 + occupancy 15.00 = 27.88, 22.12 free")


def full_by_power(demo):
    """A car that is full, and a pile that goes on saying Charging because 60 W still flow: the power tells."""
    demo.set_clock("2026-03-17T12:00:00+08:00", 0)
    plug(demo, 5, wants_kwh="1.40", trickle_w=60)
    made = start(demo, 5, MINE, "--auto-full", "--amount", "20.00", "--method", "BANK_CARD")
    confirm(demo, made)
    begun = begin(demo, made["id"])
    full = moment(begun["started_at"]) + datetime.timedelta(minutes=12)  # 1.40 kWh at 7 kW
    demo.set_clock(demo.business_time(), 60)
    done = in_state(demo, made["id"], "ENDED", seconds=60)
    demo.set_clock(demo.business_time(), 0)
    late = (moment(done["charged_until"]) - full).total_seconds()
    expect("full by the first sample of it", 0 <= late <= 30, done)
    ended = (moment(done["ended_at"]) - moment(done["charged_until"])).total_seconds()
    expect("stopped once it had lasted five minutes", 300 <= ended <= 420 and done["stop_reason"] == "Remote"
           and done["command"]["reason"] == "vehicle_full", done)
    told = cloud(demo, f"cnpdk_orders/{made['id']}/messages")
    expect("the driver is told", [m["word"] for m in told] == ["vehicle_full"], told)
    run_until(demo, (moment(done["charged_until"]) + datetime.timedelta(minutes=20, seconds=30)).isoformat(), 60)
    standing = order(demo, made["id"])
    expect("occupancy counts from full on", standing["bill"]["occupancy"] == "2.50", standing)
    demo.station_does(unplug=True, pile=pile(5))
    done = in_state(demo, made["id"], "SETTLED")
    bill_is(done, occupancy="2.50")
    print(f"A2 by power: full {late:.0f} s after it was, stopped {ended:.0f} s later, 2.50 of occupancy from full on")


def hold_used_up(demo):
    """(iii) Hold 10.00: the hold ends it, never the bill above it."""
    demo.set_clock("2026-03-18T00:10:00+08:00", 0)
    plug(demo, 5, wants_kwh="18.40", ends_when_full=True, leaves_after_s=5 * 60)
    made = start(demo, 5, MINE, "--auto-full", "--amount", "10.00", "--start-at", "2026-03-18T00:30:00+08:00")
    confirm(demo, made)
    demo.set_clock(demo.business_time(), 600)
    done = in_state(demo, made["id"], "SETTLED", seconds=90)
    demo.set_clock(demo.business_time(), 0)
    energy, total = Decimal(done["bill"]["energy_kwh"]), Decimal(done["bill"]["total"])
    expect("stopped at 14.28 kWh", Decimal("14.27") <= energy <= Decimal("14.2857"), done)
    expect("never above 10.00", Decimal("9.98") <= total <= Decimal("10.00"), done)
    bill_is(done, occupancy="0")
    told = cloud(demo, f"cnpdk_orders/{made['id']}/messages")
    expect("the driver is told", [m["word"] for m in told] == ["amount_used"] and "10.00" in told[0]["zh"], told)
    print(f"A2 (iii): ended by the hold at {energy} kWh, {total} of 10.00")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    with Demonstration(parser.parse_args().bin) as demo:
        demo.set_clock("2026-03-16T18:35:00+08:00", 0)
        demo.start_cloud()
        demo.start_station()
        all_online(demo)
        by_time(demo)
        auto_full(demo)
        full_by_power(demo)
        hold_used_up(demo)
        print(demo.verify_ledger())


if __name__ == "__main__":
    main()
