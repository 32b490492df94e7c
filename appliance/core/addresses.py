"""Web addresses as owners, visitors and strange pages write them: any text, never an exception."""

from __future__ import annotations


def host_of(address: str) -> str:
    """Return the host of a web address or of `host:port`, lower case, without brackets and a last dot;
    "" for what is none ("http://[")."""
    from urllib.parse import urlsplit

    try:
        found = urlsplit(address if "//" in address else f"//{address}").hostname
    except ValueError:
        return ""
    return (found or "").rstrip(".").casefold()


def path_of(address: str) -> str:
    """Return the path of a web address; "" for what is none."""
    from urllib.parse import urlsplit

    try:
        return urlsplit(address).path
    except ValueError:
        return ""
