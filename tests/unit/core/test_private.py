"""The files of a data directory are their owner's alone: new ones, and those an older version made."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from appliance.core import private
from appliance.core.paths import Paths
from appliance.core.schemas import ShopCreate
from appliance.service import discovery
from appliance.tenants import Registry, Tenants

pytestmark = pytest.mark.skipif(os.name == "nt", reason="modes are Unix's")


@pytest.fixture(autouse=True)
def usual() -> Iterator[None]:
    """What most computers let others do."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def open_to_others(folder: Path) -> list[str]:
    return [str(path) for path in (folder, *folder.rglob("*")) if mode(path) & 0o077]


def test_what_is_made_while_the_folder_is_held_is_private(tmp_path: Path) -> None:
    paths = Paths(tmp_path / "data")
    with discovery.hold(paths), closing(Registry(paths)) as registry:
        shop = Tenants(registry).create(ShopCreate(name="Wool"))
        (paths.shop(shop.id).files / "prices.csv").write_text("SKU\n")
        paths.shop(shop.id).vectors.mkdir()
        assert open_to_others(paths.data) == []
    (tmp_path / "other").write_text("as usual again")
    assert mode(tmp_path / "other") == 0o644


def test_an_older_versions_folder_is_mended(tmp_path: Path) -> None:
    paths = Paths(tmp_path / "data")
    shop = paths.shop("wool")
    for folder in (shop.files, shop.vectors / "a", paths.models / "m", paths.logs):
        folder.mkdir(parents=True)
    weights, script = paths.models / "m/weights", shop.files / "run"
    for file in (paths.database, paths.lock, paths.config, shop.conversations, shop.vectors / "a/b", weights):
        file.touch()
    script.touch(mode=0o755)
    (shop.root / "link").symlink_to(weights)
    with discovery.hold(paths):
        pass
    assert [path for path in open_to_others(paths.data) if "models" not in path] == [str(shop.root / "link")]
    assert (mode(paths.data), mode(shop.root), mode(shop.conversations)) == (0o700, 0o700, 0o600)
    assert mode(script) == 0o700
    assert mode(weights) == 0o644, "what workloads read, and a link's aim, stays as it is"


def test_a_folder_that_holds_other_things_is_not_closed_and_they_are_left_alone(tmp_path: Path) -> None:
    data = tmp_path / "home"
    (data / "photos").mkdir(parents=True)
    (data / "shops").mkdir()
    (data / "my.config.toml").touch()
    private.mend(data)
    assert (mode(data), mode(data / "photos"), mode(data / "my.config.toml")) == (0o755, 0o755, 0o644)
    assert mode(data / "shops") == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_what_is_a_workloads_user_s_stays_its_own(tmp_path: Path) -> None:
    shop = Paths(tmp_path).shop("wool")
    shop.files.mkdir(parents=True)
    os.chown(shop.root, 65532, 65532)
    private.mend(tmp_path)
    assert (shop.root.stat().st_uid, mode(shop.root)) == (65532, 0o700)
