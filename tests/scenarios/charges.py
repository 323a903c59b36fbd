"""A1's charge as figures, and how to run it through piledeckctl where no window is needed."""
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import subprocess
from decimal import Decimal

from harness import Failed, wait_until

PILE = "33010800100003"
PORT = PILE + "-1"
START = "2026-03-16T18:40:00+08:00"
METER = "330108000103"
# Account, as a caller would say it.
PHONE = "13800135678"


def order(demo, order_id):
    return demo.cloud_says("order", order_id)[0]


def pay_and_start(demo, amount="20.00"):
    """Orders by energy for an amount, lets the payer confirm, starts at START with the clock held; its id."""
    demo.set_clock(START, 0)
    starter = subprocess.Popen(
        demo.ctl_command("start", "--port", PORT, "--account", PHONE, "--amount", amount, "--wait", "--seconds", "60"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=demo.environment)
    try:
        wait_until("a payment that waits for the payer", 20, lambda: _payer_confirms(demo))
        charging = wait_until("the pile charges", 30, lambda: _charging(demo))
    finally:
        if starter.poll() is None:
            demo.adopt("starter", starter)
    return charging


def _payer_confirms(demo):
    try:
        return demo.station_does(payer="confirm")
    except (Failed, OSError):
        return None


def _charging(demo):
    for known in demo.cloud_says("orders", "--limit", "5"):
        if known["evse_uid"] == PORT and known["state"] in ("STARTING", "CHARGING") and known.get("started_at"):
            return known["id"]
    return None


def settled(demo, order_id, seconds=60):
    """The order once it is settled."""
    return wait_until("the bill is settled", seconds,
                      lambda: (lambda o: o if o["state"] == "SETTLED" else None)(order(demo, order_id)), every=0.3)


def check_a1_bill(bill):
    """12.79 kWh in two bands, 14.88 + 5.12 = 20.00; one meter step less is allowed, never more."""
    total = Decimal(bill["total"])
    energy = Decimal(bill["energy_kwh"])
    expect("total", Decimal("19.98") <= total <= Decimal("20.00"), bill)
    expect("energy", Decimal("12.78") <= energy <= Decimal("12.79"), bill)
    by_band = {}
    for period in bill["periods"]:
        by_band[period["band"]] = by_band.get(period["band"], Decimal(0)) + Decimal(period["energy_kwh"])
    expect("peak", round(by_band["peak"], 2) == Decimal("2.33"), bill)
    expect("sharp", round(by_band["sharp"], 2) in (Decimal("10.46"), Decimal("10.45")), bill)
    expect("sum", Decimal(bill["electricity"]) + Decimal(bill["service"]) == total, bill)
    if energy == Decimal("12.79"):
        expect("figures", (bill["electricity"], bill["service"], bill["total"]) == ("14.88", "5.12", "20.00"), bill)


def expect(what, true, shown):
    if not true:
        raise Failed(f"{what}: {json.dumps(shown, ensure_ascii=False)}")


def rs485_register(demo):
    """The register of A1's pile as piledeckctl reads it from the line."""
    run = subprocess.run([f"{demo.bin}/piledeckctl", "meter", "read", "--line", f"{demo.lines}/meters", "--protocol",
                          "dlt645-2007", "--address", METER, "--baud", "9600", "--parity", "E", "energy.forward.total"],
                         capture_output=True, text=True, timeout=30, env=demo.environment)
    if run.returncode != 0:
        raise Failed("meter read: " + run.stderr)
    return Decimal(json.loads(run.stdout.splitlines()[0])["value"])


def check_three_figures(demo, done):
    """What OCPP reported, what the meter says over RS-485 and what was billed agree to the meter's step."""
    step = Decimal("0.01")
    first, last = Decimal(done["start_register_kwh"]), Decimal(done["last_register_kwh"])
    pile = next(p for p in demo.cloud_says("piles") if p["pile"] == PILE)
    reported = Decimal(pile["ports"][0]["reading"]["register_kwh"])
    wire = rs485_register(demo)
    expect("register of OCPP and RS-485", abs(reported - wire) <= step, [str(reported), str(wire)])
    expect("register of the bill", abs(last - wire) <= step, [str(last), str(wire)])
    expect("energy of the bill", Decimal(done["bill"]["energy_kwh"]) == last - first, done)
