"""A10: a price plan changes in mid-evening: four eyes, confirmation by each pile, old and new sessions, and back."""
# SPDX-License-Identifier: GPL-3.0-or-later
import argparse
import base64
import json
import subprocess
import urllib.error
import urllib.request
from decimal import Decimal

from charges import PHONE, expect, order, settled
from harness import Demonstration, Failed, wait_until

X_PILE, Y_PILE, AWAY = "33010800100003", "33010800100004", "33010800100009"
V2_START = "2026-03-16T14:00:00Z"


class Prices:
    """The module cnpdk_priceplans as one person reaches it."""

    def __init__(self, demo, user):
        self.base = f"http://127.0.0.1:{demo.cloud_port}/ocpi/2.2.1/"
        self.token = None
        _, data = self.ask("POST", "cnpdk_staff/sign-in", {"user": user, "password": f"{user}-demo"})
        self.token = data["token"]

    def ask(self, method, path, body=None):
        """HTTP status and the envelope's data."""
        request = urllib.request.Request(self.base + path, method=method,
                                         data=None if body is None else json.dumps(body).encode())
        request.add_header("Content-Type", "application/json")
        if self.token:
            request.add_header("Authorization", "Token " + base64.b64encode(self.token.encode()).decode())
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, json.load(answer)["data"]
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)["data"]

    def does(self, path, body=None):
        status, data = self.ask("POST", "cnpdk_priceplans" + path, body or {})
        expect(f"POST {path} is done", status == 200, data)
        return data

    def refused(self, path, reason):
        status, data = self.ask("POST", "cnpdk_priceplans" + path, {})
        expect(f"POST {path} is refused with {reason}", status == 403 and data["reason"] == reason, data)

    def versions(self):
        return self.ask("GET", "cnpdk_priceplans/versions?location_id=S1")[1]

    def in_force(self):
        return self.ask("GET", "cnpdk_priceplans?location_id=S1")[1]

    def takings(self):
        """What each pile says: "CONFIRMED V1", "PENDING V1 offline"."""
        piles = self.ask("GET", "cnpdk_priceplans/confirmations?location_id=S1")[1]
        return {p["pile"]: " ".join(filter(None, (p["state"], p["confirmed"], p["reason"]))) for p in piles}


def start(demo, pile, when, energy="7.0000", charges=True):
    """An order by energy at a plugged pile, paid and started at that moment with the clock held; its id."""
    demo.set_clock(when, 0)
    demo.station_does(vehicle={"leaves_after_s": 120}, pile=pile)  # or it would pay for standing
    starter = subprocess.Popen(
        demo.ctl_command("start", "--port", pile + "-1", "--account", PHONE, "--energy", energy, "--wait", "--seconds",
                         "60"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=demo.environment)
    demo.adopt("starter-" + pile, starter)
    wait_until("a payment that waits for the payer", 20, lambda: confirmed(demo))

    def begun():
        for known in demo.cloud_says("orders", "--limit", "5"):
            if known["evse_uid"] == pile + "-1" and known["state"] in ("STARTING", "CHARGING"):
                if known.get("started_at") or not charges:
                    return known["id"]
        return None

    return wait_until(f"{pile} is started", 30, begun)


def confirmed(demo):
    try:
        return demo.station_does(payer="confirm")
    except (Failed, OSError):
        return None


def draft_v2(op, lead):
    """op1 drafts and cannot publish alone; lead1 approves."""
    plan = op.in_force()
    plan["prices"]["flat"]["service"] = "0.50"
    made = op.does("", {"location_id": "S1", "plan": plan, "starts_at": V2_START})
    expect("the next version, a draft", (made["version"], made["state"]) == ("V2", "DRAFT"), made)
    op.does("/V2/submit")
    op.refused("/V2/approve", "role_missing")
    approved = lead.does("/V2/approve", {"reason": "agreed"})
    expect("approved", approved["state"] == "APPROVED", approved)
    acts = [(a["deed"], a["by"]) for a in approved["acts"]]
    expect("who did what", acts == [("DRAFT", "op1"), ("SUBMIT", "op1"), ("APPROVE", "lead1")], acts)
    expect("and what differs", approved["acts"][-1]["difference"] == [
        {"what": "service", "band": "flat", "before": "0.40", "after": "0.50"}], approved["acts"])


def check_bill(done, plan, electricity, service, total):
    bill = done["bill"]
    figures = (bill["plan"], bill["electricity"], bill["service"], bill["total"])
    expect("the bill", figures == (plan, electricity, service, total), bill)


def evening(demo, op):
    """X from 21:30 on V1, Y from 22:05 on V2; who confirms when."""
    x = start(demo, X_PILE, "2026-03-16T21:30:00+08:00")
    demo.set_clock("2026-03-16T21:30:00+08:00", 120)
    wait_until("22:00", 40, lambda: demo.business_time() >= "2026-03-16T22:01:00+08:00")
    demo.set_clock("2026-03-16T22:05:00+08:00", 0)
    wait_until("eight piles confirm V2", 20, lambda: list(op.takings().values()).count("CONFIRMED V2") == 8)
    expect("X's pile charges on", op.takings()[X_PILE] == "PENDING V1 charging", op.takings())
    expect("…09 is away", op.takings()[AWAY] == "PENDING V1 offline", op.takings())
    expect("V2 in force", op.in_force()["version"] == "V2", op.in_force())
    y = start(demo, Y_PILE, "2026-03-16T22:05:00+08:00")
    demo.set_clock("2026-03-16T22:05:00+08:00", 120)
    check_bill(settled(demo, x), "V1", "5.95", "2.80", "8.75")
    wait_until("X's pile is idle and confirms", 10, lambda: op.takings()[X_PILE] == "CONFIRMED V2")
    demo.set_clock(demo.business_time(), 300)
    check_bill(settled(demo, y), "V2", "4.90", "3.50", "8.40")
    expect("X's record keeps its plan", order(demo, x)["bill"]["plan"] == "V1", order(demo, x))


def held_start(demo, op):
    """…09 comes back and refuses V2: a start is held, until it confirms."""
    demo.station_does(fault="refuse-plan", pile=AWAY, on=True)
    demo.station_does(plug=True, pile=AWAY)
    demo.station_does(fault="offline", pile=AWAY, on=False)
    wait_until("…09 refuses V2", 30, lambda: op.takings()[AWAY] == "PENDING V1 refused")
    held = start(demo, AWAY, demo.business_time(), charges=False)
    wait_until("the start is held", 10, lambda: order(demo, held)["command"]["reason"] == "price_plan_pending")
    expect("and not sent", order(demo, held)["command"]["life"] == "REQUESTED", order(demo, held))
    demo.station_does(fault="refuse-plan", pile=AWAY, on=False)
    wait_until("…09 confirms V2", 30, lambda: op.takings()[AWAY] == "CONFIRMED V2")
    demo.set_clock(demo.business_time(), 60)
    wait_until("and charges", 20, lambda: order(demo, held)["state"] == "CHARGING")
    demo.station_does(unplug=True, pile=AWAY)
    done = settled(demo, held)
    expect("on V2", done["bill"]["plan"] == "V2" and Decimal(done["bill"]["total"]) >= 0, done["bill"])


def roll_back(op, lead):
    made = op.does("", {"location_id": "S1", "rolls_back_to": "V1"})
    name = made["version"]
    op.does(f"/{name}/submit")
    lead.does(f"/{name}/approve", {"reason": "complaints"})
    back = op.in_force()
    expect("the old prices as a new version", (back["version"], back["prices"]["flat"]["service"]) == (name, "0.40"),
           back)
    wait_until("every pile confirms it", 30, lambda: set(op.takings().values()) == {f"CONFIRMED {name}"})
    states = {v["version"]: v["state"] for v in op.versions()}
    expect("states", (states[name], states["V2"], states["V1"]) == ("IN_FORCE", "SUPERSEDED", "SUPERSEDED"), states)
    expect("V3", name == "V3", name)


def own_draft(lead):
    """Nobody approves a draft of one's own, whatever the role."""
    own = lead.does("", {"location_id": "S1", "rolls_back_to": "V2"})["version"]
    lead.does(f"/{own}/submit")
    lead.refused(f"/{own}/approve", "own_draft")
    lead.does(f"/{own}/discard")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    with Demonstration(parser.parse_args().bin) as demo:
        demo.set_clock("2026-03-16T21:20:00+08:00", 1)
        demo.start_cloud()
        demo.start_station()
        op, lead = Prices(demo, "op1"), Prices(demo, "lead1")
        wait_until("ten piles confirm V1", 30, lambda: list(op.takings().values()) == ["CONFIRMED V1"] * 10)
        draft_v2(op, lead)
        demo.station_does(fault="offline", pile=AWAY, on=True)
        for pile in (X_PILE, Y_PILE):
            demo.station_does(plug=True, pile=pile)
        wait_until("the cloud knows of the cars", 10, lambda: all(
            demo.cloud_says("piles")[n]["ports"][0]["state"] != "AVAILABLE" for n in (2, 3)))
        evening(demo, op)
        held_start(demo, op)
        roll_back(op, lead)
        own_draft(lead)
        print(demo.verify_ledger())
        print("X = 8.75 on V1, Y = 8.40 on V2, …09 held until it confirmed, rolled back as V3")


if __name__ == "__main__":
    main()
