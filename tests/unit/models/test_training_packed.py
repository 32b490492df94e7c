"""The 4-bit file of the starting encoder, and the folder that is made of it."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from tiny_models import write_bert

from appliance.core import errors
from models import bert
from models.training import packed, start, vocabulary
from models.training.packed import Packed

HIDDEN, LAYERS, INNER = 32, 2, 64


def test_any_other_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "e5.bin").write_bytes(b"E5S1" + bytes(100))
    with pytest.raises(errors.ModelRefused, match=r"e5\.bin"):
        packed.read(tmp_path / "e5.bin")


def test_a_file_is_taken_apart() -> None:
    codes = bytes([0x80 + number for number in range(16)])  # low nibbles 0..15, high nibbles 8
    tensors = [
        ("norm", 0, 3, np.array([1, 2, 3], np.float32).tobytes()),
        ("matrix", 1, 32, np.array([0.5], np.float16).tobytes() + codes),
    ]
    found = packed._parse(_file(["<s>", "ab", "é"], [0.0, -1.0, -2.0], tensors))
    assert (found.hidden, found.layers, found.heads, found.inner) == (HIDDEN, LAYERS, 4, INNER)
    assert found.epsilon == pytest.approx(1e-12)
    assert found.pieces == ("<s>", "ab", "é")
    assert found.scores.tolist() == [0, -1, -2]
    assert found.tensors["norm"].tolist() == [1, 2, 3]
    low, high = found.matrix("matrix", 16)
    assert low.tolist() == [(number - 8) / 2 for number in range(16)]
    assert high.tolist() == [0] * 16


def _file(pieces: list[str], scores: list[float], tensors: list[tuple[str, int, int, bytes]]) -> bytes:
    blob = "".join(pieces).encode()
    ends = np.cumsum([0, *(len(piece.encode()) for piece in pieces)]).astype(np.uint32)
    head = b"E5S1" + struct.pack("<8i", 1, HIDDEN, LAYERS, 4, INNER, len(pieces), 16, 2)
    head += struct.pack("<fi", 1e-12, 32)
    head += struct.pack("<5iQ", len(pieces), 0, 2, 1, 3, len(blob))
    head += ends.tobytes() + np.array(scores, np.float32).tobytes() + blob
    head += struct.pack("<iI", 0, 0) + struct.pack("<i", len(tensors))
    start_of_data = len(head) + sum(2 + len(name) + 21 for name, *_ in tensors)
    directory, data = b"", b""
    for name, kind, size, raw in tensors:
        place = struct.pack("<BIQQ", kind, size, start_of_data + len(data), len(raw))
        directory += struct.pack("<H", len(name)) + name.encode() + place
        data += raw
    return head + directory + data


def test_the_start_is_a_classifier_that_our_reader_knows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pieces = ("<s>", "<pad>", "</s>", "<unk>", "▁", "▁Refund", "▁refund", "▁me", "!")
    monkeypatch.setattr(packed, "read", lambda path: _packed(pieces))
    shape = start.Shape(1, ("price", "stock", "hours"), vocabulary.EVERY_SCRIPT)
    start.make(tmp_path, tmp_path / "none", ["refund me!"], shape)
    found = bert.read(tmp_path)
    assert found.words.shape == (len(pieces) - 1, HIDDEN)
    assert len(found.layers) == 1
    assert found.head is not None
    assert found.head.labels == shape.labels


def test_an_encoder_that_comes_whole_gets_a_head_of_its_own(tmp_path: Path) -> None:
    source = write_bert(tmp_path / "whole")
    start.classify(tmp_path / "start", source, ("yes", "no"))
    before, made = bert.read(source), bert.read(tmp_path / "start")
    assert made.head is not None and made.head.labels == ("yes", "no")
    assert made.pooling == "mean"
    assert np.array_equal(made.words, before.words)
    assert all(
        np.array_equal(one.up.weight, other.up.weight)
        for one, other in zip(made.layers, before.layers, strict=True)
    )


def _packed(pieces: tuple[str, ...]) -> Packed:
    dice = np.random.default_rng(1)
    square, wide = HIDDEN * HIDDEN, HIDDEN * INNER
    sizes = {"emb.word": len(pieces) * HIDDEN, "emb.pos": 300 * HIDDEN, "emb.type": 2 * HIDDEN}
    sizes |= {"emb.ln.w": HIDDEN, "emb.ln.b": HIDDEN}
    for number in range(LAYERS):
        sizes |= {f"l{number}.{name}.w": square for name in ("q", "k", "v", "ao")}
        sizes |= {f"l{number}.{name}.w": wide for name in ("fi", "fo")}
        sizes |= {f"l{number}.{name}.b": HIDDEN for name in ("q", "k", "v", "ao", "fo")}
        sizes |= {f"l{number}.fi.b": INNER}
        sizes |= {f"l{number}.{name}.{part}": HIDDEN for name in ("aln", "oln") for part in "wb"}
    tensors = {name: dice.normal(size=size).astype(np.float32) for name, size in sizes.items()}
    scores = np.array([-float(number) for number in range(len(pieces))], np.float32)
    return Packed(HIDDEN, LAYERS, 4, INNER, 1e-12, pieces, scores, tensors)
