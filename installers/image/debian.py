"""The Debian packages below the service: fetched and verified by apt in a state of their own.

The image has no shell, no package manager and no setuid program: only Python, its standard library and the
libraries that our wheels link to.
"""

from __future__ import annotations

import io
import re
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from installers.image.layers import Layer

WANTED = ("python3.11-minimal", "libpython3.11-stdlib", "libgomp1", "libstdc++6")
SCRIPTS_ONLY = frozenset({"dpkg", "libacl1", "libmd0", "libpcre2-8-0", "libselinux1", "tar"})
"""What only the maintainer scripts of the others need: nothing runs those here."""
MERGED = ("bin", "lib", "lib64", "sbin")
"""Directories that Debian keeps below /usr, with a link where they used to be."""
USERS = """root:x:0:0:root:/root:/sbin/nologin
shopwarden:x:65532:65532:shopwarden:/data:/sbin/nologin
"""
PLANNED = re.compile(r"Inst (\S+) \((\S+) ")  # a line of `apt-get -s`
USELESS = ("usr/share/doc/", "usr/share/man/", "usr/share/locale/", "usr/share/lintian/", "usr/share/bug/")


def packages(work: Path) -> list[Path]:
    """Return the package files of Python and everything it depends on, fetched below `work`."""
    state, archives = work / "apt", work / "debs"
    for folder in (state / "lists/partial", archives / "partial"):
        folder.mkdir(parents=True, exist_ok=True)
    (state / "status").write_text("")
    options = [
        f"Dir::State={state}",
        f"Dir::State::status={state}/status",
        f"Dir::State::Lists={state}/lists",
        f"Dir::Cache={state}",
        f"Dir::Cache::archives={archives}",
        "APT::Install-Recommends=false",
        "APT::Sandbox::User=root",
        "Debug::NoLocking=true",
    ]
    apt = ["apt-get", "-qq", *(part for option in options for part in ("-o", option))]
    subprocess.run([*apt, "update"], check=True)
    plan = subprocess.run([*apt, "install", "-s", *WANTED], check=True, capture_output=True, text=True).stdout
    subprocess.run([*apt, "install", "--download-only", "-y", *WANTED], check=True)
    planned = [PLANNED.match(line) for line in plan.splitlines()]
    return [
        next(archives.glob(f"{found[1]}_{found[2].replace(':', '%3a')}_*.deb"))
        for found in planned
        if found and found[1] not in SCRIPTS_ONLY
    ]


def layer(debs: list[Path]) -> Layer:
    """Return the root filesystem of these packages, with its users and a list of what is in it."""
    made = Layer()
    for name in MERGED:
        made.link(name, f"usr/{name}")
    for deb in sorted(debs):
        for member, content in _members(deb):
            _place(made, member, content)
        made.file(f"var/lib/dpkg/status.d/{deb.name.split('_')[0]}", _control(deb))
    made.file("etc/passwd", USERS.encode())
    made.file("etc/group", b"root:x:0:\nshopwarden:x:65532:\n")
    made.file("etc/nsswitch.conf", b"passwd: files\ngroup: files\nhosts: files dns\n")
    made.folder("tmp", 0o1777)
    return made


def _members(deb: Path) -> Iterator[tuple[tarfile.TarInfo, bytes]]:
    packed = subprocess.run(["dpkg-deb", "--fsys-tarfile", deb], check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for member in archive:
            stream = archive.extractfile(member) if member.isfile() else None
            yield member, stream.read() if stream else b""


def _place(made: Layer, member: tarfile.TarInfo, content: bytes) -> None:
    name = _merged(member.name.removeprefix("./"))
    if not name or (name.startswith(USELESS) and not name.endswith("/copyright")):
        return
    if member.isdir():
        made.folder(name, member.mode)
    elif member.issym():
        made.link(name, member.linkname)
    elif member.isfile():
        made.file(name, content, member.mode & ~0o6000)
    else:
        raise ValueError(f"{member.name} is neither file, folder nor link")


def _merged(name: str) -> str:
    first = PurePosixPath(name).parts[:1]
    return f"usr/{name}" if first and first[0] in MERGED else name.rstrip("/")


def _control(deb: Path) -> bytes:
    """Return the package's control data where scanners of vulnerabilities look for it."""
    return subprocess.run(["dpkg-deb", "--field", deb], check=True, capture_output=True).stdout
