"""A1 from outside: the console is driven as a screen reader drives it, against the real cloud and station."""
# SPDX-License-Identifier: GPL-3.0-or-later
import argparse
import re
from decimal import Decimal

from charges import METER, PHONE, PILE, START, check_a1_bill, check_three_figures, expect, order, settled
from harness import Console, Demonstration, Failed, wait_until


def located(demo, console):
    """Step a: the station is found by a part of its Chinese name, with its ten piles."""
    console.press("Map")
    console.type_into("Search the map", "滨江")
    console.wait_text("10 piles")
    demo.screenshot("a1-map")


def ordered(demo, console):
    """Steps b to e: by energy, the account checked, 20.00 yuan, the payer confirms on his own phone."""
    console.press("Charge")
    console.type_into("Place", "100003")
    console.select_row("Ports to choose from", "0003")
    expect("mode", console.is_checked("By energy"), "by energy")
    console.type_into("Phone number", PHONE)
    console.press("Check account")
    shown = console.wait_text("138****5678")
    expect("ports in use", "0 of 3 ports in use" in console.wait_text("ports in use"), shown)
    expect("the number is masked", not any(PHONE in text for text in console.texts()), PHONE)
    console.type_into("Amount in yuan", "20.00")
    console.press("Network platform")
    console.press("Request payment")
    console.find("Payment code")
    demo.screenshot("a1-payment")
    expect("nobody pays for the payer", not console.is_enabled("Start charging"), "Start charging")
    demo.station_does(payer="confirm")


def started(demo, console):
    """The clock stands at 18:40:00 while the start is pressed, so that the charge begins on the second."""
    demo.set_clock(START, 0)
    console.press("Start charging")
    charging = wait_until("the order charges", 30, lambda: next(
        (o for o in demo.cloud_says("orders", "--limit", "3") if o.get("started_at")), None))
    expect("start", charging["started_at"].startswith("2026-03-16T10:40:00"), charging)
    return charging["id"]


def charged(demo, console, order_id):
    """Accepted is not done: confirmed only once the register has risen. Then the sharp band begins by itself."""
    expect("not yet confirmed", order(demo, order_id)["command"]["life"] != "CONFIRMED", order_id)
    demo.set_clock(START, 60)
    wait_until("confirmed by status and meter", 30,
               lambda: order(demo, order_id)["command"]["life"] == "CONFIRMED")
    console.wait_text("onfirmed")
    demo.set_clock("2026-03-16T18:59:30+08:00", 60)
    console.wait_text("Sharp", 20)
    demo.screenshot("a1-live")
    demo.set_clock(demo.business_time(), 600)


def metered(demo, console):
    """The same register, read by the console over RS-485."""
    console.press("Meters")
    console.press("Open")
    console.press("Read once")
    try:
        wire = wait_until("a register from the line", 20, lambda: next(filter(None, (
            re.search(r"\b8\d{3}\.\d\d\b", text) for text in console.table_texts("Live readings"))), None))
    except Failed as error:
        raise Failed(f"{error}: {console.table_texts('Live readings')}") from None
    demo.screenshot("a1-meters")
    return Decimal(wire.group())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    with Demonstration(parser.parse_args().bin) as demo:
        demo.set_clock("2026-03-16T18:35:00+08:00", 1)
        demo.start_display()
        demo.start_cloud()
        demo.start_station()
        demo.station_does(plug=True, pile=PILE)
        demo.station_does(vehicle={"leaves_after_s": 240}, pile=PILE)
        demo.start_console("--line", f"{demo.lines}/meters", "--baud", "9600", "--parity", "even", "--address", METER)
        console = Console()
        located(demo, console)
        ordered(demo, console)
        order_id = started(demo, console)
        charged(demo, console, order_id)
        done = settled(demo, order_id)
        check_a1_bill(done["bill"])
        console.wait_text(done["bill"]["total"], 20)
        for figure in (done["bill"]["electricity"], done["bill"]["service"]):
            console.wait_text(figure)
        demo.screenshot("a1-bill")
        check_three_figures(demo, done)
        step = Decimal("0.01")
        wire = metered(demo, console)
        expect("register on the Meters page", abs(wire - Decimal(done["last_register_kwh"])) <= step, str(wire))
        console.press("Sessions")
        wait_until("the bill in the billing table", 10,
                   lambda: done["bill"]["total"] in console.table_texts("Sessions"))
        demo.screenshot("a1-sessions")
        print("A1 through AT-SPI:", done["bill"]["energy_kwh"], "kWh,", done["bill"]["total"])


if __name__ == "__main__":
    main()
