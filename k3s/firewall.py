"""Our own nftables table: K3s's ports closed towards the LAN.

K3s listens on all interfaces whatever its `node-ip` says. The chain stands before address translation, so
it sees NodePorts too, and the addresses of services, by which a neighbour that routes through the box would
reach the API; what comes in by loopback, from pods or over the overlay passes. It is a table of its own:
nobody else's rules are touched, and removing it leaves nothing.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from ipaddress import ip_network

from appliance.core.errors import CommandFailed
from k3s import commands
from k3s.shell import Run

TABLE = "shopwarden_node"
INSIDE = ("lo", "cni0", "flannel.1", "flannel-wg")
TCP = "2379-2381, 6444, 10010, 10248-10259, 30000-32767"
UDP = "8472, 30000-32767"


def rules(
    port: int, inside: Sequence[str] = (), opened: Sequence[str] = (), ranges: Sequence[str] = ()
) -> str:
    """Return the table as `nft -f` reads it, replacing an older one in the same transaction. `inside` are
    further interfaces that are trusted, `opened` the networks that the owner lets in, `ranges` those of pods
    and services, which nobody outside reaches through the box."""
    names = ", ".join(f'"{name}"' for name in dict.fromkeys((*INSIDE, *inside)))
    kept = f"    ip daddr {{ {', '.join(ranges)} }} counter drop\n" if ranges else ""
    let_in = "".join(f"    {_from(network)} tcp dport {{ {port}, 10250 }} accept\n" for network in opened)
    return (
        f"table inet {TABLE} {{}}\n"
        f"delete table inet {TABLE}\n"
        f"table inet {TABLE} {{\n"
        "  chain closed {\n"
        "    type filter hook prerouting priority mangle; policy accept;\n"
        "    ct state established,related accept\n"
        f"    iifname {{ {names} }} accept\n"
        f"{kept}"
        "    fib daddr type != local accept\n"
        f"{let_in}"
        f"    tcp dport {{ {port}, {TCP} }} counter drop\n"
        f"    udp dport {{ {UDP} }} counter drop\n"
        "  }\n"
        "}\n"
    )


def _from(network: str) -> str:
    return f"{'ip' if ip_network(network).version == 4 else 'ip6'} saddr {network}"


def close(run: Run, text: str) -> None:
    """Put the rules in force. Raises `CommandFailed`."""
    run(commands.load_rules(), stdin=text)


def closed(run: Run) -> bool:
    """Whether our table is in force."""
    try:
        return "hook prerouting" in run(commands.table_rules(TABLE))
    except CommandFailed:
        return False


def remove(run: Run) -> None:
    """Take the table away; no table is fine too."""
    with contextlib.suppress(CommandFailed):
        run(commands.load_rules(), stdin=f"table inet {TABLE} {{}}\ndelete table inet {TABLE}\n")
