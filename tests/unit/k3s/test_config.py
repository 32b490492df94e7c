"""What K3s is told."""

from __future__ import annotations

import pytest

from k3s import config
from k3s.layout import Layout
from k3s.options import Install


@pytest.mark.parametrize(("wish", "backend"), [({}, "host-gw"), ({"device": "wg0"}, "vxlan")])
def test_pods_of_several_nodes_speak_in_a_tunnel(wish: dict[str, str], backend: str) -> None:
    """WireGuard drops what bears an address that it was not told: a pod's, with `host-gw`."""
    made = config.server(
        Layout(),
        Install.model_validate(wish),
        name="box",
        address="10.99.0.1",
        pods="10.42.0.0/16",
        services="10.43.0.0/16",
    )
    assert made["flannel-backend"] == backend
