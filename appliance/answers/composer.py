"""Chooses the way a question is answered and composes the reply from records and pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from appliance.answers import policy, text
from appliance.answers.facts import DENIALS, MAX_LISTED, Fact, Teller
from appliance.answers.reply import Reply, State
from appliance.answers.resolve import Resolution, resolve
from appliance.answers.shelf import Shelf
from appliance.answers.understand import POLICIES, PRODUCT_TOPICS, SMALL_TALK, Question, Topic, understand
from appliance.answers.variants import select
from appliance.core import cards
from appliance.core.products import Passage, Product
from appliance.core.schemas import Shop, SourceRef
from appliance.knowledge.hits import Filters, ProductHit

CANDIDATES = 12
PAGES = 6
SURE_PAGE = 0.58
"""Score from which a page answers something the bot otherwise cannot see, such as discounts."""
NAMED_SHARE = 0.67
"""Share of a title from which a question without a topic is about that product."""
_WHERE = re.compile(
    r"where|address|locat|direction|visit|find you|\bwo\b|adresse|\bou\b|donde|direccion|哪|地址",
    re.IGNORECASE,
)
_WHEN = re.compile(r"\bwhen\b|what time|\bwann\b|\bquand\b|cuando|几点")
_HOW_TO = re.compile(r"(?:can|could|may|how do|how can|what if|is it possible).{0,12}\b(?:i|we)\b")
_UNSEEN = (Topic.RESTOCK, Topic.COMPETITOR, Topic.DISCOUNT, Topic.REVIEWS, Topic.BRANCH, Topic.ORDER)


@dataclass(frozen=True)
class Composer:
    """Composes replies for one shop. `now` gives the current time for "are you open today?"."""

    shop: Shop
    shelf: Shelf
    now: Callable[[], datetime]

    def reply(self, message: str, state: State) -> Reply:
        """Return the reply to a message; never empty, and never more than records and pages say."""
        question = self._with_state(understand(message, self.shelf.knows), state)
        if question.topic in SMALL_TALK or question.topic in (Topic.IDENTITY, Topic.HANDOFF):
            return self._said(question, question.topic.value, state)
        focus = tuple(p for p in map(self.shelf.product, state.focus) if p)
        resolution, hits = self._resolve(question, focus)
        if _asks_another_shop(question, self.shop, self.shelf):
            return self._said(question, "competitor", state, answered=False, topic=Topic.COMPETITOR)
        if question.about(*_UNSEEN):
            return self._unseen(question, resolution, state)
        if question.about(*POLICIES) and not self._product_first(question, resolution):
            paged = self._policy(question)
            if paged or not resolution.certain:
                return paged or self._unknown_policy(question)
        loose = not question.topics or (_WHEN.search(question.folded) and not question.about(Topic.STOCK))
        if loose and resolution.share < NAMED_SHARE:
            paged = self._policy(question, least=SURE_PAGE)
            if paged:
                return paged
        return self._product(question, resolution, hits)

    # --- understanding with memory -----------------------------------------------------------------

    def _with_state(self, question: Question, state: State) -> Question:
        """Let a question without a topic of its own go on with the last one: "and the large one?"."""
        weak = {Topic.BROWSE, Topic.ATTRIBUTE, Topic.DESCRIBE}
        vague = question.continuing and set(question.topics) <= weak and len(question.words) <= 3
        if question.topics and not vague:
            return question
        if not state.topic or not (question.continuing or question.anaphoric or len(question.words) <= 3):
            return question
        topic = Topic(state.topic)
        if topic in POLICIES:
            return replace(question, topics=(topic,), text=f"{state.question} {question.text}")
        if topic in PRODUCT_TOPICS:
            return replace(question, topics=(topic,), attribute=question.attribute or state.attribute)
        return question

    def _resolve(self, question: Question, focus: tuple[Product, ...]) -> tuple[Resolution, list[ProductHit]]:
        """Return what the question is about: a product it names, or the one in focus."""
        told = question.words + question.soft or tuple(word for chunk in question.context for word in chunk)
        hits = self._find(" ".join((*told, *question.codes)), _filters(question))
        found = resolve(question, hits)
        if focus and not found.certain and self._leans_on_focus(question, found, focus):
            return Resolution(focus, certain=len(focus) == 1), hits
        return found, hits

    def _find(self, query: str, filters: Filters | None = None, k: int = CANDIDATES) -> list[ProductHit]:
        """Return products on sale for a query; drafts are the owner's business."""
        hits = self.shelf.find_products(query, k, filters) if query.strip() else []
        return [hit for hit in hits if hit.product.published]

    def _leans_on_focus(self, question: Question, found: Resolution, focus: tuple[Product, ...]) -> bool:
        names_nothing = not found.mentioned or all(word in question.wanted for word in question.words)
        if names_nothing:
            return not question.superlative or question.about(Topic.COMPARE)
        if question.anaphoric and not found.products:
            return True
        own = {stem for product in focus for stem in text.stems(_all_text(product))}
        told = all(text.stem(word) in own for word in question.words)
        return (question.anaphoric or question.continuing) and told

    # --- ways of answering ---------------------------------------------------------------------------

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
        topic = next(topic for topic in question.topics if topic in _UNSEEN)
        if topic is Topic.RESTOCK:
            one = resolution.one
            title = one.title if one else " ".join(question.words) or "…"
            said = question.lexicon.say("restock", title=title, contact=self._contact(question))
            return Reply(
                said, topic, resolution.products[:1], answered=False, focus=_keys(resolution.products[:1])
            )
        own = topic is Topic.ORDER and not _HOW_TO.search(
            question.folded
        )  # "where is my parcel?" no page knows
        paged = None if own else self._policy(question, least=SURE_PAGE)
        return paged or self._said(question, topic.value, state, answered=False, topic=topic)

    def _policy(self, question: Question, least: float = policy.MIN_SCORE) -> Reply | None:
        """Answer from the shop's pages, word for word; None when no line is good enough."""
        pages = self._pages(question)
        if question.about(Topic.HOURS):
            hours = self._hours(question, pages)
            if hours:
                return hours
        if question.about(Topic.SHIPPING):
            abroad = policy.foreign_place(question, pages, _country(self.shop))
            if abroad:
                return self._abroad(question, abroad, pages)
        plain_contact = (
            question.topics == (Topic.CONTACT,) and not question.words and not _WHEN.search(question.folded)
        )
        found = None if plain_contact else self._quote(question, pages)
        if found is None or found.score < least:
            return self._profile(question)
        return self._quoted(question, found)

    def _quote(self, question: Question, pages: Sequence[policy.Page]) -> policy.Quote | None:
        figures = question.about(Topic.PRICE, Topic.QUANTITY) or question.yes_no
        whole = None if figures else policy.overview(question, pages)
        return whole or policy.quote(question, pages, self.shelf.similarity)

    def _quoted(self, question: Question, found: policy.Quote) -> Reply:
        topic = next((t for t in question.topics if t in POLICIES), question.topic)
        source = _page_source(found.page)
        return Reply(found.text, topic, sources=(source,), evidence=tuple(text.sentences(found.text)))

    def _abroad(self, question: Question, place: str, pages: Sequence[policy.Page]) -> Reply:
        limit = policy.delivery_limit(pages)
        said = question.lexicon.say("unknown_term", term=place, contact="")
        parts = [said, limit.text if limit else "", self._contact(question)]
        sources = (_page_source(limit.page),) if limit else ()
        return Reply(
            " ".join(part for part in parts if part), Topic.SHIPPING, sources=sources, answered=False
        )

    def _hours(self, question: Question, pages: Sequence[policy.Page]) -> Reply | None:
        if policy.asks_holiday(question):
            return None
        day = policy.asked_day(question, self.now().astimezone(_zone(self.shop)))
        if day is None:
            return self._all_hours(question, pages)
        found = policy.hours_of(day, pages, self.shop.opening_hours, question.lexicon)
        if not found:
            return None
        name = question.lexicon.say("day_names").split()[day]
        said = question.lexicon.say("closed_day" if found.closed else "open_day", day=name, hours=found.text)
        sources = (_page_source(found.page),) if found.page else ()
        return Reply(said, Topic.HOURS, sources=sources, evidence=(said,))

    def _all_hours(self, question: Question, pages: Sequence[policy.Page]) -> Reply | None:
        """Say the whole week when the question is plainly about it."""
        names = question.lexicon.say("day_names").split()
        found = [policy.hours_of(day, pages, self.shop.opening_hours, question.lexicon) for day in range(7)]
        known = [hours for hours in found if hours]
        if len(known) < 2:
            return None
        closed = question.lexicon.data["days"]["closed"][0]
        said = (
            "; ".join(f"{names[hours.day]}: {closed if hours.closed else hours.text}" for hours in known)
            + "."
        )
        page = next((hours.page for hours in known if hours.page), None)
        return Reply(said, Topic.HOURS, sources=(_page_source(page),) if page else (), evidence=(said,))

    def _profile(self, question: Question) -> Reply | None:
        """Answer how to reach the shop from its own profile."""
        if not question.about(Topic.CONTACT) or (question.words and question.about(Topic.BROWSE)):
            return None
        parts = []
        if self.shop.address and _WHERE.search(question.folded):
            parts.append(question.lexicon.say("address", address=self.shop.address))
        if _reach(self.shop):
            parts.append(self._contact(question))
        return Reply(" ".join(parts), Topic.CONTACT, evidence=tuple(parts)) if parts else None

    def _unknown_policy(self, question: Question) -> Reply:
        said = question.lexicon.say("unknown_policy", contact=self._contact(question))
        return Reply(said, question.topic, answered=False)

    # --- products ------------------------------------------------------------------------------------

    def _product(self, question: Question, resolution: Resolution, hits: Sequence[ProductHit]) -> Reply:
        if question.about(Topic.COMPARE):
            compared = self._compare(question, resolution)
            if compared:
                return compared
        if question.superlative:
            return self._superlative(question, resolution)
        if resolution.products:
            return self._tell(question, resolution)
        if not resolution.mentioned:
            return self._nothing_named(question)
        return self._not_found(question, resolution)

    def _tell(self, question: Question, resolution: Resolution) -> Reply:
        teller = self._teller(question)
        chosen = _told_apart(resolution.products)
        if question.low is not None or question.high is not None:
            return self._listed(question, chosen)
        if len(chosen) == 1:
            return self._told_one(question, teller, chosen[0])
        if question.about(Topic.OPTIONS):
            return self._listed(question, chosen)
        if question.topic is Topic.UNCLEAR and all(teller.left_over(product) for product in chosen):
            return self._not_found(question, replace(resolution, nearest=chosen[:3]))
        if question.topic in (Topic.BROWSE, Topic.DESCRIBE, Topic.UNCLEAR) or len(chosen) > MAX_LISTED:
            return self._listed(question, chosen)
        if question.about(Topic.STOCK) and question.about(Topic.BROWSE):
            return self._listed(question, chosen)
        told = [fact for product in chosen if (fact := teller.tell(product))]
        if not told:
            return self._told_one(question, teller, chosen[0])
        return self._facts(question, told, chosen)

    def _told_one(self, question: Question, teller: Teller, product: Product) -> Reply:
        told = teller.tell(product)
        if told is None:
            return self._from_prose(question, teller, product)
        return self._facts(question, [told], (product,))

    def _from_prose(self, question: Question, teller: Teller, product: Product) -> Reply:
        """Answer what no field holds from the product's own text or the shop's guides, word for word."""
        left = frozenset(text.stem(word) for word in teller.left_over(product))
        soft = frozenset(text.stem(word) for word in _telling(question, product) if word not in DENIALS)
        lines = [line for line in _prose(product) if teller.tells(line)] if left else _prose(product)
        own = [policy.Page(product.key, "", product.title, Passage(line)) for line in lines]
        found = policy.quote(question, [*own, *self._pages(question)], self.shelf.similarity, left or soft)
        if found is None or found.score < policy.MIN_SCORE:
            if question.topic is Topic.BROWSE:
                return self._not_found(question, Resolution(nearest=(product,)))
            return self._facts(question, [teller.silent(product)], (product,))
        if found.page.document:
            paged = self._quoted(question, found)
            return replace(paged, products=(product,), focus=(product.key,))
        return self._facts(question, [teller.quoted(product, found.text)], (product,))

    def _facts(self, question: Question, told: Sequence[Fact], products: Sequence[Product]) -> Reply:
        said = " ".join(fact.text for fact in told)
        evidence = [sentence for fact in told for sentence in text.sentences(fact.text)]
        for product in products[:3]:
            evidence += [f"{product.title}: {line}" for line in text.sentences(product.description)]
        return Reply(
            said,
            question.topic,
            tuple(products[:MAX_LISTED]),
            tuple(_product_source(product, self.shop) for product in products[:MAX_LISTED]),
            answered=any(fact.answered for fact in told),
            focus=_keys(products[:MAX_LISTED]),
            open=question.topic in (Topic.DESCRIBE, Topic.COMPARE),
            evidence=tuple(evidence),
        )

    def _listed(self, question: Question, products: Sequence[Product]) -> Reply:
        """List several products: an answer to "do you have", a choice for anything else."""
        teller = self._teller(question)
        inside = [product for product in products if _within(product, question)]
        if not inside:
            return self._nothing_in_range(question, products)
        listing = teller.listing(inside)
        browsing = (
            question.topic in (Topic.BROWSE, Topic.STOCK, Topic.UNCLEAR) or question.low or question.high
        )
        if len(inside) == 1:
            said = question.lexicon.say("have_one", entry=teller.entry(inside[0]))
        elif browsing:
            head = "list_head" if len(inside) <= MAX_LISTED else "list_head_more"
            said = question.lexicon.say(head, count=len(inside), list=listing)
        else:
            said = question.lexicon.say("choice", list=listing)
        return self._facts(question, [Fact(said, tuple(inside))], inside)

    def _nothing_in_range(self, question: Question, products: Sequence[Product]) -> Reply:
        teller = self._teller(question)
        low = teller.amount(question.low, products[0]) if question.low is not None else ""
        high = teller.amount(question.high, products[0]) if question.high is not None else ""
        name = "bounds_between" if low and high else "bounds_under" if high else "bounds_over"
        bounds = question.lexicon.say(name, low=low, high=high)
        said = question.lexicon.say("nothing_in_range", bounds=bounds, list=teller.listing(products[:3]))
        return self._facts(question, [Fact(said, tuple(products[:3]))], products[:3])

    def _superlative(self, question: Question, resolution: Resolution) -> Reply:
        """Say which of the matching products, or of all, costs least or most."""
        if resolution.products:
            again = resolve(question, self._find(" ".join(question.words + question.soft), k=50))
            pool = list(again.products or resolution.products)
        elif resolution.mentioned and question.words:
            return self._not_found(question, resolution)
        else:
            order = "price" if question.superlative == "cheapest" else "-price"
            pool = [product for product in self.shelf.products(limit=20, sort=order)[1] if product.published]
        priced = [product for product in pool if _lowest(product) is not None and _within(product, question)]
        if not priced:
            return self._not_found(question, resolution)
        pick = min if question.superlative == "cheapest" else max
        best = pick(priced, key=lambda product: (_extreme(product, question.superlative), product.key))
        teller = self._teller(question)
        price = teller.amount(_extreme(best, question.superlative), best)
        said = question.lexicon.say(question.superlative, title=best.title, price=price)
        return self._facts(question, [Fact(said, (best,))], [best])

    def _compare(self, question: Question, resolution: Resolution) -> Reply | None:
        """Tell the same facts of both products, and which is cheaper when that is asked."""
        pair = self._pair(question, resolution)
        teller = self._teller(question)
        if len(pair) != 2:
            one = resolution.one
            return self._facts(question, [teller.price(one, select(one, question))], [one]) if one else None
        everything = not (set(question.topics) - {Topic.COMPARE, Topic.DESCRIBE, Topic.BROWSE})
        asked = replace(question, topics=(Topic.PRICE,) if everything else question.topics, chunks=())
        told = [self._told_one(asked, replace(teller, question=asked), product).text for product in pair]
        if everything and not question.soft:
            told += [f"{p.title}: {text.sentences(p.description)[0]}" for p in pair if p.description]
        if asked.about(Topic.PRICE):
            told += self._cheaper(question, pair)
        return self._facts(question, [Fact(said) for said in told], pair)

    def _cheaper(self, question: Question, pair: Sequence[Product]) -> list[str]:
        """Return which of two costs less, and by how much when the difference is asked for."""
        first, second = _lowest(pair[0]), _lowest(pair[1])
        if first is None or second is None:
            return []
        if first == second:
            return [question.lexicon.say("compare_same")]
        said = [question.lexicon.say("compare_cheaper", title=pair[0 if first < second else 1].title)]
        if re.search(r"differen|unterschied|diferencia|差", question.folded):
            amount = self._teller(question).amount(abs(first - second), pair[0])
            said.append(question.lexicon.say("compare_difference", difference=amount))
        return said

    def _pair(self, question: Question, resolution: Resolution) -> list[Product]:
        """Return the two products compared: each run of words names one, or lends the other its noun."""
        if len(resolution.products) == 2:
            return list(resolution.products)
        found: dict[str, Product] = {}
        for chunk in question.chunks:
            others = [word for other in question.chunks if other is not chunk for word in other]
            lent = tuple(word for word in others if not word[0].isdigit())
            for words in (chunk, (*chunk, *lent[-2:]), (*lent[:2], *chunk)):
                codes = tuple(code for code in question.codes if set(text.tokens(code)) <= set(words))
                part = replace(
                    question, chunks=(words,), all_words=words, codes=codes, topics=(Topic.PRICE,), soft=()
                )
                one = resolve(part, self._find(" ".join((*words, *codes)))).one
                if one:
                    found.setdefault(one.key, one)
                    break
        return list(found.values())

    def _nothing_named(self, question: Question) -> Reply:
        bounded = question.low is not None or question.high is not None
        if question.about(Topic.BROWSE, Topic.STOCK, Topic.PRICE) and bounded:
            pool = [
                product for product in self.shelf.products(limit=200, sort="price")[1] if product.published
            ]
            return self._listed(
                question, [product for product in pool if _within(product, question)] or pool[:3]
            )
        if question.topic in PRODUCT_TOPICS and question.topic not in (Topic.BROWSE, Topic.DESCRIBE):
            return Reply(question.lexicon.say("which"), question.topic, answered=False)
        paged = self._policy(question, least=SURE_PAGE)
        return paged or self._said(question, "unknown", State(), answered=False)

    def _not_found(self, question: Question, resolution: Resolution) -> Reply:
        """Say that the shop does not have it, or answer from a page when no product was meant."""
        if not question.about(Topic.STOCK, Topic.QUANTITY, Topic.SKU, Topic.BARCODE):
            paged = self._policy(question, least=SURE_PAGE)
            if paged:
                return paged
        wanted = " ".join(question.words)
        name = "unknown_product" if wanted and len(wanted) <= 60 else "unknown_product_plain"
        said = question.lexicon.say(name, wanted=wanted, contact=self._contact(question))
        nearest = [product for product in resolution.nearest if _within(product, question)][:3]
        if nearest and not text.is_cjk(wanted):
            titles = "; ".join(product.title for product in nearest)
            said += " " + question.lexicon.say("nearest", list=titles)
        return Reply(said, question.topic, tuple(nearest), answered=False)

    # --- small things --------------------------------------------------------------------------------

    def _said(
        self,
        question: Question,
        phrase: str,
        state: State,
        *,
        answered: bool = True,
        topic: Topic | None = None,
    ) -> Reply:
        greeting = self.shop.greeting if phrase == "greeting" and question.language == "en" else ""
        said = greeting or question.lexicon.say(phrase, shop=self.shop.name, contact=self._contact(question))
        topic = topic or question.topic
        return Reply(said, topic, answered=answered and topic is not Topic.HANDOFF, focus=state.focus)

    def _pages(self, question: Question) -> list[policy.Page]:
        hits = self.shelf.find_passages(question.text, PAGES)
        if question.language != "en":
            seen = {hit.id for hit in hits}
            hits += [
                hit for hit in self.shelf.find_passages(policy.gloss(question), PAGES) if hit.id not in seen
            ]
        return [policy.Page(hit.id, hit.document, hit.title, hit.passage) for hit in hits]

    def _teller(self, question: Question) -> Teller:
        return Teller(question, self.shop.currency, self._contact(question))

    def _contact(self, question: Question) -> str:
        reach = ", ".join(_reach(self.shop))
        return question.lexicon.say("contact_known" if reach else "contact_unknown", contact=reach)


def _told_apart(products: Sequence[Product]) -> tuple[Product, ...]:
    """Return the products, those of one title named with what tells them apart: "Olives, 950 g jar"."""
    titles = [product.title for product in products]
    apart = []
    for product in products:
        twins = [other for other in products if other.title == product.title]
        title = product.title
        if titles.count(title) > 1:
            fields = [("", product.brand), *product.attributes]
            values = [v for n, v in fields if v and len(v) < 30 and any(v != _field_of(o, n) for o in twins)]
            title = f"{title}, {values[0]}" if values else title
        apart.append(replace(product, title=title))
    return tuple(apart)


def _field_of(product: Product, name: str) -> str:
    return dict(product.attributes).get(name, "") if name else product.brand


def _all_text(product: Product) -> str:
    options = [value for variant in product.variants for _, value in variant.options]
    return " ".join((product.title, product.description, *options))


def _prose(product: Product) -> list[str]:
    return [f"{name}: {value}" for name, value in product.attributes] + text.sentences(product.description)


def _telling(question: Question, product: Product) -> list[str]:
    """Return the soft words that are not the product's name: "waterproof" in "is the tent waterproof?"."""
    title = set(text.stems(product.title))
    return [word for word in question.soft if text.stem(word) not in title]


def _reach(shop: Shop) -> list[str]:
    return [part for part in (shop.phone, shop.contact) if part]


def _zone(shop: Shop) -> ZoneInfo:
    try:
        return ZoneInfo(shop.time_zone)
    except (KeyError, ValueError):
        return ZoneInfo("UTC")


_OTHER_SHOP = re.compile(
    r"\b(?:does|do|has|have|is|will)\s+([^\W\d_]{3,})\s+(?:have|has|sell|stock|carry|charge|got)\b"
)


_NAMED_SHOP = re.compile(
    r"\b(?:[Dd]oes|[Dd]o|[Hh]as|[Ii]s)\s+((?:[A-Z]\w+\s+){2,3})(?:have|has|sell|stock|carry|charge)\b"
)


def _asks_another_shop(question: Question, shop: Shop, shelf: Shelf) -> bool:
    """Return whether somebody else's stock or price is asked for: "does Altronics have it?"."""
    found = _OTHER_SHOP.search(question.folded)
    named = _NAMED_SHOP.search(question.text)
    if named and not shelf.knows(text.fold(named.group(1).split()[0])):
        return named.group(1).split()[0] not in shop.name
    if found is None:
        return False
    name = found.group(1)
    return (
        name not in question.lexicon.fillers and name not in text.tokens(shop.name) and not shelf.knows(name)
    )


def _country(shop: Shop) -> str:
    """Return the country the shop is in: by its time zone, else by its currency."""
    if shop.time_zone.startswith("Australia/"):
        return "AU"
    from babel.core import get_global

    return str(get_global("zone_territories").get(shop.time_zone, shop.currency[:2]))


def _filters(question: Question) -> Filters | None:
    if question.low is None and question.high is None:
        return None
    return Filters(price_min=question.low, price_max=question.high)


def _within(product: Product, question: Question) -> bool:
    if question.low is None and question.high is None:
        return True
    prices = [variant.price for variant in product.variants if variant.price is not None]
    return any(
        (question.low is None or price >= question.low) and (question.high is None or price <= question.high)
        for price in prices
    )


def _lowest(product: Product):  # type: ignore[no-untyped-def]
    return min((v.price for v in product.variants if v.price is not None), default=None)


def _extreme(product: Product, superlative: str):  # type: ignore[no-untyped-def]
    pick = min if superlative == "cheapest" else max
    return pick(v.price for v in product.variants if v.price is not None)


def _keys(products: Sequence[Product]) -> tuple[str, ...]:
    return tuple(product.key for product in products)


def _product_source(product: Product, shop: Shop) -> SourceRef:
    url = cards.absolute(product.url, shop.website)
    return SourceRef(kind="product", id=product.key, title=product.title, url=url)


def _page_source(page: policy.Page) -> SourceRef:
    steps = [step for part in (page.title, page.passage.heading) for step in part.split(" › ") if step]
    title = " › ".join(dict.fromkeys(steps))
    return SourceRef(
        kind="passage", id=page.id, title=title, page=page.passage.page, excerpt=page.passage.text[:200]
    )
