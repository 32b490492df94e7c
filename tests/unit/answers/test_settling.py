"""Cues and meaning: meaning decides where cues are silent, and overrules them only when it is sure."""

from __future__ import annotations

import pytest

from appliance.answers.intent import Meant
from appliance.answers.settling import ADOPT, OVERRULE, settle
from appliance.answers.topics import Topic
from appliance.answers.understand import understand


def settled(said: str, topic: Topic, sure: float) -> Topic:
    """Return the topic when meaning is so sure of one, and of nothing else."""
    return settle(understand(said, lambda word: False), Meant({topic.value: sure})).topic


def test_meaning_is_believed_where_no_cue_was_heard() -> None:
    said = "could my nan have the blue teapot sent round to hers"
    assert settled(said, Topic.SHIPPING, ADOPT) is Topic.SHIPPING
    assert settled(said, Topic.SHIPPING, ADOPT - 0.01) is Topic.UNCLEAR


@pytest.mark.parametrize(
    ("said", "heard", "meant"),
    [
        ("weight of the pot for 4 cups?", Topic.ATTRIBUTE, Topic.QUANTITY),
        ("what's the cut-off time for today's courier delivery", Topic.SHIPPING, Topic.HOURS),
        ("do you have a student discount on the teapot", Topic.DISCOUNT, Topic.STOCK),
    ],
)
def test_some_cues_stand_however_sure_meaning_is(said: str, heard: Topic, meant: Topic) -> None:
    assert settled(said, meant, 0.99) is heard


def test_a_cue_is_overruled_by_meaning_that_is_sure() -> None:
    said = "how much is postage for the teapot"
    assert settled(said, Topic.RETURNS, OVERRULE - 0.01) is Topic.SHIPPING
    assert settled(said, Topic.RETURNS, OVERRULE) is Topic.RETURNS


def test_small_talk_is_not_overruled() -> None:
    assert settled("hello", Topic.PRICE, 0.99) is Topic.GREETING
