"""One process serves a shop; letting go bears that its folder is gone, and leaves files to their owner."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from appliance.core.errors import ShopAway
from appliance.core.folder_lock import FolderLock


def test_a_second_holder_is_told_that_the_shop_is_away(tmp_path: Path) -> None:
    first, second = FolderLock(tmp_path), FolderLock(tmp_path)
    first.take()
    with pytest.raises(ShopAway):
        second.take()
    first.release()
    second.take()
    second.release()


def test_the_lock_of_a_deleted_folder_is_let_go(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    folder.mkdir()
    lock = FolderLock(folder)
    lock.take()
    folder.rename(tmp_path / ".deleted-shop")
    lock.release()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_what_root_left_in_a_folder_is_its_owners(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    folder.mkdir()
    os.chown(folder, 65532, 65532)
    lock = FolderLock(folder)
    lock.take()
    (folder / "made").write_text("by root")
    lock.release()
    assert (folder / "made").stat().st_uid == 65532
