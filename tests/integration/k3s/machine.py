"""A stand-in for the machine that K3s is installed on: its interfaces and packet filter, nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from appliance.core.errors import CommandFailed
from k3s import shell


@dataclass
class Machine:
    """A `shell.Run` that runs K3s for real, plays `ip` and `nft`, and refuses every other program."""

    root: Path
    devices: dict[str, list[str]] = field(default_factory=lambda: {"lo": ["127.0.0.1"]})
    tables: dict[str, str] = field(default_factory=dict)
    calls: list[tuple[str, ...]] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    """Programs that fail."""

    def __call__(
        self,
        argv: Sequence[str],
        *,
        stdin: str = "",
        env: Mapping[str, str] | None = None,
        timeout: float = 60,
    ) -> str:
        self.calls.append(tuple(argv))
        name = Path(argv[0]).name
        if name in self.broken:
            raise CommandFailed(f"“{name}” ended with status 1.", details="planted")
        if name == "k3s":
            return shell.run(argv, stdin=stdin, env=env, timeout=timeout)
        return {"ip": self._ip, "nft": self._nft}[name](tuple(argv[1:]), stdin)

    def _ip(self, words: tuple[str, ...], _: str) -> str:
        match words:
            case ("-json", "address", "show"):
                found = [
                    {"ifname": name, "addr_info": [{"local": address} for address in addresses]}
                    for name, addresses in self.devices.items()
                ]
                return json.dumps(found)
            case ("-json", "route", "show", "table", "all"):
                return json.dumps(
                    [{"dst": "default", "dev": "eth0"}, {"dst": "192.168.1.0/24", "dev": "eth0"}]
                )
            case ("link", "add", name, "type", "dummy" | "bridge") if name not in self.devices:
                self.devices[name] = []
            case ("address", "replace", address, "dev", name) if name in self.devices:
                self.devices[name] = [address.partition("/")[0]]
            case ("link", "set", name, "up") if name in self.devices:
                pass
            case ("link", "delete", name) if name in self.devices:
                del self.devices[name]
            case _:
                raise CommandFailed(f"“ip {words[0]}” ended with status 2.")
        return ""

    def _nft(self, words: tuple[str, ...], stdin: str) -> str:
        match words:
            case ("--file", "-"):
                for name in re.findall(r"^delete table inet (\w+)", stdin, re.MULTILINE):
                    self.tables.pop(name, None)
                for name in re.findall(r"^table inet (\w+) \{$", stdin, re.MULTILINE):
                    self.tables[name] = stdin
                return ""
            case ("list", "table", "inet", name) if name in self.tables:
                return self.tables[name]
            case _:
                raise CommandFailed("“nft list” ended with status 1.")
