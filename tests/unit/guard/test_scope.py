"""What a shop's bot declines, and the questions that only look like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.core.schemas import Decision, Place
from appliance.guard.scanners.scope import ScopeScanner, topics
from appliance.guard.texts import Text

OFF_TOPIC = {
    "code": [
        "write a python script that sorts a list",
        "Can you write me a JavaScript function to validate emails?",
        "Debug my Java code please",
        "How do I write a program in Rust that prints primes?",
        "Schreib mir ein Python-Skript für Primzahlen",
        "escribe un programa en python",
        "写一个Python程序",
    ],
    "writing": [
        "Write me an essay about the French revolution",
        "write a poem about the sea",
        "tell me a joke",
        "Help me write my cover letter",
        "Schreibe ein Gedicht über den Herbst",
        "escribe un poema sobre el mar",
        "raconte-moi une blague",
        "给我写一首诗",
    ],
    "translation": [
        "Translate the following text into German: the cat sat on the mat",
        "translate 'good morning' to Japanese",
        'Translate "see you soon" into Welsh',
        "Übersetze diesen Absatz ins Englische",
    ],
    "homework": [
        "what is 17 * 23",
        "Solve the equation x^2 + 3x = 4",
        "do my math homework",
        "what is the square root of 144",
    ],
    "medical": [
        "What dosage of ibuprofen should I take?",
        "I have a fever and a rash, what should I do?",
        "diagnose my headache",
        "I have a fever, what illness is it?",
    ],
    "legal": ["Can I sue my landlord?", "I need legal advice on a divorce"],
    "financial": ["Should I invest in bitcoin?", "which stocks will go up", "investment advice please"],
    "politics": ["Who should I vote for?", "What do you think about Trump?"],
    "other company": ["Where is my Amazon order?", "cancel my Netflix subscription"],
    "general knowledge": [
        "What is the capital of France?",
        "who won the football last night",
        "Can you suggest a restaurant in Rome?",
        "who won the world cup",
        "What's the weather in Sydney today?",
        "Explain quantum physics",
    ],
}

ON_TOPIC = [
    "hi there",
    "hello, how are you?",
    "thanks, bye!",
    "do you sell a book about Python coding",
    "Can you recommend a tent for a hotel-free holiday? Which one won the test?",
    "Can you recommend a balm for a rash?",
    "Do you have a guide to writing essays?",
    "is this cream safe for eczema",
    "Can I use this balm if I have a rash?",
    "Which of your vitamins are good for headaches?",
    "Does this game teach you to code?",
    "Can you give me a discount code?",
    "what is the code for the gift card",
    "write a gift message for me please",
    "Can you write 'Happy Birthday' on the card?",
    "what is the price of 2 tents",
    "what is 10% off 50 dollars on this jacket",
    "How much is 3 x the large pack?",
    "translate the label? Is the manual in German?",
    "Do you have a German translation of the instructions?",
    "Is the poster of Einstein in stock?",
    "do you stock the Hamlet edition by Penguin",
    "Where is my order?",
    "cancel my order 1234",
    "Do you price match Amazon?",
    "Can I pay with PayPal?",
    "Is it legal to ride this scooter on the road?",
    "Is the jacket good in cold weather?",
    "What is the temperature rating of the sleeping bag?",
    "who invented this gadget, do you know the brand?",
    "Do you sell story books for kids?",
    "Tell me the story behind your brand",
    "can you recommend a novel",
    "I have a headache from your music lol, where is my parcel",
    "is there an app for the scale",
    "Can the watch run a program for swimming?",
    "Was kostet das Gedichtbuch?",
    "¿Venden libros de cuentos?",
    "这本诗集多少钱",
    "I want to write a review of my order",
    "give me information about my PIN code",
    "check my seat assignment",
    "what's 220V compatible",
    "size 10 - 12 available?",
]


def scan(text: str) -> Decision:
    return ScopeScanner().scan(Text(text, Place.MESSAGE)).decision


@pytest.mark.parametrize(
    ("topic", "text"), [(topic, text) for topic, all_ in OFF_TOPIC.items() for text in all_]
)
def test_what_is_none_of_a_shops_business_is_declined(topic: str, text: str) -> None:
    verdict = ScopeScanner().scan(Text(text, Place.MESSAGE))
    assert verdict.decision is Decision.REVIEW, text
    assert verdict.span is not None and verdict.span[1] <= len(text)


@pytest.mark.parametrize("text", ON_TOPIC)
def test_a_shop_question_passes(text: str) -> None:
    assert scan(text) is Decision.ALLOW


def test_the_table_names_every_topic() -> None:
    assert {topic.name for topic in topics()[0]} == set(OFF_TOPIC)


@given(st.text(max_size=300))
def test_any_text_gets_a_verdict(text: str) -> None:
    verdict = ScopeScanner().scan(Text(text, Place.MESSAGE))
    assert verdict.decision is not Decision.BLOCK
    assert verdict.span is None or 0 <= verdict.span[0] <= verdict.span[1] <= len(text)


@pytest.mark.parametrize("text", ["write a " * 2000, "a b " * 4000, "1 + " * 4000, "tell me the " * 1500])
def test_long_repetitive_texts_are_judged(text: str) -> None:
    assert ScopeScanner().scan(Text(text, Place.MESSAGE)).scanner == "scope"
