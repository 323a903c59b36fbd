"""The user menu and the words of a sign-in as a screen reader finds them: opened, chosen from and read by name."""
# SPDX-License-Identifier: GPL-3.0-or-later
import argparse

from charges import expect
from harness import Console, Demonstration, wait_until

WRONG = "User name or password is wrong."


def signs_in(demo, console):
    """A wrong password is said once, and nothing of it is left after the right one."""
    def with_password(password):
        console.find("Password", "password text").get_editable_text_iface().set_text_contents(password)
        console.press("Sign in")

    with_password("not-it")
    console.wait_text(WRONG)
    expect("said once", console.texts().count(WRONG) == 1, console.texts())
    with open(demo.password_file, encoding="utf-8") as file:
        with_password(file.read().strip())
    console.wait_text("Cloud live")
    wait_until("nothing is left of it", 10, lambda: not any(WRONG in text for text in console.texts()))


def chooses(console):
    console.press("User and settings")
    console.press("简体中文")
    console.wait_text("云平台")
    console.press("English")
    console.press("Dark theme")
    wait_until("dark", 5, lambda: console.is_checked("Dark theme"))
    console.press("Dark theme")
    console.press("Sign out")
    console.wait_text("Sign in to a cloud")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    with Demonstration(parser.parse_args().bin) as demo:
        demo.set_clock("2026-03-16T18:35:00+08:00", 1)
        demo.start_display()
        demo.start_cloud()
        demo.start("console", f"{demo.bin}/piledeck", "--cloud", f"http://127.0.0.1:{demo.cloud_port}", "--user", "op1",
                   "--language", "en")
        console = Console()
        signs_in(demo, console)
        chooses(console)
        print("the user menu is reached by name; a wrong password is said once and forgotten")


if __name__ == "__main__":
    main()
