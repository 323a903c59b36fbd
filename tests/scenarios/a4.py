"""A4: reservations - used, not used, cancelled - and a start set for midnight."""
# SPDX-License-Identifier: GPL-3.0-or-later
import argparse

from assisted import (MINE, OTHER, all_online, begin, bill_is, confirm, in_state, moment, order, pile, plug, port,
                      refused, run_until, start, status)
from charges import expect
from harness import Demonstration, wait_until
from killed import cloud


def reserve(demo, number, phone, *how):
    return demo.cloud_says("reserve", "--port", port(number), "--account", phone, *how)[0]


def reservation(demo, known):
    return demo.cloud_says("reservation", str(known["id"]))[0]


def in_reservation_state(demo, known, state):
    return wait_until(f"the reservation is {state}", 20, lambda: (lambda r: r if r["state"] == state else None)(
        reservation(demo, known)))


def shows(demo, number, wanted):
    wait_until(f"{number} shows {wanted}", 15, lambda: status(demo, number) == wanted, every=0.02)


def used(demo):
    demo.set_clock("2026-03-16T14:55:00+08:00", 0)
    held = reserve(demo, 6, MINE, "--until", "2026-03-16T15:10:00+08:00")
    expect("held", held["state"] == "HELD", held)
    shows(demo, 6, "Reserved")
    state = cloud(demo, f"cnpdk_piles/{pile(6)}")["ports"][0]
    expect("the map and the list show it, and not for whom", state["state"] == "RESERVED" and "5678" not in str(state)
           and "138" not in str(state.get("charge")), state)
    expect("it counts as a port in use", demo.cloud_says("account", MINE)[0]["ports_in_use"] == 1, "account")
    run_until(demo, "2026-03-16T15:02:00+08:00")
    why = refused(demo, "reserved", "start", "--port", port(6), "--account", OTHER, "--amount", "5.00")
    expect("the holder is not named", "138" not in why and "5678" not in why, why)
    refused(demo, "reserved", "reserve", "--port", port(6), "--account", OTHER)
    plug(demo, 6, leaves_after_s=60)
    refused(demo, "reserved", "start", "--port", port(6), "--account", OTHER, "--amount", "5.00")
    run_until(demo, "2026-03-16T15:07:00+08:00", 120)
    made = start(demo, 6, MINE, "--energy", "0.50")
    confirm(demo, made)
    begin(demo, made["id"])
    consumed = in_reservation_state(demo, held, "CONSUMED")
    expect("by his order", consumed["order"] == made["id"], consumed)
    demo.set_clock(demo.business_time(), 300)
    done = in_state(demo, made["id"], "SETTLED", seconds=60)
    bill_is(done, reservation="0", occupancy="0")
    print("A4: reserved, refused to others, used by its holder without a fee")


def not_used(demo):
    demo.set_clock("2026-03-16T15:20:00+08:00", 0)
    held = reserve(demo, 8, MINE)
    expect("15 minutes", moment(held["until"]) == moment("2026-03-16T15:35:00+08:00"), held)
    shows(demo, 8, "Reserved")
    demo.set_clock(demo.business_time(), 300)
    expired = in_reservation_state(demo, held, "EXPIRED")
    shows(demo, 8, "Available")
    demo.set_clock(demo.business_time(), 0)
    fee = order(demo, expired["order"])
    bill_is(fee, reservation="2.00", total="2.00", energy_kwh="0")
    expect("a debt", fee["owed"] == "2.00" and fee["state"] == "ENDED" and fee["stop_reason"] == "NoShow", fee)
    told = demo.cloud_says("messages", fee["id"])
    expect("the driver is told", [m["word"] for m in told] == ["no_show"] and "2.00" in told[0]["zh"], told)
    account = demo.cloud_says("account", MINE)[0]
    expect("on the account", account["owed"] == "2.00" and account["ports_in_use"] == 0, account)
    print("A4: nobody came, 2.00 as reservation component, a debt of the account")
    return fee


def cancelled(demo):
    held = reserve(demo, 9, MINE)
    shows(demo, 9, "Reserved")
    refused(demo, "reason_missing", "cancel", str(held["id"]))
    gone = demo.cloud_says("cancel", str(held["id"]), "--reason", "司机来电改期")[0]
    expect("reason stored, no fee", gone["state"] == "CANCELLED" and gone["reason"] == "司机来电改期"
           and not gone.get("order"), gone)
    shows(demo, 9, "Available")
    expect("nothing more is owed", demo.cloud_says("account", MINE)[0]["owed"] == "2.00", "account")
    print("A4: cancelled with a reason, no fee")


def at_midnight(demo):
    demo.set_clock("2026-03-16T22:30:00+08:00", 0)
    plug(demo, 6, leaves_after_s=60)
    made = start(demo, 6, MINE, "--energy", "1.00", "--start-at", "2026-03-17T00:00:00+08:00")
    confirm(demo, made)
    late = start(demo, 7, OTHER, "--energy", "1.00", "--start-at", "2026-03-17T00:00:00+08:00")
    confirm(demo, late)  # its car never comes
    refused(demo, "port_occupied", "start", "--port", port(6), "--account", OTHER, "--amount", "5.00")
    run_until(demo, "2026-03-16T23:59:30+08:00")
    expect("held until then", order(demo, made["id"])["state"] == "PAID", "order")
    demo.set_clock(demo.business_time(), 10)
    begun = wait_until("it starts", 30, lambda: (lambda o: o if o["started_at"] else None)(order(demo, made["id"])))
    off = (moment(begun["started_at"]) - moment("2026-03-17T00:00:00+08:00")).total_seconds()
    expect("at 00:00, 10 s more or less", abs(off) <= 10, begun)
    gone = in_state(demo, late["id"], "CANCELLED")
    expect("not started", gone["stop_reason"] == "NotPlugged" and not gone["started_at"], gone)
    told = demo.cloud_says("messages", late["id"])
    expect("the driver is told", [m["word"] for m in told] == ["not_started_unplugged"], told)
    wait_until("all is returned", 15, lambda: order(demo, late["id"])["refunded"] == late["payment"]["amount"])
    demo.set_clock(demo.business_time(), 300)
    done = in_state(demo, made["id"], "SETTLED", seconds=60)
    expect("all in the valley", {p["band"] for p in done["bill"]["periods"]} == {"valley"}, done)
    bill_is(done, energy_kwh="1.00", electricity="0.30", service="0.40", occupancy="0", total="0.70")
    print(f"A4: started {off:.1f} s from midnight, all in the valley; the one without a car was not, and is returned")


def settle_fee(demo, fee):
    asked = demo.cloud_says("settle", MINE)[0]
    expect("the fee alone", asked["amount"] == "2.00" and [o["id"] for o in asked["orders"]] == [fee["id"]], asked)
    demo.station_does(payer="confirm", payment=asked["payment"]["id"])
    in_state(demo, fee["id"], "SETTLED")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    with Demonstration(parser.parse_args().bin) as demo:
        demo.set_clock("2026-03-16T14:50:00+08:00", 0)
        demo.start_cloud()
        demo.start_station()
        all_online(demo)
        used(demo)
        fee = not_used(demo)
        cancelled(demo)
        print(demo.verify_ledger())
        at_midnight(demo)
        settle_fee(demo, fee)
        print(demo.verify_ledger())


if __name__ == "__main__":
    main()
