"""What goes wrong, what its owner reads, and how the node heals."""

from __future__ import annotations

import os
import re
import socket
import tarfile
import time
from pathlib import Path
from typing import Any

import drivers
import fake_k3s
import pytest

from appliance.core.errors import (
    Conflict,
    InvalidInput,
    JoinFailed,
    NodeNotReady,
    NodeStepFailed,
    NodeUnfit,
)
from k3s import firewall, make_bundle, node, status
from k3s.context import Context

OLD, NEW = "v1.31.4+k3s1", "v1.32.1+k3s1"


def install(fake: drivers.FakeDriver) -> None:
    fake.call("install", binary=str(fake.binary))


def state(fake: drivers.FakeDriver) -> str:
    return str(fake.call("status")["state"])


def another(fake: drivers.FakeDriver, version: str = NEW, breaks: str = "") -> str:
    return str(fake_k3s.install(fake.root / f"media/{version}{breaks}/k3s", version, breaks))


@pytest.mark.parametrize("breaks", ["exits", "never-ready"])
def test_an_upgrade_that_does_not_come_up_returns_by_itself(fake: drivers.FakeDriver, breaks: str) -> None:
    install(fake)
    token = fake.path("/var/lib/rancher/k3s/server/token").read_text()
    with pytest.raises(
        NodeStepFailed, match=rf"“Starting the new K3s” failed.*{re.escape(OLD)} is in its place"
    ):
        fake.call("upgrade", binary=another(fake, breaks=breaks), wait=10)
    told = fake.call("status")
    assert (told["state"], told["version"]) == ("ready", OLD)
    assert fake.path("/var/lib/rancher/k3s/server/token").read_text() == token


def test_an_upgrade_keeps_a_snapshot_and_refuses_what_kubernetes_does(fake: drivers.FakeDriver) -> None:
    install(fake)
    answer = fake.call("upgrade", binary=another(fake))
    assert answer["details"] == {"from": OLD, "to": NEW}
    assert fake.call("status")["version"] == NEW
    assert list(fake.path("/var/lib/shopwarden-node/backups").glob("before-upgrade-*.swnode"))
    for version, says in (("v1.31.9+k3s1", "is older"), ("v1.34.0+k3s1", "skips versions")):
        with pytest.raises(NodeStepFailed, match=says):
            fake.call("upgrade", binary=another(fake, version))
    assert state(fake) == "ready"


def test_uninstalling_an_upgraded_k3s_leaves_the_machine_as_it_was_before_the_first(
    fake: drivers.FakeDriver,
) -> None:
    """Neither our older K3s comes back, nor is what somebody had in its place lost."""
    install(fake)
    fake.call("upgrade", binary=another(fake))
    fake.call("uninstall")
    assert not fake.path("/usr/local/bin/k3s").exists()
    fake.path("/usr/local/bin/k3s").write_text("#!/bin/sh\n# somebody's own\n")
    install(fake)
    fake.call("upgrade", binary=another(fake))
    fake.call("uninstall")
    assert "somebody's own" in fake.path("/usr/local/bin/k3s").read_text()
    assert fake.call("uninstall")["message"] == "There was no K3s of Shopwarden's to remove."


@pytest.mark.parametrize("step", ["binary", "config", "firewall", "start"])
def test_an_install_that_was_cut_off_goes_on(fake: drivers.FakeDriver, step: str) -> None:
    def cut(progress: Any) -> None:
        if progress.step == step and progress.state == "doing":
            raise KeyboardInterrupt

    context = Context(**{**vars(fake.context), "report": cut})
    wish = {"binary": str(fake.binary), "port": fake.port}
    with pytest.raises(KeyboardInterrupt):
        node.call(context, "install", wish)
    assert fake.call("status")["unfinished"] == "install"
    with pytest.raises((Conflict, NodeNotReady)):
        fake.call("upgrade", binary=another(fake))
    install(fake)
    assert state(fake) == "ready"
    assert fake.call("status")["unfinished"] == ""


def test_a_firewall_that_cannot_be_closed_takes_all_of_it_back(fake: drivers.FakeDriver) -> None:
    """An open port is worse than no K3s."""
    fake.machine.broken.add("nft")
    with pytest.raises(NodeStepFailed, match="Nothing of it was kept"):
        install(fake)
    for gone in ("/usr/local/bin/k3s", "/etc/rancher/k3s/config.yaml", "/var/lib/rancher/k3s/server"):
        assert not fake.path(gone).exists()
    assert list(fake.machine.devices) == ["lo"]
    assert state(fake) == "absent"


def test_a_k3s_that_never_gets_ready_is_taken_back_with_its_reason(fake: drivers.FakeDriver) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(NodeUnfit, match=f"Another program uses {port}"):
            fake.call("install", binary=str(fake.binary), port=port)
    with pytest.raises(NodeStepFailed, match="was not ready after 10 s") as failed:
        fake.call("install", binary=another(fake, OLD, "exits"), wait=10)
    assert "It said: starting kubernetes: preparing server: a planted fault" in failed.value.message
    assert not fake.path("/var/lib/rancher/k3s").exists()


def test_settings_and_interfaces_come_back(fake: drivers.FakeDriver) -> None:
    panic = fake.root / "proc/sys/kernel/panic"
    install(fake)
    assert firewall.TABLE in fake.machine.tables
    assert fake.machine.devices["shopwarden0"] == ["10.213.77.1"]
    panic.write_text("10\n")  # the kubelet's
    fake.call("uninstall")
    assert panic.read_text().strip() == "0"
    assert fake.machine.tables == {}
    assert list(fake.machine.devices) == ["lo"]


def test_a_k3s_that_ends_again_and_again_says_why(fake: drivers.FakeDriver) -> None:
    install(fake)
    fake.call("stop")
    another_one = fake_k3s.install(fake.path("/usr/local/bin/k3s"), OLD, "exits")
    assert another_one.exists()
    with pytest.raises(NodeNotReady, match="a planted fault"):
        fake.call("start", wait=10)
    told = fake.call("status")
    assert told["state"] == "unready"
    assert told["message"].startswith("K3s ended and is being started again. It said: starting kubernetes")
    assert told["todo"]


def test_what_somebody_took_away_around_the_node_is_seen_and_put_back(fake: drivers.FakeDriver) -> None:
    """Seen on a real one: Kubernetes goes on saying Ready."""
    install(fake)
    rules = fake.machine.tables.pop(firewall.TABLE)
    del fake.machine.devices["shopwarden0"]
    for says in ("ports are open towards the LAN", "its address 10.213.77.1 is gone"):
        told = fake.call("status")
        assert told["state"] == "ready"
        assert says in told["message"]
        assert "node start" in told["todo"]
        fake.machine.tables[firewall.TABLE] = rules
    del fake.machine.tables[firewall.TABLE]
    fake.call("start")
    assert fake.machine.tables == {firewall.TABLE: rules}
    assert fake.machine.devices["shopwarden0"] == ["10.213.77.1"]
    assert fake.call("status")["message"] == "K3s is running."


def test_what_is_left_is_listed_and_goes_with_the_data(fake: drivers.FakeDriver) -> None:
    install(fake)
    left = fake.call("uninstall")["left"]
    there = ("/var/lib/rancher/k3s", "/var/lib/kubelet", "/var/log/pods", "/etc/rancher/node/password")
    for path in there:
        assert any(line.startswith(f"{fake.path(path)}: ") for line in left), path
    assert not fake.path("/etc/rancher/k3s").exists()
    left = fake.call("uninstall", delete_data=True)["left"]
    for path in there:
        assert not fake.path(path).exists()
        assert not any(line.startswith(f"{fake.path(path)}: ") for line in left), path


def test_a_binary_that_others_can_change_is_not_run_as_root(fake: drivers.FakeDriver) -> None:
    fake.binary.chmod(0o777)
    with pytest.raises(NodeStepFailed, match="can be changed by other users"):
        install(fake)


def test_a_stale_ready_is_not_believed(fake: drivers.FakeDriver) -> None:
    """After a restart the store still says Ready: only a lease renewed since counts."""
    install(fake)
    fake.call("stop")
    fake.context.keeper.start()
    seen = []
    deadline = time.monotonic() + 60
    while (now := state(fake)) != "ready" and time.monotonic() < deadline:
        seen.append(now)
        time.sleep(0.1)
    assert now == "ready"
    assert set(seen) <= {"starting", "stopped"}


def test_a_bundle_installs_and_a_damaged_one_does_not(fake: drivers.FakeDriver, tmp_path: Path) -> None:
    good, bad = tmp_path / "pause.tar", tmp_path / "broken.tar"
    (tmp_path / "index.json").write_text("{}")
    with tarfile.open(good, "w") as tar:
        tar.add(tmp_path / "index.json", "index.json")
    bad.write_bytes(b"no tar at all")
    out, key = tmp_path / "bundle.tar", tmp_path / "key.pem"
    words = [str(out), "--k3s", str(fake.binary), "--image", str(good), "--image", str(bad)]
    assert make_bundle.main([*words, "--pause-image", "pause:1", "--key", str(key), "--new-key"]) == 0
    with pytest.raises(NodeStepFailed, match="not signed by a key that this box trusts"):
        fake.call("install", bundle=str(out))
    trusted = fake.path("/etc/shopwarden/trusted-keys")
    trusted.mkdir(parents=True)
    key.with_suffix(".pub.pem").rename(trusted / "maker.pem")
    whole = out.read_bytes()
    out.write_bytes(whole[: len(whole) - 12_000])
    with pytest.raises(NodeStepFailed, match="Checking the bundle"):
        fake.call("install", bundle=str(out))
    assert state(fake) == "absent"
    out.write_bytes(whole)
    fake.call("install", bundle=str(out))
    assert "pause-image: pause:1" in fake.path("/etc/rancher/k3s/config.yaml").read_text()
    assert fake.path("/var/lib/rancher/k3s/agent/images/pause.tar").exists()
    told = fake.call("status")
    assert told["state"] == "ready", "a bad image stops nothing else"
    assert "the image broken.tar is damaged" in told["message"]
    assert "--bundle" in told["todo"]
    fake.call("uninstall")
    assert not fake.path("/var/lib/rancher/k3s/agent/images/pause.tar").exists()


def test_uninstalling_exports_volumes_first(fake: drivers.FakeDriver) -> None:
    install(fake)
    volume = fake.path("/var/lib/rancher/k3s/storage/pvc-wool")
    volume.mkdir(parents=True)
    (volume / "shop.db").write_text("everything")
    answer = fake.call("uninstall", delete_data=True)
    (archive,) = fake.path("/var/lib/shopwarden-node/exports").rglob("*.tar.gz")
    with tarfile.open(archive) as tar:
        member = tar.extractfile("pvc-wool/shop.db")
        assert member
        assert member.read() == b"everything"
    assert any("exported tenants" in line for line in answer["left"])


@pytest.fixture
def pool(tmp_path: Path) -> Any:
    """A provider's cluster on this machine."""
    with drivers.fake(tmp_path / "provider") as provider:
        install(provider)
        yield provider


def token_of(pool: drivers.FakeDriver) -> str:
    text = pool.path("/var/lib/rancher/k3s/server/token").read_text().strip()
    return text.replace("::server:", "::node:")


def join(fake: drivers.FakeDriver, pool: drivers.FakeDriver, token: str, **more: Any) -> Any:
    wish = {"binary": str(fake.binary), "name": "box-7", "tenant": "wool", "wait": 10, **more}
    return fake.call("join-pool", server=f"https://127.0.0.1:{pool.port}", token=token, **wish)


def test_joining_a_pool(fake: drivers.FakeDriver, pool: drivers.FakeDriver) -> None:
    join(fake, pool, token_of(pool))
    told = fake.call("status")
    assert (told["state"], told["name"]) == ("ready", "box-7")
    config = fake.path("/etc/rancher/k3s/config.yaml")
    assert config.stat().st_mode & 0o077 == 0
    assert "shopwarden.dev/tenant=wool:NoSchedule" in config.read_text()
    assert "10.43.0.0/16" in fake.machine.tables[firewall.TABLE]  # nobody of the LAN reaches the provider
    assert token_of(pool) not in fake.path("/var/lib/shopwarden-node/journal.json").read_text()
    assert not any(token_of(pool) in " ".join(call) for call in fake.machine.calls)


def test_a_box_that_leaves_a_pool_keeps_no_token_of_it(
    fake: drivers.FakeDriver, pool: drivers.FakeDriver
) -> None:
    join(fake, pool, token_of(pool))
    fake.call("uninstall")
    assert not fake.path("/etc/rancher/k3s").exists()


def test_a_box_joins_with_the_bundles_pause_image(
    fake: drivers.FakeDriver, pool: drivers.FakeDriver, tmp_path: Path
) -> None:
    """Seen on a real one: without it no pod starts where no registry can be reached."""
    out, key = tmp_path / "bundle.tar", tmp_path / "key.pem"
    words = [str(out), "--k3s", str(fake.binary), "--pause-image", "pause:1", "--key", str(key), "--new-key"]
    assert make_bundle.main(words) == 0
    trusted = fake.path("/etc/shopwarden/trusted-keys")
    trusted.mkdir(parents=True)
    key.with_suffix(".pub.pem").rename(trusted / "maker.pem")
    join(fake, pool, token_of(pool), binary=None, bundle=str(out))
    assert "pause-image: pause:1" in fake.path("/etc/rancher/k3s/config.yaml").read_text()


def test_a_pool_that_cannot_be_reached_is_said_and_heals(
    fake: drivers.FakeDriver, pool: drivers.FakeDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An agent neither ends nor says so aloud when its overlay is pulled."""
    join(fake, pool, token_of(pool))
    pool.call("stop")
    monkeypatch.setattr(status, "PATIENCE_SECONDS", -1.0)
    told = fake.call("status")
    assert told["state"] == "unready"
    assert told["message"].startswith("The provider's cluster at https://127.0.0.1")
    assert "goes on by itself" in told["todo"]
    pool.call("start")
    assert eventually_ready(fake)


def eventually_ready(fake: drivers.FakeDriver) -> bool:
    deadline = time.monotonic() + fake.patience
    while state(fake) != "ready" and time.monotonic() < deadline:
        time.sleep(0.2)
    return state(fake) == "ready"


@pytest.mark.parametrize(
    ("spoil", "error", "says"),
    [
        (lambda token: token.partition("::")[2], InvalidInput, "which cluster it belongs to"),
        (lambda token: re.sub("^K10.{8}", "K1000000000", token), JoinFailed, "not the one"),
        (lambda token: token[:-4] + "beef", JoinFailed, "does not accept the token"),
    ],
)  # fmt: skip
def test_a_wrong_token_times_out_with_the_logs_reason(
    fake: drivers.FakeDriver, pool: drivers.FakeDriver, spoil: Any, error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        join(fake, pool, spoil(token_of(pool)))
    assert state(fake) == "absent"
    assert not fake.path("/etc/rancher/k3s/config.yaml").exists()  # the token with it


def test_a_name_that_is_somebody_elses_is_said(fake: drivers.FakeDriver, pool: drivers.FakeDriver) -> None:
    join(fake, pool, token_of(pool))
    fake.call("uninstall", delete_data=True)
    with pytest.raises(JoinFailed, match="remembers another machine of this name"):
        join(fake, pool, token_of(pool))


def test_a_box_with_its_own_k3s_does_not_join_over_it(
    fake: drivers.FakeDriver, pool: drivers.FakeDriver
) -> None:
    install(fake)
    with pytest.raises(Conflict, match="K3s of its own"):
        join(fake, pool, token_of(pool))
    assert state(fake) == "ready"


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount")
def test_restoring_where_etc_is_another_filesystem(fake: drivers.FakeDriver, tmp_path: Path) -> None:
    """Seen on a real one: the node's password cannot simply be renamed into the data directory."""
    import subprocess

    etc = fake.path("/etc/rancher/node")
    etc.mkdir(parents=True)
    subprocess.run(("mount", "-t", "tmpfs", "tmpfs", str(etc)), check=True)
    try:
        install(fake)
        fake.call("backup", file=str(tmp_path / "b.swnode"))
        fake.call("restore", file=str(tmp_path / "b.swnode"))
        assert state(fake) == "ready"
    finally:
        fake.context.keeper.stop()
        subprocess.run(("umount", str(etc)), check=True)


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a small disk")
def test_a_full_disk_takes_all_of_it_back(tmp_path: Path) -> None:
    import subprocess

    root = tmp_path / "machine"
    with drivers.fake(root) as fake:
        small = fake.path("/usr/local/bin")
        small.mkdir(parents=True)
        subprocess.run(("mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", str(small)), check=True)
        try:
            (small / "filler").write_bytes(b"x" * 4096)
            with pytest.raises(NodeStepFailed, match="No space left on device"):
                install(fake)
            (small / "filler").unlink()
            install(fake)
            assert state(fake) == "ready"
        finally:
            fake.context.keeper.stop()
            subprocess.run(("umount", str(small)), check=True)
