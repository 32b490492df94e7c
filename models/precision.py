"""Choose the fewest bits in which an encoder still says what it says in full precision."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from models import bert_onnx
from models.bert import Bert, Floats
from models.bert_onnx import Bits
from models.classifier import probabilities
from models.encoder import open_session
from models.unigram import Text

# Eight bits are best where the processor has instructions for them; on older ones (AVX2 without VNNI) sums
# of two products of eight bits overflow, most where inputs are dense, around attention. Measured there on
# all-MiniLM-L6-v2: 0.9955 with eight everywhere, 0.9988 with seven around attention, 0.9975 with seven
# everywhere. All run alike fast, and what agrees best on the machine at hand is taken.
BITS = (Bits(8, 8), Bits(7, 8), Bits(7, 7))
EXCELLENT = 0.9985  # agreement at which no other precision is tried
GOOD = 0.98  # agreement below which the model stays in full precision


@dataclass(frozen=True, slots=True)
class Choice:
    """`name` is int8, int7, int7a8 (seven around attention, eight elsewhere) or float32; `agreement` with
    full precision is 1 when nothing differs."""

    model: Any
    name: str
    agreement: float


def choose(
    encoder: Bert,
    tokenizer: Path,
    prefix: str = "",
    widths: Sequence[Bits] = BITS,
    samples: Sequence[Text] = (),
) -> Choice:
    """Adjust on one half of the samples, judge on the other; without any, on `sample_texts`."""
    texts = samples or [prefix + text for text in sample_texts()]
    tokens = _tokens(tokenizer, encoder.max_tokens, texts)
    full = bert_onnx.embedding_graph(encoder)
    expected = _run(full, tokens[1::2])
    peaks = _peaks(encoder, tokens[::2])
    tried: list[Choice] = []
    for bits in widths:
        model = bert_onnx.embedding_graph(encoder, peaks=peaks, bits=bits)
        found = _run(model, tokens[1::2])
        same = _shares(expected, found) if encoder.head else _cosine(expected, found)
        tried.append(Choice(model, _name(bits), same))
        if same >= EXCELLENT:
            break
    best = max(tried, key=lambda choice: choice.agreement)
    return best if best.agreement >= GOOD else Choice(full, "float32", 1.0)


def _name(bits: Bits) -> str:
    return f"int{bits.wide}" if bits.attention == bits.wide else f"int{bits.attention}a{bits.wide}"


def sample_texts() -> list[str]:
    text = resources.files("models").joinpath("sample_texts.toml").read_text("utf-8")
    return [str(sample) for sample in tomllib.loads(text)["texts"]]


def _tokens(path: Path, longest: int, texts: Sequence[Text]) -> list[list[int]]:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.enable_truncation(longest)
    return [encoding.ids for encoding in tokenizer.encode_batch(list(texts))]


def _run(model: Any, tokens: Sequence[Sequence[int]]) -> Floats:
    session = open_session(model.SerializeToString())
    rows = [session.run(None, {"input_ids": np.array([ids], np.int32)})[0] for ids in tokens]
    return np.concatenate(rows)


def _peaks(encoder: Bert, tokens: Sequence[Sequence[int]]) -> dict[str, Floats]:
    """Return the largest magnitude of every channel of the inputs that are to be smoothed."""
    model, names = bert_onnx.tapped_graph(encoder)
    session = open_session(model.SerializeToString())
    peaks: dict[str, Floats] = {}
    for ids in tokens:
        inputs = session.run(None, {"input_ids": np.array([ids], np.int32)})
        for name, tensor in zip(names, inputs, strict=True):
            peak = np.abs(tensor).max(axis=(0, 1))
            peaks[name] = np.maximum(peaks.get(name, peak), peak)
    return peaks


def _cosine(expected: Floats, found: Floats) -> float:
    """Mean cosine of rows of unit length."""
    return float((expected * found).sum(axis=1).mean())


def _shares(expected: Floats, found: Floats) -> float:
    """One less the mean difference of the probabilities."""
    difference = np.abs(probabilities(expected) - probabilities(found)).sum(axis=1) / 2
    return float(1 - difference.mean())
