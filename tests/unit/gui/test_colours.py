"""Every pair of colours that is read together has the contrast of WCAG AA, in both themes."""

from __future__ import annotations

import pytest

from gui.colours import DARK, LIGHT, Colours, contrast

TEXT, SIGN = 4.5, 3.0
READ = {
    "text": ("window", "surface", "sunken", "selected", "good_ground", "warning_ground", "bad_ground"),
    "quiet": ("window", "surface", "sunken"),
    "accent": ("window", "surface", "sunken", "good_ground", "warning_ground", "bad_ground"),
    "on_accent": ("accent", "accent_hover"),
    "good": ("window", "surface", "good_ground"),
    "warning": ("window", "surface", "warning_ground"),
    "bad": ("window", "surface", "bad_ground"),
}
SEEN = {"edge": ("window", "surface"), "accent": ("window", "surface"), "bad": ("surface",)}
"""Borders that tell where something is typed or has the focus."""


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(READ, TEXT), (SEEN, SIGN)], ids=["read", "seen"])
def test_contrast(theme: Colours, pairs: dict[str, tuple[str, ...]], least: float) -> None:
    weak = {
        (front, ground): round(ratio, 2)
        for front, grounds in pairs.items()
        for ground in grounds
        if (ratio := contrast(getattr(theme, front), getattr(theme, ground))) < least
    }
    assert weak == {}


def test_black_on_white_is_the_most_there_is() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21.0
    assert contrast("#777777", "#777777") == 1.0
