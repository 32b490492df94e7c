"""Which values of an option a customer tells in other words than the shop's: a weight that falls into a
range, half a year, "the litre bottle", two thousand, "with two legs", the bigger or the fancier one.

Each way returns the values it finds, or none: a doubtful value is better listed than said.
"""

from __future__ import annotations

import itertools
import re
from decimal import Decimal

from appliance.answers import measures, text
from appliance.answers.topics import Topic
from appliance.answers.understand import Question
from appliance.core.products import Product

Values = tuple[str, ...]

_LONG_WORD = 4
_SURE_NUMBER = 20
"""From here on a number in words is a value's, whatever follows it; "two" needs the value's noun."""


def by_figure(values: Values, name: str, product: Product, question: Question) -> list[str]:
    """Return the values whose figure the question says: sides, a range that holds it, a measure, how long."""
    return (
        _sized(values, question)
        or _ranging(values, product, question)
        or _measured(values, product, question)
        or _lasting(values, question)
        or _aged(values, name, question)
    )


def in_other_words(values: Values, name: str, product: Product, question: Question) -> list[str]:
    """Return the one value that the question tells by a number, a unit or a rank."""
    return (
        _by_number(values, product, question)
        or _in_words(values, name, question)
        or _by_unit(values, question)
        or _manifold(values, question)
        or _by_rank(values, question)
        or _by_price(values, name, product, question)
        or _by_its_word(values, product, question)
        or _described(values, product, question)
    )


def _sized(values: Values, question: Question) -> list[str]:
    """Return the values of the sides that the question says: "180 x 90" is "180 × 90 cm"."""
    asked = measures.sides(question.folded)
    return [value for value in values if asked & measures.sides(value)]


def _ranging(values: Values, product: Product, question: Question) -> list[str]:
    """Return the values whose range holds the measure that is said: "a child of 25 kg" is "20-30 kg"."""
    asked = measures.measures(question.folded) - measures.measures(product.title)
    ranged = {value: measures.spans(value) for value in values}
    if asked & {m for value in values if not ranged[value] for m in measures.measures(value)}:
        return []  # a value is that measure itself
    return [value for value, spans in ranged.items() if any(s.holds(m) for s in spans for m in asked)]


def _measured(values: Values, product: Product, question: Question) -> list[str]:
    """Return the values whose measure the question says in whatever unit: "half a litre" is "500 ml"."""
    asked = measures.measures(question.folded) - measures.measures(product.title)
    return [value for value in values if asked & measures.measures(value)]


def _lasting(values: Values, question: Question) -> list[str]:
    """Return the values that last as long as the question says: "half a year" is "6 months"."""
    told = [part for part in _SENTENCE.split(question.folded) if not _PAST.search(part)]
    asked = {measure for part in told for measure in measures.lasting(part)}
    return [value for value in values if asked & measures.lasting(value)]


_SENTENCE = re.compile(r"[.?!;]\s|,\s")
_PAST = re.compile(
    r"(?<!\w)(?:been|ago|since|last|past|old|warranty|guarantee|customer|seit|depuis|hace|fa)(?!\w)"
)
"""What lasted or is guaranteed is no length to choose: "I have been a customer for a year"."""
_AGES = re.compile(r"(?<!\w)(?:ages?|alter|edad|eta)(?!\w)")
_AGED = re.compile(
    r"(?<!\w)(?:aged?|turns|turning|turned|is|age of) (?P<a>\d{1,2}|[a-z]+)(?= ?(?:$|[.,?!;]|and|now|so))"
    r"|(?<![\w.,])(?P<b>\d{1,2}|[a-z]+)[\s-](?:years?|yrs?|yo|jahre?|ans|anos|anni)(?:[\s-]olds?)?(?!\w)"
)
_YEARS = re.compile(r"(\d{1,2})\s?(?:-|–|to|bis|a)\s?(\d{1,2})(?=\s*(?:$|y|jahre|ans|anos|anni))")


def _aged(values: Values, name: str, question: Question) -> list[str]:
    """Return the values for the age that is said: "my son is 6" is "5-6", where the option is an age."""
    if not _AGES.search(text.fold(name)):
        return []
    said = {n for found in _AGED.finditer(question.folded) if (n := _whole(found["a"] or found["b"]))}
    spans = {value: _YEARS.search(text.fold(value)) for value in values}
    return [v for v, s in spans.items() if s and any(int(s[1]) <= n <= int(s[2]) for n in said)]


def _whole(said: str) -> int | None:
    value = text.NUMBER_WORDS.get(said) or text.number(said)
    return None if value is None else int(value)


def _by_number(values: Values, product: Product, question: Question) -> list[str]:
    """Return the one value whose number the question says: "4 Zellen" is "4 cells"."""
    in_title = text.tokens(product.title)
    said = {word for word in question.all_words if word[0].isdigit() and word not in in_title}
    return _only([value for value in values if said & _numbers(value)])


def _in_words(values: Values, name: str, question: Question) -> list[str]:
    """Return the one value whose number is said in words: "two thousand piece" is "2000"."""
    named = {stem for value in values for stem in text.stems(f"{name} {value}")}
    said = {
        f"{number:f}"
        for number, after in text.spelled(question.all_words)
        if number >= _SURE_NUMBER or text.stem(after) in named
    }
    return _only([value for value in values if said & _numbers(value)])


def _by_unit(values: Values, question: Question) -> list[str]:
    """Return the one value of a single unit that names the thing: "the litre bottle" is "1 L"."""
    asked = measures.one_of(question.folded)
    return _only([value for value in values if asked and asked == measures.measures(value)])


_MANIFOLD = {
    word: number
    for number, words in enumerate(
        (
            "single simple einzeln einfach sencillo singolo",
            "double twin dual doppelt doble doppio",
            "triple dreifach",
        ),
        start=1,
    )
    for word in words.split()
}
_WITH = re.compile(r"(?<!\w)(?:with|has|having|having got)(?: the| only| just)? (one|two|three)(?= [a-z]{3})")


def _manifold(values: Values, question: Question) -> list[str]:
    """Return the value that is as many of something as is said: "with two legs" is "Double"."""
    said = {int(text.NUMBER_WORDS[number]) for number in _WITH.findall(question.folded)}
    each = {value: {_MANIFOLD[t] for t in text.tokens(value) if t in _MANIFOLD} for value in values}
    return _only([value for value in values if said & each[value]]) if all(each.values()) else []


def _by_rank(values: Values, question: Question) -> list[str]:
    """Return the least or the most of values that are measures: "the bigger one" of "4 cups" and "8 cups"."""
    amounts = [_amount(value) for value in values]
    ranked = sorted({amount for amount in amounts if amount is not None})
    if len(ranked) < 2 or None in amounts:
        return []
    least = _says(question, "smaller") or _says_definitely(question, "shorter")
    most = _says(question, "larger") or _says_definitely(question, "longer")
    if least == most:
        return []
    return [values[amounts.index(ranked[0] if least else ranked[-1])]]


def _by_price(values: Values, name: str, product: Product, question: Question) -> list[str]:
    """Return the value that costs least or most: "the fancier one" of "Standard" and "Deluxe"."""
    plainer, fancier = (_says_definitely(question, rank) for rank in ("plainer", "fancier"))
    if plainer == fancier or question.about(Topic.COMPARE) or question.superlative:
        return []
    costs = {
        value: {v.price for v in product.variants if dict(v.options).get(name) == value} for value in values
    }
    if any(len(prices) != 1 or None in prices for prices in costs.values()):
        return []
    known = [price for prices in costs.values() for price in prices if price is not None]
    wanted = min(known) if plainer else max(known)
    return _only([value for value in values if wanted in costs[value]])


def _by_its_word(values: Values, product: Product, question: Question) -> list[str]:
    """Return the one value of which the question says a word that no other value has: "the balanced plug" is
    "4.4 mm balanced", "a whole one" is "Whole, serves 8"."""
    if not question.about(*_OFFERED) or question.about(Topic.COMPARE):
        return []
    said = {text.stem(word) for word in question.all_words if word.isalpha() and len(word) >= _LONG_WORD}
    said -= set(text.stems(product.title))
    stems = {value: set(text.stems(re.sub(r"\(.*?\)", " ", value))) for value in values}
    own = {value: said & stems[value] for value in values}
    shared = {stem for stem in said if sum(stem in found for found in stems.values()) > 1}
    return _only([value for value in values if own[value] - shared])


_CLAUSES = re.compile(r"[.;,:]\s+|\s(?:and|while|whereas|but|und|während|et|mais|y|pero|e|mentre)\s")
_OFFERED = (Topic.PRICE, Topic.STOCK, Topic.QUANTITY, Topic.BROWSE)


def _described(values: Values, product: Product, question: Question) -> list[str]:
    """Return the one value of which the description says what the question says, "the one with the wooden
    ships": two words, or a figure, that it says of no other value."""
    if not question.about(*_OFFERED) or question.about(Topic.COMPARE):
        return []
    told = _told_of(values, product)
    words = (*question.words, *question.soft)  # "ships" was heard as shipping
    said = set(map(text.stem, words)) - set(text.stems(product.title))
    own = {
        value: said & stems - {stem for other in told if other != value for stem in told[other]}
        for value, stems in told.items()
    }
    nouns = set().union(*told.values())
    return _only([v for v, stems in own.items() if len(stems) > 1 or _counts(question, stems, nouns)])


def _counts(question: Question, own: set[str], nouns: set[str]) -> bool:
    """Return whether a figure that is told of one value alone counts what is asked for: "12 arches"."""
    pairs = itertools.pairwise(question.all_words)
    return any(figure in own and text.stem(noun) in nouns for figure, noun in pairs if figure[0].isdigit())


def _told_of(values: Values, product: Product) -> dict[str, set[str]]:
    """Return the stems of what a description says of each value: a clause tells of the value that it names,
    else of the one before, until the sentence ends."""
    told: dict[str, set[str]] = {value: set() for value in values}
    names = {value: set(text.stems(re.sub(r"\(.*?\)", " ", value))) for value in values}
    for sentence in text.sentences(product.description):
        one = ""
        for clause in _CLAUSES.split(sentence):
            stems = set(text.stems(clause))
            named = [value for value, own in names.items() if own and own <= stems]
            one = named[0] if len(named) == 1 else one if not named else ""
            if one:
                told[one] |= stems - names[one]
    return told


def _amount(value: str) -> Decimal | None:
    """Return the measure of a value in the unit of its kind, its scale, or the one number it begins with; of
    a size counted in noughts ("1/0", "2/0": fish hooks, beads, wire) nothing: some grow and some shrink."""
    if re.match(r"\d+\s?/\s?0+(?!\d)", value.strip()):
        return None
    scale = re.match(r"1\s?[:/]\s?(0*[1-9]\d*)(?!\w)", value.strip())
    if scale:
        return 1 / Decimal(scale.group(1))
    known = measures.measures(value)
    if known:
        return next(iter(known))[1] if len(known) == 1 else None
    found = re.match(r"\d+(?:[.,]\d+)?", value.strip())
    return text.number(found.group()) if found else None


def _says(question: Question, name: str) -> bool:
    words = text.fold(question.lexicon.data["options"][name]).split()
    if question.language == "zh":
        return any(word in question.folded for word in words)
    return any(word in question.all_words for word in words)


def _says_definitely(question: Question, name: str) -> bool:
    """Return whether a word is said of one that is known: "the fancier Meridian", not "something fancier"."""
    words = "|".join(map(re.escape, text.fold(question.lexicon.data["options"][name]).split()))
    return bool(
        re.search(rf"(?<!\w)(?:the|your|der|die|das|den|le|la|el|il|lo) (?:{words})(?!\w)", question.folded)
    )


def _numbers(value: str) -> set[str]:
    return {token for token in text.tokens(value) if token[0].isdigit()}


def _only(found: list[str]) -> list[str]:
    return found if len(found) == 1 else []
