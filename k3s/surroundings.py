"""What is around a running node: its pinned address and our firewall, which somebody may take away, and the
images that it was given."""

from __future__ import annotations

import os

from k3s import address, config, firewall, parts, reasons
from k3s.context import Context
from k3s.health import Trouble
from k3s.status import LOG_LINES
from k3s.steps import Journal

AGAIN = "Run “shopwarden node start”: it puts it back."


def troubles(context: Context) -> tuple[Trouble, ...]:
    """Return what is missing around the node, worst first; nothing where this user may not look."""
    if os.geteuid() != 0 and context.layout.whole_machine:
        return ()
    found = []
    if parts.firewall_file(context).exists() and not firewall.closed(context.run):
        found.append(Trouble(AGAIN, "its ports are open towards the LAN: our firewall's table is gone."))
    pinned = str(config.read(context.layout.config).get("node-ip", ""))
    if pinned and pinned not in {one for all_ in address.devices(context.run).values() for one in all_}:
        found.append(Trouble(AGAIN, f"its address {pinned} is gone from this box."))
    for name in reasons.spoiled_images(context.keeper.log(LOG_LINES)):
        again = "Bring a good copy: “shopwarden node upgrade --bundle FILE”."
        found.append(Trouble(again, f"the image {name} is damaged: what needs it does not start."))
    return tuple(found)


def mend(context: Context) -> None:
    """Put back what install made around the node. Raises `CommandFailed`."""
    note = Journal.load(context.layout.journal).note("address")
    pinned = str(config.read(context.layout.config).get("node-ip", ""))
    if note and pinned:
        address.pin(context.run, note["device"], pinned)
    file = parts.firewall_file(context)
    if file.exists() and not firewall.closed(context.run):
        firewall.close(context.run, file.read_text())
