"""Links, images and markup in an answer: plain links to the shop's own hosts, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from appliance.core.addresses import host_of
from appliance.core.schemas import Decision, Verdict
from appliance.guard.scanner import passed
from appliance.guard.texts import Text

_URL = re.compile(r"(?i)(?:\b[a-z][a-z0-9+.-]{1,20}:)?//[^\s<>\"'`|)\]}]+|\bwww\.[^\s<>\"'`|)\]}]+")
_SCHEME = re.compile(r"(?i)\b(?:javascript|data|vbscript|file|blob):(?=\S)")
_MARKUP = re.compile(
    r"(?i)<\s*/?\s*(?:img|script|iframe|a|svg|object|embed|form|input|link|style|meta|video|audio|base)\b[^>]*>?"
)
_IMAGE = re.compile(r"!\[[^\]]{0,200}\]\s*(?:\(|\[)")
_BARE = re.compile(
    r"(?i)(?<![\w@./-])(?:[a-z0-9-]{1,63}\.){1,4}(?:com|net|org|io|co|au|uk|de|fr|es|it|nl|eu|us|ca|cn|jp|ru|info|biz|shop|store|online|app|dev|xyz|top|site|ai|me|cc|example)\b(?![\w@])(?:/[^\s<>\"'`|)\]}]*)?"
)
_REFERENCE = re.compile(r"(?m)^\s*\[[^\]]{1,100}\]:\s*\S+")


class LinkScanner:
    """Blocks what carries a customer, or data, to a host that is not the shop's."""

    name = "links"

    def scan(self, text: Text) -> Verdict:
        for pattern, reason in _FORBIDDEN:
            if found := pattern.search(text.clean):
                return self._found(reason, text.span(*found.span()))
        for host, span in _hosts(text.clean, text.answer.supported):
            if not _is_own(host, text.answer.hosts):
                return self._found("It links to an address that is not the shop's.", text.span(*span))
        return passed(self.name)

    def _found(self, reason: str, span: tuple[int, int]) -> Verdict:
        return Verdict(
            decision=Decision.BLOCK, scanner=self.name, reason=reason, score=1.0, threshold=1.0, span=span
        )


def _hosts(clean: str, supported: Sequence[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield each host linked to. A bare name such as "booking.com" that a record holds is only a name."""
    linked: list[tuple[int, int]] = []
    for match in _URL.finditer(clean):
        linked.append(match.span())
        yield host_of(match.group()), match.span()
    for match in _BARE.finditer(clean):
        inside = any(start <= match.start() < end for start, end in linked)
        known = any(match.group().casefold() in source.casefold() for source in supported)
        if not inside and not known:
            yield host_of(f"//{match.group()}"), match.span()


def _is_own(host: str, own: Sequence[str]) -> bool:
    names = [name.casefold().removeprefix("www.") for name in own]
    return any(host == name or host.endswith(f".{name}") for name in names if name)


_FORBIDDEN = (
    (_MARKUP, "It holds HTML."),
    (_IMAGE, "It holds an image, which the customer's browser would fetch."),
    (_SCHEME, "It holds a link that runs code or carries data."),
    (_REFERENCE, "It holds a hidden link reference."),
)
