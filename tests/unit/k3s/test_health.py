"""What ails a node, and the one thing to do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from appliance.core.node import NodeState, NodeStatus, NodeWorkload
from k3s import health, reasons, status
from k3s.layout import Layout

NOW = datetime(2026, 11, 26, tzinfo=UTC)
GONE = health.Trouble("Run “shopwarden node start”: it puts it back.", "its address is gone.")


def well(**change: Any) -> NodeStatus:
    found = {
        "state": NodeState.READY,
        "message": "K3s is running.",
        "disk_free": 50 << 30,
        "certificates_expire": NOW + timedelta(days=300),
        "last_backup": NOW - timedelta(days=2),
        **change,
    }
    return NodeStatus.model_validate(found)


def wool(**change: Any) -> NodeWorkload:
    return NodeWorkload(namespace="shop-wool", name="bot", ready=0, wanted=1, **change)


def test_a_healthy_node_wants_nothing() -> None:
    assert health.told(well(), now=NOW) == well()


@pytest.mark.parametrize(
    ("change", "says", "todo"),
    [
        ({"disk_free": 3 << 26}, "its disk is nearly full: 0.2 GB are left", "Free some disk space"),
        ({"workloads": (wool(reason="ErrImageNeverPull"),)}, "shop-wool/bot is not: E", "restart that shop"),
        ({"workloads": (wool(),)}, "it is starting", "Wait a minute"),
        ({"certificates_expire": NOW + timedelta(days=9)}, "expire on 2026-12-05", "Stop and start it once"),
        ({"last_backup": None}, "K3s is running.", "Back it up"),
        ({"last_backup": NOW - timedelta(days=31)}, "K3s is running.", "Back it up"),
        ({"state": NodeState.STOPPED, "message": "K3s is stopped."}, "is stopped", "Start it"),
        ({"unfinished": "upgrade"}, "K3s is running.", "Run “shopwarden node upgrade” again"),
    ],
)  # fmt: skip
def test_what_ails_it_comes_with_the_one_thing_to_do(change: dict[str, Any], says: str, todo: str) -> None:
    told = health.told(well(**change), now=NOW)
    assert says in told.message
    assert todo in told.todo


def test_the_worst_comes_first() -> None:
    told = health.told(well(last_backup=None), (GONE,), now=NOW)
    assert told.message == "K3s is running, but its address is gone."
    assert told.todo == GONE.todo


def test_a_full_disk_beats_what_the_log_says_under_it() -> None:
    """Seen on a real one: its last words were of flannel and a timeout."""
    ended = well(state=NodeState.UNREADY, message="K3s ended. It said: flannel exited", todo="Read its log.")
    told = health.told(ended.model_copy(update={"disk_free": 0}), (GONE,), now=NOW)
    assert told.message == "Its disk is nearly full: 0.0 GB are left. K3s ended. It said: flannel exited"
    assert told.todo == "Free some disk space."


def test_what_the_log_says_of_a_node_that_is_not_ready_stays() -> None:
    ended = well(state=NodeState.UNREADY, message="K3s ended. The disk is full.", todo="Free some.")
    assert health.told(ended, (GONE,), now=NOW) == ended


def test_a_joined_box_is_not_asked_for_backups_it_cannot_make() -> None:
    assert health.told(well(last_backup=None), joined=True, now=NOW).todo == ""


def test_a_backup_is_remembered_and_a_spoiled_note_is_none(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    assert health.last_backup(layout) == health.Backup()
    layout.state.mkdir(parents=True)
    health.remember_backup(layout, Path("/media/stick/b.swnode"), NOW)
    assert health.last_backup(layout) == health.Backup("/media/stick/b.swnode", NOW)
    layout.last_backup.write_text("{")
    assert health.last_backup(layout) == health.Backup()


START = 'level=info msg="Starting k3s v1.31.4+k3s1 (a562d090)"\n'
FULL = 'level=error msg="write /var/lib/x: no space left on device"\n'


def test_a_reason_of_an_older_start_is_no_reason_now() -> None:
    assert reasons.of(START + FULL)
    assert reasons.of(START + FULL + START) is None
    assert reasons.of(START + FULL + START, starts=2), "this start has not got so far yet"
    assert reasons.of(START + FULL + START + START, starts=2) is None


def test_a_certificate_that_is_being_written_keeps_nobody_from_the_status(tmp_path: Path) -> None:
    """Seen on a real K3s: its start writes them while we wait for it."""
    folder = tmp_path / "server/tls"
    folder.mkdir(parents=True)
    (folder / "serving.crt").write_text("-----BEGIN CERTIFICATE-----\nMIIB")
    (folder / "empty.crt").write_text("")
    assert status.expiry(tmp_path) is None
