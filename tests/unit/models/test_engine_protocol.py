from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import engine_protocol as protocol


@given(text=st.text(), turns=st.lists(st.tuples(st.text(), st.text())), stop=st.lists(st.text()))
def test_messages_survive_the_pipe(text, turns, stop):
    sent = protocol.Generate(7, text, tuple(turns), text, 3, 0.5, tuple(stop), 1)
    line = protocol.encode(sent)
    assert line.count(b"\n") == 1
    assert protocol.decode(line) == sent


@pytest.mark.parametrize("kind", protocol.KINDS.values())
def test_every_kind_is_told_from_the_others(kind):
    message = kind(*range(len(kind.__slots__)))
    assert protocol.decode(protocol.encode(message)) == message


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"[]",
        b"llama.cpp: loaded",
        b"{}",
        b'{"kind": "Text", "id": 1}',
        b'{"kind": "Text", "id": 1, "text": "x", "more": 1}',
        b'{"kind": "Session"}',
        b'{"kind": ["Text"]}',
    ],
)
def test_other_lines_are_refused(line):
    with pytest.raises(ValueError):
        protocol.decode(line)
