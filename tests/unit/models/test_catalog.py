"""The catalogue's promises: pinned, licensed, nothing that leaves its folder."""

from __future__ import annotations

import pytest

from appliance.core import errors
from models import catalog
from models.catalog import Hub, Kind, Package

OPEN = {"Apache-2.0", "MIT"}
SOUND = """
[[model]]
id = "{id}"
kind = "chat"
title = "T"
licence = "MIT"
publisher = "https://example.com"
[model.hub]
repo = "a/b"
[[model.file]]
name = "{name}"
sha256 = "{sha256}"
"""


def _one(**changes: str) -> str:
    return SOUND.format(**{"id": "t", "name": "t.gguf", "sha256": "0" * 64} | changes)


def test_every_model_has_an_open_licence_a_publisher_and_files() -> None:
    for entry in catalog.load():
        assert entry.licence in OPEN, entry.id
        assert entry.publisher.startswith("https://huggingface.co/"), entry.id
        assert entry.files and entry.memory > 0 and entry.languages, entry.id


def test_a_new_box_begins_with_one_chat_and_one_embedding_model_from_pinned_packages() -> None:
    known = catalog.load()
    assert known.starter(Kind.CHAT) == "smollm2-135m-instruct"
    assert known.starter(Kind.EMBEDDING) == "all-minilm-l6-v2"
    assert known.starter(Kind.DETECTOR) == ""
    for entry in known:
        if entry.starter:
            assert isinstance(entry.source, Package)
            assert all(file.sha256 and file.size for file in entry.files)
            assert len(entry.source.wheel_sha256) == 64


def test_every_gguf_of_the_hub_is_pinned() -> None:
    for entry in catalog.load():
        if entry.kind is Kind.CHAT:
            assert all(file.sha256 for file in entry.files), entry.id


def test_starters_take_the_least_memory_of_their_kind() -> None:
    entries = list(catalog.load())
    for starter in (entry for entry in entries if entry.starter):
        assert starter.memory == min(entry.memory for entry in entries if entry.kind is starter.kind)


def test_an_entry_is_read_whole() -> None:
    (entry,) = catalog.load(_one())
    assert (entry.id, entry.kind, entry.source) == ("t", Kind.CHAT, Hub("a/b", "main"))
    assert entry.files[0].sha256 == "0" * 64
    assert entry.provenance == "Hugging Face hub, a/b. Published at https://example.com."


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "../t"},
        {"id": "T"},
        {"id": ""},
        {"id": ".staging"},
        {"name": "../../t.gguf"},
        {"name": "/etc/passwd"},
        {"sha256": "abc"},
        {"sha256": "G" * 64},
    ],
)
def test_an_unsound_entry_is_refused(changes: dict[str, str]) -> None:
    with pytest.raises(ValueError):
        catalog.load(_one(**changes))


def test_two_models_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="share an id"):
        catalog.load(_one() + _one())


def test_an_unknown_model_is_not_found() -> None:
    with pytest.raises(errors.NotFound, match="no-such"):
        catalog.load().get("no-such")


def test_a_model_that_is_not_there_says_what_to_put_where() -> None:
    with pytest.raises(errors.NotFound) as missing:
        catalog.load().get("gentelshield-v1")
    for word in ("config.json", "tokenizer.json", "model.safetensors", "models add"):
        assert word in missing.value.resolution
    with pytest.raises(errors.NotFound) as missing:
        catalog.load().get("another")
    assert "models list" in missing.value.resolution and "models add PATH" in missing.value.resolution
