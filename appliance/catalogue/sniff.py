"""What a file is, told by its content; the name only decides between kinds of text."""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import islice
from pathlib import Path

from appliance.catalogue import archives, headers
from appliance.catalogue.delimited import records, sniff_delimiter
from appliance.catalogue.encoding import detect, looks_binary
from appliance.core.errors import FileRefused


class Kind(StrEnum):
    DELIMITED = "csv"
    XLSX = "xlsx"
    JSON = "json"
    JSON_LINES = "jsonl"
    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"


TABLES = frozenset({Kind.DELIMITED, Kind.XLSX, Kind.JSON, Kind.JSON_LINES})
_HEAD = 2**16
_REFUSED = (
    (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"), (b"BM", "a picture"),
    (b"II*\x00", "a picture"), (b"MM\x00*", "a picture"), (b"RIFF", "a picture, sound or film"),
    (b"\x00\x00\x01\x00", "an icon"), (b"MZ", "a Windows program"), (b"\x7fELF", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"), (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"), (b"Rar!", "a compressed archive"),
    (b"BZh", "a compressed archive"),
    (b"\xfd7zXZ", "a compressed archive"), (b"\x28\xb5\x2f\xfd", "a compressed archive"),
    (b"SQLite format 3", "a database"), (b"ID3", "a sound"), (b"OggS", "a sound or film"),
    (b"fLaC", "a sound"),
    (b"%!PS", "a PostScript drawing"), (b"{\\rtf", "a rich-text document"),
)  # fmt: skip
_TABLE_NAMES = frozenset({".csv", ".tsv", ".tab", ".psv"})
_JSON_NAMES = frozenset({".json", ".jsonl", ".ndjson"})
_PAGE_NAMES = (".html", ".htm", ".xhtml")
_MARKUP_NAMES = (*_PAGE_NAMES, ".md", ".markdown")
_SPREADSHEETS = frozenset({".xls", ".xlsx", ".xlsm", ".xlsb", ".ods"})
_OTHER_OFFICE = frozenset({".ods", ".odt", ".xlsb", ".numbers", ".pages"})
_NAMED = {
    ".pdf": "a PDF", ".docx": "a Word document", ".doc": "a Word document", ".xlsx": "an Excel workbook",
    ".xlsm": "an Excel workbook", ".xls": "an Excel workbook",
}  # fmt: skip
_UNREADABLE = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_XML_START = re.compile(r"\s*<\?xml\s")
_JSON_START = re.compile(r'\s*(?:\{\s*["}]|\[\s*[\[{"\]])')


def kind_of(path: Path, name: str) -> Kind:
    """Return what a file is. Raises `FileRefused`, with a sentence, for what cannot be imported."""
    head = _head(path, name)
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.startswith(b"PK\x03\x04"):
        return _archive_kind(path, name)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise _old_office(path, name)
    _refuse_binary(head, name)
    return _text_kind(path, name)


def _head(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError as error:
        raise FileRefused(
            f"{name} cannot be read.", resolution="Check that the file is still there.", details=str(error)
        ) from None
    if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
        raise FileRefused(f"{name} is empty.", resolution="Export it again and upload the new file.")
    return head


def _archive_kind(path: Path, name: str) -> Kind:
    try:
        entries = archives.entries(path, name)
    except FileRefused:
        if Path(name).suffix.casefold() in _OTHER_OFFICE:  # what is wrong with it is of no matter
            raise _other_office(name) from None
        raise
    if "xl/workbook.xml" in entries:
        return Kind.XLSX
    if "word/document.xml" in entries:
        return Kind.DOCX
    if "xl/workbook.bin" in entries or "content.xml" in entries:
        raise _other_office(name)
    raise _refused(name, "a ZIP archive", "Unpack it and upload the files in it.")


def _other_office(name: str) -> FileRefused:
    return _refused(
        name, "a spreadsheet or document in a format that is not read", "Save it as XLSX, CSV or DOCX."
    )


def _old_office(path: Path, name: str) -> FileRefused:
    with path.open("rb") as stream:
        encrypted = "EncryptedPackage".encode("utf-16-le") in stream.read(2**20)
    if encrypted:
        return FileRefused(
            f"{name} is protected by a password.",
            resolution="Save a copy without a password and upload that.",
        )
    return _refused(name, "an Excel or Word file of before 2007", "Save it as XLSX, CSV or DOCX.")


def _refuse_binary(head: bytes, name: str) -> None:
    what = next((what for magic, what in _REFUSED if head.startswith(magic)), "")
    if what and (len(what) > 9 or looks_binary(head[:4096]) or head[:2] not in (b"BM", b"MZ")):
        plain_word = (
            head[:2] in (b"BM", b"MZ") or head[:3] in (b"ID3", b"BZh") or head[:4] in (b"RIFF", b"Rar!")
        )
        if not plain_word or looks_binary(head):
            raise _refused(name, what)
    if head[4:8] == b"ftyp":
        raise _refused(name, "a film or picture")
    if looks_binary(head):
        raise _refused(name, "neither text nor a format that is read")


def _refused(name: str, what: str, resolution: str = "") -> FileRefused:
    return FileRefused(
        f"{name} is {what}.",
        resolution=resolution or "Upload a CSV, XLSX or JSON catalogue, or a PDF, DOCX, HTML or text page.",
    )


def _disguised(name: str, what: str) -> FileRefused:
    return _refused(
        name,
        f"{what}: no products can be read from it",
        "Open it in a spreadsheet program and save it as XLSX, or export the products as CSV.",
    )


def _text_kind(path: Path, name: str) -> Kind:
    encoding = detect(path)
    with path.open(encoding=encoding.codec, errors=encoding.errors) as stream:
        head = stream.read(_HEAD).lstrip("﻿")
    suffix = Path(name).suffix.casefold()
    if re.match(
        r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype html|html|head|body)\b",
        head,
        re.I | re.S,
    ):
        if suffix in _SPREADSHEETS:
            raise _disguised(name, "a web page under the name of a spreadsheet")
        return Kind.HTML
    if (suffix == ".xml" and head.lstrip().startswith("<")) or (
        suffix not in _MARKUP_NAMES and _XML_START.match(head)
    ):
        raise _disguised(name, "an XML file")
    if suffix in _JSON_NAMES and head.lstrip()[:1] in ("[", "{"):
        return _json_kind(head, suffix)
    if _JSON_START.match(head) and suffix not in _TABLE_NAMES | {".md", ".markdown"}:
        return _json_kind(head, suffix)
    if suffix in _TABLE_NAMES:
        return Kind.DELIMITED
    if suffix in _PAGE_NAMES and "<" in head:
        return Kind.HTML
    if suffix in (".md", ".markdown"):
        return Kind.MARKDOWN
    if _is_tabular(head):
        return Kind.DELIMITED
    _refuse_broken(head, encoding.codec, name)
    return Kind.MARKDOWN if suffix not in (".txt", "") and re.search(r"^#{1,6} ", head, re.M) else Kind.TEXT


def _refuse_broken(text: str, codec: str, name: str) -> None:
    """Raise `FileRefused` for bytes of no meaning under the name of a format that is not text."""
    named = _NAMED.get(Path(name).suffix.casefold())
    if named and (not codec.startswith("utf") or _UNREADABLE.search(text)):
        raise FileRefused(
            f"{name} is not {named}, and no text either.",
            resolution="Save or download it again and upload the new file.",
        )


def _json_kind(head: str, suffix: str) -> Kind:
    first, _, rest = head.strip().partition("\n")
    several = first.startswith("{") and first.rstrip().endswith("}") and rest.lstrip().startswith("{")
    return Kind.JSON_LINES if several or suffix in (".jsonl", ".ndjson") else Kind.JSON


def _is_tabular(head: str) -> bool:
    """Return whether text is a product table: most lines split alike, and one line names two fields we
    know."""
    lines = head.splitlines(keepends=True)[:40]
    delimiter = sniff_delimiter(lines)
    if not delimiter:
        return False
    parsed = [record.cells for record in islice(records(iter(lines), delimiter, 0), 25) if any(record.cells)]
    widths = [len(cells) for cells in parsed if len(cells) > 1]
    alike = widths.count(max(widths, key=widths.count)) if widths else 0
    named = max((headers.known(cells) for cells in parsed[:10] if len(cells) > 1), default=0)
    return named >= 2 and alike >= max(2, len(parsed) * 0.6)
