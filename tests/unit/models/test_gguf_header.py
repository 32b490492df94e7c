"""A stranger's GGUF: what it says of itself, and every way in which it may be none."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
import tiny_models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.core import errors
from models import gguf_header


def _write(folder: Path, content: bytes) -> Path:
    path = folder / "model.gguf"
    path.write_bytes(content)
    return path


def test_the_header_of_a_chat_model_is_read(tmp_path: Path) -> None:
    header = gguf_header.read(_write(tmp_path, tiny_models.gguf()))
    assert (header.architecture, header.version, header.context) == ("llama", 3, 512)
    assert (header.name, header.licence, header.chat) == ("Tiny Chat", "mit", True)


def test_a_model_without_a_chat_template_says_so(tmp_path: Path) -> None:
    header = gguf_header.read(_write(tmp_path, tiny_models.gguf(facts={"general.architecture": "bert"})))
    assert not header.chat
    assert header.context == 0


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "does not begin"),
        (b"PK\3\4 a zip", "does not begin"),
        (b"<html>Not found</html>", "does not begin"),
        (tiny_models.gguf(version=1), "version 1"),
        (tiny_models.gguf(version=99), "version 99"),
        (b"GGUF" + struct.pack(">IQQ", 3, 1, 1), "version"),
        (tiny_models.gguf(facts={}), "architecture"),
        (tiny_models.gguf(tensors=0), "0 tensors"),
        (tiny_models.gguf(data=b""), "end is missing"),
        (b"GGUF" + struct.pack("<IQQ", 3, 1 << 60, 1), "tensors"),
        (b"GGUF" + struct.pack("<IQQ", 3, 1, 1 << 60), "facts"),
        (b"GGUF" + struct.pack("<IQQQ", 3, 1, 1, 1 << 62), "text of"),
        (b"GGUF" + struct.pack("<IQQQ", 3, 1, 1, 1) + b"x" + struct.pack("<I", 77), "kind 77"),
        (b"GGUF" + struct.pack("<IQQQ", 3, 1, 1, 1) + b"x" + struct.pack("<IIQ", 9, 0, 1 << 61), "longer"),
        (b"GGUF" + struct.pack("<IQQQ", 3, 1, 1, 1) + b"x" + struct.pack("<IIQ", 9, 9, 3), "kind 9"),
    ],
)
def test_what_is_no_whole_gguf_is_refused_with_the_reason(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    with pytest.raises(errors.ModelRefused, match=reason) as refused:
        gguf_header.read(_write(tmp_path, content))
    assert "model.gguf" in refused.value.message
    assert refused.value.resolution


@pytest.mark.parametrize("kept", range(0, len(tiny_models.gguf()) - 64, 7))
def test_a_file_that_was_cut_short_is_refused(tmp_path: Path, kept: int) -> None:
    with pytest.raises(errors.ModelRefused):
        gguf_header.read(_write(tmp_path, tiny_models.gguf()[:kept]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(at=st.integers(0, 250), new=st.binary(min_size=1, max_size=12))
def test_no_change_of_its_bytes_does_more_than_be_refused(tmp_path: Path, at: int, new: bytes) -> None:
    content = tiny_models.gguf()
    path = _write(tmp_path, content[:at] + new + content[at + len(new) :])
    try:
        header = gguf_header.read(path)
    except errors.ModelRefused:
        return
    assert header.architecture
