"""Chooses the way a question is answered and composes the reply from records and pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from appliance.answers import choosing, clauses, evidence, followups, in_context, other_shops, records, text
from appliance.answers.comparisons import names_two
from appliance.answers.desk import filters_of, keys_of
from appliance.answers.hearing import UNSEEN
from appliance.answers.language import detect, own_language, spoken_by
from appliance.answers.measures import by_number, measures
from appliance.answers.offers import reduced
from appliance.answers.page_replies import ASKS_WHEN, ASKS_WHERE
from appliance.answers.pointing import point
from appliance.answers.product_replies import SURELY_PAGE, says_any
from appliance.answers.records import has_value, record_of
from appliance.answers.reply import Reply, State, joined
from appliance.answers.resolve import Resolution, has_measure, resolve
from appliance.answers.second_look import SecondLook
from appliance.answers.settling import settle
from appliance.answers.small_talk import small_talk
from appliance.answers.topics import POLICIES, PRODUCT_TOPICS, SMALL_TALK, Topic
from appliance.answers.understand import Question, understand
from appliance.answers.variants import select
from appliance.core.products import Product
from appliance.knowledge.hits import ProductHit

NAMED_SHARE = 0.67
"""Share of a title from which a question without a topic is about that product."""

OWN_ATTRIBUTE = 0.7
"""How surely a follow-up must ask for a property to ask no longer for what was asked before."""
KEYWORDS = 4
"""Words of a message that only names products: "guitar amp"."""
RULE, OWN = 0.5, 0.3
"""How surely a question that names "my order" is about a rule, and no more than this about that order."""
_RULE_WORDS = re.compile(r"(?<!\w)(?:do i|must|should|have to|if i|if we|what if|forgot|can i|can we)(?!\w)")
_HOW_TO = re.compile(r"(?:can|could|may|how do|how can|what if|is it possible).{0,12}\b(?:i|we)\b")


@dataclass(frozen=True)
class Composer(SecondLook):
    """Composes replies for one shop."""

    def reply(self, message: str, state: State) -> Reply:
        """Return the reply to a message; never empty, and never more than records and pages say."""
        asked = clauses.parts(message)
        each = self._each(asked, state) if len(asked) > 1 else None
        return each or self._reply(message, state)

    def _each(self, asked: Sequence[str], state: State) -> Reply | None:
        """Return the answers to several questions, one after the other; None unless each has one."""
        said: list[Reply] = []
        for part in asked:
            named = said[-1].products if said else ()
            if len(named) == 1 and not self._hear(part).about(*POLICIES):
                part = clauses.about(part, named[0].title)
            one = self._reply(part, state)
            if not one.answered:
                return None
            said.append(one)
            state = replace(state, focus=one.focus or state.focus, topic=one.topic.value, question=part)
        return joined(said)

    def _reply(self, message: str, state: State) -> Reply:
        """Return the reply to a message that asks one thing."""
        heard = self._small_talk(self._hear(self._without_excluded(message), state.question))
        question = self._with_state(heard, state)
        if question is not heard and self._asks_own(heard):
            question = heard
        if question is heard:
            question = settle(question, self.sense.meant(question))
        question = self._without_names(self._hired(question))
        reply = self._answer(question, state)
        asked = reply.asked or question.text
        return reply if asked == message else replace(reply, asked=asked)

    def _answer(self, question: Question, state: State) -> Reply:
        """Return the reply to a question that says all that it asks, but for the product in focus."""
        if question.topic in SMALL_TALK or question.topic in (Topic.IDENTITY, Topic.HANDOFF):
            return self._said(question, question.topic.value, state)
        focus = tuple(p for p in map(self.shelf.product, state.focus) if p)
        resolution, hits = self._resolve(question, focus)
        again = self._asked_of_other(question, resolution, focus, state)
        if again:
            return again
        question = in_context.uncounted(question, resolution.products)
        if resolution.products == focus:
            question = followups.with_options(question, state, focus)
        first = self._first_look(question, resolution, hits, state)
        return self._second_look(question, first, resolution)

    def _first_look(
        self, question: Question, resolution: Resolution, hits: Sequence[ProductHit], state: State
    ) -> Reply:
        """Return the reply by what the question is heard to be about."""
        if other_shops.asked_about(question, self.shop, self.shelf):
            return self._said(question, "competitor", state, answered=False, topic=Topic.COMPETITOR)
        if question.about(*UNSEEN):
            return self._unseen(question, resolution, state)
        if question.about(*POLICIES) and not self._product_first(question, resolution):
            paged = self._policy(in_context.with_brand(question, resolution))
            if paged or not (resolution.certain or self._only_sounds_like_a_rule(question, resolution)):
                return paged or self._unknown_policy(question)
        loose = not question.topics or (ASKS_WHEN.search(question.folded) and not question.about(Topic.STOCK))
        few = len(question.all_words) <= KEYWORDS or len(question.words) <= 2
        named = bool(resolution.products) and not question.topics and few
        if loose and not named and resolution.share < NAMED_SHARE:
            paged = self._policy(question)
            if paged and self._says_more_than_the_name(paged, question, resolution):
                return paged
        return self._priced_on_a_page(question, resolution) or self._product(question, resolution, hits)

    def _priced_on_a_page(self, question: Question, resolution: Resolution) -> Reply | None:
        """Return the price of what only a page lists, though a product is called alike or named beside it: a
        cappuccino at the café is no cappuccino cup, a new neck seal no drysuit."""
        if not resolution.products or not question.about(Topic.PRICE):
            return None
        told = question if question.words else replace(question, chunks=question.context)
        teller = self._teller(told)
        beside = [teller.left_over(product) for product in resolution.products]
        left = [word for word in beside[0] if all(word in words for words in beside)]
        page = self._quote(question, self._pages(question)) if left else None
        if page is None or page.sure < SURELY_PAGE or not evidence.names_money(page.text):
            return None
        return self._quoted(question, page) if says_any(page, left, question) else None

    def _asks_own(self, heard: Question) -> bool:
        """Return whether a follow-up that no cue was heard in surely asks something of its own: "would the
        other lid fit that?"."""
        asks = heard.yes_no and bool(heard.words) and not heard.topics
        return asks and self.sense.meant(heard).of(Topic.ATTRIBUTE) >= OWN_ATTRIBUTE

    def _without_excluded(self, message: str) -> str:
        """Return a message without the product that it does not mean: "the cat tree, not the Grande"."""
        found = clauses.EXCLUDED.search(message)
        if found is None or self._hear(message).superlative:
            return message
        stems = set(text.stems(found.group(1)))
        titled = any(stems & set(record_of(hit.product).title) for hit in self._find(message))
        return f"{message[: found.start()]} {message[found.end() :]}" if titled else message

    def _hired(self, question: Question) -> Question:
        """Return a question about hiring or a service as one of the shop's business, unless what is sold is
        called so: the price of a thing is no answer."""
        if in_context.asks_service(question):
            return replace(question, topics=(Topic.POLICY,), attribute="")
        if not question.lexicon.hears("hire", question.folded):
            return question
        called = {
            stem for hit in self._find(" ".join(question.words)) for stem in record_of(hit.product).title
        }
        spans = question.lexicon.heard("hire", question.folded)
        said = {stem for start, end in spans for stem in text.stems(question.folded[start:end])}
        return question if said & called else replace(question, topics=(Topic.POLICY,), attribute="")

    def _without_names(self, question: Question) -> Question:
        """Return the question without options that are words of a name: no colour in "earl gray", no "sand"
        for a mug beside "sand timer", and black tea is a kind."""
        if not question.wanted:
            return question
        names = [
            name for hit in self._find(" ".join(question.words)) for name in in_context.names_of(hit.product)
        ]
        kept = tuple(word for word in question.wanted if not in_context.is_of_a_name(word, question, names))
        return replace(question, wanted=kept)

    def _small_talk(self, question: Question) -> Question:
        """Return the question as the small talk that it is in many words, unless they name a product."""
        kind = None if question.topic in SMALL_TALK else small_talk(question)
        if kind is None or (
            question.words and resolve(question, self._find(" ".join(question.words))).products
        ):
            return question
        return replace(question, topics=(kind,))

    def _says_more_than_the_name(self, paged: Reply, question: Question, resolution: Resolution) -> bool:
        """Return whether a page says a word of what is asked of the one product named: a kettle's line in the
        table of warranties is no answer to where it is made."""
        left = self._teller(question).left_over(resolution.one) if resolution.one else ()
        titles = " ".join(source.title for source in paged.sources)
        bag = frozenset(text.stems(f"{titles} {paged.text}"))
        return not left or any(evidence.meets(text.stem(word), bag, question) for word in left)

    def _only_sounds_like_a_rule(self, question: Question, resolution: Resolution) -> bool:
        """Return whether a word of a product's name was heard as the shop's business: "open back banjo"."""
        ruled = self.sense.meant(question).of(*POLICIES)
        return bool(resolution.products) and ruled < OWN

    def _hear(self, message: str, before: str = "") -> Question:
        """Return what the message asks, to be answered as this shop speaks. Few words are in the language of
        the question before: "e in nero?"."""
        own = own_language(self.shop)
        question = understand(message, self.shelf.knows, detect(before, own) if before else own)
        return replace(question, spoken=spoken_by(self.shop, question.language), tone=self.shop.tone.value)

    def _with_state(self, question: Question, state: State) -> Question:
        """Let a question without a topic of its own go on with the last one: "and the large one?"."""
        if question.topic in SMALL_TALK:
            return question
        weak = {Topic.BROWSE, Topic.ATTRIBUTE, Topic.DESCRIBE}
        vague = question.continuing and set(question.topics) <= weak and len(question.words) <= 3
        vague = vague and (not question.attribute or _of_page(state))
        told = state.focus or [word for word in question.words if not _is_day(word, question)]
        of_a_page = _of_page(state) and bool(question.topics) and not told
        if question.topics and not vague and not of_a_page:
            return question
        if not state.topic or not (question.continuing or question.anaphoric or len(question.words) <= 3):
            return question
        topic = Topic(state.topic)
        if topic in POLICIES:
            merged = self._hear(followups.merged(state.question, question), state.question)
            return merged if merged.about(topic) else replace(merged, topics=(topic, *merged.topics))
        if topic in PRODUCT_TOPICS and not followups.asks_anew(question):
            return replace(question, topics=(topic,), attribute=question.attribute or state.attribute)
        return question

    def _asked_of_other(
        self, question: Question, resolution: Resolution, focus: tuple[Product, ...], state: State
    ) -> Reply | None:
        """Return the answer to the last question asked of another product: "and the monstera?"; None when
        that is not what is asked."""
        other, one = resolution.one, focus[0] if len(focus) == 1 else None
        elliptic = question.continuing and not set(question.topics) - {Topic.ATTRIBUTE, Topic.DESCRIBE}
        elliptic = elliptic and not (question.attribute or followups.asks_anew(question))
        if not (elliptic and other and one and other != one and state.topic in _NATURE):
            return None
        asked = followups.of_other(state.question, one.title, other.title)
        return replace(self._reply(asked, State()), asked=asked) if asked else None

    def _resolve(self, question: Question, focus: tuple[Product, ...]) -> tuple[Resolution, list[ProductHit]]:
        """Return what the question is about: a product it names, or the one in focus."""
        before = () if question.words else tuple(word for chunk in question.context for word in chunk)
        told = question.words + question.soft + before
        hits = self._find(" ".join((*told, *question.codes)), filters_of(question))
        found = resolve(question, hits)
        chosen = () if found.certain else choosing.chosen(question, focus)
        if chosen:
            return Resolution(chosen, certain=len(chosen) == 1), hits
        one = focus[0] if len(focus) == 1 and not found.certain else None
        twin = (self._twin(question, one) or self._sibling(question, one)) if one else None
        if twin:
            return Resolution((twin,), certain=True), hits
        if focus and not found.certain and self._leans_on_focus(question, found, focus):
            return Resolution(focus, certain=len(focus) == 1), hits
        ranked = choosing.ranked(question, found.products)
        if ranked:
            return replace(found, products=ranked), hits
        going_on = bool(focus) and (question.continuing or question.anaphoric)
        if found.products or going_on:
            return found, hits
        if not found.mentioned:
            return self._told_before(question) or found, hits
        pointed = point(question, hits, self.shelf)
        if pointed.products or in_context.names_any(question, hits):
            return pointed, hits
        return self._told_before(question) or pointed, hits  # "I want the oak one. What are we splitting?"

    def _told_before(self, question: Question) -> Resolution | None:
        """Return the product that the sentence before a question points at: "I saw the nitrile gloves. Do you
        have those now?"."""
        if not question.context or question.about(*POLICIES, *UNSEEN):
            return None
        hits = self._find(" ".join(word for chunk in question.context for word in chunk))
        told = point(replace(question, chunks=question.context), hits, self.shelf)
        return told if told.one else None

    def _twin(self, question: Question, one: Product) -> Product | None:
        """Return the product of the same title with what a follow-up names of it, a measure or the value of a
        field: "and the 250 g bag?", "and 6 cups?"."""
        asked = measures(question.folded) - measures(records.told_by_fields(one))
        said = {text.stem(word) for word in question.words if word not in question.lexicon.generic}
        measured = bool(asked) and not any(stem[0].isalpha() and len(stem) > 2 for stem in said)
        valued = bool(said) and question.continuing and not has_value(one, said)
        if not (measured or valued):
            return None
        same = [hit.product for hit in self._find(one.title) if hit.product.title == one.title]
        if measured:
            fitting = [product for product in same if asked & measures(records.told_by_fields(product))]
        else:
            fitting = [product for product in same if has_value(product, said)]
        return fitting[0] if len(fitting) == 1 else None

    def _sibling(self, question: Question, one: Product) -> Product | None:
        """Return the product that differs from another only in what stands behind the comma of its title and
        is named by that alone: "and the black one?" of "Nils stool, oak"."""
        named = {word for word in question.words if word in question.wanted or word[0].isdigit()}
        own, base = set(text.stems(one.title)), one.title.partition(",")[0]
        beside = {text.stem(word) for word in question.words if word not in named} - own
        beside -= {text.stem(word) for word in question.lexicon.generic}
        forms = [{text.stem(word), *question.lexicon.english.get(word, ())} for word in named]
        if not named or (beside and not question.continuing) or any(form & own for form in forms):
            return None
        found = [hit.product for hit in self._find(base) if hit.product.title.startswith(f"{base},")]
        fitting = [p for p in found if all(form & set(text.stems(p.title)) for form in forms)]
        return fitting[0] if len(fitting) == 1 else None

    def _leans_on_focus(self, question: Question, found: Resolution, focus: tuple[Product, ...]) -> bool:
        sizes = question.lexicon.size_words
        names_nothing = all(word in question.wanted or word in sizes for word in question.words)
        names_nothing = names_nothing or not found.mentioned
        names_nothing = names_nothing or (question.attribute == "included" and not found.certain)
        if names_nothing:
            return not question.superlative or question.about(Topic.COMPARE) or len(focus) > 1
        if question.anaphoric and not found.products:
            return True
        if question.words and all(word in question.lexicon.generic for word in question.words):
            return not found.certain  # "how big is the bottle?"
        optioned = any(select(product, question).named for product in focus)
        if not (question.anaphoric or question.continuing or optioned):
            return False
        strange = self._not_of(question, focus)
        if optioned and question.continuing:  # "and her big brother? He's 33 kg"
            strange = [word for word in strange if word not in question.lexicon.people]
        return not strange

    def _not_of(self, question: Question, focus: tuple[Product, ...]) -> list[str]:
        """Return the words of a question that none of the products in focus holds."""
        own = {stem for product in focus for stem in text.stems(records.told_in_all(product))}
        figures = {
            number
            for number, m in by_number(question.folded).items()
            if any(
                m in measures(records.told_by_fields(product)) or has_measure(product, m) for product in focus
            )
        }
        passing = question.lexicon.generic | figures
        return [
            word
            for word in question.words
            if word not in passing
            and not text.is_unit(word)
            and not {text.stem(word), *question.twins.get(text.stem(word), ())} & own
        ]

    def _product_first(self, question: Question, resolution: Resolution) -> bool:
        """A named product's record goes before the shop's pages, but for delivery and returns."""
        firm = (
            Topic.SKU,
            Topic.BARCODE,
            Topic.PRICE,
            Topic.STOCK,
            Topic.QUANTITY,
            Topic.OPTIONS,
            Topic.COMPARE,
        )
        if question.about(Topic.SHIPPING, Topic.RETURNS):
            return False
        if question.about(Topic.WARRANTY):
            asked = replace(question, attribute="warranty")
            return resolution.one is not None and self._teller(asked).attribute(resolution.one) is not None
        if question.about(Topic.HOURS, Topic.CONTACT, Topic.PAYMENT):
            return resolution.certain and question.about(*firm)
        return bool(resolution.products) and question.about(*firm, Topic.ATTRIBUTE)

    def _unseen(self, question: Question, resolution: Resolution, state: State) -> Reply:
        """Answer what records cannot tell: from a page that surely does, else say so."""
        topic = next(topic for topic in question.topics if topic in UNSEEN)
        if topic is Topic.RESTOCK:
            one = resolution.one
            title = one.title if one else self._in_our_words(question)
            phrase = "restock" if title else "unknown"
            said = question.say(phrase, title=title, contact=self._contact(question))
            return Reply(
                said, topic, resolution.products[:1], answered=False, focus=keys_of(resolution.products[:1])
            )
        if topic is Topic.BRANCH and ASKS_WHERE.search(question.folded):
            branch = self._at_branch(question)
            if branch:
                return branch
        on_sale = self._reduced(question) if topic is Topic.DISCOUNT else None
        if on_sale and not resolution.products:
            return on_sale
        if topic is Topic.DISCOUNT and resolution.one and any(map(reduced, resolution.one.variants)):
            return self._told_one(
                replace(question, topics=(Topic.PRICE,)), self._teller(question), resolution.one
            )
        own = topic is Topic.ORDER and not self._asks_rule(question)  # "where is my parcel?" no page knows
        paged = None if own else self._policy(question, saying=topic)
        return paged or self._said(question, topic.value, state, answered=False, topic=topic)

    def _asks_rule(self, question: Question) -> bool:
        """Return whether what sounds like the customer's own order is a rule's business: "do I have to be in
        when you bring my order?"."""
        meant = self.sense.meant(question)
        ruled = meant.of(*POLICIES) >= RULE and meant.of(Topic.ORDER) < OWN
        ruled = ruled and bool(_RULE_WORDS.search(question.folded))
        ruled = ruled or (question.about(Topic.SHIPPING) and question.about(Topic.PRICE))
        return ruled or bool(_HOW_TO.search(question.folded))

    def _product(self, question: Question, resolution: Resolution, hits: Sequence[ProductHit]) -> Reply:
        if question.about(Topic.COMPARE) or names_two(question):
            compared = self._compare(question, resolution) or self._half(question, resolution)
            if compared:
                return compared
        if question.superlative:
            return self._superlative(question, resolution)
        chosen = self._with_most(question, resolution) or self._several(question, resolution)
        chosen = chosen or self._weighed(question, resolution)
        if chosen:
            return chosen
        if resolution.products:
            return self._tell(question, resolution)
        if not resolution.mentioned:
            return self._nothing_named(question)
        return self._not_found(question, resolution)


_NATURE = ("", *(t.value for t in (Topic.ATTRIBUTE, Topic.UNCLEAR, Topic.DESCRIBE)))
"""Topics whose question says more than its topic: it is asked again of another product."""


def _is_day(word: str, question: Question) -> bool:
    """Return whether a word names a weekday, as in "and saturdays?"."""
    names = set(map(text.fold, question.lexicon.data["days"]["names"]))
    return word in names or word.removesuffix("s") in names


def _of_page(state: State) -> bool:
    return bool(state.topic) and Topic(state.topic) in POLICIES
