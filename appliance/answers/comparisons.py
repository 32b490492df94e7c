"""Replies about two products at once: how they differ, which costs less."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from appliance.answers import being, text
from appliance.answers.facts import Fact
from appliance.answers.rankings import Rankings, joined, lowest
from appliance.answers.records import has, record_of
from appliance.answers.reply import Reply
from appliance.answers.resolve import Resolution, resolve
from appliance.answers.topics import Topic
from appliance.answers.understand import Question
from appliance.answers.variants import Selection, select
from appliance.core.products import Product


@dataclass(frozen=True)
class Comparisons(Rankings):
    """Answers that weigh products against each other."""

    def _compare(self, question: Question, resolution: Resolution) -> Reply | None:
        """Tell the same facts of both products, and which is cheaper when that is asked."""
        pair = self._pair(question, resolution)
        teller = self._teller(question)
        between = self._between_variants(question, resolution) if len(pair) != 2 else None
        if between:
            return between
        if len(pair) != 2:
            apart = len(_chunks(question)) < 2 and len(question.words) <= 3
            one = resolution.one if apart else None  # half of a comparison is none
            return self._facts(question, [teller.price(one, select(one, question))], [one]) if one else None
        question = _without_named(question, pair)
        if _SAME.search(question.folded):
            return self._each_told(question, pair, self._asked_beside(question, pair))
        everything = not (set(question.topics) - {Topic.COMPARE, Topic.DESCRIBE, Topic.BROWSE})
        left = self._asked_beside(question, pair) if everything else ()
        if left or not question.about(Topic.COMPARE):
            return self._each_told(question, pair, left)
        titled = {word for product in pair for word in text.tokens(product.title)}
        wanted = tuple(
            word for word in question.wanted if word not in titled
        )  # a "Silver Needle" is no colour
        topics = (Topic.PRICE,) if everything else question.topics
        asked = replace(question, topics=topics, chunks=(), wanted=wanted)
        told = [self._told_of(asked, pair, product).text for product in pair]
        if everything and not _soft_beside(question):
            told += [f"{p.title}: {text.sentences(p.description)[0]}" for p in pair if p.description]
        if asked.about(Topic.PRICE):
            told += self._cheaper(question, pair)
        return self._facts(question, [Fact(said) for said in told], pair)

    def _weighed(self, question: Question, resolution: Resolution) -> Reply | None:
        """Return what tells two products apart where no cue was heard and meaning is sure that this is asked:
        "which of the two should I take"."""
        asks_more = set(question.topics) - {Topic.ATTRIBUTE} or (
            question.topics and not _side_by_side(question)
        )
        if asks_more or self.sense.meant(question).of(Topic.COMPARE) < SURELY_COMPARED:
            return None
        asked = replace(question, topics=(Topic.COMPARE, *question.topics))
        return self._compare(asked, resolution) if len(self._pair(asked, resolution)) == 2 else None

    def _half(self, question: Question, resolution: Resolution) -> Reply | None:
        """Say which products may be meant where a difference is asked for and only one was found: its price
        alone is no answer."""
        if not (question.about(Topic.COMPARE) and _DIFFERENCE.search(question.folded)):
            return None
        nearest = tuple(dict.fromkeys((*resolution.products, *resolution.nearest)))
        return self._not_found(question, Resolution(nearest=nearest))

    def _asked_beside(self, question: Question, pair: Sequence[Product]) -> tuple[str, ...]:
        """Return the words that name neither product: "thicker paper" of "hardcover versus softcover"."""
        asked = replace(question, topics=(Topic.ATTRIBUTE,))
        own = [set(self._teller(asked).left_over(product)) for product in pair]
        beside = (word for word in question.words if all(word in left for left in own))
        return tuple(word for word in beside if word not in _WEIGHING)

    def _each_told(self, question: Question, pair: Sequence[Product], left: tuple[str, ...]) -> Reply:
        """Return what is asked of either product, each from its own record."""
        topics = tuple(t for t in question.topics if t not in (Topic.COMPARE, Topic.BROWSE, Topic.DESCRIBE))
        chunks = (left,) if left else ()
        asked = replace(question, topics=topics or (Topic.ATTRIBUTE,), chunks=chunks, wanted=())
        told = [self._told_of(asked, pair, product) for product in pair]
        facts = [Fact(reply.text, (p,), reply.answered) for reply, p in zip(told, pair, strict=True)]
        return self._facts(question, facts, pair)

    def _told_of(self, question: Question, pair: Sequence[Product], product: Product) -> Reply:
        """Return what is asked of one of two: the reader knows no line that answers for both."""
        one = _of_one(question, pair, product)
        return self._told_one(one, self._teller(one), product)

    def _between_variants(self, question: Question, resolution: Resolution) -> Reply | None:
        """Return the prices of two kinds of one product and what lies between: "24 pans instead of 12"."""
        one = resolution.one
        if one is None:
            return None
        said = {word for word in question.all_words if word[0].isdigit()}
        held = {v: said & {w for _, o in v.options for w in text.tokens(o)} for v in one.variants}
        named = [variant for variant, numbers in held.items() if numbers]
        prices = sorted({v.price for v in named if v.price is not None})
        of_one = any(len(numbers) == 2 for numbers in held.values())  # "700 x 45" is one size
        if of_one or len(said) != 2 or len(prices) != 2 or not question.about(Topic.PRICE, Topic.COMPARE):
            return None
        selection = Selection(tuple(named))
        teller = self._teller(replace(question, count=1))
        difference = question.say("compare_difference", difference=teller.amount(prices[1] - prices[0], one))
        return self._facts(question, [teller.price(one, selection), Fact(difference)], [one])

    def _cheaper(self, question: Question, pair: Sequence[Product]) -> list[str]:
        """Return which of two costs less, and by how much when the difference is asked for."""
        first, second = lowest(pair[0]), lowest(pair[1])
        if first is None or second is None:
            return []
        if first == second:
            return [question.say("compare_same")]
        said = [question.say("compare_cheaper", title=pair[0 if first < second else 1].title)]
        if _DIFFERENCE.search(question.folded):
            amount = self._teller(question).amount(abs(first - second), pair[0])
            said.append(question.say("compare_difference", difference=amount))
        return said

    def _pair(self, question: Question, resolution: Resolution) -> list[Product]:
        """Return the two products compared: each run of words names one, or lends the other its noun."""
        one_kind = len({being.heads(product) for product in resolution.products}) == 1
        if len(resolution.products) == 2 and not (one_kind and _side_by_side(question)):
            return list(resolution.products)
        if _TWO.search(question.folded):
            return self._two(question)
        found: dict[str, Product] = {}
        for chunk in _side_by_side(question) or _chunks(question):
            others = [word for other in _chunks(question) if other is not chunk for word in other]
            lent = tuple(word for word in others if not word[0].isdigit())
            sized = (*chunk, *_figures_beside(question))
            for words in dict.fromkeys((sized, chunk, (*chunk, *lent[-2:]), (*lent[:2], *chunk))):
                codes = tuple(code for code in question.codes if set(text.tokens(code)) <= set(words))
                part = replace(
                    question, chunks=(words,), all_words=words, codes=codes, topics=(Topic.PRICE,), soft=()
                )
                one = self._one_of_family(
                    resolve(part, self._find(" ".join((*words, *codes)))), chunk, question
                )
                if one:
                    found.setdefault(one.key, one)
                    break
        return [*found.values(), *self._ordinary(question, list(found.values()))]

    def _two(self, question: Question) -> list[Product]:
        """Return the two products whose titles hold the words of "the two latchkey flaps", if just two do."""
        named = _TWO.search(question.folded)
        after = question.folded[named.end() :] if named else ""
        run = next(
            (chunk for chunk in question.chunks if re.search(rf"\b{re.escape(chunk[0])}\b", after)), ()
        )
        hits = self._find(" ".join(run))
        found = [
            h.product for h in hits if all(has(text.stem(w), set(record_of(h.product).title)) for w in run)
        ]
        return found if len(found) == 2 else []

    def _one_of_family(
        self, resolution: Resolution, chunk: tuple[str, ...], question: Question
    ) -> Product | None:
        """Return the product a run of words names, or one for several of one title and one price; those that
        another run names more of are not meant by "the Pilz" beside "the Pilz mini"."""
        longer = [other for other in _chunks(question) if set(chunk) < set(other)]
        more = {text.stem(word) for other in longer for word in other} - set(map(text.stem, chunk))
        meant = [p for p in resolution.products if not more or not more <= set(record_of(p).title)]
        families = {re.split(r",| [–—-] ", product.title)[0] for product in meant}
        prices = {lowest(product) for product in meant}
        same = len(families) == 1 and (len(prices) == 1 or not question.about(Topic.PRICE))
        return meant[0] if len(meant) == 1 or (meant and same) else None

    def _ordinary(self, question: Question, found: Sequence[Product]) -> list[Product]:
        """Return the plain sibling of the one product named: "the ordinary No. 2" beside the left-handed."""
        if len(found) != 1 or not _ORDINARY.search(question.folded):
            return []
        title = set(record_of(found[0]).title)
        said = {text.stem(word) for word in question.all_words}
        others = [hit.product for hit in self._find(found[0].title) if hit.product.key != found[0].key]
        others = [p for p in others if being.heads(p) == being.heads(found[0])]
        shared = [len((title | said) & set(record_of(p).title)) for p in others]
        best = [p for p, count in zip(others, shared, strict=True) if count == max(shared)]
        return best if len(best) == 1 else []


SURELY_COMPARED = 0.85
"""How sure meaning must be that two products are to be told apart."""
_DIFFERENCE = re.compile(r"differen|unterschied|diferencia|差")
_TWO = re.compile(
    r"(?<!\w)(?:the|your|these|those|between) two(?!\w)(?! (?:sizes?|colou?rs?|versions?|kinds?|of))"
)
_ORDINARY = re.compile(r"(?<!\w)(?:ordinary|normal|regular|standard|plain|usual|normale[nrs]?)(?!\w)")
_SAME = re.compile(
    r"(?<!\w)(?:same|identical|gleiche[nrs]?|dieselben?|denselben|memes?|mism[oa]s?|stess[oaie])(?!\w)"
)
_EACH = re.compile(r"(?<!\w)(?:each|both|respectively|jeweils|beide|chacun|cada)(?!\w)")
_WEIGHING = frozenset(
    text.tokens("ordinary normal regular standard plain usual better worse best pick difference")
)
"""Words that weigh and ask for nothing of a record."""


_JOINING = frozenset(text.stems("vs versus v and or between the und oder zwischen et ou entre y o e tra"))


def _of_one(question: Question, pair: Sequence[Product], product: Product) -> Question:
    """Return the question as it is asked of one of two products: "Mini: which plays longer?"."""
    named = {stem for one in pair for stem in text.stems(one.title)} | _JOINING
    rest = [word for word in question.text.split() if not set(text.stems(word)) <= named]
    words = tuple(word for word in question.all_words if text.stem(word) not in named)
    said = f"{product.title}: {' '.join(rest)}"
    closed = question.yes_no and not _SAME.search(question.folded)  # neither alone says yes to "the same?"
    return replace(question, text=said, folded=text.fold(said), all_words=words, yes_no=closed)


def _without_named(question: Question, pair: Sequence[Product]) -> Question:
    """Return the question without an attribute that is a word of a name: the "waterproof mascara" is weighed
    against another, not asked whether it is."""
    wanted = question.lexicon.attributes.get(question.attribute)
    if wanted is None:
        return question
    titled = {word for product in pair for word in text.tokens(product.title)}
    heard = [found.group() for cue in wanted.ask for found in cue.pattern.finditer(question.folded)]
    if not heard or not all(set(text.tokens(said)) <= titled for said in heard):
        return question
    return replace(
        question, attribute="", topics=tuple(t for t in question.topics if t is not Topic.ATTRIBUTE)
    )


def names_two(question: Question) -> bool:
    """Return whether two products are named to be told of alike: "the Pilz and the Pilz mini each"."""
    runs = [set(chunk) for chunk in question.chunks]
    if _SAME.search(question.folded) and _side_by_side(question):
        return True  # "do the Uno and the Duo take the same filter"
    nested = any(one < other for one in runs for other in runs)
    each = bool(_EACH.search(question.folded)) and len(runs) > 1
    two = _TWO.search(question.folded)
    return (
        nested or each or bool(two and any(word in question.folded[two.end() :] for word in question.words))
    )


def _soft_beside(question: Question) -> set[str]:
    """Return the soft words that stand in no cue of comparing: "unterscheiden" asks nothing of a record."""
    spans = question.lexicon.heard(Topic.COMPARE.value, question.folded)
    return set(question.soft) - {word for a, b in spans for word in text.tokens(question.folded[a:b])}


def _figures_beside(question: Question) -> tuple[str, ...]:
    """Return the figures that are said of both of two products: "both at 60 m"."""
    pair = _side_by_side(question)
    runs = [run for run in question.chunks if run not in pair and run[0][0].isdigit()] if pair else []
    return tuple(word for run in runs for word in run)


def _side_by_side(question: Question) -> list[tuple[str, ...]]:
    """Return the first two runs of words that an "and" or an "or" joins."""
    pairs = itertools.pairwise(question.chunks)
    return next(([one, two] for one, two in pairs if joined(question, one, two)), [])


def _chunks(question: Question) -> list[tuple[str, ...]]:
    """Return the runs of words, two model names in one run apart: "A10 A22"."""
    models = [word for word in question.words if re.fullmatch(r"[^\W\d_]+\d+|\d+[^\W\d_]+", word)]
    named = [chunk for chunk in question.chunks if any(word.isalpha() and len(word) > 2 for word in chunk)]
    return [(word,) for word in models] if len(models) == 2 else named or list(question.chunks)
