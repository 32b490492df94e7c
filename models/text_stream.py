"""From a model's bytes to text that can be shown: whole characters, cut at the first stop string."""

from __future__ import annotations

import codecs
from collections.abc import Sequence


class TextStream:
    """Collects the bytes of tokens; gives out text as soon as it can no longer be part of a stop string."""

    def __init__(self, stop: Sequence[str] = ()) -> None:
        self._stop = tuple(text for text in stop if text)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = ""
        self.stopped = False

    def feed(self, piece: bytes) -> str:
        """Return the text that became certain with `piece`; nothing more once `stopped`."""
        if self.stopped:
            return ""
        self._held += self._decoder.decode(piece)
        found = [at for text in self._stop if (at := self._held.find(text)) >= 0]
        if found:
            self.stopped = True
            return self._give(min(found))
        return self._give(len(self._held) - self._doubtful())

    def finish(self) -> str:
        """Return what was held back for a stop string that never came; half a character is dropped."""
        return "" if self.stopped else self._give(len(self._held))

    def _doubtful(self) -> int:
        """Return the length of the longest tail with which a stop string may have begun."""
        longest = max((len(text) for text in self._stop), default=1) - 1
        for size in range(min(longest, len(self._held)), 0, -1):
            if any(text.startswith(self._held[-size:]) for text in self._stop):
                return size
        return 0

    def _give(self, size: int) -> str:
        text, self._held = self._held[:size], self._held[size:]
        return text
