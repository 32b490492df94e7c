"""Hosts and paths of whatever somebody typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.core.addresses import host_of, path_of


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("https://www.Pine.example/shop", "www.pine.example"),
        ("pine.example", "pine.example"),
        ("//pine.example:8443", "pine.example"),
        ("http://[::1]:80/", "::1"),
        ("pine.example.", "pine.example"),
        ("http://[", ""),
        ("https://pine.example@evil.example/", "evil.example"),
        ("", ""),
    ],
)
def test_the_host_of_an_address(typed: str, host: str) -> None:
    assert host_of(typed) == host


@given(st.text())
def test_nothing_typed_raises(typed: str) -> None:
    host_of(typed), path_of(typed)


def test_the_path_of_an_address() -> None:
    assert path_of("https://box.example/widget.js?v=1") == "/widget.js"
    assert path_of("http://[/widget.js") == ""
