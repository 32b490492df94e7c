"""What installing would change on this machine, in words: said by preflight, before anything is done."""

from __future__ import annotations

from collections.abc import Iterator

from k3s import commands, firewall, preflight_network, sysctls
from k3s.context import Context
from k3s.options import PINNED_ADDRESS, PINNED_DEVICE, Install
from k3s.pods import INTERFACES
from k3s.preflight_facts import Facts


def plan(context: Context, wish: Install, facts: Facts) -> tuple[str, ...]:
    """Return one line for each thing that `install` would make or change; nothing where it stands already."""
    return () if facts.installed else tuple(_lines(context, wish, facts))


def _lines(context: Context, wish: Install, facts: Facts) -> Iterator[str]:
    layout = context.layout
    address = str(wish.address or PINNED_ADDRESS)
    own = ", ".join((*INTERFACES[:2], "KUBE-* chains"))
    pods, services = (preflight_network.free(offered, facts) for offered in (facts.pods, facts.services))
    source = wish.bundle or wish.binary
    yield f"{layout.binary}: K3s itself{f', from {source}' if source else ''}"
    yield f"{layout.config.parent}: its configuration and kubeconfig, both for root alone (0600)"
    yield f"{layout.data}: its store, with secrets encrypted, and images"
    yield f"{layout.state}: the records by which all of this is taken back"
    if wish.device == PINNED_DEVICE:
        yield f"interface {wish.device}: the node's address {address}, which stays whatever the LAN does"
    yield f"networks {pods} for pods and {services} for services, inside this machine"
    opened = f"open to {', '.join(wish.open_to)} only" if wish.open_to else "closed towards the LAN"
    yield f"nftables table inet {firewall.TABLE}: ports {wish.port}, 10250 and 30000-32767 {opened}"
    yield f"the same table: nobody reaches {pods} and {services} through this box"
    yield f"kernel settings that K3s changes, put back when it goes: {', '.join(sysctls.CHANGED)}"
    yield f"packet rules and interfaces of K3s's own ({own}), gone when it stops"
    yield _service(context)


def _service(context: Context) -> str:
    layout = context.layout
    if (layout.root / "run/systemd/system").is_dir():
        return f"{layout.unit}: the service {commands.UNIT}, started with the machine"
    return f"a supervisor process, which keeps K3s running; its log is {layout.log}"
