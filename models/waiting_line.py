"""Who is next: first come, first served, but nobody's second question before another's first."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class WaitingLine(Generic[T]):
    """Waiting requests by conversation. A conversation's requests are answered one after the other."""

    def __init__(self) -> None:
        self._waiting: dict[T, str] = {}

    def __contains__(self, item: T) -> bool:
        return item in self._waiting

    def __iter__(self) -> Iterator[T]:
        """Iterate in order of arrival."""
        return iter(list(self._waiting))

    def __len__(self) -> int:
        return len(self._waiting)

    def join(self, item: T, conversation: str, *, first: bool = False) -> None:
        """Put the item at the end; `first` puts it before all others, for one that was interrupted."""
        if first:
            self._waiting = {item: conversation, **self._waiting}
        else:
            self._waiting[item] = conversation

    def leave(self, item: T) -> None:
        self._waiting.pop(item, None)

    def order(self, running: Collection[str]) -> list[T]:
        """Return who comes when, given the conversations being answered now."""
        ahead = dict.fromkeys(running, 1)
        ranked = []
        for arrival, (item, conversation) in enumerate(self._waiting.items()):
            rank = ahead.get(conversation, 0)
            ahead[conversation] = rank + 1
            ranked.append((rank, arrival, item))
        return [item for _, _, item in sorted(ranked, key=lambda entry: entry[:2])]
