from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.sequences import WORTH_COPYING, Sequences, common

STABLE = list(range(100, 140))


def answer(sequences, conversation, prompt):
    placement = sequences.place(conversation, prompt)
    placement.slot.tokens = list(prompt)
    placement.slot.busy = False
    return placement


def test_follow_up_keeps_its_own_sequence():
    sequences = Sequences(3)
    first = answer(sequences, "a", [*STABLE, 1, 2, 3])
    second = sequences.place("a", [*STABLE, 1, 2, 3, 4, 5])
    assert second.slot is first.slot
    assert (second.keep, second.copy_from) == (len(STABLE) + 3, None)


def test_new_conversation_copies_the_stable_text():
    sequences = Sequences(3)
    first = answer(sequences, "a", [*STABLE, 1, 2])
    second = sequences.place("b", [*STABLE, 7, 8])
    assert second.slot is not first.slot
    assert (second.keep, second.copy_from) == (len(STABLE), first.slot.number)


def test_stable_text_is_copied_from_a_sequence_that_is_being_written():
    sequences = Sequences(2)
    first = sequences.place("a", STABLE)
    first.slot.tokens = list(STABLE)
    assert sequences.place("b", [*STABLE, 1]).copy_from == first.slot.number


def test_same_prompt_again_still_reads_its_last_token():
    sequences = Sequences(2)
    answer(sequences, "a", STABLE)
    assert sequences.place("a", STABLE).keep == len(STABLE) - 1


def test_short_resemblance_is_not_worth_a_copy():
    sequences = Sequences(2)
    answer(sequences, "a", STABLE[: WORTH_COPYING - 1])
    placement = sequences.place("b", STABLE)
    assert (placement.keep, placement.copy_from) == (0, None)


def test_oldest_conversation_gives_way():
    sequences = Sequences(2)
    answer(sequences, "a", [1, 2])
    b = answer(sequences, "b", [3, 4])
    answer(sequences, "a", [1, 2, 5])
    assert sequences.place("c", [9]).slot is b.slot


def test_evicted_sequence_that_begins_alike_is_reused_in_place():
    sequences = Sequences(1)
    answer(sequences, "a", [*STABLE, 1])
    placement = sequences.place("b", [*STABLE, 2])
    assert (placement.keep, placement.copy_from) == (len(STABLE), None)


def test_busy_sequences_are_left_alone():
    sequences = Sequences(1)
    sequences.place("a", [1])
    with pytest.raises(LookupError):
        sequences.place("b", [2])


def test_requests_without_a_conversation_do_not_share_one():
    sequences = Sequences(2)
    first = answer(sequences, "", [1, 2, 3])
    assert sequences.place("", [4, 5]).slot is not first.slot


@given(
    st.lists(st.tuples(st.sampled_from("abcd"), st.lists(st.integers(0, 3), min_size=1)), max_size=30),
    st.integers(1, 4),
)
def test_promised_tokens_are_always_the_prompts_own(requests, count):
    sequences = Sequences(count)
    for conversation, prompt in requests:
        held = {slot.number: list(slot.tokens) for slot in sequences.slots}
        placement = answer(sequences, conversation, prompt)
        source = placement.slot.number if placement.copy_from is None else placement.copy_from
        assert held[source][: placement.keep] == prompt[: placement.keep]
        assert placement.keep < len(prompt)


def test_common_counts_equal_beginnings():
    assert common([1, 2, 3], [1, 2, 4, 5]) == 2
    assert common([], [1]) == 0
