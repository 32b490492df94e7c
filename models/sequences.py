"""Which conversation's tokens lie in which sequence of the KV cache, and what a new prompt can reuse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

WORTH_COPYING = 16  # tokens; below this, reading them again is as quick as copying a sequence


@dataclass(slots=True)
class Slot:
    """One sequence of the context: `tokens` are those whose keys and values are in the cache."""

    number: int
    tokens: list[int] = field(default_factory=list)
    conversation: str = ""
    busy: bool = False
    used: int = 0


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a prompt goes: the first `keep` tokens are there already, or come from sequence `copy_from`."""

    slot: Slot
    keep: int
    copy_from: int | None


class Sequences:
    """Least recently used conversations give way. The stable text needs no place of its own: every
    conversation begins with it, so a new one copies it from any other."""

    def __init__(self, count: int) -> None:
        self.slots = [Slot(number) for number in range(count)]
        self._clock = 0

    def place(self, conversation: str, prompt: Sequence[int]) -> Placement:
        """Take a sequence for the prompt and mark it busy; at least the prompt's last token stays to be read.

        Raises LookupError when every sequence is busy.
        """
        slot = self._own(conversation) or self._oldest()
        best = max(self.slots, key=lambda other: common(other.tokens, prompt))
        keep, shared = (min(common(s.tokens, prompt), len(prompt) - 1) for s in (slot, best))
        copied = shared >= keep + WORTH_COPYING
        keep = shared if copied else keep
        self._clock += 1
        slot.tokens = list(prompt[:keep])
        slot.conversation, slot.busy, slot.used = conversation, True, self._clock
        return Placement(slot, keep, best.number if copied else None)

    def _own(self, conversation: str) -> Slot | None:
        """Return the conversation's idle sequence; a request without a conversation has none."""
        mine = (slot for slot in self.slots if not slot.busy and slot.conversation == conversation)
        return next(mine, None) if conversation else None

    def _oldest(self) -> Slot:
        idle = [slot for slot in self.slots if not slot.busy]
        if not idle:
            raise LookupError("every sequence is busy")
        return min(idle, key=lambda slot: slot.used)


def common(left: Sequence[int], right: Sequence[int]) -> int:
    """Return how many tokens both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False)))
