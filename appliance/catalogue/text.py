"""Cleaning the text of a cell: control characters, invisible characters, spacing, names."""

from __future__ import annotations

import re
import unicodedata

_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters
    "­​⁠﻿‪-‮⁦-⁩"  # soft hyphen, zero width, direction overrides
    "\U000e0000-\U000e007f]"  # tag characters, a channel for text nobody sees
)
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_BLANK_LINES = re.compile(r"\n\s*\n\s*")


class Number(str):
    """The text of a cell that its file already types as a number: plain digits, a point as decimal mark."""

    __slots__ = ()


def clean(text: str) -> str:
    """Return the text without control and invisible characters, stripped. A `Number` stays one."""
    if isinstance(text, Number) or (text.isascii() and text.isprintable()):
        return text.strip() if text[:1] == " " or text[-1:] == " " else text
    return _UNWANTED.sub("", text).strip()


def one_line(text: str) -> str:
    """Return the text on one line with single spaces, for titles, option values and the like."""
    cleaned = clean(text)
    if isinstance(cleaned, Number):
        return cleaned
    return " ".join(cleaned.split())


def paragraphs(text: str) -> str:
    """Return plain text with its line breaks, runs of spaces and of blank lines reduced to one."""
    unified = clean(text).replace("\r\n", "\n").replace("\r", "\n")
    lines = (line.strip() for line in _SPACES.sub(" ", unified).split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def sku(text: str) -> str:
    """Return a SKU without the apostrophe by which spreadsheets mark text."""
    return one_line(text).lstrip("'’`").strip()


def split_list(text: str, separators: str = "|;,") -> tuple[str, ...]:
    """Return the parts of a list cell, split at the first of `separators` that occurs in it."""
    mark = next((separator for separator in separators if separator in text), None)
    parts = text.split(mark) if mark else [text]
    return tuple(dict.fromkeys(part for part in map(one_line, parts) if part))


def slug(text: str) -> str:
    """Return the text as lower-case words joined by hyphens; letters of any script are kept."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "-".join(re.findall(r"\w+", folded))


def from_slug(handle: str) -> str:
    """Return a readable name for a handle: "blue-wool_scarf" becomes "Blue wool scarf"."""
    words = re.sub(r"[-_\s]+", " ", handle).strip()
    return words[:1].upper() + words[1:]


def label(name: str) -> str:
    """Return a field name as people write it: "COLOR" and "color" become "Color", "frame_size" "Frame
    size"."""
    words = " ".join(name.replace("_", " ").split())
    if len(words) > 3 and (words.isupper() or words.islower()):
        return words[:1].upper() + words[1:].lower()
    return words


def shorten(text: str, limit: int) -> str:
    """Return at most `limit` characters of the text on one line, with an ellipsis when cut."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
