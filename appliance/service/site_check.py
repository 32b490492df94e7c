"""Does a page of the shop's website carry the line that shows the bot?

The one place where the service fetches an address that somebody typed, so it is narrow: http and https,
public addresses unless the box's administrator asks, every redirect judged anew, the connection made to
the address that was judged (a name could resolve to another one the second time), limits on time and size,
and nothing of the page is handed back.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import re
import socket
import ssl
import time
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import SplitResult, urljoin, urlsplit

from appliance.core.addresses import path_of
from appliance.core.errors import InvalidInput
from appliance.core.owner_schemas import SiteCheck

SECONDS = 10.0
LARGEST = 2_000_000
REDIRECTS = 5
PORTS = {"http": 80, "https": 443}
MOVED = frozenset({301, 302, 303, 307, 308})
NEVER = tuple(
    map(ipaddress.ip_network, ("169.254.0.0/16", "fe80::/10", "0.0.0.0/8", "224.0.0.0/4", "ff00::/8"))
)
"""Link-local (where clouds keep their secrets), nowhere, and everybody: no website is there."""


class Refused(Exception):
    """This page is not fetched, or did not come; the text says why."""


@dataclass(frozen=True)
class _Page:
    status: int
    location: str
    text: str


def check(url: str, shop: str, *, private: bool) -> SiteCheck:
    """Return whether the page carries the shop's line. `private` lets addresses of this network be asked.

    Raises `InvalidInput` for what is no web address.
    """
    address, deadline = _address(url), time.monotonic() + SECONDS
    try:
        for _ in range(REDIRECTS + 1):
            page = _fetch(urlsplit(address), private, deadline)
            if page.status not in MOVED or not page.location:
                return _judged(page, address, shop)
            address = _joined(address, page.location)
        return SiteCheck(state="unreachable", address=address, reason="It leads from one page to the next.")
    except Refused as err:
        return SiteCheck(state="unreachable", address=address, reason=str(err))


def _joined(address: str, location: str) -> str:
    """Return where a page leads. Raises `Refused` for what is no web address."""
    try:
        return _address(urljoin(address, location))
    except (InvalidInput, ValueError):
        raise Refused("It leads to what is no web address.") from None


def _address(text: str) -> str:
    address = text.strip()
    address = address if "://" in address else f"https://{address}"
    with contextlib.suppress(ValueError):  # "http://[" is no address of the sixth kind
        parts = urlsplit(address)
        if parts.scheme in PORTS and parts.hostname and not re.search(r"\s", address):
            return address
    raise InvalidInput("This is no web address.", resolution="Give one such as https://example.com.")


def _judged(page: _Page, address: str, shop: str) -> SiteCheck:
    if page.status >= 400:
        reason = f"The website answered with the error {page.status}."
        return SiteCheck(state="unreachable", address=address, status=page.status, reason=reason)
    shops = _Widgets(page.text).shops
    state = "found" if shop in shops else "other-shop" if shops else "missing"
    return SiteCheck(state=state, address=address, status=page.status)


class _Widgets(HTMLParser):
    """The shops whose line a page carries."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.shops: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag == "script" and path_of(known.get("src") or "").endswith("/widget.js"):
            self.shops.add(known.get("data-shop") or "")


# --- fetching ----------------------------------------------------------------------------------------


def _fetch(parts: SplitResult, private: bool, deadline: float) -> _Page:
    """Raises `Refused`."""
    try:
        host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    except (ValueError, KeyError):
        raise Refused("It leads to something that is no web address.") from None
    target = _resolved(host, port, private)
    connection = _Connection(parts.scheme, host, port, target, _left(deadline))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    with contextlib.closing(connection):
        try:
            connection.request("GET", path, headers={"User-Agent": "Shopwarden", "Accept": "text/html"})
            response = connection.getresponse()
            return _Page(response.status, response.getheader("Location", ""), _body(response, deadline))
        except ssl.SSLError as err:
            raise Refused("Its certificate is not in order.") from err
        except TimeoutError as err:
            raise Refused(f"It did not answer within {SECONDS:.0f} seconds.") from err
        except (OSError, http.client.HTTPException, ValueError) as err:
            raise Refused("No website answers there.") from err


def _resolved(host: str, port: int, private: bool) -> str:
    """Return the address to connect to. Raises `Refused` when any of the name's addresses is not allowed."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as err:
        raise Refused("There is no website of this name.") from err
    addresses = [str(entry[4][0]) for entry in found]
    if not all(_allowed(ipaddress.ip_address(address.split("%")[0]), private) for address in addresses):
        raise Refused("This address is not one of the public internet.")
    return addresses[0]


def _allowed(address: ipaddress.IPv4Address | ipaddress.IPv6Address, private: bool) -> bool:
    mapped = getattr(address, "ipv4_mapped", None)
    if mapped is not None:
        return _allowed(mapped, private)
    if any(address in network for network in NEVER if network.version == address.version):
        return False
    return private or address.is_global


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise Refused(f"It did not answer within {SECONDS:.0f} seconds.")
    return left


def _body(response: http.client.HTTPResponse, deadline: float) -> str:
    """Return the page, at most `LARGEST` bytes of it."""
    parts, size = [], 0
    while size < LARGEST and (part := response.read1(65_536)):
        _left(deadline)
        parts.append(part)
        size += len(part)
    charset = response.headers.get_content_charset() or "utf-8"
    try:
        return b"".join(parts).decode(charset, "replace")
    except LookupError:
        return b"".join(parts).decode("utf-8", "replace")


class _Connection(http.client.HTTPConnection):
    """A connection to the address that was judged, under the name that was typed."""

    def __init__(self, scheme: str, host: str, port: int, target: str, seconds: float) -> None:
        super().__init__(host, port, timeout=seconds)
        self._target = target
        self._tls = ssl.create_default_context() if scheme == "https" else None
        self.default_port = PORTS[scheme]

    def connect(self) -> None:
        plain = socket.create_connection((self._target, self.port), self.timeout)
        self.sock = self._tls.wrap_socket(plain, server_hostname=self.host) if self._tls else plain
