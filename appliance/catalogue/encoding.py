"""Which encoding a text file is in: marks, then UTF-8, then what the bytes look like."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

_SAMPLE = 2**18
_STRAYS, _CONTROLS = 4, 0.03
"""Control characters that stand in a text by mistake: how many, what share. By chance it is a tenth."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHINESE_PAIR = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")
_HIGH = re.compile(rb"[\x80-\xff]")
_UTF8_PAIR = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_STRAY = "shopwarden-stray"


@dataclass(frozen=True, slots=True)
class Encoding:
    """How to open a file as text: arguments for `open`."""

    codec: str
    errors: str = "replace"


def detect(path: Path) -> Encoding:
    """Return the encoding of a text file; it reads the whole file when the start is plain ASCII."""
    with path.open("rb") as stream:
        head = stream.read(_SAMPLE)
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return Encoding(codec)
    wide = _utf16_without_mark(head)
    if wide:
        return Encoding(wide)
    if _is_utf8(path):
        return Encoding("utf-8")
    return _legacy(path)


def read_text(path: Path) -> str:
    """Return the whole file as text."""
    found = detect(path)
    with path.open(encoding=found.codec, errors=found.errors, newline="") as stream:
        return stream.read()


def looks_binary(head: bytes) -> bool:
    """Return whether the start of a file is not text in any encoding we read."""
    if not head or _utf16_without_mark(head) or head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    controls = sum(head.count(byte) for byte in range(32) if byte not in b"\t\n\r\f\x1b")
    return controls > max(_STRAYS, len(head) * _CONTROLS)


def _utf16_without_mark(head: bytes) -> str:
    """Return the codec when every other byte is mostly zero, as it is for Western text in UTF-16."""
    pairs = len(head) // 2
    if pairs < 2:
        return ""
    even, odd = head[0 : pairs * 2 : 2].count(0), head[1 : pairs * 2 : 2].count(0)
    if odd > pairs * 0.6 and even < pairs * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > pairs * 0.6 and odd < pairs * 0.1 else ""


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(2**20):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _legacy(path: Path) -> Encoding:
    """Return UTF-8 with stray bytes, Chinese GB 18030 or Windows-1252, whichever explains the high bytes."""
    with path.open("rb") as stream:
        high = b"".join(line for line in stream.read(2**24).splitlines(keepends=True) if not line.isascii())
    high = high[:_SAMPLE]
    total = len(_HIGH.findall(high))
    if sum(map(len, _UTF8_PAIR.findall(high))) > total * 0.6:
        codecs.register_error(_STRAY, _as_windows_1252)
        return Encoding("utf-8", _STRAY)
    if 2 * len(_CHINESE_PAIR.findall(high)) > total * 0.9 and total > 8:
        return Encoding("gb18030")
    return Encoding("cp1252")


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end
