"""Asks whether a page elsewhere is still there, and asks nobody but servers of the public internet.

Every name is resolved first, refused unless all its addresses are public, and connected to at the address that was
looked at; so is every redirect. Bodies are not read. Used by the command check_links, never by a page.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import SplitResult, urljoin, urlsplit

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

MOST_REDIRECTS = 5
# Ranges of IPv6 that carry an IPv4 address, and could lead to a private one.
_CARRIERS = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16")))
_BARRED = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS}
"""The page is there, though not for us."""


class RefusedAddressError(Exception):
    """The address leads where nothing is asked: another scheme or port, or a private network."""


def is_public(address: IPAddress) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return is_public(address.ipv4_mapped)
        if any(address in network for network in _CARRIERS):
            return False
    return address.is_global and not address.is_multicast


@dataclass(frozen=True)
class LinkChecker:
    """`seconds` for one link, redirects included. `allows` and `ports` say what may be connected to."""

    agent: str
    seconds: float = 15
    allows: Callable[[IPAddress], bool] = is_public
    ports: frozenset[int] = field(default=frozenset({80, 443}))

    def is_there(self, url: str) -> bool:
        """Whether the page answers; what is refused, times out or breaks off does not."""
        until = time.monotonic() + self.seconds
        try:
            status = self._follow("HEAD", url, until)
            if status >= HTTPStatus.BAD_REQUEST and status not in _BARRED:
                # Some servers answer nothing but GET.
                status = self._follow("GET", url, until)
        except (OSError, RefusedAddressError, ValueError, http.client.HTTPException):
            return False
        return status < HTTPStatus.BAD_REQUEST or status in _BARRED

    def _follow(self, method: str, url: str, until: float) -> int:
        for _hop in range(MOST_REDIRECTS + 1):
            status, location = self._ask(method, urlsplit(url), until)
            if not (HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST and location):
                return status
            url = urljoin(url, location)
        raise RefusedAddressError(url)

    def _ask(self, method: str, url: SplitResult, until: float) -> tuple[int, str]:
        """The status and where it leads on."""
        host, port = self._place(url)
        with self._connection(host, port, is_secure=url.scheme == "https", until=until) as connection:
            path = (url.path or "/") + (f"?{url.query}" if url.query else "")
            connection.request(method, path, headers={"User-Agent": self.agent, "Accept": "*/*"})
            response = connection.getresponse()
            return response.status, response.getheader("Location", "")

    def _place(self, url: SplitResult) -> tuple[str, int]:
        if url.scheme not in ("http", "https") or not url.hostname or url.username is not None:
            raise RefusedAddressError(url.geturl())
        port = url.port or (443 if url.scheme == "https" else 80)
        if port not in self.ports:
            raise RefusedAddressError(url.geturl())
        return url.hostname.encode("idna").decode() if not url.hostname.isascii() else url.hostname, port

    @contextmanager
    def _connection(
        self, host: str, port: int, *, is_secure: bool, until: float
    ) -> Iterator[http.client.HTTPConnection]:
        """To the very address that was looked at. The socket is shut when the time is over, whatever it is doing."""
        address = self._address(host, port)
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        asking = socket.create_connection((address, port), timeout=left)
        if is_secure:
            context = ssl.create_default_context()
            asking = context.wrap_socket(asking, server_hostname=host, do_handshake_on_connect=False)
        end = threading.Timer(left, _shut, [asking])
        end.daemon = True
        end.start()
        try:
            if isinstance(asking, ssl.SSLSocket):
                asking.do_handshake()
            connection = http.client.HTTPConnection(host, port)
            connection.sock = asking
            yield connection
        finally:
            end.cancel()
            asking.close()

    def _address(self, host: str, port: int) -> str:
        found = {info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
        addresses = [ipaddress.ip_address(str(each).partition("%")[0]) for each in found]
        if not addresses or not all(map(self.allows, addresses)):
            raise RefusedAddressError(host)
        return str(min(addresses, key=lambda each: (each.version, each)))


def _shut(asking: socket.socket) -> None:
    with suppress(OSError):
        asking.shutdown(socket.SHUT_RDWR)
