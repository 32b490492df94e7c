"""Preflight: each finding with its one fix; fatal only what surely keeps K3s from working."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import IPv4Network
from pathlib import Path
from typing import Any

import pytest

from appliance.core.node import Level, NodeCheck
from k3s import options, preflight, preflight_network
from k3s.preflight_facts import KERNEL, TOOLS, Facts, Route

GOOD = Facts(
    kernel=dict.fromkeys(KERNEL, True),
    pinned=options.PINNED_ADDRESS,
    pods=options.POD_RANGES,
    services=options.SERVICE_RANGES,
    routes=(Route("eth0", IPv4Network("192.168.1.0/24")),),
)
GIB = 1 << 30


def found(facts: Facts, check: str) -> NodeCheck:
    return next(item for item in preflight.examine(facts).checks if item.check == check)


def test_a_good_machine_is_fit_without_a_remark() -> None:
    result = preflight.examine(GOOD)
    assert result.fit
    assert {check.level for check in result.checks} == {Level.GOOD}


@pytest.mark.parametrize(
    ("change", "check", "level", "says"),
    [
        ({"system": "Windows"}, "system", Level.FATAL, "Windows"),
        ({"machine": "riscv64"}, "system", Level.FATAL, "riscv64"),
        ({"root": False}, "administrator", Level.NOTICE, "administrator"),
        ({"kernel": {"overlay": False}}, "kernel", Level.FATAL, "overlay"),
        ({"kernel": {"iptable_nat": False}}, "kernel", Level.PROBLEM, "iptable_nat"),
        ({"kernel": {"overlay": None}}, "kernel", Level.UNKNOWN, "overlay"),
        ({"controllers": frozenset({"cpu", "cpuset", "pids"})}, "cgroups", Level.FATAL, "memory"),
        ({"cgroup_version": 1}, "cgroups", Level.NOTICE, "v1"),
        ({"contained": True}, "contained", Level.NOTICE, "container"),
        ({"memory": GIB // 2}, "memory", Level.FATAL, "0.5 GiB"),
        ({"memory": GIB}, "memory", Level.PROBLEM, "1.0 GiB"),
        ({"memory": 3 * GIB}, "memory", Level.NOTICE, "3.0 GiB"),
        ({"disk_free": GIB // 2}, "disk", Level.FATAL, "0.5 GiB"),
        ({"disk_free": 5 * GIB}, "disk", Level.NOTICE, "5.0 GiB"),
        ({"inodes_free": 10}, "disk", Level.PROBLEM, "10 more files"),
        ({"filesystem": "nfs4"}, "filesystem", Level.FATAL, "nfs4"),
        ({"swap": GIB}, "swap", Level.NOTICE, "1.0 GiB"),
        ({"year": 1970}, "clock", Level.FATAL, "1970"),
        ({"clock": "unsynchronised"}, "clock", Level.NOTICE, "time server"),
        ({"foreign": True}, "earlier", Level.FATAL, "did not install"),
        ({"tools": {**dict.fromkeys(TOOLS, True), "ipset": False}}, "tools", Level.FATAL, "not kept apart"),
        ({"tools": {**dict.fromkeys(TOOLS, True), "conntrack": False}}, "tools", Level.PROBLEM, "conntrack"),
        ({"ports_taken": (6443, 10250)}, "ports", Level.FATAL, "6443, 10250"),
        ({"pinned": ""}, "address", Level.NOTICE, "may change"),
        ({"pinned": "", "default_route": False}, "address", Level.FATAL, "neither"),
        ({"firewalls": ("ufw",)}, "firewalls", Level.NOTICE, "ufw"),
    ],
)  # fmt: skip
def test_each_finding(change: dict[str, Any], check: str, level: Level, says: str) -> None:
    facts = replace(GOOD, **change)
    finding = found(facts, check)
    assert finding.level is level
    assert says in finding.message
    assert finding.fix or level is Level.UNKNOWN
    assert preflight.examine(facts).fit is (level is not Level.FATAL)
    assert preflight.examine(facts).checks[0].check == check  # worst first


def test_a_range_that_is_taken_gives_way_to_a_free_one() -> None:
    facts = replace(GOOD, routes=(Route("wg0", IPv4Network("10.42.3.0/24")),))
    assert found(facts, "ranges").level is Level.GOOD
    assert preflight_network.free(facts.pods, facts) == "10.142.0.0/16"


def test_only_ranges_that_all_clash_are_fatal() -> None:
    chosen = replace(GOOD, pods=("192.168.0.0/16",))
    assert found(chosen, "ranges").level is Level.FATAL
    assert "192.168.1.0/24 on eth0" in found(chosen, "ranges").message
    assert "--pods" in found(chosen, "ranges").fix


def test_a_check_that_fails_hides_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Facts) -> NodeCheck:
        raise ZeroDivisionError

    monkeypatch.setattr(preflight, "CHECKS", (broken, *preflight.CHECKS))
    result = preflight.examine(GOOD)
    assert result.fit
    assert result.checks[0].level is Level.UNKNOWN
    assert len(result.checks) == len(preflight.CHECKS)


def test_every_check_is_listed() -> None:
    for module in (preflight_network, preflight.preflight_machine):
        names = {check.__name__ for check in module.CHECKS}
        source = Path(str(module.__file__)).read_text()
        assert all(f"def {name}(facts: Facts) -> NodeCheck" in source for name in names)
        assert source.count("(facts: Facts) -> NodeCheck") == len(names)
