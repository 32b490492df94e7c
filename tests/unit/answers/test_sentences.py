"""Where a sentence ends: not at an abbreviation, whose figure follows it."""

import pytest

from appliance.answers.text import sentences
from appliance.answers.understand import understand


@pytest.mark.parametrize(
    "whole",
    [
        "Fassung E27, max. 40 W",
        "Group: max. 8, adults (18+)",
        "It weighs approx. 3 kg with the box.",
        "All prices incl. VAT and duties.",
        "Kleine Teile, z. B. Schirme, gehen per Post.",
        "Kleine Teile, z.B. Schirme, gehen per Post.",
        "Wir liefern d. h. Spedition bis zur Tür.",
        "The No. 2 secateurs; also the left-handed No. 5.",
        "Good for a St. Bernard or a mastiff.",
        "Small things, e.g. Candles, travel by post.",
        "Ask for Dr. Weber or Mrs. Lim at the desk.",
        "Tel. 0351 555 04 38",
        "Ab dem 24. Dezember bis zum 6. Januar geschlossen.",
        "Jeden 1. Samstag im Monat geöffnet.",
        "Livraison en env. 3 jours, p. ex. Lyon.",
        "Pedido mín. 20 €, aprox. 3 días, p. ej. Sevilla.",
        "Open Sat. 9 am to 1 pm and from Jan. 26 to 28.",
        "Use min. 2 litres of water per plant.",
        "Preis inkl. MwSt. zzgl. Versand.",
    ],
)
def test_an_abbreviation_ends_nothing(whole: str) -> None:
    assert sentences(whole) == [whole]


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("No. We are shut.", ["No.", "We are shut."]),
        ("Dogs up to 20 kg max. No cats.", ["Dogs up to 20 kg max.", "No cats."]),
        ("It takes 45 min. Bring a towel.", ["It takes 45 min.", "Bring a towel."]),
        ("We are at 88 Main St. Open daily.", ["We are at 88 Main St.", "Open daily."]),
        ("We open at 9 a.m. Dogs are welcome.", ["We open at 9 a.m.", "Dogs are welcome."]),
        ("Pots, gloves etc. We post them.", ["Pots, gloves etc.", "We post them."]),
        ("Free over €24. December hours differ.", ["Free over €24.", "December hours differ."]),
        ("We were founded in 1924. Mai is our cat.", ["We were founded in 1924.", "Mai is our cat."]),
        ("Zwei Jahre. Danach 5 Euro.", ["Zwei Jahre.", "Danach 5 Euro."]),
        ("Ring us. (We answer) Thanks!", ["Ring us.", "(We answer) Thanks!"]),
        ("营业到六点。周日休息。", ["营业到六点。", "周日休息。"]),
    ],
)
def test_what_ends_one_still_ends_it(said: str, parts: list[str]) -> None:
    assert sentences(said) == parts


def test_a_question_is_not_cut_there_either() -> None:
    question = understand("Does the blade fit the Kestrel No. 2 secateurs?", lambda word: False)
    assert not question.context
    assert "2" in question.all_words
