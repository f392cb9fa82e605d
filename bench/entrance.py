"""The doors: whether time tells a stranger who is a member, and whether a flood of log-ins keeps others waiting.

    python bench/entrance.py            about two minutes, on a new SQLite file and a server of its own

Prints JSON and exits 1 if an answer for a member and one for nobody differ by more than a tenth in their median, or if
a page takes longer than a second (p99) while 20 log-ins a second are tried, each from another address.
"""

import argparse
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from http.cookies import SimpleCookie
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
ROUNDS, DIFFERENCE, SLOWEST = 30, 0.10, 1.0
PASSWORD = "nine-mile-walk-42"  # noqa: S105
FORMS = {
    "log in by address": (
        "/accounts/login/",
        lambda name: {"login": f"{name}@example.org", "password": "wrong"},
    ),
    "log in by name": ("/accounts/login/", lambda name: {"login": name, "password": "wrong"}),
    "forgotten password": ("/accounts/password/reset/", lambda name: {"email": f"{name}@example.org"}),
    "code by e-mail": ("/accounts/login/code/", lambda name: {"email": f"{name}@example.org"}),
    "join": (
        "/accounts/signup/",
        lambda name: {
            "username": f"new{time.monotonic_ns() % 10**9}",
            "email": f"{name}@example.org",
            "password1": PASSWORD,
            "password2": PASSWORD,
        },
    ),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=30, help="of the flood")
    parser.add_argument("--rate", type=int, default=20, help="log-ins a second")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/entrance.sqlite3"
        start_django()
        make_members(ROUNDS)
        times = {name: compare(*form) for name, form in FORMS.items()}
        flood = under_flood(options.seconds, options.rate)
    print(json.dumps({"answers": times, "flood": flood}, indent=2))
    return int(
        any(each["difference"] > DIFFERENCE for each in times.values())
        or flood["p99"] > SLOWEST
        or flood["failed"] > 0
    )


def start_django() -> None:
    import django

    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "moviesite.settings"
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)


def make_members(count: int) -> None:
    from allauth.account.models import EmailAddress

    from accounts.models import User

    for number in range(count):
        member = User.objects.create_user(f"member{number}", f"member{number}@example.org", PASSWORD)
        EmailAddress.objects.create(user=member, email=member.email, primary=True, verified=True)


def compare(address: str, form_for: Any) -> dict[str, float]:
    """Medians in milliseconds, taken in turns, each member and each stranger asked once."""
    from django.core.cache import cache
    from django.test import Client

    Client(SERVER_NAME="127.0.0.1").post(address, form_for("warming-up"))
    taken: dict[str, list[float]] = {"member": [], "nobody": []}
    for number in range(ROUNDS):
        for who in taken:
            cache.clear()
            client = Client(SERVER_NAME="127.0.0.1")
            began = time.perf_counter()
            client.post(address, form_for(f"{who}{number}"))
            taken[who].append((time.perf_counter() - began) * 1000)
    member, nobody = median(taken["member"]), median(taken["nobody"])
    difference = abs(member - nobody) / max(member, nobody)
    return {"member": round(member, 1), "nobody": round(nobody, 1), "difference": round(difference, 3)}


def under_flood(seconds: int, rate: int) -> dict[str, float]:
    """How long a page takes meanwhile, asked for again and again by one visitor."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # One proxy is believed, so that each log-in can say it comes from another address.
    environment = {**os.environ, "TRUSTED_PROXY_COUNT": "1", "LOG_LEVEL": "CRITICAL"}
    granian = [
        str(Path(sys.executable).with_name("granian")),
        "--interface",
        "wsgi",
        "--no-ws",
        "--host",
        "127.0.0.1",
    ]
    limits = ["--port", str(port), "--workers", "2", "--blocking-threads", "4", "--log-level", "critical"]
    command = [*granian, *limits, "moviesite.wsgi:application"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment)  # noqa: S603
    try:
        while ask(port, "GET", "/readyz")[0] != 200:
            time.sleep(0.2)
        return flooded(port, seconds, rate)
    finally:
        server.terminate()
        server.wait()


def flooded(port: int, seconds: int, rate: int) -> dict[str, float]:
    quiet, _failed = pages_until(port, time.monotonic() + 5)  # what the machine does with nobody at the door
    until, statuses, threads = time.monotonic() + seconds, [], []
    cookie, token = form_of(port)
    ticker = threading.Thread(target=lambda: tick(port, rate, until, cookie, token, statuses, threads))
    ticker.start()
    pages, failed = pages_until(port, until)
    for thread in (ticker, *threads):
        thread.join()
    tried = sum(status == 200 for status in statuses)  # the form again, with its refusal
    return {
        "log-ins sent": len(statuses),
        "tried": tried,
        "refused": sum(status == 429 for status in statuses),
        "pages": len(pages),
        "failed": failed + sum(status not in (200, 429) for status in statuses),
        "p50 without": round(median(quiet), 3),
        "p99 without": round(quantiles(quiet, n=100)[98], 3),
        "p50": round(median(pages), 3),
        "p99": round(quantiles(pages, n=100)[98], 3),
    }


def pages_until(port: int, until: float) -> tuple[list[float], int]:
    """Seconds of each page asked for until then, and how many were none."""
    pages, failed = [], 0
    while time.monotonic() < until:
        began = time.perf_counter()
        status, _headers, _body = ask(port, "GET", "/")
        pages.append(time.perf_counter() - began)
        failed += status != 200
        time.sleep(0.02)
    return pages, failed


def tick(
    port: int, rate: int, until: float, cookie: str, token: str, statuses: list[int], threads: list[Any]
) -> None:
    number = 0
    while time.monotonic() < until:
        number += 1
        thread = threading.Thread(target=try_one, args=(port, number, cookie, token, statuses))
        thread.start()
        threads.append(thread)
        time.sleep(1 / rate)


def try_one(port: int, number: int, cookie: str, token: str, statuses: list[int]) -> None:
    form = {"login": f"somebody{number}", "password": "wrong", "csrfmiddlewaretoken": token}
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"csrftoken={cookie}",
        "X-Forwarded-For": f"10.{number // 65536 % 256}.{number // 256 % 256}.{number % 256}",
    }
    statuses.append(ask(port, "POST", "/accounts/login/", urlencode(form), headers)[0])


def form_of(port: int) -> tuple[str, str]:
    _status, headers, body = ask(port, "GET", "/accounts/login/")
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', body)
    return SimpleCookie(headers["Set-Cookie"])["csrftoken"].value, found[1] if found else ""


def ask(
    port: int, verb: str, path: str, body: str = "", headers: dict[str, str] | None = None
) -> tuple[int, Any, str]:
    """Status (0 when nobody answers), headers and page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(verb, path, body, headers or {})
        response = connection.getresponse()
        return response.status, response.headers, response.read().decode(errors="replace")
    except OSError:
        return 0, {}, ""
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
