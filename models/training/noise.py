"""Write a text as hurried, careless and cunning people do. Applied to attacks and innocent texts alike."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

LEET = {"a": "4", "e": "3", "i": "1", "o": "0", "s": "5", "t": "7"}
ACCENTS = {"a": "á", "e": "é", "i": "í", "o": "ö", "u": "ü", "n": "ñ", "c": "ç"}
NEIGHBOURS = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo",
    "j": "hk", "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "wa", "r": "et",
    "s": "ad", "t": "ry", "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "x",
}  # fmt: skip
GREETINGS = (
    "hi ", "hello, ", "hey ", "Good morning. ", "Hello there! ", "Hi team, ", "ok so ", "quick question: ",
    "sorry to bother you, ", "thanks. ", "Hallo, ", "Bonjour, ", "Hola, ", "Ciao, ", "Olá, ", "你好，",
    "こんにちは。",
)  # fmt: skip
ENDINGS = (
    " thanks",
    " Thank you!",
    " pls",
    " please",
    "?",
    "!!",
    ".",
    " :)",
    " cheers",
    " Danke",
    " merci",
    " gracias",
)

Change = Callable[[str, random.Random], str]


def typos(text: str, dice: random.Random) -> str:
    """Swap, drop, double or mistype about one letter in twenty-five."""
    letters = list(text)
    for at in range(len(letters) - 1):
        if letters[at].isalpha() and dice.random() < 0.04:
            letters[at] = _slip(letters, at, dice)
    return "".join(letters)


def _slip(letters: list[str], at: int, dice: random.Random) -> str:
    letter = letters[at]
    kind = dice.randrange(4)
    if kind == 0:
        return ""
    if kind == 1:
        return letter * 2
    if kind == 2 and letters[at + 1].isalpha():
        letters[at + 1], letter = letter, letters[at + 1]
        return letter
    return dice.choice(NEIGHBOURS.get(letter.lower(), letter))


def leet(text: str, dice: random.Random) -> str:
    share = dice.uniform(0.15, 0.7)
    return "".join(LEET[c] if c in LEET and dice.random() < share else c for c in text)


def accents(text: str, dice: random.Random) -> str:
    return "".join(ACCENTS[c] if c in ACCENTS and dice.random() < 0.25 else c for c in text)


def bare(text: str, dice: random.Random) -> str:
    """Leave out punctuation, as on a telephone."""
    return re.sub(r"[.,!?;:'\"¿¡]", "", text)


def stretched(text: str, dice: random.Random) -> str:
    return re.sub(r"([a-z])\b", lambda m: m[1] * (3 if dice.random() < 0.1 else 1), text)


def spaced(text: str, dice: random.Random) -> str:
    """Set a word or two apart, letter by letter, or run words together."""
    words = text.split(" ")
    for at in range(len(words)):
        if dice.random() < 0.06:
            words[at] = dice.choice(" .-_").join(words[at])
    return "".join(word + ("" if dice.random() < 0.04 else " ") for word in words).strip()


def greeted(text: str, dice: random.Random) -> str:
    return dice.choice(GREETINGS) + text


def ended(text: str, dice: random.Random) -> str:
    return text.rstrip(".!? ") + dice.choice(ENDINGS)


def marked(text: str, dice: random.Random) -> str:
    """Wrap as text out of forms, mails and markdown."""
    left, right = dice.choice(
        (("**", "**"), ('"', '"'), ("<p>", "</p>"), ("> ", ""), ("- ", ""), ("[", "]"), ("Q: ", ""))
    )
    return f"{left}{text}{right}"


CHANGES: tuple[Change, ...] = (typos, typos, leet, accents, bare, stretched, spaced, greeted, ended, marked)


def noisy(text: str, dice: random.Random, share: float = 0.35) -> str:
    """Return the text, with a change or two in `share` of the cases."""
    if dice.random() >= share or len(text) < 8:
        return text
    for change in dice.sample(CHANGES, dice.choice((1, 1, 2))):
        text = change(text, dice)
    return text
