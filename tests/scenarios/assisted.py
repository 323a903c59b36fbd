"""Charges of several piles, modes and methods against the real cloud and station, as a desk asks for them."""
# SPDX-License-Identifier: GPL-3.0-or-later
import contextlib
import datetime
import subprocess
from decimal import Decimal

from charges import expect
from harness import Failed, wait_until
from killed import cloud

MINE = "13800135678"
OTHER = "13900240011"


def pile(number):
    return f"330108001000{number:02d}"


def port(number):
    return pile(number) + "-1"


def plug(demo, number, **vehicle):
    """A car that is known to the cloud."""
    demo.station_does(plug=True, pile=pile(number))
    if vehicle:
        demo.station_does(vehicle=vehicle, pile=pile(number))
    wait_until(f"the cloud knows of the car at {number}", 10, lambda: status(demo, number) != "Available", 0.02)


def status(demo, number):
    return cloud(demo, f"cnpdk_piles/{pile(number)}")["ports"][0]["connector_status"]


def register(demo, number):
    return Decimal(next(p for p in demo.station_does(state=True)["piles"] if p["id"] == pile(number))["register_kwh"])


def start(demo, number, phone, *how):
    """`piledeckctl cloud start` without waiting; the order."""
    return demo.cloud_says("start", "--port", port(number), "--account", phone, *how)[-1]


def order(demo, order_id):
    return cloud(demo, f"cnpdk_orders/{order_id}")


def confirm(demo, made):
    demo.station_does(payer="confirm", payment=made["payment"]["id"])
    return in_state(demo, made["id"], "PAID")


def in_state(demo, order_id, *states, seconds=30):
    def there():
        with contextlib.suppress(Failed):
            known = order(demo, order_id)
            return known if known["state"] in states else None
        return None
    return wait_until(f"{order_id} is {' or '.join(states)}", seconds, there, every=0.02)


def begin(demo, order_id):
    cloud(demo, f"cnpdk_orders/{order_id}/start", {})
    return wait_until("the pile has begun", 15, lambda: (lambda o: o if o["started_at"] else None)(order(demo, order_id)),
                      every=0.02)


def refused(demo, word, *arguments):
    run = subprocess.run(demo.ctl_command(*arguments), capture_output=True, text=True, timeout=30, env=demo.environment)
    expect(f"refused with {word}", run.returncode == 1 and not run.stdout and f"cloud: {word}: " in run.stderr,
           [run.returncode, run.stdout, run.stderr])
    return run.stderr


def change_account(demo, account, **change):
    """What only a lead may change of an account."""
    lead = cloud(demo, "cnpdk_staff/sign-in", {"user": "lead1", "password": "lead1-demo"})
    return cloud(demo, f"cnpdk_accounts/{account}", change, token=lead["token"])


def moment(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def bill_is(done, **figures):
    bill = done["bill"]
    for name, value in figures.items():
        expect(f"{name} is {value}", Decimal(bill[name]) == Decimal(value), done)


def sandbox_payment(demo, number):
    state = demo.station_does(state=True)
    return next(p for p in state["payments"] if p["number"] == number)


def refunds_of(demo, number):
    return [r for r in demo.station_does(state=True)["refunds"] if r["payment"] == number]


def run_until(demo, when, rate=600):
    """Lets business time pass up to a moment and holds it there, or a little later."""
    demo.set_clock(demo.business_time(), rate)
    until = moment(when)
    wait_until(f"it is {when}", 120, lambda: moment(demo.business_time()) >= until, every=0.01)
    demo.set_clock(demo.business_time(), 0)


def all_online(demo):
    wait_until("all piles are there", 20, lambda: sum(p["online"] for p in cloud(demo, "cnpdk_piles")) == 10)
