"""JSON that no route can use: nested beyond all sense, halves of characters, more bytes than are taken."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from served_box import Served
from starlette.testclient import TestClient

from appliance.service.bodies import DEEPEST

PATHS = (
    ("POST", "/v1/chat/completions"),
    ("POST", "/api/v1/shops/wool/chat"),
    ("POST", "/api/v1/shops"),
    ("PATCH", "/api/v1/shops/wool"),
    ("POST", "/api/v1/guard/check"),
)
JSON = {"content-type": "application/json"}
HALVES = ("\\ud800", "\\udfff", "\\ude00\\ud83d", "a\\ud83db")
"""Halves of pairs as JSON writes them: alone, the wrong way round, with a word between."""


@pytest.fixture
def http(served: Served) -> Iterator[TestClient]:
    served.admin().create_shop("Wool")
    with served.http(served.box.tokens.create_passing()) as client:
        yield client


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}"), ('[{"a":', "}]"), ("[", "")])
def test_json_nested_beyond_sense_is_a_bad_request(http: TestClient, opening: str, closing: str) -> None:
    times = 60_000 // len(opening)
    for method, path in PATHS:
        body = opening * times + "1" + closing * times
        assert http.request(method, path, content=body, headers=JSON).status_code == 400, path


def test_a_visitor_gets_the_same_without_a_token_or_a_type(served: Served) -> None:
    with served.http() as visitor:
        for headers in ({}, JSON):
            reply = visitor.post("/v1/chat/completions", content="[" * 100_000, headers=headers)
            assert reply.status_code == 400
            assert reply.json()["error"]["type"] == "invalid_request_error"


def test_as_deep_as_is_read_passes_and_one_deeper_does_not(http: TestClient) -> None:
    def sent(levels: int) -> int:
        inner = "[" * (levels - 1) + "]" * (levels - 1)  # the object around it is a level too
        body = f'{{"model": "shop:wool", "messages": [{{"role": "user", "content": "Hi"}}], "x": {inner}}}'
        return http.post("/v1/chat/completions", content=body, headers=JSON).status_code

    assert sent(DEEPEST) == 200
    assert sent(DEEPEST + 1) == 400


def test_brackets_in_a_text_are_no_levels(http: TestClient) -> None:
    reply = http.post("/api/v1/shops/wool/chat", json={"message": "[" * 2000 + "{" * 1000})
    assert reply.status_code == 200


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/api/v1/shops/wool/chat", '{{"message": "price {}"}}', 422),
        ("/api/v1/shops", '{{"name": "Wool {}"}}', 422),
        ("/api/v1/guard/check", '{{"text": "{}"}}', 422),
        ("/api/v1/guard/check", '{{"text": "a", "{}": 1}}', 422),
        (
            "/v1/chat/completions",
            '{{"model": "shop:wool", "messages": [{{"role": "user", "content": "price {}"}}]}}',
            400,
        ),
        (
            "/v1/chat/completions",
            '{{"model": "shop:wool", "messages": [{{"role": "user", "content": [{{"text": "{}"}}]}}]}}',
            400,
        ),
    ],
)
def test_half_a_character_is_refused(http: TestClient, path: str, body: str, status: int) -> None:
    for half in HALVES:
        reply = http.post(path, content=body.format(half), headers=JSON)
        assert reply.status_code == status, reply.text
        assert "Unicode" in reply.text


def test_half_a_character_in_raw_bytes_is_refused_too(http: TestClient) -> None:
    body = b'{"model": "shop:wool", "messages": [{"role": "user", "content": "\xed\xa0\x80"}]}'
    assert http.post("/v1/chat/completions", content=body, headers=JSON).status_code == 400


@pytest.mark.parametrize("whole", ["\\ud83d\\ude00", "\\\\ud800", "\\u0000\\ufffd"])
def test_whole_characters_and_the_letters_of_an_escape_pass(http: TestClient, whole: str) -> None:
    body = f'{{"model": "shop:wool", "messages": [{{"role": "user", "content": "is it {whole}"}}]}}'
    reply = http.post("/v1/chat/completions", content=body, headers=JSON)
    assert reply.status_code == 200
    assert json.loads(f'"{whole}"') in reply.json()["choices"][0]["message"]["content"]


@pytest.mark.parametrize("path", ["/v1/chat/completions", "/api/v1/shops/wool/chat"])
def test_more_than_is_taken_is_refused_as_such_when_nothing_was_declared(http: TestClient, path: str) -> None:
    reply = http.post(path, content=(b" " * 100_000 for _ in range(11)), headers=JSON)
    assert reply.status_code == 413


def test_what_is_no_json_is_left_to_the_route(http: TestClient) -> None:
    assert http.post("/api/v1/shops", content=b"\xff\xfe{", headers=JSON).status_code in (400, 422)
    assert http.post("/api/v1/shops", content=b"", headers=JSON).status_code == 422
