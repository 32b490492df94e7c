"""`k3s` is importable where K3s cannot run: the same program is installed on every kind of computer."""

from __future__ import annotations

import subprocess
import sys

UNIX_ONLY = ("fcntl", "pwd", "grp", "resource", "termios", "sh")
EVERYTHING = """\
import importlib, pkgutil, sys
for name in {absent!r}:
    sys.modules[name] = None
import k3s
for found in pkgutil.walk_packages(k3s.__path__, "k3s."):
    importlib.import_module(found.name)
print("k3s.workloads" in sys.modules)
"""


def test_every_module_can_be_imported_without_what_only_unix_has() -> None:
    source = EVERYTHING.format(absent=UNIX_ONLY)
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("True\n", 0), done.stderr
