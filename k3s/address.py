"""The node's pinned address, on an interface of our own: K3s breaks when its address changes.

A dummy interface, or a bridge without ports on a kernel that has no dummies: K3s needs bridges anyway.
"""

from __future__ import annotations

import contextlib
import json

from appliance.core.errors import CommandFailed
from k3s import commands
from k3s.shell import Run


def pin(run: Run, device: str, address: str) -> None:
    """Make the interface with the address, or see that it is as it should be."""
    if device not in devices(run):
        _make(run, device)
    run(commands.add_address(device, address))
    run(commands.link_up(device))


def _make(run: Run, device: str) -> None:
    try:
        run(commands.add_link(device, "dummy"))
    except CommandFailed:
        run(commands.add_link(device, "bridge"))


def pinned(run: Run, device: str, address: str) -> bool:
    return address in devices(run).get(device, ())


def remove(run: Run, device: str) -> None:
    """Take the interface away; none is fine too."""
    with contextlib.suppress(CommandFailed):
        run(commands.delete_link(device))


def devices(run: Run) -> dict[str, tuple[str, ...]]:
    """Return the addresses of every interface."""
    return {
        str(link["ifname"]): tuple(
            str(info["local"]) for info in link.get("addr_info", ()) if "local" in info
        )
        for link in json.loads(run(commands.addresses()) or "[]")
        if "ifname" in link
    }
