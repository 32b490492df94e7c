"""Which text of a PDF page a reader sees: not what is drawn in invisible mode, tiny, off the page, or white
on the white page (PDF 32000-1, 8.4 and 9.3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Matrix = list[float]
Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

_INVISIBLE = (3, 7)
"""Text rendering modes that neither fill nor stroke (table 106)."""
_TINY_POINTS = 1.0
_WHITE = 0.97
_FILLS = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"})
_ENDS = _FILLS | {b"n", b"S", b"s"}
_POINTS = {b"m": 1, b"l": 1, b"c": 3, b"v": 2, b"y": 2}


@dataclass(slots=True)
class Seen:
    """The graphics state as far as it decides whether text is seen. `painted` are areas that are not white;
    pictures count, whatever they show."""

    page: Box
    mode: int = 0
    size: float = 12.0
    white: bool = False
    saved: list[tuple[int, float, bool]] = field(default_factory=list)
    path: list[tuple[float, float]] = field(default_factory=list)
    painted: list[Box] = field(default_factory=list)

    def follow(self, operator: bytes, operands: list[Any], cm: Matrix) -> None:
        """Take in one operator of the page; `cm` is the transformation it works under."""
        if operator == b"Tr" and operands:
            self.mode = int(operands[0])
        elif operator == b"Tf" and len(operands) > 1:
            self.size = abs(float(operands[1]))
        elif operator == b"q":
            self.saved.append((self.mode, self.size, self.white))
        elif operator == b"Q" and self.saved:
            self.mode, self.size, self.white = self.saved.pop()
        elif operator in (b"g", b"rg", b"k", b"sc", b"scn"):
            self.white = _is_white(operator, operands)
        elif operator == b"cs":
            self.white = False
        else:
            self._draw(operator, operands, cm)

    def hides(self, tm: Matrix, cm: Matrix) -> bool:
        """Whether text drawn now, from the origin of `tm`, is not seen."""
        if self.mode in _INVISIBLE or self.size * scale(tm) * scale(cm) < _TINY_POINTS:
            return True
        place = _at(cm, tm[4], tm[5])
        if not _inside(place, self.page):
            return True
        return self.white and not any(_inside(place, box) for box in self.painted)

    def _draw(self, operator: bytes, operands: list[Any], cm: Matrix) -> None:
        if operator == b"re" and len(operands) == 4:
            x, y, width, height = (float(value) for value in operands)
            self.path += [_at(cm, x, y), _at(cm, x + width, y + height)]
        elif operator in _POINTS and len(operands) >= 2:
            self.path.append(_at(cm, float(operands[-2]), float(operands[-1])))
        elif operator == b"Do":
            self.painted.append(_box([_at(cm, 0, 0), _at(cm, 1, 1)]))
        elif operator in _ENDS:
            if operator in _FILLS and self.path and not self.white:
                self.painted.append(_box(self.path))
            self.path = []


def page_box(page: Any) -> Box:
    """Return what of a page is shown, a little wider: type may start on the edge."""
    box = page.cropbox
    left, bottom, right, top = (float(value) for value in (box.left, box.bottom, box.right, box.top))
    return left - 2, bottom - 2, right + 2, top + 2


def scale(matrix: Matrix) -> float:
    """Return by how much a matrix enlarges."""
    a, b, c, d = (float(value) for value in matrix[:4])
    return float(abs(a * d - b * c) ** 0.5)


def _is_white(operator: bytes, operands: list[Any]) -> bool:
    values = [float(value) for value in operands if isinstance(value, (int, float))]
    if operator == b"k" or len(values) == 4:
        return bool(values) and max(values) <= 1 - _WHITE
    return bool(values) and min(values) >= _WHITE


def _at(cm: Matrix, x: float, y: float) -> tuple[float, float]:
    return cm[0] * x + cm[2] * y + cm[4], cm[1] * x + cm[3] * y + cm[5]


def _box(points: list[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _inside(place: tuple[float, float], box: Box) -> bool:
    return box[0] <= place[0] <= box[2] and box[1] <= place[1] <= box[3]
