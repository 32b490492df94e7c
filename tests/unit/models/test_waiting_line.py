from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.waiting_line import WaitingLine


def line_of(*visitors):
    line = WaitingLine()
    for number, visitor in enumerate(visitors):
        line.join(f"{visitor}{number}", visitor)
    return line


def serve_next(line):
    item = next(iter(line))
    line.leave(item)
    return item


def test_first_come_first_served():
    assert list(line_of("a", "b", "c")) == ["a0", "b1", "c2"]


def test_visitors_who_flood_the_line_let_others_in_between():
    assert list(line_of("a", "a", "a", "b", "c")) == ["a0", "b3", "a1", "c4", "a2"]


def test_visitor_being_answered_lets_others_go_first():
    line = WaitingLine()
    line.join("a again", "a", being_served=True)
    line.join("b", "b")
    assert list(line) == ["b", "a again"]


def test_newcomers_do_not_starve_a_second_question():
    line = line_of("a", "a")
    served = []
    for number in range(6):
        line.join(f"new{number}", f"v{number}")
        served.append(serve_next(line))
    assert served[:3] == ["a0", "new0", "a1"]


def test_interrupted_request_goes_first():
    line = line_of("a", "b")
    interrupted = serve_next(line)
    line.put_back(interrupted, "a")
    line.join("c", "c")
    assert list(line) == ["a0", "b1", "c"]


def test_leaving_twice_is_leaving():
    line = line_of("a", "b")
    first = next(iter(line))
    line.leave(first)
    line.leave(first)
    assert (list(line), len(line)) == (["b1"], 1)


@given(st.lists(st.sampled_from("abcd")))
def test_nobody_is_lost_and_each_visitors_own_order_kept(visitors):
    line = line_of(*visitors)
    assert len(line) == len(visitors)
    for visitor in set(visitors):
        own = [f"{visitor}{number}" for number, name in enumerate(visitors) if name == visitor]
        assert [item for item in line if item.startswith(visitor)] == own


@given(st.lists(st.sampled_from("abcd"), min_size=1))
def test_nobody_is_passed_more_often_than_they_have_questions_ahead(visitors):
    line, worst = WaitingLine(), {}
    for number, visitor in enumerate(visitors):
        item = (visitor, number)
        line.join(item, visitor)
        worst[item] = list(line).index(item) + visitors[:number].count(visitor)
        for place, other in enumerate(line):
            assert place <= worst[other]
