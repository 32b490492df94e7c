"""Where a long text is cut into the pieces that a small encoder reads one by one."""

from __future__ import annotations

from collections.abc import Iterator

WINDOW = 400
"""Characters a window holds: about 100 tokens of English, the length of the texts the detector learned from.
One line of orders in a long document is a large part of its window."""
OVERLAP = 120
DENSE = 0x0E00
"""The scripts from here on (Thai, Chinese, Korean …) say in one character what others say in three."""


def ranges(text: str) -> list[tuple[int, int]]:
    """Return overlapping ranges of at most WINDOW characters that cover the text, cut at spaces where there
    are some; in dense scripts a third of that."""
    scale = 1 + 2 * sum(ord(char) >= DENSE for char in text) / max(1, len(text))
    return list(_ranges(text, round(WINDOW / scale), round(OVERLAP / scale)))


def _ranges(text: str, size: int, overlap: int) -> Iterator[tuple[int, int]]:
    start = 0
    while True:
        end = min(start + size, len(text))
        if end < len(text):
            end = max(text.rfind(" ", end - overlap // 2, end), end - overlap // 2) + 1
        yield start, end
        if end == len(text):
            return
        start = end - overlap
