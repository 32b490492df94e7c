"""The firewall in a real network: 6443 and 10250 shut towards the LAN, open on loopback and to pods."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence

import pytest

from k3s import firewall

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        os.geteuid() != 0 or not shutil.which("nft") or not shutil.which("ip"),
        reason="network namespaces and nftables need root, iproute2 and nftables",
    ),
]

BOX, LAN, POD_BRIDGE, POD = "192.168.50.1", "192.168.50.2", "10.42.0.1", "10.42.0.2"
SERVICE, RANGES = "10.43.0.1", ("10.42.0.0/16", "10.43.0.0/16")
PORTS = (6443, 10250, 30080, 8765)
"""K3s's two, a NodePort, and the service's own, which is nobody's business here."""

LISTEN = """
import selectors, socket, sys
found = selectors.DefaultSelector()
for port in map(int, sys.argv[1:]):
    listener = socket.create_server(("0.0.0.0", port))
    found.register(listener, selectors.EVENT_READ)
print("ready", flush=True)
while True:
    for key, _ in found.select():
        key.fileobj.accept()[0].close()
"""
CALL = """
import socket, sys
try:
    socket.create_connection((sys.argv[1], int(sys.argv[2])), 1).close()
    print("open")
except OSError:
    print("shut")
"""


class Network:
    """Three namespaces: the box between a machine of the LAN and a pod."""

    def __init__(self) -> None:
        tag = secrets.token_hex(3)
        self.box, self.lan, self.pod = (f"sw-{tag}-{name}" for name in ("box", "lan", "pod"))

    def make(self) -> None:
        for name in (self.box, self.lan, self.pod):
            ip("netns", "add", name)
            ip("-n", name, "link", "set", "lo", "up")
        self._wire("eth0", BOX, self.lan, LAN)
        ip("-n", self.box, "link", "add", "cni0", "type", "bridge")
        ip("-n", self.box, "address", "add", f"{POD_BRIDGE}/24", "dev", "cni0")
        ip("-n", self.box, "link", "set", "cni0", "up")
        self._wire("veth0", "", self.pod, POD)
        ip("-n", self.box, "link", "set", "veth0", "master", "cni0")

    def _wire(self, device: str, address: str, other: str, theirs: str) -> None:
        ip("link", "add", device, "netns", self.box, "type", "veth", "peer", "eth0", "netns", other)
        for space, name, own in ((self.box, device, address), (other, "eth0", theirs)):
            if own:
                ip("-n", space, "address", "add", f"{own}/24", "dev", name)
            ip("-n", space, "link", "set", name, "up")

    def remove(self) -> None:
        for name in (self.box, self.lan, self.pod):
            subprocess.run(("ip", "netns", "delete", name), check=False)

    def rules(self, text: str) -> None:
        self.run(("nft", "--file", "-"), stdin=text)

    def run(self, argv: Sequence[str], *, stdin: str = "", **_: object) -> str:
        """Run a program on the box, as `shell.Run` does on this machine."""
        command = ("ip", "netns", "exec", self.box, *argv)
        return subprocess.run(command, input=stdin, text=True, capture_output=True, check=True).stdout

    def reach(self, space: str, address: str) -> dict[int, str]:
        """Return for each port whether it is open or shut from there."""
        return {port: self.call(space, address, port) for port in PORTS}

    def call(self, space: str, address: str, port: int) -> str:
        command = ("ip", "netns", "exec", space, sys.executable, "-S", "-c", CALL, address, str(port))
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def ip(*words: str) -> None:
    subprocess.run(("ip", *words), check=True)


@pytest.fixture
def network() -> Iterator[Network]:
    made = Network()
    with contextlib.ExitStack() as stack:
        stack.callback(made.remove)
        made.make()
        listen = ("ip", "netns", "exec", made.box, sys.executable, "-S", "-c", LISTEN, *map(str, PORTS))
        child = stack.enter_context(subprocess.Popen(listen, stdout=subprocess.PIPE, text=True))
        stack.callback(child.kill)
        assert child.stdout
        assert child.stdout.readline() == "ready\n"
        yield made


def test_the_lan_is_shut_out_and_nobody_else(network: Network) -> None:
    everything = dict.fromkeys(PORTS, "open")
    assert network.reach(network.lan, BOX) == everything  # K3s as it comes
    network.rules(firewall.rules(6443))
    shut = {6443: "shut", 10250: "shut", 30080: "shut", 8765: "open"}
    assert network.reach(network.lan, BOX) == shut
    assert network.reach(network.box, "127.0.0.1") == everything
    assert network.reach(network.box, BOX) == everything
    assert network.reach(network.pod, POD_BRIDGE) == everything


def test_the_owner_opens_it_to_a_network_and_takes_it_back(network: Network) -> None:
    network.rules(firewall.rules(6443, opened=("192.168.50.0/24",)))
    assert network.reach(network.lan, BOX) == {6443: "open", 10250: "open", 30080: "shut", 8765: "open"}
    network.rules(firewall.rules(6443, opened=("192.168.60.0/24",)))
    assert network.reach(network.lan, BOX)[6443] == "shut"


def test_a_spoofed_address_of_the_inside_does_not_help(network: Network) -> None:
    """What counts is the interface a packet comes in by."""
    network.rules(firewall.rules(6443))
    ip("-n", network.lan, "address", "add", f"{POD}/32", "dev", "eth0")
    ip("-n", network.lan, "route", "add", f"{POD_BRIDGE}/32", "via", BOX, "src", POD)
    assert network.reach(network.lan, POD_BRIDGE)[6443] == "shut"


def test_a_route_by_the_box_leads_to_no_service_and_no_pod(network: Network) -> None:
    """Seen on a real K3s: whoever in the LAN sends the service range to the box reached the API by
    Kubernetes' own address, which becomes the node's only after our chain."""
    network.rules(
        "table ip kubernetes { chain services { type nat hook prerouting priority dstnat; "
        f"ip daddr {SERVICE} tcp dport 443 dnat to {BOX}:6443; }}; }}"
    )
    network.run(("sysctl", "-qw", "net.ipv4.ip_forward=1"))
    listen = ("ip", "netns", "exec", network.pod, sys.executable, "-S", "-c", LISTEN, "8765")
    ip("-n", network.pod, "route", "add", "default", "via", POD_BRIDGE)
    for inside in (f"{SERVICE}/32", f"{POD}/32"):
        ip("-n", network.lan, "route", "add", inside, "via", BOX)
    with subprocess.Popen(listen, stdout=subprocess.PIPE, text=True) as child:
        try:
            assert child.stdout
            assert child.stdout.readline() == "ready\n"
            for text, told in ((firewall.rules(6443), "open"), (firewall.rules(6443, ranges=RANGES), "shut")):
                network.rules(text)
                assert network.call(network.lan, SERVICE, 443) == told
                assert network.call(network.lan, POD, 8765) == told
            assert network.call(network.pod, SERVICE, 443) == "open"
            assert network.call(network.box, POD, 8765) == "open"
        finally:
            child.kill()


def test_a_port_of_its_own_and_a_trusted_interface(network: Network) -> None:
    network.rules(firewall.rules(16443))
    assert network.reach(network.lan, BOX)[6443] == "open"
    network.rules(firewall.rules(6443, inside=("eth0",)))
    assert network.reach(network.lan, BOX)[6443] == "open"


def test_removing_leaves_no_trace_and_touches_nobody_elses_rules(network: Network) -> None:
    network.rules("table inet somebody { chain c { type filter hook input priority 0; }; }")
    network.rules(firewall.rules(6443))

    assert firewall.closed(network.run)
    firewall.remove(network.run)
    firewall.remove(network.run)
    assert network.run(("nft", "list", "tables")).split() == ["table", "inet", "somebody"]
