from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.text_stream import TextStream


def said(pieces, stop=()):
    stream = TextStream(stop)
    return [stream.feed(piece) for piece in pieces] + [stream.finish()]


def test_half_characters_wait_for_the_other_half():
    euro = "€".encode()
    assert said([b"5 " + euro[:1], euro[1:2], euro[2:] + b"!"]) == ["5 ", "", "€!", ""]


def test_half_a_character_at_the_end_is_dropped():
    assert "".join(said([b"ok", "é".encode()[:1]])) == "ok"


def test_bytes_that_are_no_text_are_replaced():
    assert "".join(said([b"a\xffb"])) == "a\ufffdb"


@pytest.mark.parametrize("cut", range(1, 6))
def test_stop_string_is_found_over_piece_boundaries(cut):
    stop = b"STOP!!"
    stream = TextStream(("STOP!!",))
    assert stream.feed(b"Hello " + stop[:cut]) == "Hello "
    assert not stream.stopped
    assert stream.feed(stop[cut:] + b" more") == ""
    assert stream.stopped
    assert stream.feed(b"later") == ""
    assert stream.finish() == ""


def test_text_that_only_resembles_a_stop_string_is_kept():
    assert "".join(said([b"ST", b"OVE"], ("STOP",))) == "STOVE"
    assert "".join(said([b"ST", b"ST", b"OP now"], ("STOP",))) == "ST"
    assert "".join(said([b"end with ST"], ("STOP",))) == "end with ST"


def test_earliest_of_several_stop_strings_cuts():
    assert "".join(said([b"one two three"], ("three", "two"))) == "one "


def test_empty_stop_string_stops_nothing():
    assert "".join(said([b"text"], ("",))) == "text"


@given(st.text(), st.lists(st.text(min_size=1, max_size=4), max_size=3), st.integers(1, 5))
def test_pieces_never_change_the_text(text, stop, size):
    data = text.encode("utf-8", "replace")
    text = data.decode()
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    found = [at for at in (text.find(s) for s in stop) if at >= 0]
    # A longer stop string may begin before a shorter one that is complete earlier: then the shorter cuts.
    result = "".join(said(pieces, tuple(stop)))
    if not found:
        assert result == text
    else:
        assert text.startswith(result)
        assert len(result) >= min(found)
        assert not any(s in result for s in stop)
