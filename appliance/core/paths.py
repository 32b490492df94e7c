"""Every path of the product from one object, all below one data directory.

DATA/service.json          where the running service listens, and its token (0600)
DATA/service.lock          held by whoever has the data directory open
DATA/appliance.db          tenants, tokens, settings, fleet state: never a customer's words
DATA/config.toml           settings of this box
DATA/models/               verified weights, one folder a model
DATA/logs/
DATA/shops/<id>/           one tenant: everything it owns and nothing of anybody else
    shop.json              what the owner says about the shop
    setup.json             how far its owner is with setting it up
    shop.db                products, passages, full-text index, imports
    jobs.db                imports under way and past
    vectors/               Chroma
    files/                 the catalogues and documents that the knowledge comes from
    uploads/               files that wait to be imported
    conversations.db       encrypted
    guard.db               the guard log
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs


@dataclass(frozen=True)
class ShopPaths:
    """The folder of one tenant."""

    root: Path

    @property
    def profile(self) -> Path:
        return self.root / "shop.json"

    @property
    def database(self) -> Path:
        return self.root / "shop.db"

    @property
    def setup(self) -> Path:
        return self.root / "setup.json"

    @property
    def vectors(self) -> Path:
        return self.root / "vectors"

    @property
    def files(self) -> Path:
        return self.root / "files"

    @property
    def uploads(self) -> Path:
        return self.root / "uploads"

    @property
    def jobs(self) -> Path:
        return self.root / "jobs.db"

    @property
    def conversations(self) -> Path:
        return self.root / "conversations.db"

    @property
    def taught(self) -> Path:
        return self.root / "taught.db"

    @property
    def guard_log(self) -> Path:
        return self.root / "guard.db"

    @property
    def exam(self) -> Path:
        return self.root / "exam.db"


@dataclass(frozen=True)
class Paths:
    """The data directory of one box."""

    data: Path

    @property
    def service_file(self) -> Path:
        return self.data / "service.json"

    @property
    def lock(self) -> Path:
        return self.data / "service.lock"

    @property
    def database(self) -> Path:
        return self.data / "appliance.db"

    @property
    def config(self) -> Path:
        return self.data / "config.toml"

    @property
    def models(self) -> Path:
        return self.data / "models"

    @property
    def logs(self) -> Path:
        return self.data / "logs"

    @property
    def shops(self) -> Path:
        return self.data / "shops"

    def shop(self, shop_id: str) -> ShopPaths:
        return ShopPaths(self.shops / shop_id)


def locate(data_dir: Path | None = None) -> Paths:
    """Return the paths below `data_dir`, else `SHOPWARDEN_DATA_DIR`, else the user's data directory.

    Makes nothing; as root without a choice it is the machine's state directory.
    """
    chosen = data_dir or os.environ.get("SHOPWARDEN_DATA_DIR")
    if chosen:
        return Paths(Path(chosen).expanduser().absolute())
    if os.geteuid() == 0:
        return Paths(Path(platformdirs.site_state_path("shopwarden")))
    return Paths(platformdirs.user_data_path("shopwarden", appauthor=False))
