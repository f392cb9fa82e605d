"""Whether a page elsewhere is still there: a server of the test's own stands for elsewhere."""

import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.core.management import call_command

from films.link_check import LinkChecker, is_public
from films.models import ExternalLink
from tests.factories import make_title


class Elsewhere(BaseHTTPRequestHandler):
    """Answers with the status that the address names; /to/<address> leads there."""

    asked: list[str]

    def do_HEAD(self) -> None:
        self.asked.append(f"{self.command} {self.path}")
        if self.path.startswith("/slow"):
            for _ in range(40):
                self.wfile.write(b"H")
                threading.Event().wait(0.05)
            return
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
        else:
            status = int(self.path[1:4])
            self.send_response(405 if self.path.endswith("get-only") and self.command == "HEAD" else status)
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815  named by the library

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def asked() -> list[str]:
    Elsewhere.asked = []
    return Elsewhere.asked


@pytest.fixture
def elsewhere(asked: list[str]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def checker(address: str, seconds: float = 5) -> LinkChecker:
    """One that may ask the test's own server."""
    port = int(address.rpartition(":")[2])
    return LinkChecker("test", seconds, allows=lambda ip: ip.is_loopback, ports=frozenset({port}))


@pytest.mark.parametrize(
    ("path", "is_there"),
    [
        ("/200", True),
        ("/204", True),
        ("/403", True),
        ("/429", True),
        ("/404", False),
        ("/410", False),
        ("/500", False),
        ("/200/get-only", True),
        ("/to//200", True),
        ("/to//404", False),
        ("/to//to//to//200", True),
    ],
)
def test_status_says_whether_a_page_is_there(elsewhere: str, path: str, is_there: bool) -> None:
    assert checker(elsewhere).is_there(elsewhere + path) is is_there


def test_redirects_end(elsewhere: str, asked: list[str]) -> None:
    assert checker(elsewhere).is_there(f"{elsewhere}/to/" + "/to/" * 20 + "/200") is False
    assert len(asked) == 6


def test_server_that_drips_is_left_when_the_time_is_over(elsewhere: str) -> None:
    began = time.monotonic()
    assert checker(elsewhere, seconds=0.2).is_there(f"{elsewhere}/slow") is False
    assert time.monotonic() - began < 1.5


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
        "2001:0:a00:1::",
    ],
)
def test_private_addresses_are_not_asked(address: str) -> None:
    assert is_public(ipaddress.ip_address(address)) is False


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:8.8.8.8"]
)
def test_public_addresses_may_be_asked(address: str) -> None:
    assert is_public(ipaddress.ip_address(address)) is True


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]", "0"],
)
def test_no_spelling_of_this_machine_is_connected_to(elsewhere: str, asked: list[str], host: str) -> None:
    port = int(elsewhere.rpartition(":")[2])
    usual = LinkChecker("test", 5, ports=frozenset({port}))
    assert usual.is_there(f"http://{host}:{port}/200") is False
    assert asked == []


def test_redirect_does_not_lead_into_the_private_net(elsewhere: str, asked: list[str]) -> None:
    """One address of this machine may be asked here, the one that it leads to may not."""
    port = int(elsewhere.rpartition(":")[2])
    one = LinkChecker("test", 5, allows=lambda ip: str(ip) == "127.0.0.1", ports=frozenset({port}))
    assert one.is_there(f"{elsewhere}/to/http://127.0.0.2:{port}/200") is False
    assert asked == [f"HEAD /to/http://127.0.0.2:{port}/200"]


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://example.org/",
        "http://example.org:22/",
        "http://example.org:99999/",
        "http://user:secret@example.org/",
        "http:///",
        "http://[::1/",
        "javascript:alert(1)",
        "",
    ],
)
def test_other_schemes_ports_and_nonsense_are_not_asked(url: str) -> None:
    assert LinkChecker("test", 1).is_there(url) is False


def test_nothing_listens(unused_port: int) -> None:
    address = f"http://127.0.0.1:{unused_port}"
    assert checker(address).is_there(address) is False


@pytest.fixture
def unused_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.mark.django_db
def test_command_keeps_what_it_found_and_asks_again_later(capsys: Any) -> None:
    title = make_title()
    for number in range(3):
        title.externallink_set.create(url=f"http://127.0.0.1/{number}", label="Site")
    call_command("check_links", limit=2, pause=0)
    assert capsys.readouterr().out == "2 links checked, 0 of them lead nowhere\n"
    assert list(ExternalLink.objects.order_by("pk").values_list("failed_checks", flat=True)) == [1, 1, 0]
    call_command("check_links", limit=2, pause=0)
    assert list(ExternalLink.objects.order_by("pk").values_list("failed_checks", flat=True)) == [1, 1, 1]
    assert not ExternalLink.objects.due_for_check().exists()
