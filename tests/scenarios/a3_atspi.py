"""A3 from the window: a lead sets the account to pay afterwards, three cars charge, the fourth is refused, one
payment settles all of them, and the receipt lists three."""
# SPDX-License-Identifier: GPL-3.0-or-later
import argparse
import os
import subprocess

from assisted import MINE, all_online, bill_is, in_state, order, plug, port
from charges import expect
from harness import Console, Demonstration, Failed, wait_until

LIMITS = {"Energy": "Energy in kWh", "Time": "Time in minutes"}


def press_last(console, name):
    """The confirmation bears the same verb as the button that asked for it, and comes after it."""
    node = wait_until(f"a second \"{name}\"", 10, lambda: (lambda n: n[-1] if len(n) > 1 else None)(
        [n for n in console.find_all(name) if n.get_action_iface()]))
    node.get_action_iface().do_action(0)


def choose_place(console, number):
    console.type_into("Place", f"1000{number:02d}")
    console.select_row("Ports to choose from", f"00{number:02d}")


def check_account(console):
    console.type_into("Phone number", MINE)
    console.press("Check account")
    console.wait_text("138****5678")


def pays_afterwards(demo, console):
    console.press("Charge")
    choose_place(console, 1)
    check_account(console)
    console.wait_text("pays before the charge")
    console.press("Pays after the charge")
    console.press("Change account")
    console.wait_text("It pays after the charge from now on.")
    expect("nothing has changed yet", not demo.cloud_says("account", MINE)[0]["settle_after"], MINE)
    press_last(console, "Change account")
    console.wait_text("pays after the charge")
    wait_until("the cloud has it", 10, lambda: demo.cloud_says("account", MINE)[0]["settle_after"])
    demo.screenshot("a3-account")


def charge(demo, console, number, mode, kind, figure):
    """One charge on the sheet, from the place to the first kilowatt-hour; the order's number."""
    choose_place(console, number)
    check_account(console)
    console.press(mode)
    # The choices of the limit have the names of what they count; the mode's own say more.
    console.press(kind)
    console.type_into(LIMITS[kind], figure)
    console.wait_text("total ¥")
    demo.screenshot(f"a3-sheet-{number}")
    console.press("Place order")
    console.wait_text("Settled afterwards")
    console.press("Start charging")
    begun = wait_until(f"{number} charges", 30, lambda: next(
        (o for o in demo.cloud_says("orders", "--limit", "5")
         if o["evse_uid"] == port(number) and o.get("started_at")), None))
    expect("no payment is taken", begun["payment"] is None, begun)
    console.press("New charge")
    return begun["id"]


def fourth_is_refused(demo, console):
    choose_place(console, 7)
    check_account(console)
    console.wait_text("3 of 3 ports in use")
    console.wait_text("All ports that this account may use are in use.")
    console.type_into("Amount in yuan", "10.00")
    expect("it cannot be placed", not console.is_enabled("Place order"), "Place order")
    demo.screenshot("a3-refused")
    expect("no order", len(demo.cloud_says("orders", "--limit", "9")) == 3, "orders")
    expect("no payment was taken", demo.station_does(state=True)["payments"] == [], "payments")


def ended(demo, ids):
    for order_id in ids.values():
        in_state(demo, order_id, "CHARGING")
    demo.set_clock(demo.business_time(), 600)
    done = {}
    for number, order_id in ids.items():
        in_state(demo, order_id, "ENDED", seconds=60)
        done[number] = wait_until("its bill is final", 20, lambda o=order_id: (
            lambda k: k if k["left_at"] else None)(order(demo, o)))
    demo.set_clock(demo.business_time(), 0)
    bill_is(done[1], total="5.50", energy_kwh="5.00", occupancy="0")
    bill_is(done[2], total="3.52", energy_kwh="3.20", occupancy="0")
    bill_is(done[6], total="3.00", time="3.00", electricity="0", occupancy="0")


def settled_together(demo, console, ids):
    console.press("Sessions")
    for owed in ("Unpaid ¥5.50", "Unpaid ¥3.52", "Unpaid ¥3.00"):
        wait_until(f"\"{owed}\" in the billing table", 20, lambda t=owed: t in console.table_texts("Sessions"))
        console.select_row("Sessions", owed)
    console.press("Settle together")
    console.wait_text("¥ 12.02")
    console.press("Request payment")
    console.find("Payment code")
    demo.screenshot("a3-settle")
    payments = demo.station_does(state=True)["payments"]
    expect("one payment of 12.02", [p["amount_fen"] for p in payments] == [1202], payments)
    for order_id in ids.values():
        expect("nobody pays for the payer", order(demo, order_id)["state"] == "ENDED", order_id)
    demo.station_does(payer="confirm", payment=payments[0]["number"])
    for order_id in ids.values():
        known = in_state(demo, order_id, "SETTLED")
        expect("nothing is owed", known["owed"] == "0.00", known)
    wait_until("three charges settled in the table", 20,
               lambda: console.table_texts("Sessions").count("Settled") == 3)
    demo.screenshot("a3-settled")
    cdrs = demo.cloud_says("cdrs")
    expect("three CDRs", sorted(str(c["total_cost"]["excl_vat"]) for c in cdrs) == ["3.00", "3.52", "5.50"], cdrs)


def receipt(demo, console, ids):
    """As PDF, through the window's own dialog; the text in it has the figures."""
    console.press("Close")
    console.press("Receipt")
    target = os.path.join(demo.dir, "receipt.pdf")
    name = wait_until("the name of the file", 10, lambda: next(
        (n for n in console.find_all(role="text") if (n.get_name() or "").startswith("File name")), None))
    name.get_editable_text_iface().set_text_contents(target)
    console.press("Save")
    wait_until("the receipt is written", 10, lambda: os.path.exists(target) and os.path.getsize(target) > 0)
    run = subprocess.run(["pdftotext", "-layout", target, "-"], capture_output=True, text=True, check=True)
    for figure in ("5.50", "3.52", "3.00", "12.02", *ids.values()):
        if figure not in run.stdout:
            raise Failed(f"{figure} is not on the receipt:\n{run.stdout}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    with Demonstration(parser.parse_args().bin) as demo:
        demo.set_clock("2026-03-16T11:10:00+08:00", 0)
        demo.start_display()
        demo.start_cloud()
        demo.start_station()
        all_online(demo)
        for number in (1, 2, 6, 7):
            plug(demo, number, leaves_after_s=120)
        with open(demo.password_file + "-lead", "w") as f:
            f.write("lead1-demo\n")
        demo.start_console("--user", "lead1", "--password-file", demo.password_file + "-lead")
        console = Console()
        pays_afterwards(demo, console)
        ids = {1: charge(demo, console, 1, "By energy", "Energy", "5.00"),
               2: charge(demo, console, 2, "By energy", "Energy", "3.20"),
               6: charge(demo, console, 6, "By time", "Time", "30")}
        fourth_is_refused(demo, console)
        ended(demo, ids)
        settled_together(demo, console, ids)
        receipt(demo, console, ids)
        print(demo.verify_ledger())
        print("A3 from the window: 5.50 + 3.52 + 3.00 = 12.02 in one payment, one receipt lists three")


if __name__ == "__main__":
    main()
