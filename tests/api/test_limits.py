"""Which address counts, and what a forged header does."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from starlette.requests import Request

from appliance.core.errors import TooManyRequests
from appliance.core.schemas import Shop
from appliance.core.settings import Settings
from appliance.service.limits import Addresses, QuestionLimits, bucket


def request_from(peer: str, *forwarded: str) -> Request:
    headers = [(b"x-forwarded-for", value.encode()) for value in forwarded]
    return Request({"type": "http", "headers": headers, "client": (peer, 1) if peer else None})


@pytest.mark.parametrize(
    ("trusted", "peer", "forwarded", "address"),
    [
        ((), "192.0.2.1", (), "192.0.2.1"),
        ((), "127.0.0.1", ("198.51.100.1",), "127.0.0.1"),
        (("127.0.0.1",), "192.0.2.1", ("198.51.100.1",), "192.0.2.1"),
        (("127.0.0.1",), "127.0.0.1", ("198.51.100.1",), "198.51.100.1"),
        (("127.0.0.1",), "127.0.0.1", ("6.6.6.6, 198.51.100.1",), "198.51.100.1"),
        (("127.0.0.1",), "127.0.0.1", ("6.6.6.6", "198.51.100.1"), "198.51.100.1"),
        (("127.0.0.1", "10.0.0.0/8"), "127.0.0.1", ("6.6.6.6, 198.51.100.1, 10.1.2.3",), "198.51.100.1"),
        (("127.0.0.1",), "127.0.0.1", (), "127.0.0.1"),
        (("127.0.0.1",), "127.0.0.1", ("made up",), "unknown"),
        (("10.0.0.0/8",), "10.0.0.1", ("10.0.0.2",), "10.0.0.1"),
        ((), "", (), "unknown"),
    ],
)
def test_the_last_hop_that_is_no_proxy_of_ours_counts(
    trusted: tuple[str, ...], peer: str, forwarded: tuple[str, ...], address: str
) -> None:
    assert Addresses(trusted).of(request_from(peer, *forwarded)) == address


def test_one_subscribers_ipv6_addresses_are_one() -> None:
    assert bucket("2001:db8::1") == bucket("2001:db8::ffff:1") != bucket("2001:db8:0:1::1")
    assert bucket("::ffff:192.0.2.1") == "192.0.2.1"


def shop(**fields: int) -> Shop:
    return Shop(id="wool", name="Wool", created=datetime.now(UTC), contact="help@wool.example", **fields)


def test_a_days_questions_of_one_address_end() -> None:
    limits = QuestionLimits(Settings(messages_per_minute=100, messages_per_day=3))
    for _ in range(3):
        limits.admit_visitor(shop(), "192.0.2.1")
    with pytest.raises(TooManyRequests) as caught:
        limits.admit_visitor(shop(), "192.0.2.1")
    assert 3600 < caught.value.retry_after <= 86_400
    limits.admit_visitor(shop(), "192.0.2.2")


def test_a_days_questions_of_one_shop_end_for_everybody_and_name_the_contact() -> None:
    limits = QuestionLimits(Settings())
    limits.admit_program(shop(daily_messages=2))
    limits.admit_visitor(shop(daily_messages=2), "192.0.2.1")
    with pytest.raises(TooManyRequests) as caught:
        limits.admit_visitor(shop(daily_messages=2), "192.0.2.2")
    assert "help@wool.example" in caught.value.resolution


def test_no_messages_a_day_switch_the_chat_off() -> None:
    with pytest.raises(TooManyRequests, match="switched off"):
        QuestionLimits(Settings()).admit_program(shop(daily_messages=0))
