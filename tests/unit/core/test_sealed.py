"""Sealed streams: every byte counts."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.core import sealed
from appliance.core.errors import BackupRefused


def seal(data: bytes, passphrase: str = "a passphrase") -> bytes:
    out = io.BytesIO()
    with sealed.Sealer(out, passphrase) as sealer:
        for start in range(0, len(data), 70_000):
            sealer.write(data[start : start + 70_000])
    return out.getvalue()


def unseal(data: bytes, passphrase: str = "a passphrase") -> bytes:
    return sealed.Opener(io.BytesIO(data), passphrase).read()


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cheap key derivation: these tests open hundreds of streams."""
    monkeypatch.setattr(sealed, "SCRYPT", {"length": 32, "n": 2, "r": 1, "p": 1})
    monkeypatch.setattr(sealed, "FRAME", 1000)


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=5000))
def test_what_goes_in_comes_out(data: bytes) -> None:
    assert unseal(seal(data)) == data


@pytest.mark.parametrize("size", [0, 1, 999, 1000, 1001, 3000])
def test_every_size_round_a_frame(size: int) -> None:
    assert unseal(seal(b"x" * size)) == b"x" * size


def test_nothing_of_the_text_is_seen_and_no_two_are_alike() -> None:
    text = b"server:token" * 500
    assert b"token" not in seal(text)
    assert seal(text) != seal(text)


def test_a_changed_byte_anywhere_is_refused() -> None:
    data = seal(b"x" * 2500)
    for place in range(0, len(data), 97):
        changed = bytes([*data[:place], data[place] ^ 1, *data[place + 1 :]])
        with pytest.raises(BackupRefused):
            unseal(changed)


def test_a_cut_stream_is_refused_wherever_it_was_cut() -> None:
    data = seal(b"x" * 2500)
    for end in (0, 10, len(data) - 1, 36, 36 + 4 + 1016, 36 + 2 * (4 + 1016)):
        with pytest.raises(BackupRefused):
            unseal(data[:end])


def test_frames_cannot_change_places() -> None:
    data = seal(bytes(range(250)) * 12)
    head, one, two, rest = data[:36], data[36:1056], data[1056:2076], data[2076:]
    assert unseal(head + one + two + rest)
    with pytest.raises(BackupRefused):
        unseal(head + two + one + rest)


def test_the_wrong_passphrase_says_so() -> None:
    with pytest.raises(BackupRefused, match="with this key"):
        unseal(seal(b"data"), "another one")


def test_a_failed_writer_leaves_a_stream_that_is_refused() -> None:
    out = io.BytesIO()
    with pytest.raises(ZeroDivisionError), sealed.Sealer(out, "a passphrase") as sealer:
        sealer.write(b"x" * 2500)
        raise ZeroDivisionError
    with pytest.raises(BackupRefused):
        unseal(out.getvalue())
