"""A4 from the window: a port is reserved, refused to others and cancelled with a reason; a start is set for midnight."""
# SPDX-License-Identifier: GPL-3.0-or-later
import argparse

from a3_atspi import choose_place, press_last
from assisted import MINE, OTHER, all_online, in_state, order, pile, plug, port
from charges import expect
from harness import Console, Demonstration, wait_until
from killed import cloud

REASON = "司机来电改期"


def check_account(console, phone):
    console.type_into("Phone number", phone)
    console.press("Check account")
    console.wait_text(f"{phone[:3]}****{phone[-4:]}")


def state_of(demo, number):
    return cloud(demo, f"cnpdk_piles/{pile(number)}")["ports"][0]["state"]


def newest(demo):
    return demo.cloud_says("reservations")[0]


def reserved(demo, console):
    console.press("Charge")
    choose_place(console, 6)
    check_account(console, MINE)
    console.press("Reservations")
    console.wait_text("free of charge for 15 min at most; ¥2.00 are billed if nobody comes")
    console.type_into("Reserved until", "15:10")
    console.press("Reserve port")
    wait_until("it is in the list", 15, lambda: "Held until 15:10" in console.table_texts("Reservations"))
    demo.screenshot("a4-reserved")
    wait_until("the port shows it", 10, lambda: state_of(demo, 6) == "RESERVED")
    console.press("Piles")
    wait_until("the list shows it", 10, lambda: "Reserved" in console.table_texts("Ports"))
    expect("not for whom", not any("5678" in text for text in console.table_texts("Ports")), "Ports")


def refused_to_others(demo, console):
    console.press("Charge")
    console.press("Close")
    check_account(console, OTHER)
    console.type_into("Amount in yuan", "5.00")
    console.press("Request payment")
    console.wait_text("This port is reserved for another driver.")
    words = [text for text in console.texts() if "reserved" in text.lower()]
    expect("the holder is not named", not any("5678" in text for text in words), words)
    expect("no payment was taken", demo.station_does(state=True)["payments"] == [], "payments")
    demo.screenshot("a4-refused")


def cancelled(demo, console):
    console.press("Reservations")
    console.select_row("Reservations", "Held until")
    expect("not without a reason", not console.is_enabled("Cancel reservation"), "Cancel reservation")
    console.type_into("Reason for cancelling", REASON)
    console.press("Cancel reservation")
    wait_until("the list says so", 15, lambda: {"Cancelled", REASON} <= set(console.table_texts("Reservations")))
    known = demo.cloud_says("reservations")[0]
    expect("no fee, the reason is stored", known["state"] == "CANCELLED" and known["reason"] == REASON
           and not known.get("order"), known)
    wait_until("the port is free", 10, lambda: state_of(demo, 6) == "AVAILABLE")
    console.press("Close")


def scheduled(demo, console):
    demo.set_clock("2026-03-16T22:30:00+08:00", 0)
    plug(demo, 6)
    choose_place(console, 6)
    check_account(console, MINE)
    console.press("At a time")
    console.type_into("Time of the start", "0:00")
    console.press("Energy")
    console.type_into("Energy in kWh", "1.00")
    console.wait_text("03-17 00:00")
    console.press("Request payment")
    console.find("Payment code")
    demo.station_does(payer="confirm")
    console.wait_text("Scheduled 00:00")
    demo.screenshot("a4-scheduled")
    made = next(o for o in demo.cloud_says("orders", "--limit", "3") if o["evse_uid"] == port(6))
    expect("at midnight", made["start_at"] == "2026-03-16T16:00:00Z" and made["state"] == "PAID", made)
    console.press("Cancel order")
    press_last(console, "Cancel order")
    gone = in_state(demo, made["id"], "CANCELLED")
    expect("nothing charged", not gone["started_at"], gone)
    wait_until("all is returned", 15, lambda: order(demo, made["id"])["refunded"] == made["payment"]["amount"])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    with Demonstration(parser.parse_args().bin) as demo:
        demo.set_clock("2026-03-16T14:55:00+08:00", 0)
        demo.start_display()
        demo.start_cloud()
        demo.start_station()
        all_online(demo)
        demo.start_console()
        console = Console()
        reserved(demo, console)
        refused_to_others(demo, console)
        cancelled(demo, console)
        scheduled(demo, console)
        print(demo.verify_ledger())
        print("A4 from the window: reserved, refused to others, cancelled with a reason; scheduled for midnight, cancelled")


if __name__ == "__main__":
    main()
