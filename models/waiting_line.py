"""Who is next: first come, first served, except that a visitor's second question lets others' first pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class Place(Generic[T]):
    """`yields` is how many others may still pass: one for each earlier question of the same visitor."""

    item: T
    visitor: str
    yields: int


class WaitingLine(Generic[T]):
    """Waiting requests, iterated in the order in which they are to be served."""

    def __init__(self) -> None:
        self._places: list[Place[T]] = []

    def __iter__(self) -> Iterator[T]:
        return iter([place.item for place in self._places])

    def __len__(self) -> int:
        return len(self._places)

    def join(self, item: T, visitor: str, *, being_served: bool = False) -> None:
        """Queue up behind everybody but those who yield more; `being_served` tells that the visitor has a
        question under way."""
        own = sum(place.visitor == visitor for place in self._places) + being_served
        at = next((at for at, place in enumerate(self._places) if place.yields > own), len(self))
        for passed in self._places[at:]:
            passed.yields = max(passed.yields - 1, 0)
        self._places.insert(at, Place(item, visitor, own))

    def leave(self, item: T) -> None:
        self._places = [place for place in self._places if place.item is not item]

    def put_back(self, item: T, visitor: str) -> None:
        """Go to the front: it was being served already, and interrupted."""
        self._places.insert(0, Place(item, visitor, 0))
