"""An answer of the bot, and why it answered so, for the owner who tries it."""

from __future__ import annotations

from collections.abc import Sequence

from appliance.core.schemas import ChatAnswer, Decision, GuardEntry, Hit, SourceRef
from gui.presenters import guard, quantities
from gui.presenters.heard import heard
from gui.words import counted, tr


def position(ahead: int) -> str:
    """Return where a question stands in the queue."""
    if ahead <= 0:
        return tr("The bot is writing…")
    return counted(ahead, tr("{n} question is ahead of yours"), tr("{n} questions are ahead of yours"))


def source(ref: SourceRef) -> str:
    """Return a source's name with its page."""
    if ref.page is not None:
        return tr("{title}, page {page}").format(title=ref.title, page=ref.page)
    return ref.title


def sources(answer: ChatAnswer) -> str:
    """Return the line below an answer, or nothing when it needed no source."""
    names = list(dict.fromkeys(source(ref) for ref in answer.sources))
    return tr("From: {names}").format(names=", ".join(names)) if names else ""


def reasons(answer: ChatAnswer) -> list[tuple[str, str]]:
    """Return (what, value) pairs for "Why this answer"."""
    rows = [(tr("Understood as"), topic(answer.intent))] if answer.intent else []
    rows.append((tr("Answered"), tr("Yes") if answer.answered else tr("No: it said so instead of guessing")))
    rows.append((tr("Guard"), verdict(answer)))
    rows += [
        (tr("Looked at"), f"{source(ref)}: {ref.excerpt}" if ref.excerpt else source(ref))
        for ref in answer.sources
    ]
    rows.append((tr("Time"), timings(answer)))
    return rows


def looked_at(hits: Sequence[Hit], judged: Sequence[GuardEntry]) -> list[tuple[str, str]]:
    """Return (what, value) pairs for what search finds nearest, and what each check of the guard said."""
    rows = [(tr("Found nearby"), f"{hit.title} ({hit.score:.2f})") for hit in hits]
    return rows + [
        (tr("Check: {place}").format(place=guard.place(entry)), guard.verdict(said))
        for entry in reversed(judged)
        for said in entry.verdicts
    ]


def verdict(answer: ChatAnswer) -> str:
    """Return the guard's decision with its reason."""
    words = {
        Decision.ALLOW: tr("Allowed"),
        Decision.REVIEW: tr("Allowed, marked for you to look at"),
        Decision.BLOCK: tr("Turned away"),
    }
    said = words[answer.verdict.decision]
    return f"{said}. {heard(answer.verdict.reason)}" if answer.verdict.reason else f"{said}."


def timings(answer: ChatAnswer) -> str:
    """Return how long it took, the whole first."""
    names = {
        "guard": tr("guard"),
        "search": tr("finding"),
        "first_token": tr("first word"),
        "model": tr("wording"),
        "check": tr("checking the facts"),
    }
    parts = [
        f"{names[name]} {quantities.milliseconds(answer.timings[name])}"
        for name in names
        if name in answer.timings
    ]
    total = answer.timings.get("total")
    if total is None:
        return ", ".join(parts)
    return tr("{total} in all ({parts})").format(total=quantities.milliseconds(total), parts=", ".join(parts))


def topic(intent: str) -> str:
    """Return what the question was taken for."""
    words = {
        "greeting": tr("a greeting"),
        "how_are_you": tr("small talk"),
        "thanks": tr("thanks"),
        "goodbye": tr("a goodbye"),
        "identity": tr("who is answering"),
        "handoff": tr("a wish to speak with a person"),
        "order": tr("a question about an order"),
        "restock": tr("when something is back"),
        "branch": tr("another branch"),
        "competitor": tr("another shop"),
        "discount": tr("a discount"),
        "reviews": tr("reviews"),
        "hours": tr("opening hours"),
        "contact": tr("how to reach the shop"),
        "shipping": tr("delivery"),
        "returns": tr("returns"),
        "warranty": tr("warranty"),
        "payment": tr("payment"),
        "giftcard": tr("gift cards"),
        "policy": tr("a rule of the shop"),
        "compare": tr("a comparison"),
        "sku": tr("a product code"),
        "barcode": tr("a barcode"),
        "quantity": tr("how many there are"),
        "price": tr("a price"),
        "stock": tr("whether it is in stock"),
        "options": tr("sizes, colours and other choices"),
        "brand": tr("a brand"),
        "attribute": tr("a detail of a product"),
        "browse": tr("looking for products"),
        "describe": tr("what a product is like"),
        "taught": tr("a question you approved an answer for"),
        "unclear": tr("not understood"),
        "off_topic": tr("nothing to do with the shop"),
        "blocked": tr("an attempt to misuse the bot"),
    }
    return words.get(intent, intent.replace("_", " "))


def suggestions(titles: list[str], hours: bool) -> list[str]:
    """Return questions to try, made from the owner's own products."""
    templates = (tr("How much is the {title}?"), tr("Is the {title} in stock?"))
    asked = [template.format(title=title) for template, title in zip(templates, titles, strict=False)]
    return [*asked, tr("When are you open?")] if hours else asked
