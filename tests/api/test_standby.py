"""What a shop's workload says before it serves."""

from __future__ import annotations

from starlette.testclient import TestClient

from appliance.service.standby import WAITING, Standby


def test_probes_are_answered_and_visitors_are_told_that_the_shop_is_on_its_way() -> None:
    """Seen in a real K3s: a visitor who came while the pod started read "The service failed."."""
    standby = Standby()
    standby.state = WAITING
    client = TestClient(standby)
    assert client.get("/healthz").status_code == 200
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()) == (503, {"status": WAITING})
    asked = client.post("/api/v1/shops/camp/chat", json={"message": "Hello"})
    assert (asked.status_code, asked.json()["code"]) == (503, "shop-away")
    assert asked.json()["detail"] == "This shop is starting at this moment."
    assert asked.headers["Retry-After"]
