"""Preflight checks of the network: tools, ports, address, ranges, other firewalls."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import IPv4Network

from appliance.core.node import Level, NodeCheck
from k3s.preflight_facts import Facts, found

PACKAGES = {
    "nft": "nftables",
    "ip": "iproute2",
    "mount": "util-linux",
    "setpriv": "util-linux",
    "modprobe": "kmod",
}
FATAL_TOOLS = frozenset({"iptables", "nft", "ip", "mount"})


def tools(facts: Facts) -> NodeCheck:
    """A missing ipset switches the isolation of tenants off with just a line in K3s's log."""
    missing = sorted(name for name, there in facts.tools.items() if not there)
    if not missing:
        return found("tools", Level.GOOD, "Programs", "All that K3s calls are installed.")
    level = Level.FATAL if (FATAL_TOOLS | {"ipset"}) & set(missing) else Level.PROBLEM
    why = " Without ipset shops are not kept apart." if "ipset" in missing else ""
    packages = " ".join(sorted({PACKAGES.get(name, name) for name in missing}))
    return found(
        "tools",
        level,
        "Programs",
        f"Not installed: {', '.join(missing)}.{why}",
        f"apt-get install {packages}",
    )


def ports(facts: Facts) -> NodeCheck:
    if facts.ports_taken:
        names = ", ".join(map(str, facts.ports_taken))
        return found(
            "ports",
            Level.FATAL,
            "Ports",
            f"Another program uses {names}.",
            f"Stop it: “ss -ltnp sport = :{facts.ports_taken[0]}” names it.",
        )
    return found("ports", Level.GOOD, "Ports", "K3s's ports are free.")


def address(facts: Facts) -> NodeCheck:
    """K3s needs a default route, or an address it is told; ours never changes."""
    if facts.pinned:
        return found(
            "address", Level.GOOD, "Address", f"The node keeps {facts.pinned} whatever the LAN does."
        )
    if facts.default_route:
        return found(
            "address",
            Level.NOTICE,
            "Address",
            "The node would use the LAN's address, which may change.",
            "Pin an address with --address.",
        )
    return found(
        "address",
        Level.FATAL,
        "Address",
        "There is neither a default route nor a pinned address.",
        "Pin an address with --address.",
    )


def ranges(facts: Facts) -> NodeCheck:
    """The networks of pods and services must not be somebody's network already."""
    for kind, offered in (("pod", facts.pods), ("service", facts.services)):
        clashes = {text: clash for text in offered if (clash := clash_of(text, facts))}
        if len(clashes) == len(offered) and offered:
            text, (device, network) = next(iter(clashes.items()))
            return found(
                "ranges",
                Level.FATAL,
                "Networks",
                f"The {kind} range {text} clashes with {network} on {device}.",
                f"Choose a free one with --{kind}s, for example 10.{200 if kind == 'pod' else 201}.0.0/16.",
            )
    return found("ranges", Level.GOOD, "Networks", "The ranges of pods and services are nobody else's.")


def clash_of(text: str, facts: Facts) -> tuple[str, str] | None:
    """Return the interface and network that the range overlaps."""
    wanted = IPv4Network(text)
    for route in facts.routes:
        if route.network.overlaps(wanted):
            return route.device, str(route.network)
    return None


def free(offered: tuple[str, ...], facts: Facts) -> str:
    """Return the first range that clashes with nothing, else the first."""
    return next((text for text in offered if not clash_of(text, facts)), offered[0])


def firewalls(facts: Facts) -> NodeCheck:
    """Another firewall that drops forwarded packets cuts pods off."""
    if facts.firewalls:
        names = " and ".join(facts.firewalls)
        pods, services = facts.pods[0], facts.services[0]
        fix = f"Allow {pods} and {services} in {names}."
        return found("firewalls", Level.NOTICE, "Firewall", f"{names} is active and may cut pods off.", fix)
    return found("firewalls", Level.GOOD, "Firewall", "No other firewall manager is active.")


CHECKS: tuple[Callable[[Facts], NodeCheck], ...] = (tools, ports, address, ranges, firewalls)
