"""How the shop wants its bot to speak: tone and languages change the words of an answer, never its facts."""

from __future__ import annotations

import string
from datetime import UTC, datetime

import pytest
from stall import SHOP, Stall, last_reply

from appliance.answers.composer import Composer
from appliance.answers.language import LANGUAGES, lexicon
from appliance.answers.reply import Reply, State
from appliance.core.schemas import Shop, ShopChange, Tone
from appliance.guard import prompt

SATURDAY = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
TONES = ("friendly", "brief")


def ask(question: str, **how: object) -> Reply:
    shop = Shop.model_validate({**SHOP.model_dump(), **how})
    return Composer(shop, Stall(), lambda: SATURDAY).reply(question, State())


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_the_tones_with_the_same_facts_in_each_phrase(code: str, tone: str) -> None:
    own, plain = lexicon(code).data["tone"][tone], lexicon(code).data["say"]
    assert set(own) == set(lexicon("en").data["tone"][tone])
    for phrase, template in own.items():
        assert _slots(template) == _slots(plain[phrase]), phrase


def _slots(template: str) -> set[str | None]:
    return {slot for _, slot, _, _ in string.Formatter().parse(template) if slot}


@pytest.mark.parametrize(
    ("question", "plain", "friendly", "brief"),
    [
        ("hello", "Hello! I can help", "Hi there", "Hello. What are you looking for?"),
        (
            "Is the Ridge 2 Tent in stock?",
            "Yes, Ridge 2",
            "Yes, good news: Ridge 2",
            "Yes, in stock: Ridge 2",
        ),
        ("How much is the Ridge 2 Tent?", "costs $499.00", "costs $499.00", "Ridge 2 Tent: $499.00."),
        ("Ist das Ridge 2 Tent auf Lager?", "ist vorrätig", "Ja, gute Nachricht", "Ja, vorrätig"),
        ("La Ridge 2 Tent è disponibile?", "è disponibile", "Sì, buone notizie", "Sì, disponibile"),
        ("do you sell kayaks", "I couldn't find", "I'm sorry, I couldn't find", "Not found"),
    ],
)
def test_a_tone_is_heard(question: str, plain: str, friendly: str, brief: str) -> None:
    for tone, said in ((Tone.PLAIN, plain), (Tone.FRIENDLY, friendly), (Tone.BRIEF, brief)):
        reply = ask(question, tone=tone)
        assert said in reply.text
        assert reply.products == ask(question).products


def test_a_customer_is_answered_in_a_language_of_the_shop() -> None:
    question = "Was kostet das Ridge 2 Tent?"
    assert "kostet 499,00" in ask(question).text
    assert "kostet 499,00" in ask(question, languages=("en", "de")).text
    assert ask(question, languages=("en", "zh")).text == "Ridge 2 Tent costs $499.00."
    assert "coûte 499,00" in ask(question, languages=("fr",)).text


@pytest.mark.parametrize(
    ("messages", "said"),
    [
        (["Quanto costa la tenda Ridge 2?"], "Ridge 2 Tent costa 499,00"),
        (["Quanto costa la tenda Ridge 2?", "e la Ridge 4?"], "Ridge 4 Tent costa 699,00"),
        (["avete il merino jumper?", "e quello verde?"], "Sì, Merino Jumper (Green) è disponibile."),
        (["avete il merino jumper?", "e in nero?"], "Merino Jumper non è disponibile in nero."),
        (["Il maglione si può lavare in lavatrice?"], "Su Merino Jumper: Hand wash cool"),
        (["L'Enamel Mug va in microonde?"], "Su Enamel Mug: Not for the microwave."),
        (["quanto costa la Ridge 2 Tent?", "ed è impermeabile?"], "Waterproof to 3,000 mm."),
        (["Qual è la tenda più economica?"], "Il più economico è Ridge 2 Tent a 499,00"),
        (["quanto costa l'Enamel Mug?", "Merino Jumper"], "Merino Jumper costa da 120,00"),
        (["siete aperti sabato?"], "Di sabato siamo aperti 9:00 am to 4:00 pm."),
        (["siete aperti sabato?", "e lunedì?"], "Di lunedì siamo chiusi."),
        (["posso restituire un articolo?"], "You may return unworn items within 45 days."),
        (["spedite anche in altri paesi?"], "We do not ship to any other country."),
        (["perfetto grazie, buona giornata"], "Prego."),
        (["quanto costa la Ridge 2 Tent?", "is it in stock?"], "Yes, Ridge 2 Tent is in stock."),
        (["quanto costa la Ridge 2 Tent?", "is it waterproof?"], "About Ridge 2 Tent: "),
    ],
)
def test_an_italian_customer_is_answered_in_italian(messages: list[str], said: str) -> None:
    assert said in last_reply(Composer(SHOP, Stall(), lambda: SATURDAY), *messages).text


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Wie viel kostet der Merino Jumper?", "und in grün?"),
        ("¿Cuánto cuesta el Merino Jumper?", "¿y en verde?"),
        ("Combien coûte le Merino Jumper ?", "et en vert ?"),
    ],
)
def test_a_colour_is_met_in_every_language(first: str, second: str) -> None:
    reply = last_reply(Composer(SHOP, Stall(), lambda: SATURDAY), first, second)
    assert "Merino Jumper (Green)" in reply.text
    assert "130,00" in reply.text


def test_the_owners_greeting_is_for_the_shops_own_language() -> None:
    german = {"greeting": "Moin! Was darf es sein?", "languages": ("de", "en")}
    assert ask("hallo", **german).text == "Moin! Was darf es sein?"
    assert ask("good morning", **german).text.startswith("Hello!")


def test_a_tone_is_among_the_models_rules() -> None:
    plain = prompt.stable("Ridge & Co")
    assert prompt.stable("Ridge & Co", Tone.PLAIN) == plain
    assert prompt.stable("Ridge & Co", Tone.FRIENDLY).startswith(plain + "\n")


@pytest.mark.parametrize("wrong", [{"tone": "rude"}, {"languages": ["tlh"]}])
def test_what_the_bot_cannot_speak_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="Input should be"):
        ShopChange.model_validate(wrong)
