"""A3 without its refund: three cars of one account that settles afterwards, and one payment for all of them.

Then the last free port of the account's limit, asked for three times at once.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import argparse
import threading
import time

from assisted import (MINE, all_online, bill_is, change_account, confirm, in_state, order, pile, plug, port, refunds_of,
                      refused, sandbox_payment, start)
from charges import expect
from harness import Demonstration, Failed, wait_until
from killed import cloud


def three_cars(demo):
    demo.set_clock("2026-03-16T11:10:00+08:00", 0)
    check = change_account(demo, "acc-5678", settle_after=True)
    expect("it settles afterwards", check["settle_after"] and check["ports_in_use"] == 0, check)
    for number in (1, 2, 6, 7):
        plug(demo, number, leaves_after_s=120)
    wishes = {1: ("--energy", "5.00"), 2: ("--energy", "3.20"), 6: ("--time", "1800")}
    ids = {}
    for number, how in wishes.items():
        made = start(demo, number, MINE, *how)  # nothing is paid, so it starts at once
        expect("no payment is taken", made["payment"] is None and made["state"] == "STARTING", made)
        ids[number] = made["id"]
    check = demo.cloud_says("account", MINE)[0]
    expect("3 of 3 ports in use", check["ports_in_use"] == check["port_limit"] == 3, check)
    why = refused(demo, "ports_limit", "start", "--port", port(7), "--account", MINE, "--amount", "10.00")
    expect("it says how many", "3 of 3 ports in use" in why, why)
    expect("no payment was taken", demo.station_does(state=True)["payments"] == [], "payments")
    for order_id in ids.values():
        in_state(demo, order_id, "CHARGING")
    demo.set_clock(demo.business_time(), 600)
    done = {number: in_state(demo, order_id, "ENDED", seconds=60) for number, order_id in ids.items()}
    for number in ids:
        done[number] = wait_until("its bill is final", 20, lambda n=number: (
            lambda o: o if o["left_at"] else None)(order(demo, ids[n])))
    demo.set_clock(demo.business_time(), 0)
    bill_is(done[1], total="5.50", occupancy="0", energy_kwh="5.00")
    bill_is(done[2], total="3.52", occupancy="0", energy_kwh="3.20")
    bill_is(done[6], total="3.00", time="3.00", electricity="0", occupancy="0")
    expect("owed", [done[n]["owed"] for n in (1, 2, 6)] == ["5.50", "3.52", "3.00"], done)
    return ids


def settled_together(demo, ids):
    asked = demo.cloud_says("settle", MINE)[-1]
    expect("5.50 + 3.52 + 3.00", asked["amount"] == "12.02" and len(asked["orders"]) == 3, asked)
    refused(demo, "already_settling", "settle", MINE)
    demo.station_does(payer="confirm", payment=asked["payment"]["id"])
    settled = wait_until("the settlement", 20, lambda: (lambda s: s if s["state"] == "SETTLED" else None)(
        demo.cloud_says("settlement", asked["id"])[0]))
    expect("three orders on it", {o["id"]: o["amount"] for o in settled["orders"]}
           == {ids[1]: "5.50", ids[2]: "3.52", ids[6]: "3.00"}, settled)
    for order_id in ids.values():
        known = order(demo, order_id)
        expect("settled", known["state"] == "SETTLED" and known["owed"] == "0.00"
               and known["settlement"] == asked["id"], known)
    payments = demo.station_does(state=True)["payments"]
    expect("one payment of 12.02", [p["amount_fen"] for p in payments] == [1202], payments)
    cdrs = demo.cloud_says("cdrs")
    expect("three CDRs", sorted(str(c["total_cost"]["excl_vat"]) for c in cdrs) == ["3.00", "3.52", "5.50"], cdrs)
    given = cloud(demo, "cdrs")
    expect("they name their settlement", [c["cnpdk_settlement"] for c in given] == [asked["id"]] * 3, given)
    refused(demo, "nothing_owed", "settle", MINE)
    print("A3: 5.50 + 3.52 + 3.00 = 12.02 in one payment, three CDRs; a fourth start refused at 3 of 3")


def at_once(requests):
    """Each from a client of its own, all within 100 ms; what each was answered, or the refusal as text."""
    gate = threading.Barrier(len(requests))
    sent, answers = [None] * len(requests), [None] * len(requests)

    def client(i):
        gate.wait(10)
        sent[i] = time.monotonic()
        try:
            answers[i] = requests[i]()
        except Failed as refusal:
            answers[i] = str(refusal)

    clients = [threading.Thread(target=client, args=(i,)) for i in range(len(requests))]
    for thread in clients:
        thread.start()
    for thread in clients:
        thread.join(30)
    expect("within 100 ms", max(sent) - min(sent) < 0.1, sent)
    return answers


def last_free_port(demo):
    """One of three may charge; whoever comes too late pays nothing."""
    change_account(demo, "acc-5678", settle_after=False)
    numbers = (3, 8, 9)
    for number in numbers:
        plug(demo, number)
    ids = {number: confirm(demo, start(demo, number, MINE, "--amount", "5.00", "--method", "BANK_CARD"))["id"]
           for number in numbers}
    change_account(demo, "acc-5678", port_limit=1)
    answers = at_once([lambda o=order_id: cloud(demo, f"cnpdk_orders/{o}/start", {}) for order_id in ids.values()])
    expect("exactly one starts", sum(isinstance(a, dict) for a in answers) == 1, answers)
    expect("the others are told why", sum("ports_limit" in a for a in answers if isinstance(a, str)) == 2, answers)
    winner = next(a["id"] for a in answers if isinstance(a, dict))
    in_state(demo, winner, "CHARGING")
    for order_id in ids.values():
        if order_id == winner:
            continue
        lost = wait_until("what was held is free", 15, lambda o=order_id: (
            lambda k: k if k["refunded"] == "5.00" else None)(order(demo, o)))
        held = sandbox_payment(demo, lost["payment"]["id"])
        expect("voided, nothing taken", held["captured_fen"] == 0 and not refunds_of(demo, lost["payment"]["id"])
               and lost["state"] == "FAILED", [lost, held])
    running = [p["id"] for p in demo.station_does(state=True)["piles"] if "transaction" in p]
    expect("one car charges", len(running) == 1, running)
    # Asked for at once without a payment yet: the second and third never reach the payer.
    cloud(demo, f"cnpdk_orders/{winner}/stop", {})
    demo.station_does(unplug=True, pile=running[0])
    in_state(demo, winner, "SETTLED", "CANCELLED")
    free = [n for n in numbers if pile(n) != running[0]]
    before = len(demo.station_does(state=True)["payments"])
    answers = at_once([lambda n=number: cloud(demo, "cnpdk_orders", {
        "client_ref": f"at-once-{n}", "evse_uid": port(n), "account": MINE, "mode": "ENERGY",
        "limit": {"kind": "AMOUNT", "amount": "5.00"}, "payment_method": "NETWORK_PLATFORM"}) for number in (*free, 7)])
    expect("one order of three", sum(isinstance(a, dict) for a in answers) == 1, answers)
    expect("the others are told why", sum("ports_limit" in a for a in answers if isinstance(a, str)) == 2, answers)
    expect("one payment opened", len(demo.station_does(state=True)["payments"]) == before + 1, before)
    print("the last free port: one of three charges, the others' holds are voided")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    with Demonstration(parser.parse_args().bin) as demo:
        demo.set_clock("2026-03-16T11:05:00+08:00", 0)
        demo.start_cloud()
        demo.start_station()
        all_online(demo)
        ids = three_cars(demo)
        settled_together(demo, ids)
        print(demo.verify_ledger())
        last_free_port(demo)
        print(demo.verify_ledger())


if __name__ == "__main__":
    main()
