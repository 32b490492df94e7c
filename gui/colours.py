"""The colours of both themes. Every pair that is read together has a contrast of at least 4.5 (WCAG AA)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Colours:
    """Hexadecimal colours by what they are for. `good`, `warning` and `bad` are texts on `surface`."""

    window: str
    surface: str
    sunken: str
    line: str
    edge: str
    text: str
    quiet: str
    accent: str
    on_accent: str
    accent_hover: str
    selected: str
    good: str
    warning: str
    bad: str
    good_ground: str
    warning_ground: str
    bad_ground: str


LIGHT = Colours(
    window="#f5f6f8",
    surface="#ffffff",
    sunken="#eceff3",
    line="#dce1e8",
    edge="#7d8896",
    text="#1a2330",
    quiet="#525d6c",
    accent="#1d5fbf",
    on_accent="#ffffff",
    accent_hover="#174f9f",
    selected="#dce8fa",
    good="#17693b",
    warning="#7a4f00",
    bad="#a8221a",
    good_ground="#e6f4ec",
    warning_ground="#fdf3dc",
    bad_ground="#fdeceb",
)

DARK = Colours(
    window="#14181e",
    surface="#1d232b",
    sunken="#262d37",
    line="#343d4a",
    edge="#8491a2",
    text="#e9edf2",
    quiet="#aab5c3",
    accent="#82b6ff",
    on_accent="#0c1a2d",
    accent_hover="#a5cbff",
    selected="#27405f",
    good="#79d6a2",
    warning="#f1c566",
    bad="#ffa39a",
    good_ground="#1b3327",
    warning_ground="#3a2f16",
    bad_ground="#3d2221",
)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance of sRGB)."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
