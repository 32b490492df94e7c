"""The header of a GGUF file, read without loading the model and without trusting a byte of it.

The `gguf` package maps and lists every tensor and every token of the vocabulary; this stops at the facts that
say whether the file can be used. Format: the GGUF specification in ggml's `docs/gguf.md`.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from appliance.core import errors

MAGIC = b"GGUF"
VERSIONS = (2, 3)  # what llama.cpp reads today
LONGEST_NAME = 1 << 16
MOST_VALUES = 1 << 16
MOST_TENSORS = 1 << 20
MOST_DIMENSIONS = 4
MOST_BYTES = 1 << 26  # of header; a vocabulary of 256,000 tokens takes some 5 MB

STRING, ARRAY = 8, 9
SIZES = {0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q", 12: "<d"}

Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Header:
    """What a GGUF says of itself. `context` is in tokens, 0 when it does not say."""

    version: int
    architecture: str
    name: str
    licence: str
    languages: tuple[str, ...]
    context: int
    chat: bool


def read(path: Path) -> Header:
    """Return the header. Raises ModelRefused for anything that is not a whole, known GGUF of a model."""
    try:
        with path.open("rb") as file:
            return _header(file)
    except (struct.error, ValueError, EOFError, RecursionError) as fault:
        raise errors.ModelRefused(
            f"{path.name} is no usable GGUF file: {fault}.",
            resolution="Fetch the file again, or choose a GGUF file of a chat model.",
        ) from fault


def _header(file: BinaryIO) -> Header:
    if file.read(4) != MAGIC:
        raise ValueError("it does not begin with “GGUF”")
    version = int(_number(file, "<I"))
    if version not in VERSIONS:
        raise ValueError(f"its format has version {version}, known are {VERSIONS[0]} and {VERSIONS[-1]}")
    tensors, values = int(_number(file, "<Q")), int(_number(file, "<Q"))
    if not 0 < tensors <= MOST_TENSORS or values > MOST_VALUES:
        raise ValueError(f"it claims {tensors} tensors and {values} facts")
    facts = dict(_facts(file, values))
    _require_whole(file, tensors)
    architecture = str(facts.get("general.architecture") or "")
    if not architecture:
        raise ValueError("it does not name its architecture")
    context = facts.get(f"{architecture}.context_length")
    language = facts.get("general.languages")
    return Header(
        version=version,
        architecture=architecture,
        name=str(facts.get("general.name") or ""),
        licence=str(facts.get("general.license") or ""),
        languages=(language,) if isinstance(language, str) else (),
        context=context if isinstance(context, int) else 0,
        chat=bool(facts.get("tokenizer.chat_template")),
    )


def _require_whole(file: BinaryIO, tensors: int) -> None:
    """Raise EOFError when the last tensor begins behind the end: a copy that was cut short."""
    last = 0
    for _ in range(tensors):
        _string(file)
        dimensions = int(_number(file, "<I"))
        if dimensions > MOST_DIMENSIONS:
            raise ValueError(f"it claims a tensor of {dimensions} dimensions")
        _exactly(file, 8 * dimensions + 4)
        last = max(last, int(_number(file, "<Q")))
    if file.tell() + last >= file.seek(0, 2):
        raise EOFError("its end is missing")


def _facts(file: BinaryIO, count: int) -> Iterator[tuple[str, Value]]:
    for _ in range(count):
        name = _string(file)
        yield name, _value(file, int(_number(file, "<I")))


def _value(file: BinaryIO, kind: int) -> Value:
    """Return a single value, or the first of an array of texts; other arrays are passed over."""
    if kind == STRING:
        return _string(file)
    if kind != ARRAY:
        return _scalar(file, kind)
    inner, count = int(_number(file, "<I")), int(_number(file, "<Q"))
    if inner in SIZES:
        _skip(file, count * struct.calcsize(SIZES[inner]))
        return None
    if inner != STRING:
        raise ValueError(f"it holds a list of unknown kind {inner}")
    first: Value = None
    for number in range(count):
        text = _string(file)
        first = text if number == 0 else first
    return first


def _scalar(file: BinaryIO, kind: int) -> Value:
    if kind not in SIZES:
        raise ValueError(f"it holds a fact of unknown kind {kind}")
    return _number(file, SIZES[kind])


def _string(file: BinaryIO) -> str:
    size = int(_number(file, "<Q"))
    if size > LONGEST_NAME << 4:
        raise ValueError(f"it claims a text of {size} bytes")
    return _exactly(file, size).decode("utf-8", "replace")


def _number(file: BinaryIO, form: str) -> int | float | bool:
    value: int | float | bool = struct.unpack(form, _exactly(file, struct.calcsize(form)))[0]
    return value


def _exactly(file: BinaryIO, size: int) -> bytes:
    if file.tell() + size > MOST_BYTES:
        raise ValueError(f"its header is longer than {MOST_BYTES >> 20} MB")
    found = file.read(size)
    if len(found) != size:
        raise EOFError("it ends in the middle")
    return found


def _skip(file: BinaryIO, size: int) -> None:
    if file.tell() + size > MOST_BYTES:
        raise ValueError(f"its header is longer than {MOST_BYTES >> 20} MB")
    file.seek(size, 1)
