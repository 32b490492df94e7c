"""What K3s leaves in the packet filter goes, and nothing else."""

from __future__ import annotations

from k3s import pods

LEFT_BY_1_21 = """\
*nat
:POSTROUTING ACCEPT [0:0]
:KUBE-SERVICES - [0:0]
-A PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
-A POSTROUTING -s 10.42.0.0/16 -d 10.42.0.0/16 -j RETURN
-A POSTROUTING ! -s 10.42.0.0/16 -d 10.42.0.0/24 -j RETURN
-A POSTROUTING -s 10.42.0.0/16 ! -d 224.0.0.0/4 -j MASQUERADE --random-fully
-A POSTROUTING -s 10.8.0.0/24 -o eth0 -j MASQUERADE
COMMIT
"""
"""As `iptables-save` showed it after a real K3s 1.21 had stopped, with a rule of the owner's VPN."""


def test_rules_without_a_name_go_by_the_pods_range() -> None:
    kept = "".join(pods.without_ours(LEFT_BY_1_21, frozenset({"10.42.0.0/16"})))
    assert kept.splitlines() == [
        "*nat",
        ":POSTROUTING ACCEPT [0:0]",
        "-A POSTROUTING -s 10.8.0.0/24 -o eth0 -j MASQUERADE",
        "COMMIT",
    ]


def test_an_unknown_range_takes_nobodys_rules() -> None:
    kept = "".join(pods.without_ours(LEFT_BY_1_21, frozenset()))
    assert "-A POSTROUTING -s 10.42.0.0/16 -d 10.42.0.0/16 -j RETURN" in kept


def test_routes_to_pods_of_other_nodes_go_too() -> None:
    """Seen on a real one: they stay when K3s has ended, and look like somebody's network to the next one."""
    called: list[tuple[str, ...]] = []

    def run(argv: tuple[str, ...], **_: object) -> str:
        called.append(tuple(argv))
        return ""

    pods.clear_network(run, frozenset({"10.42.0.0/16"}))
    assert ("ip", "route", "flush", "root", "10.42.0.0/16") in called
