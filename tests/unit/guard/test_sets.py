"""The labelled sets of our own: recognisers and scope stay as good on them as they were measured."""

from __future__ import annotations

from bench import pii as pii_bench
from bench import scope as scope_bench


def test_personal_information_is_found_and_near_misses_are_left_alone() -> None:
    report = pii_bench.measure(pii_bench.LINES.read_text("utf-8").splitlines())
    assert report.whole.precision >= 0.99 and report.whole.recall >= 0.98, report.mistakes
    assert all(score.recall >= 0.9 for score in report.kinds.values()), report.mistakes


def test_off_topic_requests_are_told_from_a_shops_questions() -> None:
    missed, declined, total = scope_bench.measure(scope_bench.LINES.read_text("utf-8").splitlines())
    assert total == 300
    assert len(declined) <= 3, declined
    assert len(missed) <= 15, missed
