"""What holds for the node on any K3s: the fake below a folder, and the real one where there is one."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest
from drivers import Driver

from appliance.core.errors import Conflict, InvalidInput, NodeNotReady, NodeStepFailed, NodeUnfit


def install(machine: Driver) -> None:
    machine.call("install", binary=str(machine.binary))


def eventually(machine: Driver, wanted: str) -> bool:
    deadline = time.monotonic() + machine.patience
    while state(machine) != wanted:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True


def state(machine: Driver) -> str:
    return str(machine.call("status")["state"])


def test_a_life(machine: Driver) -> None:
    """From nothing to nothing: each verb twice does what once does."""
    assert state(machine) == "absent"
    assert machine.call("preflight")["fit"]
    install(machine)
    install(machine)
    status = machine.call("status")
    assert status["state"] == "ready"
    assert status["lease_age"] < 40
    assert status["address"] == "10.213.77.1"
    assert status["certificates_expire"]
    for private in ("etc/rancher/k3s/config.yaml", "etc/rancher/k3s/k3s.yaml"):
        assert machine.path(f"/{private}").stat().st_mode & 0o077 == 0
    assert machine.path("/var/lib/rancher/k3s/server/cred/encryption-config.json").exists()
    for _ in range(2):
        machine.call("stop")
        assert state(machine) == "stopped"
    for _ in range(2):
        machine.call("start")
        assert state(machine) == "ready"
    left = machine.call("uninstall")["left"]
    assert any("/var/lib/rancher/k3s:" in line for line in left)
    assert machine.path("/var/lib/rancher/k3s/server").exists()
    for gone in ("/usr/local/bin/k3s", "/etc/rancher/k3s/config.yaml", "/etc/rancher/k3s/k3s.yaml"):
        assert not machine.path(gone).exists()
    assert state(machine) == "absent"
    machine.call("uninstall", delete_data=True)
    assert not machine.path("/var/lib/rancher/k3s").exists()


def test_installing_again_goes_on_with_the_data_that_was_left(machine: Driver) -> None:
    install(machine)
    token = machine.path("/var/lib/rancher/k3s/server/token").read_text()
    machine.call("uninstall")
    install(machine)
    assert state(machine) == "ready"
    assert machine.path("/var/lib/rancher/k3s/server/token").read_text() == token


def test_data_of_somebody_elses_k3s_is_not_taken_over(machine: Driver) -> None:
    machine.path("/var/lib/rancher/k3s/server").mkdir(parents=True)
    with pytest.raises(Conflict, match="not one that Shopwarden installed"):
        machine.call("uninstall", delete_data=True)
    assert machine.path("/var/lib/rancher/k3s/server").exists()
    with pytest.raises(NodeUnfit, match="that Shopwarden did not install"):
        install(machine)


def test_what_is_killed_comes_back(machine: Driver) -> None:
    install(machine)
    machine.kill("k3s")
    assert eventually(machine, "ready")
    machine.kill("supervisor")
    assert eventually(machine, "stopped")
    machine.call("start")
    assert eventually(machine, "ready")


def test_restore_drill_on_an_empty_directory(machine: Driver, tmp_path: Path) -> None:
    """A backup brings the state back where nothing of it is left, with token, keys and name."""
    install(machine)
    token = machine.path("/var/lib/rancher/k3s/server/token").read_text()
    password = machine.path("/etc/rancher/node/password").read_text()
    saved = machine.path("/media/stick/k3s.swnode")
    saved.parent.mkdir(parents=True, exist_ok=True)
    machine.call("backup", file=str(saved))
    assert machine.call("status")["last_backup_file"] == str(saved)
    machine.call("uninstall", delete_data=True)
    assert not machine.path("/var/lib/rancher/k3s").exists()
    install(machine)
    assert machine.call("status")["last_backup"] is None
    assert machine.path("/var/lib/rancher/k3s/server/token").read_text() != token
    answer = machine.call("restore", file=str(saved))
    assert state(machine) == "ready"
    assert machine.path("/var/lib/rancher/k3s/server/token").read_text() == token
    assert machine.path("/etc/rancher/node/password").read_text() == password
    assert any("state before is kept" in line for line in answer["left"])


def test_a_backup_is_sealed_and_whole(machine: Driver) -> None:
    install(machine)
    saved = machine.path("/media/stick/k3s.swnode")
    saved.parent.mkdir(parents=True, exist_ok=True)
    machine.call("backup", file=str(saved))
    sealed = saved.read_bytes()
    token = machine.path("/var/lib/rancher/k3s/server/token").read_bytes().strip()
    assert token not in sealed
    assert saved.stat().st_mode & 0o077 == 0
    flipped = bytes([*sealed[:-9], sealed[-9] ^ 1, *sealed[-8:]])
    for damaged in (sealed[:-1], sealed[: len(sealed) // 2], flipped):
        saved.write_bytes(damaged)
        with pytest.raises(Exception, match=r"damaged|cannot be opened|cut off"):
            machine.call("restore", file=str(saved))
        assert state(machine) == "ready"  # nothing was touched


def test_a_foreign_key_opens_nothing(machine: Driver) -> None:
    install(machine)
    saved, key = machine.path("/media/stick/k3s.swnode"), machine.path("/media/stick/key")
    saved.parent.mkdir(parents=True, exist_ok=True)
    key.write_text("the first passphrase")
    machine.call("backup", file=str(saved), key=str(key))
    key.write_text("another passphrase")
    with pytest.raises(Exception, match="cannot be opened with this key"):
        machine.call("restore", file=str(saved), key=str(key))


def test_verbs_that_need_an_installed_node_say_so(machine: Driver) -> None:
    for verb in ("start", "stop"):
        with pytest.raises(NodeNotReady, match="not installed"):
            machine.call(verb)
    with pytest.raises(NodeNotReady, match="no K3s state"):
        machine.call("backup", file=str(machine.path("/nowhere.swnode")))


def test_options_are_checked_before_anything_is_done(machine: Driver) -> None:
    for wish in (
        {"binary": "relative/k3s"},
        {"name": "Not A Name"},
        {"open_to": ["everybody"]},
        {"no_such": 1},
        {"bundle": "/a", "binary": "/b"},
        {"binary": "/a/../b"},
    ):
        with pytest.raises(InvalidInput):
            machine.call("install", **wish)
    assert state(machine) == "absent"


def test_the_store_is_copied_with_its_write_ahead_log(machine: Driver) -> None:
    """What K3s has just written is in the backup although the database file does not have it yet."""
    install(machine)
    database = machine.path("/var/lib/rancher/k3s/server/db/state.db")
    assert database.with_name("state.db-wal").stat().st_size
    saved = machine.path("/media/stick/k3s.swnode")
    saved.parent.mkdir(parents=True, exist_ok=True)
    machine.call("backup", file=str(saved))
    machine.call("restore", file=str(saved))
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as opened:
        assert opened.execute("SELECT count(*) FROM kine").fetchone()[0]


def test_a_store_in_etcd_is_saved_by_snapshot_and_restored_by_reset(machine: Driver) -> None:
    machine.call("install", binary=str(machine.binary), etcd=True)
    saved = machine.path("/media/stick/k3s.swnode")
    saved.parent.mkdir(parents=True, exist_ok=True)
    assert machine.call("backup", file=str(saved))["details"]["kind"] == "etcd"
    machine.call("restore", file=str(saved))
    assert state(machine) == "ready"


def test_restoring_what_is_not_there(machine: Driver) -> None:
    install(machine)
    with pytest.raises(NodeStepFailed, match="There is no"):
        machine.call("restore", file=str(machine.path("/none.swnode")))
    assert state(machine) == "ready"
