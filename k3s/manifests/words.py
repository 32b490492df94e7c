"""The names and numbers that all objects of ours share, and the records they are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MANAGER = "shopwarden"
TENANT = "shopwarden.dev/tenant"
ROLE = "shopwarden.dev/role"
MANAGED = {"app.kubernetes.io/managed-by": MANAGER}
USER = 65532
"""The user of the image, and the owner of a folder while a workload serves it."""
SHOP_PORT, ENGINE_PORT = 8765, 8766
ENGINE = "shopwarden-engine"
POLICY, WORKLOAD, ACCOUNT, SECRETS = "closed", "shop", "shop", "secrets"
GRACE_SECONDS = 30
CLOSING_SECONDS = 120

Manifest = dict[str, Any]


@dataclass(frozen=True)
class Box:
    """What every workload of this box needs to know of it."""

    image: str
    node: str
    """The name of the node whose folders these are."""
    address: str
    models: Path
    forbidden: tuple[str, ...] = ()
    """Addresses (host:port) that answer whoever is not kept from them: a shop starts once none does."""
    environment: Mapping[str, str] = field(default_factory=dict)
    seccomp: str = ""
    """A profile of the node's own, for one whose runtime is too old for our libc; empty: the runtime's."""


@dataclass(frozen=True)
class Tenant:
    """One shop. `engine_url` is empty on a box that does without a language model."""

    shop: str
    folder: Path
    secrets: Mapping[str, str]
    engine_url: str = ""
