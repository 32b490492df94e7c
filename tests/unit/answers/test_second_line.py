"""Where two lines may answer, both are told, and no third; one that is beyond doubt stands alone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from stall import MUG, SATURDAY, SHOP, Paged, Stall, ask, last_reply

from appliance.answers import evidence, reading
from appliance.answers.composer import Composer
from appliance.answers.reply import Reply

POST, VOUCHER = "Parcels leave on weekdays.", "They never expire."


PAGES = Paged(("How we send › Post", POST), ("Vouchers", VOUCHER), document="info.md", title="Good to know")


def judged(monkeypatch: pytest.MonkeyPatch, **sure: float) -> None:
    told = {POST: sure["post"], VOUCHER: sure["voucher"]}

    def judge(question: object, lines: list[evidence.Candidate], sense: object) -> np.ndarray:
        return np.array([told.get(line.text, 0.0) for line in lines])

    monkeypatch.setattr(evidence, "judge_pages", judge)
    monkeypatch.setattr(reading, "surely_silent", lambda message, line: False)


def asked() -> Reply:
    return last_reply(Composer(SHOP, PAGES, lambda: SATURDAY), "do you gift wrap parcels?")


def test_a_second_line_is_told_under_its_heading_with_its_source(monkeypatch: pytest.MonkeyPatch) -> None:
    judged(monkeypatch, post=0.5, voucher=0.3)
    reply = asked()
    assert reply.answered
    assert reply.text == f"{POST} Vouchers: {VOUCHER}"
    assert [source.title for source in reply.sources] == [
        "Good to know › How we send › Post",
        "Good to know › Vouchers",
    ]


def test_two_lines_that_hardly_answer_are_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    judged(monkeypatch, post=0.35, voucher=0.25)
    reply = asked()
    assert not reply.answered


def test_a_line_beyond_doubt_stands_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    judged(monkeypatch, post=0.95, voucher=0.5)
    assert asked().text == POST


def test_an_unlikely_second_line_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    judged(monkeypatch, post=0.6, voucher=0.15)
    assert asked().text == POST


@pytest.mark.parametrize(
    ("sure", "told"),
    [
        ([0.5], [0]),
        ([0.1, 0.5], [1]),
        ([0.3, 0.6, 0.4], [1, 2]),
        ([0.3, 0.95, 0.6], [1]),
        ([0.75, 0.95, 0.6], [1, 0]),
    ],
)
def test_which_lines_are_told(sure: list[float], told: list[int]) -> None:
    assert evidence.told(np.array(sure)) == told


def test_that_one_of_two_answers_is_surer_than_each() -> None:
    assert evidence.either(np.array([0.5, 0.4])) == pytest.approx(0.7)
    assert evidence.either(np.array([])) == 0.0


def lines_are(monkeypatch: pytest.MonkeyPatch, of: Callable[[str], float]) -> None:
    def judge(question: object, title: str, lines: list[str], sense: object) -> np.ndarray:
        return np.array([of(line) for line in lines])

    monkeypatch.setattr(evidence, "judge_record", judge)


def test_two_lines_of_a_record_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    lines_are(monkeypatch, lambda line: 0.6 if "400" in line else 0.3)
    said = ask(Stall(), "is the enamel mug any good for camping trips?")
    assert f"{MUG.title}: Holds 400 ml; Not for the microwave." in said
