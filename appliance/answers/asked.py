"""Options and codes that a question names: sizes, colours, SKUs, barcodes, model numbers."""

from __future__ import annotations

import re

from appliance.answers import text
from appliance.answers.language import Lexicon


def wanted(folded: str, words: Lexicon) -> tuple[str, ...]:
    """Return sizes and colours that were named, sizes in their written form ("large" is "l")."""
    options = words.data["options"]
    found = [_manifold(match) for match in _MANIFOLD.finditer(folded)]
    rest = _MANIFOLD.sub(" ", folded)
    for spoken in sorted(options["sizes"], key=len, reverse=True):
        pattern = rf"(?<![\w-]){re.escape(text.fold(spoken))}(?![\w-])"
        if re.search(pattern, rest):
            found.append(str(options["sizes"][spoken]))
            rest = re.sub(pattern, " ", rest)
    written = re.findall(r"(?<![\w'$€£.-])(?<!\d\s)(?:size\s+)?(\d?x{0,3}[sl]|m|\d{1,2}xl)(?![\w'-])", rest)
    found += [{"2xl": "xxl", "3xl": "xxxl"}.get(size, size) for size in written]
    sized = "|".join(map(re.escape, options["words"].get("size", ["size"])))
    found += re.findall(rf"(?<!\w)(?:{sized})\s+(\d+(?:[.,/]\d+)?)(?!\w)", rest)
    found += re.findall(r"(?<![\w/])(\d/\d)(?=[\s-]size)", rest)
    found += re.findall(r"(?<!\w)(?:in|in an?|the) (\d/\d)(?![\w/])", rest)
    found += ["1/2"] if re.search(r"(?<!\w)half[\s-]sized?(?!\w)", rest) else []
    found += re.findall(r"\bin (?:the key of )?([a-z])\W*$", folded)
    colours = set(text.tokens(options["colours"]))
    found += [token for token in text.tokens(rest) if token in colours]
    return tuple(dict.fromkeys(found))


_MANIFOLD = re.compile(
    r"(?<!\w)(?:(?P<two>double|doppelt?|doble|doppia)|triple|dreifach)[\s-]?x[\s-]?"
    r"(?P<size>large|small|l|s)(?!\w)"
)


def _manifold(match: re.Match[str]) -> str:
    """Return the written form of a size with its X counted in words: "double-XL" is "xxl"."""
    return ("xx" if match.group("two") else "xxx") + match.group("size")[0]


_DIGITLESS = re.compile(
    r"(?<![\w-])(?:[A-Z]{2,}(?:-[A-Z0-9]{1,6}){1,4}|[a-z]{2,4}(?:-[a-z0-9]{1,5}){2,4})(?![\w-])"
)

_CODE = re.compile(r"(?<![\w-])(?=[\w./-]*\d)[A-Za-z0-9]+(?:[-./_][A-Za-z0-9]+)*(?![\w-])")


def codes(message: str) -> tuple[str, ...]:
    """Return the words that look like a SKU, a barcode or a model number: digits, with letters or long."""
    found = [
        code
        for code in _CODE.findall(message)
        if len(code) >= 4 and (any(char.isalpha() for char in code) or len(code) >= 4)
    ]
    return tuple(dict.fromkeys([*found, *_DIGITLESS.findall(message)]))
