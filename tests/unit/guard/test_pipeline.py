"""The pipeline fails closed, the policies order themselves, behaviour counts, the registry is whole."""

from __future__ import annotations

import importlib
import threading
from pathlib import Path

import pytest

from appliance.core.schemas import Decision, Place, ScanStatus, Verdict
from appliance.guard import behaviour, registry, scanners
from appliance.guard.pipeline import Pipeline, gravest
from appliance.guard.policy import BALANCED, LENIENT, POLICIES, STRICT, Policy, policy, sentence
from appliance.guard.scanner import passed
from appliance.guard.texts import Text


class Fine:
    name = "fine"

    def scan(self, text: Text) -> Verdict:
        return passed(self.name)


class Broken:
    name = "broken"

    def scan(self, text: Text) -> Verdict:
        raise RuntimeError(f"secret customer words: {text.original}")


class Hanging:
    name = "hanging"

    def __init__(self) -> None:
        self.release = threading.Event()

    def scan(self, text: Text) -> Verdict:
        self.release.wait(10)
        return passed(self.name)


TEXT = Text("hello", Place.MESSAGE)


def test_every_scanner_gives_its_verdict_in_order() -> None:
    pipeline = Pipeline(BALANCED)
    assert [verdict.scanner for verdict in pipeline.run((Fine(), Fine()), TEXT)] == ["fine", "fine"]
    pipeline.close()


def test_a_scanner_that_raises_is_an_error_and_no_allow(caplog: pytest.LogCaptureFixture) -> None:
    pipeline = Pipeline(BALANCED)
    one, two = pipeline.run((Broken(), Fine()), Text("my secret", Place.MESSAGE))
    assert (one.status, one.decision) == (ScanStatus.ERROR, Decision.BLOCK)
    assert two.decision is Decision.ALLOW
    assert "my secret" not in caplog.text and "my secret" not in one.reason
    pipeline.close()


def test_a_scanner_that_hangs_is_an_error_and_so_is_what_comes_after(
    caplog: pytest.LogCaptureFixture,
) -> None:
    pipeline, hanging = Pipeline(BALANCED, timeout_s=0.05), Hanging()
    first, late, after = pipeline.run((Fine(), hanging, Fine()), TEXT)
    hanging.release.set()
    assert first.decision is Decision.ALLOW
    assert late.status is after.status is ScanStatus.ERROR
    assert late.decision is after.decision is Decision.BLOCK
    assert "hanging" in caplog.text
    pipeline.close()


def test_when_every_thread_hangs_nothing_passes() -> None:
    pipeline, hanging = Pipeline(BALANCED, timeout_s=0.05), Hanging()
    for _ in range(6):
        assert gravest(pipeline.run((hanging,), TEXT)) is Decision.BLOCK
    assert gravest(pipeline.run((Fine(),), TEXT)) is Decision.BLOCK
    hanging.release.set()
    pipeline.close()


def test_a_closed_pipeline_lets_nothing_through() -> None:
    pipeline = Pipeline(BALANCED)
    pipeline.close()
    assert gravest(pipeline.run((Fine(),), TEXT)) is Decision.BLOCK


@pytest.mark.parametrize("place", Place)
def test_no_policy_makes_an_error_an_allow(place: Place) -> None:
    for known in POLICIES:
        assert known.for_error(place) is not Decision.ALLOW
    with pytest.raises(ValueError, match="never an allow"):
        Policy("bad", "", 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, on_error=Decision.ALLOW)


def test_lenient_goes_on_from_records_after_an_error_in_a_message_only() -> None:
    assert LENIENT.for_error(Place.MESSAGE) is Decision.REVIEW
    assert LENIENT.for_error(Place.ANSWER) is Decision.BLOCK
    assert BALANCED.for_error(Place.MESSAGE) is STRICT.for_error(Place.MESSAGE) is Decision.BLOCK


def test_the_gravest_decides_and_nothing_at_all_is_a_block() -> None:
    review = passed("x").model_copy(update={"decision": Decision.REVIEW})
    assert gravest((passed("a"), review)) is Decision.REVIEW
    assert gravest((passed("a"),)) is Decision.ALLOW
    assert gravest(()) is Decision.BLOCK


@pytest.mark.parametrize(
    "field", ["review", "block", "detector", "window", "view", "document", "unaddressed", "doubt"]
)
def test_stricter_policies_have_lower_thresholds(field: str) -> None:
    values = [getattr(known, field) for known in (STRICT, BALANCED, LENIENT)]
    assert values == sorted(values) and len(set(values)) == 3


def test_an_unknown_policy_is_the_strict_one() -> None:
    assert policy("") is policy("off") is policy("none") is STRICT
    assert policy("lenient") is LENIENT


@pytest.mark.parametrize("known", POLICIES)
def test_a_policy_explains_itself_in_plain_words(known: Policy) -> None:
    assert known.explanation.endswith(".")
    assert not {"threshold", "classifier", "injection", "LLM"} & set(known.explanation.split())


def test_customers_read_a_sentence_in_their_language() -> None:
    assert sentence("injection").startswith("I can't help")
    assert sentence("scope", "de").startswith("Das liegt")
    assert sentence("behaviour", "fr").startswith("Cette conversation")
    assert sentence("injection", "it").startswith("Non posso aiutarti")
    assert sentence("scope", "tlh") == sentence("scope", "en")


def test_every_scanner_file_stands_in_the_registry() -> None:
    files = {file.stem for file in Path(scanners.__file__).parent.glob("*.py")} - {"__init__"}
    used = {
        type(scanner).__module__.rpartition(".")[2]
        for listed in registry.scanners(BALANCED, detector=object()).values()  # type: ignore[arg-type]
        for scanner in listed
    }
    assert used == files
    assert all(importlib.import_module(f"appliance.guard.scanners.{name}").__doc__ for name in files)


def test_every_place_is_looked_at_whatever_the_policy() -> None:
    for known in POLICIES:
        listed = registry.scanners(known)
        assert set(listed) == set(Place) and all(listed.values())


def test_scope_judges_messages_only_and_last() -> None:
    listed = registry.scanners(BALANCED)
    assert [scanner.name for scanner in listed[Place.MESSAGE]][-1] == "scope"
    assert "scope" not in [scanner.name for scanner in listed[Place.DOCUMENT]]


# --- behaviour -------------------------------------------------------------------------------------


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_attacks_slow_down_and_then_stop() -> None:
    watched = behaviour.Behaviour(Clock())
    seen = []
    for _ in range(behaviour.STOP_FROM):
        watched.attacked("s1")
        seen.append(watched.standing("s1"))
    assert [standing.pause_s for standing in seen] == [0, 0, 1, 2, 4, 8]
    assert [standing.stopped for standing in seen] == [False] * 5 + [True]


def test_time_forgives() -> None:
    clock = Clock()
    watched = behaviour.Behaviour(clock)
    for _ in range(6):
        watched.attacked("s1")
    clock.now = behaviour.WINDOW_S - 1
    assert watched.standing("s1").stopped
    clock.now = behaviour.WINDOW_S
    assert watched.standing("s1") == behaviour.Standing(0, 0.0, False)


def test_others_are_not_punished() -> None:
    watched = behaviour.Behaviour(Clock())
    for _ in range(6):
        watched.attacked("s1", "10.0.0.1")
    assert not watched.standing("s2").stopped
    assert not watched.standing("s2", "10.0.0.1").stopped, "a shared address may sin more often"
    for _ in range(18):
        watched.attacked("", "10.0.0.1")
    assert watched.standing("s2", "10.0.0.1").stopped


def test_nobody_is_not_counted() -> None:
    watched = behaviour.Behaviour(Clock())
    for _ in range(50):
        watched.attacked("", "")
    assert watched.standing("", "") == behaviour.Standing(0, 0.0, False)


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(behaviour, "KEYS", 2)
    watched = behaviour.Behaviour(Clock())
    for session in ("s1", "s2", "s3"):
        watched.attacked(session)
    assert [watched.standing(session).attacks for session in ("s1", "s2", "s3")] == [0, 1, 1]
