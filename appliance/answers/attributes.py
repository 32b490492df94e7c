"""Facts of a product's nature: fields of its record, lines of its text, the yes or no they imply."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from appliance.answers import text
from appliance.answers.language import Attribute
from appliance.answers.understand import Question, Topic
from appliance.answers.variants import of_other_variant, option_values, select
from appliance.answers.voice import Fact, Voice, join
from appliance.core.products import Product


@dataclass(frozen=True)
class Attributes(Voice):
    """Tells what a record says of an attribute."""

    def attribute(self, product: Product) -> Fact | None:
        """Return what the record says of the attribute asked for: a field of that name, else a sentence.

        None when it says nothing, or when more was asked than the attribute's name tells.
        """
        wanted = self.lexicon.attributes.get(self.question.attribute)
        if wanted is None:
            return None
        field = self._field(product, wanted)
        if field and self.certifies(product, f"{field[0]} {field[1]}"):
            return self._told_field(product, *field)
        if self.left_over(product):
            return None
        quoted = self._quote(product, wanted)
        return self.quoted(product, quoted) if quoted and self.certifies(product, quoted) else None

    def certifies(self, product: Product, line: str) -> bool:
        """Return whether a line names what the product is asked to be certified as, if that is asked: a list
        of ingredients is no answer to "is it organic?", but is to "what is in the vegan pesto?"."""
        asked = {text.stem(word) for word in self.question.all_words} & _CERTIFIED
        asked -= set(text.stems(product.title))
        return not asked or bool(asked & set(text.stems(line)))

    def _field(self, product: Product, wanted: Attribute) -> tuple[str, str] | None:
        """Return the field of the asked name ("Vegan"), else one holding the word, else one of its kind."""
        selection = select(product, self.question)
        fields = [
            (name, value)
            for name, value in self._fields(product)
            if self._figure_told(value)
            and not of_other_variant(name, product, selection)
            and not _of_its_other_half(name, value, wanted)
        ]
        left = {text.stem(word) for word in self.left_over(product)}
        asked = left | {text.stem(word) for word in self.question.soft}
        named = [entry for entry in fields if asked and set(text.stems(entry[0])) <= asked]
        kind = [entry for entry in fields if field_named(text.fold(entry[0]), wanted, self.question.folded)]
        holding = [
            e for e in (*kind, *fields) if asked & set(text.stems(e[1])) and left <= set(text.stems(e[1]))
        ]
        found = named or holding or (kind if not left and self._asks_kind(wanted) else [])
        return found[0] if found else None

    def _asks_kind(self, wanted: Attribute) -> bool:
        """Return whether the attribute itself is asked for ("ingredients"), not a part of it ("vegan?")."""
        general = {
            text.stem(t) for cue in (*wanted.ask[:4], *wanted.find[:2]) for t in text.tokens(cue.phrase)
        }
        general |= {text.stem(word) for word in self.question.lexicon.fillers}
        heard = [text.stem(word) for word in self.question.soft if self._of_attribute(word)]
        told = [any(len(g) > 3 and word.startswith(g[:5]) for g in general) for word in heard]
        return bool(wanted.units) or all(told)

    def _told_field(self, product: Product, name: str, value: str) -> Fact:
        said = self._say("attribute", title=product.title, name=name, value=value)
        plain = {"yes": "yes", "no": "no", "ja": "yes", "nein": "no", "oui": "yes", "non": "no"}
        left = {text.stem(word) for word in self.left_over(product)}
        must = self.left_over(product) or self.question.soft
        whole = bool(left) and left <= set(text.stems(value))
        told = "yes" if whole else implied(self.question, f"{name} {value}", must)
        polarity = plain.get(text.fold(value)) or told
        return Fact(
            f"{self._say(polarity)} {said}" if polarity and self.question.yes_no else said, (product,)
        )

    def _figure_told(self, told: str) -> bool:
        """ "How many grams of sugar?" is answered by a figure only."""
        return not _ASKS_COUNT.search(self.question.folded) or any(char.isdigit() for char in told)

    def _fields(self, product: Product) -> list[tuple[str, str]]:
        fields = [(name, value) for name, value in product.attributes if value]
        if self.question.attribute == "category" and product.categories:
            fields.append(("Category", ", ".join(product.categories)))
        fields += [(name, join(values)) for name, values in option_values(product).items()]
        return fields

    def _quote(self, product: Product, wanted: Attribute) -> str:
        """Return the sentences of the description that tell the attribute, at most two."""
        asked = {text.stem(word) for cue in wanted.ask for word in text.tokens(cue.phrase.rstrip("*"))}
        asked &= {text.stem(word) for word in self.question.all_words}
        asked -= {text.stem(word) for word in self.lexicon.fillers}
        scored = []
        for order, sentence in enumerate(text.sentences(product.description)):
            score = _tells(sentence, wanted, asked)
            if score >= (1.5 if wanted.units else 1) and self._figure_told(sentence):
                scored.append((-score, order, sentence))
        best = sorted(scored)[:2]
        kept = [entry for entry in best if entry[0] <= 0.7 * best[0][0]] if best else []
        return " ".join(sentence for _, _, sentence in sorted(kept, key=lambda entry: entry[1]))

    def quoted(self, product: Product, line: str, *further: str) -> Fact:
        """Return lines of the record as an answer; a yes-or-no question gets the yes or no that the first one
        implies."""
        *first, last = (one.lstrip("-*• ") for one in (line, *further))
        told = "; ".join([*(one.rstrip(".") for one in first), last])
        said = self._say("quoted", title=product.title, text=told)
        offered = self.question.about(Topic.STOCK) and not self.lexicon.hears("stock", self.question.folded)
        closed = self.question.yes_no and not (offered or self.question.about(Topic.BROWSE, Topic.QUANTITY))
        must = self.left_over(product) or self.question.soft
        polarity = implied(self.question, line, must) if closed else ""
        return Fact(f"{self._say(polarity)} {said}" if polarity else said, (product,))

    def tells(self, line: str) -> bool:
        """Return whether a line can tell the attribute asked for, if one is: a colour, not merely a sole."""
        wanted = self.lexicon.attributes.get(self.question.attribute)
        if wanted is None:
            return True
        heard = {text.stem(word) for word in self.question.soft}
        return bool(heard & set(text.stems(line))) or _tells(line, wanted, set()) > 0

    def _of_attribute(self, word: str) -> bool:
        wanted = self.lexicon.attributes.get(self.question.attribute)
        return wanted is not None and any(cue.pattern.search(word) for cue in wanted.ask)


_CERTIFIED = frozenset(map(text.stem, text.tokens("vegan vegetarian organic halal kosher")))
_ASKS_COUNT = re.compile(r"how many|how much|wie ?viele?|combien d|cuant[oa]s?|多少|几")


DENIALS = frozenset(
    text.tokens("no not never nothing none without non kein keine keinen nicht ohne sans pas sin free frei")
)


_LIMITS = frozenset(
    text.tokens(
        "only too unless except excluding but less apart besides sold separately instead rather nur zu sauf "
        "clog clogs damage damages harm harms ruin ruins avoid unsuitable ungeeignet vermeiden éviter"
    )
)


_SUITS = re.compile(
    r"(?:all ?right|safe|suitable|ok|okay|fine|good|bad) (?:for|to)(?!\w)|"
    r"allerg|intoleran|coeliac|celiac|(?:can|could)(?:'|no)?t"
)
"""Whether it suits somebody: "made with sesame" is no yes to "all right for who can't have sesame?"."""
_HOLDING = ("contain", "contien", "enthalt", "includ")
"""Beginnings of the verb of "does it contain nuts?": no line of a record has to repeat it."""


def implied(question: Question, line: str, must: Sequence[str]) -> str:
    """Return "yes" or "no" when the line holds the words `must`, plainly or denied; else an empty string.

    "Not waterproof: take a shell" denies; "wash by hand; no tumble drying" denies no washing. A line that
    limits what it says ("only", "too big") implies neither: it is quoted for the customer to judge.
    """
    telling = {text.stem(word) for word in must if word not in DENIALS and not word.startswith(_HOLDING)}
    if not telling or _LIMITS & set(text.tokens(line)):
        return ""
    asked_denial = _asks_denial(question, telling)
    for clause in re.split(r"[;:.]\s|,\s|\bbut\b", line):
        words = text.tokens(clause)
        said = {text.stem(word) for word in words}
        if not all(word in said or question.twins.get(word, frozenset()) & said for word in telling):
            continue
        denied = bool(DENIALS & set(words))
        if not denied and DENIALS & set(text.tokens(line)):
            return ""
        if denied != asked_denial:
            return "no"
        return "" if _SUITS.search(question.folded) else "yes"
    return ""


def _asks_denial(question: Question, telling: set[str]) -> bool:
    """Return whether what is asked for is denied in the asking: "is it not waterproof?", but neither "is it
    waterproof or not?" nor a "not" of another sentence."""
    for sentence in re.split(r"[.?!;]", question.folded):
        words = text.tokens(sentence.replace(" or not", ""))
        if DENIALS & set(words) and telling & {text.stem(word) for word in words}:
            return True
    return False


def field_named(name: str, wanted: Attribute, question: str) -> bool:
    """Return whether a record's field is of the attribute's kind: "Weight (kg)", "Material"."""
    heard = [cue for cue in wanted.ask if cue.pattern.search(question)]
    if wanted.name in name or any(cue.pattern.fullmatch(name) for cue in heard):
        return True
    first = [cue for cue in wanted.find if len(cue.phrase.rstrip("*")) > 3][:2]
    return any(cue.pattern.search(name) for cue in first)


def _of_its_other_half(name: str, value: str, wanted: Attribute) -> bool:
    """Return whether a field of two properties tells the other one, as "Length and weight: 15 cm"."""
    return bool(wanted.units and _TWOFOLD.search(text.fold(name)) and not wanted.measures(value))


_TWOFOLD = re.compile(r"[&/,]|\b(?:and|und|et|y|e|en)\b")


def _tells(sentence: str, wanted: Attribute, asked: set[str]) -> float:
    """Return how well a sentence tells an attribute: the asked word itself, then typical words and units."""
    folded = text.fold(sentence)
    if any(cue.pattern.search(folded) for cue in wanted.avoid):
        return 0.0
    score = 3.0 * min(1, sum(word in {text.stem(t) for t in text.tokens(folded)} for word in asked))
    score += min(2, sum(bool(cue.pattern.search(folded)) for cue in wanted.find if len(cue.phrase) > 2))
    if wanted.units:
        score = score + 1.5 if wanted.measures(sentence) else min(score, 1.0)
    return score
