"""Which variants of a product a question means: "the large one in blue"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from appliance.answers import text, values_told
from appliance.answers.understand import Question
from appliance.core.products import Product, Variant


@dataclass(frozen=True)
class Selection:
    """The variants asked for; `named` are the option values that chose them.

    `refused` are values asked for that the product does not come in.
    """

    variants: tuple[Variant, ...]
    named: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The chosen values, such as "Blue, L"; empty when none was named."""
        return ", ".join(self.named)


def option_values(product: Product) -> dict[str, tuple[str, ...]]:
    """Return the options of a product: name → its values in catalogue order."""
    found: dict[str, list[str]] = {}
    for variant in product.variants:
        for name, value in variant.options:
            values = found.setdefault(name, [])
            if value not in values:
                values.append(value)
    return {name: tuple(values) for name, values in found.items()}


def select(product: Product, question: Question) -> Selection:
    """Return the variants the question names; all of them when it names none."""
    by_code = _by_code(product, question)
    if by_code:
        return Selection((by_code,), tuple(value for _, value in by_code.options))
    chosen = list(product.variants)
    named: list[str] = []
    used: set[str] = set()
    for name, values in option_values(product).items():
        hits = [value for value in values if _names(value, product, question)]
        whole = [value for value in hits if _said_whole(value, question)]
        figured = values_told.by_figure(values, name, product, question)
        whole = whole or [value for value in figured if value in hits] or figured
        hits = whole or hits or values_told.in_other_words(values, name, product, question)
        if not hits or len(hits) == len(values) > 1:
            used.update(token for value in hits for token in _spellings(value, question))
            continue
        best = max(len(text.tokens(value)) for value in hits)
        hits = [value for value in hits if len(text.tokens(value)) == best] if best > 1 else hits
        chosen = [variant for variant in chosen if dict(variant.options).get(name) in hits]
        named += hits
        used.update(token for value in hits for token in _spellings(value, question))
    met = used | {word for word in question.wanted if _in_english(word, question) & set(map(text.stem, used))}
    refused = tuple(w for w in question.wanted if w not in met and not _told_otherwise(w, product, question))
    return Selection(tuple(chosen), tuple(named), refused)


def _in_english(word: str, question: Question) -> set[str]:
    """Return the stems of a word's English equivalents: "nera" is "black"."""
    return set(question.lexicon.english.get(word, ()))


def _by_code(product: Product, question: Question) -> Variant | None:
    if len(product.variants) < 2:
        return None
    codes = {_plain(code) for code in question.codes}
    found = [v for v in product.variants if codes & {_plain(v.sku), _plain(v.barcode)} - {""}]
    return found[0] if len(found) == 1 else None


def _plain(code: str) -> str:
    return "".join(char for char in code.casefold() if char.isalnum())


def _names(value: str, product: Product, question: Question) -> bool:
    """Return whether the question names this option value, beside what it says of the title."""
    spellings, asked = _spellings(value, question), set(question.wanted)
    if spellings & asked:
        return True
    if spellings & SIZES and asked & SIZES:
        return False  # "XL" is no part of "double-XL"
    if _said_whole(value, question):
        return True
    tokens = text.tokens(_bare(value))
    if not tokens or all(len(token) == 1 and token.isalpha() for token in tokens):
        return False
    said = list(question.all_words)
    for token in text.tokens(product.title):
        if token in said and token in tokens:
            said.remove(token)
    if all(token.isdigit() for token in tokens):
        return _as_size(value, question)
    stems = {stem for word in said for stem in (text.stem(word), *_in_english(word, question))}
    return all(text.match_word(text.stem(token), stems) for token in tokens)


def _said_whole(value: str, question: Question) -> bool:
    """Return whether the words of a value stand side by side in the question: "25 mm", "warm white"."""
    tokens, said = text.tokens(_bare(value)), list(question.all_words)
    runs = [said[start : start + len(tokens)] for start in range(len(said) - len(tokens) + 1)]
    return len(tokens) > 1 and tokens in runs


def _bare(value: str) -> str:
    """Return a value without what it says in brackets: "Large (45 x 25 cm)" is "Large"."""
    return re.sub(r"\(.*?\)", " ", value).strip() or value


def _as_size(value: str, question: Question) -> bool:
    """A bare number names a size when it follows a preposition or ends the question: "in a 10?"."""
    number = re.escape(text.fold(value))
    return bool(
        re.search(
            rf"(?:in an?|in|an?|the|for|about|und|and|en|in der|size|no\.?)\s+{number}(?![\w.,]*\w)",
            question.folded,
        )
    )


def _spellings(value: str, question: Question) -> set[str]:
    """Return the forms a value may be asked by: itself, its words, a size's written form ("Large" is "l")."""
    folded = " ".join(text.tokens(_bare(value)))
    sizes = {
        text.fold(spoken): written for spoken, written in question.lexicon.data["options"]["sizes"].items()
    }
    english = {"small": "s", "medium": "m", "large": "l", "extra large": "xl", "2xl": "xxl", "3xl": "xxxl"}
    spoken = sizes | english
    forms = {folded, folded.removeprefix("size "), text.fold(value)}
    for form in tuple(forms):
        forms.add(spoken.get(form, form))
    leading = [size for size in spoken if folded.startswith(f"{size} ")]  # "Large 900 g" is the large one
    forms |= {spoken[max(leading, key=len)]} if leading else set()
    return forms | set(folded.split())


def of_other_variant(line: str, product: Product, selection: Selection) -> bool:
    """Return whether a line names a variant that was not asked for, and none that was: "Weight of large"
    where the medium one is meant."""
    said = text.tokens(line)
    told = {
        value
        for values in option_values(product).values()
        if set(values) & set(selection.named)
        for value in values
        if (words := text.tokens(_bare(value)))
        and any(said[n : n + len(words)] == words for n in range(len(said) - len(words) + 1))
    }
    return bool(told) and not told & set(selection.named)


SIZES = frozenset({"xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl", "4xl", "5xl"})
_LETTERS = frozenset({"xs", "s", "m", "l", "xl"})


def _asked_as_size(letter: str, question: Question) -> bool:
    """Return whether a size is asked for as one: by its letter, or as in "in small", "size large"."""
    if letter in question.all_words:
        return True
    sizes = question.lexicon.data["options"]
    spoken = "|".join(re.escape(text.fold(s)) for s, written in sizes["sizes"].items() if written == letter)
    before = "|".join(map(re.escape, ("in", "en", "in a", *sizes["words"].get("size", []))))
    return bool(re.search(rf"(?<!\w)(?:{before})\s+(?:{spoken})(?!\w)", question.folded))


def _told_otherwise(wanted: str, product: Product, question: Question) -> bool:
    """Return whether a wanted word is no option at all here: it stands in the title or a text field."""
    tagged = {token for tag in product.tags for token in text.tokens(tag)}
    titled = set(text.stems(product.title))
    if wanted in text.tokens(product.title) or wanted in tagged or _in_english(wanted, question) & titled:
        return True
    if wanted in _LETTERS and not _asked_as_size(wanted, question):
        values = [value for values in option_values(product).values() for value in values]
        if not any(_LETTERS & _spellings(value, question) for value in values):
            return True  # "my small sleeves": a word of the customer's, where nothing comes in S, M and L
    return any(wanted in text.tokens(value) for _, value in product.attributes)
