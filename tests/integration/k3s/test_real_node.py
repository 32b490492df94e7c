"""What only a real K3s on a machine of its own can show."""

from __future__ import annotations

import pytest
from real_machine import RealDriver

from appliance.core.errors import NodeStepFailed
from k3s import firewall

pytestmark = pytest.mark.slow

TRACES = """\
sysctl -n kernel.panic kernel.panic_on_oops vm.overcommit_memory net.ipv4.ip_forward
nft list tables | grep -c {table}
iptables-save | grep '^-A' || true
ip -brief link | cut -d' ' -f1
ls -A /etc/rancher /var/lib/rancher /var/lib/kubelet /usr/local/bin /run
"""


def traces(machine: RealDriver) -> str:
    return machine.run("sh", "-c", TRACES.format(table=firewall.TABLE))


def test_a_node_that_is_not_ready_in_time_is_taken_back_whole(real: RealDriver) -> None:
    """Ten seconds are too few for any K3s; what it had begun by then leaves no trace."""
    before = traces(real)
    with pytest.raises(NodeStepFailed, match=r"was not ready after 10 s.*Nothing of it was kept"):
        real.call("install", binary=str(real.binary), wait=10)
    assert traces(real).splitlines() == before.splitlines()
    assert real.call("status")["state"] == "absent"
