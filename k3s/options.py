"""What an owner can choose about a node, checked at the edge."""

from __future__ import annotations

from ipaddress import IPv4Network
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, IPvAnyAddress, model_validator

PINNED_DEVICE = "shopwarden0"
PINNED_ADDRESS = "10.213.77.1"
"""An address that no DHCP server hands out, on a dummy interface: K3s keeps it whatever the LAN does."""
POD_RANGES = ("10.42.0.0/16", "10.142.0.0/16", "172.27.0.0/16")
SERVICE_RANGES = ("10.43.0.0/16", "10.143.0.0/16", "172.28.0.0/16")

NAME = r"^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$"
DEVICE = r"^[A-Za-z0-9_.-]{1,15}$"


def _absolute(path: Path) -> Path:
    if not path.is_absolute() or ".." in path.parts:
        raise ValueError("must be an absolute path without “..”")
    return path


AbsolutePath = Annotated[Path, AfterValidator(_absolute)]
Range = Annotated[str, AfterValidator(lambda text: str(IPv4Network(text, strict=False)))]


class Options(BaseModel):
    """Base of the options of all verbs: unknown ones are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Install(Options):
    """`bundle` or `binary` says where K3s comes from; neither means one that is on this machine already."""

    bundle: AbsolutePath | None = None
    binary: AbsolutePath | None = None
    name: str = Field("", pattern=f"{NAME}|^$", description="name of the node; the host's name if empty")
    address: IPvAnyAddress | None = Field(None, description="pinned node address")
    device: str = Field(PINNED_DEVICE, pattern=DEVICE, description="interface that has the address")
    pods: Range | None = Field(None, description="pod range; a free one if not given")
    services: Range | None = Field(None, description="service range; a free one if not given")
    open_to: tuple[Range, ...] = Field((), description="networks that may reach 6443 and 10250")
    etcd: bool = Field(False, description="keep state in etcd instead of SQLite")
    port: int = Field(6443, ge=1024, le=65535)
    pause_image: str = Field("", pattern=r"^[A-Za-z0-9./:@_-]{0,200}$")
    wait: int = Field(180, ge=10, le=3600, description="seconds until the node must be ready")

    @model_validator(mode="after")
    def _one_source(self) -> Install:
        if self.bundle and self.binary:
            raise ValueError("give a bundle or a binary, not both")
        return self


class Nothing(Options):
    """A verb without options."""


class Start(Options):
    wait: int = Field(180, ge=10, le=3600, description="seconds until the node must be ready")


class Stop(Options):
    keep_pods: bool = False


class Upgrade(Options):
    bundle: AbsolutePath | None = None
    binary: AbsolutePath | None = None
    wait: int = Field(180, ge=10, le=3600)

    @model_validator(mode="after")
    def _one_source(self) -> Upgrade:
        if bool(self.bundle) == bool(self.binary):
            raise ValueError("give a bundle or a binary")
        return self


class Backup(Options):
    """`key` is a file with the passphrase; without one the box's own key is used."""

    file: AbsolutePath
    key: AbsolutePath | None = None


class Restore(Options):
    file: AbsolutePath
    key: AbsolutePath | None = None
    wait: int = Field(180, ge=10, le=3600)


class Uninstall(Options):
    """`export` is where the tenants' folders are written first. Data goes only when `delete_data` says so."""

    export: AbsolutePath | None = None
    delete_data: bool = False


class JoinPool(Options):
    """`token` is the secure form K10<CA hash>::…; it comes by standard input, never in argv."""

    server: str = Field(pattern=r"^https://[A-Za-z0-9.-]+(:\d{1,5})?$")
    token: str = Field(min_length=8, max_length=500, repr=False)
    bundle: AbsolutePath | None = None
    binary: AbsolutePath | None = None
    name: str = Field("", pattern=f"{NAME}|^$")
    address: IPvAnyAddress | None = None
    device: str = Field("", pattern=f"{DEVICE}|^$", description="overlay interface")
    tenant: str = Field("", pattern=f"{NAME}|^$", description="only this shop's workloads run here")
    engine: bool = Field(False, description="lend the box to a replica of the language model")
    pause_image: str = Field("", pattern=r"^[A-Za-z0-9./:@_-]{0,200}$")
    wait: int = Field(120, ge=10, le=3600)
