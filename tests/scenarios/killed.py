"""Kills cloud or station at the instants at which most could go wrong, and counts the money afterwards.

The charge goes on or everything is returned; the bill is what energy and plan say; one payment, one transaction,
one CDR; what the payment sandbox keeps is what the bill says.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import argparse
import base64
import contextlib
import datetime
import json
import signal
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request
from decimal import ROUND_HALF_UP, Decimal

from charges import PILE, PORT, expect
from harness import Demonstration, Failed, wait_until

AMOUNT = "3.00"
PRICES = {"sharp": "1.20", "peak": "1.00", "flat": "0.70", "valley": "0.30"}
SERVICE = Decimal("0.40")
OVER = ("SETTLED", "CANCELLED", "FAILED")


def cloud(demo, path, body=None, token="demo"):
    """An answer of the cloud's console modules; Failed where it refuses or is not there."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{demo.cloud_port}/ocpi/2.2.1/{path}", method="GET" if body is None else "POST",
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": "Token " + base64.b64encode(token.encode()).decode()})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)["data"]
    except urllib.error.HTTPError as error:
        raise Failed(f"{path}: {error.code} {error.read().decode()}") from None
    except (urllib.error.URLError, OSError) as error:
        raise Failed(f"{path}: {error}") from None


class Round:
    """One order of a day of its own, and the ways to bring it on."""

    def __init__(self, demo, victim, day, at="18:40:00"):
        self.demo = demo
        self.victim = victim
        date = datetime.date(2026, 3, 16) + datetime.timedelta(days=day)
        self.start_time = f"{date}T{at}+08:00"
        demo.set_clock(self.start_time, 0)
        demo.station_does(plug=True, pile=PILE)
        demo.station_does(vehicle={"leaves_after_s": 120}, pile=PILE)
        self.id = wait_until("an order", 20, self._created)
        self.bill = None

    def _created(self):
        try:
            return cloud(self.demo, "cnpdk_orders", {
                "client_ref": self.start_time, "evse_uid": PORT, "account": "acc-5678", "mode": "ENERGY",
                "limit": {"kind": "AMOUNT", "amount": AMOUNT}, "payment_method": "NETWORK_PLATFORM"})["id"]
        except Failed:  # the pile has not reported yet that a car is there
            return None

    def order(self):
        return cloud(self.demo, f"cnpdk_orders/{self.id}")

    def wait_state(self, *states, seconds=30):
        def there():
            with contextlib.suppress(Failed):
                order = self.order()
                return order if order["state"] in states else None
            return None
        return wait_until(f"the order is {' or '.join(states)}", seconds, there, every=0.02)

    def confirm(self):
        def confirmed():
            with contextlib.suppress(Failed, OSError):
                return self.demo.station_does(payer="confirm")
            return None
        wait_until("the payer confirms", 20, confirmed)

    def start(self):
        def started():
            with contextlib.suppress(Failed):
                return cloud(self.demo, f"cnpdk_orders/{self.id}/start", {})
            return None
        wait_until("the start is asked for", 30, started)

    def stop(self):
        cloud(self.demo, f"cnpdk_orders/{self.id}/stop", {})

    def pile(self):
        return next(p for p in self.demo.station_does(state=True)["piles"] if p["id"] == PILE)

    def rate(self, rate):
        self.demo.set_clock(self.demo.business_time(), rate)

    def charging(self, energy="0.10"):
        self.rate(60)
        wait_until("energy flows", 30, lambda: Decimal(self.order()["bill"]["energy_kwh"]) >= Decimal(energy), 0.05)

    @contextlib.contextmanager
    def killed(self):
        self.demo.stop(self.victim, signal.SIGKILL)
        yield
        if self.victim == "cloud":
            self.demo.start_cloud()
        else:
            self.demo.start_station()

    # What came of it

    def finish(self):
        self.rate(600)
        done = self.wait_state(*OVER, seconds=75)
        self.rate(0)
        charged = done["state"] == "SETTLED"
        total = self.check_bill(done) if charged else Decimal(0)
        kept = wait_until(f"the sandbox keeps {total}", 15, lambda: self.kept() == total and str(self.kept()))
        self.check_records(charged)
        expect("nothing runs at the pile", wait_until(
            "the pile is idle", 15, lambda: "transaction" not in self.pile()), self.pile())
        wait_until(f"the cloud has returned what exceeds {total}", 15,
                   lambda: Decimal(self.order()["refunded"]) == Decimal(AMOUNT) - total)
        if self.pile()["plugged"]:
            self.demo.station_does(unplug=True, pile=PILE)
        return f"{done['state']} {done['bill']['energy_kwh']} kWh, keeps {kept}"

    def check_bill(self, done):
        """The bill from its energies by the plan, by our own arithmetic."""
        bill = done["bill"]
        parts = {"electricity": Decimal(0), "service": Decimal(0)}
        for period in bill["periods"]:
            energy = Decimal(period["energy_kwh"])
            parts["electricity"] += energy * Decimal(PRICES[period["band"]])
            parts["service"] += energy * SERVICE
        cent = Decimal("0.01")
        parts = {name: cost.quantize(cent, ROUND_HALF_UP) for name, cost in parts.items()}
        expect("components", all(Decimal(bill[name]) == cost for name, cost in parts.items()), bill)
        expect("total", Decimal(bill["total"]) == sum(parts.values()) <= Decimal(AMOUNT), bill)
        risen = Decimal(done["last_register_kwh"]) - Decimal(done["start_register_kwh"])
        expect("energy", Decimal(bill["energy_kwh"]) == risen, done)
        expect("the pile's register", Decimal(done["last_register_kwh"]) == Decimal(self.pile()["register_kwh"]), done)
        return Decimal(bill["total"])

    def kept(self):
        state = self.demo.station_does(state=True)
        mine = [p for p in state["payments"] if p["number"].startswith(self.id)]
        expect("one payment", len(mine) == 1, mine)
        refunds = [r for r in state["refunds"] if r["payment"] == mine[0]["number"]]
        expect("at most one refund", len(refunds) <= 1, refunds)
        paid = mine[0]["amount_fen"] if mine[0]["state"] in ("SUCCESS", "REFUND") else 0
        return Decimal(paid - sum(r["amount_fen"] for r in refunds if r["state"] == "SUCCESS")) / 100

    def check_records(self, charged):
        with contextlib.closing(sqlite3.connect(f"file:{self.demo.dir}/cloud.db?mode=ro", uri=True)) as db:
            def count(table):
                return db.execute(f"SELECT COUNT(*) FROM {table} WHERE order_id = ?", (self.id,)).fetchone()[0]
            transactions, cdrs = count("pile_transaction"), count("cdr")
        expect("transactions", transactions == 1 if charged else transactions <= 1, transactions)
        expect("CDRs", cdrs == (1 if charged else 0), cdrs)


def paid(round_):
    round_.confirm()
    round_.wait_state("PAID")


def before_confirmation(round_):
    if round_.victim == "cloud":
        with round_.killed():
            round_.confirm()
    else:
        with round_.killed():
            pass
        round_.confirm()
    round_.wait_state("PAID")
    round_.start()
    round_.charging()


def between_payment_and_start(round_):
    paid(round_)
    with round_.killed():
        pass
    round_.wait_state("PAID")
    round_.start()
    round_.charging()


def at_remote_start(round_):
    paid(round_)
    round_.rate(10)
    round_.start()
    wait_until("the pile has begun", 10, lambda: "transaction" in round_.pile(), every=0.001)
    with round_.killed():
        pass


def start_in_flight(round_):
    """The start is recorded; whether the pile has heard of it nobody knows."""
    paid(round_)
    round_.rate(10)
    round_.start()
    with round_.killed():
        pass


def at_the_price_boundary(round_):
    paid(round_)
    round_.start()
    round_.rate(60)
    round_.wait_state("CHARGING")
    wait_until("just before 19:00", 30, lambda: round_.demo.business_time()[11:19] >= "18:59:57", every=0.001)
    with round_.killed():
        wait_until("just after 19:00", 30, lambda: round_.demo.business_time()[11:19] >= "19:00:02", every=0.001)


def at_the_stop(round_):
    paid(round_)
    round_.start()
    round_.charging()
    round_.stop()
    with round_.killed():
        pass


def after_the_stop(round_):
    paid(round_)
    round_.start()
    round_.charging()
    round_.rate(600)
    wait_until("the pile has stopped", 30, lambda: "transaction" not in round_.pile(), every=0.001)
    with round_.killed():
        pass


INSTANTS = {i.__name__: i for i in (before_confirmation, between_payment_and_start, at_remote_start, start_in_flight,
                                    at_the_price_boundary, at_the_stop, after_the_stop)}


def check_ledger(demo):
    """The books balance, and no line of theirs is missing or changed."""
    demo.stop("cloud")
    run = subprocess.run([f"{demo.bin}/piledeck-cloud", "verify", "--sandbox", "--database",
                          f"sqlite:{demo.dir}/cloud.db"], capture_output=True, text=True, timeout=60,
                         env=demo.environment)
    expect("the ledger is sound", run.returncode == 0, [run.stdout, run.stderr])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--victim", choices=("cloud", "station"), action="append")
    parser.add_argument("--instant", choices=tuple(INSTANTS), action="append")
    options = parser.parse_args()
    day = 0
    with Demonstration(options.bin) as demo:
        with open(demo.config, "a") as file:
            file.write("[piles]\ncommand_seconds=8\n")  # a start that no pile heard of is returned soon
        demo.set_clock("2026-03-16T18:35:00+08:00", 0)
        demo.start_cloud()
        demo.start_station()
        for victim in options.victim or ("cloud", "station"):
            for name in options.instant or INSTANTS:
                began = time.monotonic()
                at = "18:58:30" if name == "at_the_price_boundary" else "18:40:00"
                round_ = Round(demo, victim, day, at)
                try:
                    INSTANTS[name](round_)
                    outcome = round_.finish()
                except Failed as error:
                    raise Failed(f"{victim} killed {name}: {error}") from None
                print(f"{victim} killed {name}: {outcome} ({time.monotonic() - began:.1f} s)", flush=True)
                day += 1
        check_ledger(demo)


if __name__ == "__main__":
    main()
