"""The window's words. `tr` translates through whatever `use` was given, so that presenters need no Qt.

lupdate finds the calls of `tr` by name; all share the empty context.
"""

from __future__ import annotations

from collections.abc import Callable

Translator = Callable[[str], str]


class _Chosen:
    translator: Translator = staticmethod(lambda text: text)


def use(translator: Translator) -> None:
    """Translate with `translator` from here on; what is on screen already keeps its words."""
    _Chosen.translator = staticmethod(translator)


def tr(text: str) -> str:
    """Return the text in the language of the window."""
    return _Chosen.translator(text)


def later(text: str) -> str:
    """Return the text as it is: it is translated when it is said."""
    return text


def counted(count: int, one: str, many: str) -> str:
    """Return `one` or `many`, both translated already, with {n} filled in ("1 product", "1,204 products")."""
    return (one if count == 1 else many).format(n=f"{count:,}")
