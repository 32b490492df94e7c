"""Models small enough to be made in a test: a BERT with random weights, and GGUF headers."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

from appliance.core import errors

WORDS = [
    "the",
    "a",
    "red",
    "blue",
    "wool",
    "scarf",
    "lamp",
    "how",
    "much",
    "is",
    "it",
    "do",
    "you",
    "ship",
    "to",
    "perth",
    "size",
    "m",
    "l",
    "return",
    "gift",
    "card",
]
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
WIDTH, HEADS, LAYERS, POSITIONS = 32, 4, 2, 40


class QuietJob:
    """A job that nobody watches; `stop_at` cancels it at a stage that begins so."""

    def __init__(self, stop_at: str = "") -> None:
        self.stages: list[str] = []
        self._stop_at = stop_at

    def step(self, stage: str, done: int = 0, total: int | None = None) -> None:
        self.stages.append(stage)
        assert total is None or 0 <= done <= total
        if self._stop_at and stage.startswith(self._stop_at):
            raise errors.Cancelled("The job was cancelled.")


def write_bert(folder: Path, *, labels: tuple[str, ...] = (), seed: int = 0) -> Path:
    """Write the folder of an embedding model, or of a classifier when there are labels."""
    folder.mkdir(parents=True, exist_ok=True)
    config = {
        "architectures": ["BertForSequenceClassification" if labels else "BertModel"],
        "model_type": "bert",
        "hidden_size": WIDTH,
        "num_attention_heads": HEADS,
        "num_hidden_layers": LAYERS,
        "intermediate_size": 2 * WIDTH,
        "max_position_embeddings": POSITIONS,
        "vocab_size": len(SPECIAL) + len(WORDS),
        "type_vocab_size": 2,
        "hidden_act": "gelu",
        "layer_norm_eps": 1e-12,
        "id2label": {str(number): label for number, label in enumerate(labels)},
    }
    (folder / "config.json").write_text(json.dumps(config))
    save_file(bert_weights(len(labels), seed), folder / "model.safetensors")
    write_tokenizer(folder)
    return folder


def bert_weights(labels: int, seed: int) -> dict[str, np.ndarray]:
    random = np.random.default_rng(seed)
    weights: dict[str, np.ndarray] = {}

    def matrix(name: str, *shape: int) -> None:
        weights[name] = random.normal(0, 0.15, shape).astype(np.float32)

    def dense(name: str, inputs: int, outputs: int) -> None:
        matrix(f"{name}.weight", outputs, inputs)
        matrix(f"{name}.bias", outputs)

    def norm(name: str) -> None:
        weights[f"{name}.weight"] = random.uniform(0.5, 1.5, WIDTH).astype(np.float32)
        matrix(f"{name}.bias", WIDTH)

    matrix("embeddings.word_embeddings.weight", len(SPECIAL) + len(WORDS), WIDTH)
    matrix("embeddings.position_embeddings.weight", POSITIONS, WIDTH)
    matrix("embeddings.token_type_embeddings.weight", 2, WIDTH)
    norm("embeddings.LayerNorm")
    for number in range(LAYERS):
        at = f"encoder.layer.{number}."
        for part in ("query", "key", "value"):
            dense(f"{at}attention.self.{part}", WIDTH, WIDTH)
        dense(f"{at}attention.output.dense", WIDTH, WIDTH)
        norm(f"{at}attention.output.LayerNorm")
        dense(f"{at}intermediate.dense", WIDTH, 2 * WIDTH)
        dense(f"{at}output.dense", 2 * WIDTH, WIDTH)
        norm(f"{at}output.LayerNorm")
    if labels:
        weights = {f"bert.{name}": value for name, value in weights.items()}
        dense("bert.pooler.dense", WIDTH, WIDTH)
        dense("classifier", WIDTH, labels)
    return weights


def write_tokenizer(folder: Path) -> None:
    vocabulary = {word: number for number, word in enumerate([*SPECIAL, *WORDS])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer.save(str(folder / "tokenizer.json"))


def gguf(
    *,
    magic: bytes = b"GGUF",
    version: int = 3,
    facts: dict[str, str | int | list[str]] | None = None,
    tensors: int = 1,
    data: bytes = b"\0" * 64,
) -> bytes:
    """Return a GGUF file whose last tensor begins at the first byte of `data`."""
    facts = {"general.architecture": "llama", **CHAT} if facts is None else facts
    body = b"".join(_text(name) + _fact(value) for name, value in facts.items())
    infos = b"".join(_text(f"t{n}") + struct.pack("<IQIQ", 1, 8, 0, 0) for n in range(tensors))
    return magic + struct.pack("<IQQ", version, tensors, len(facts)) + body + infos + data


CHAT: dict[str, str | int | list[str]] = {
    "general.name": "Tiny Chat",
    "general.license": "mit",
    "llama.context_length": 512,
    "tokenizer.ggml.tokens": ["a", "b", "c"],
    "tokenizer.chat_template": "{{ messages }}",
}


def _text(text: str) -> bytes:
    raw = text.encode()
    return struct.pack("<Q", len(raw)) + raw


def _fact(value: str | int | list[str]) -> bytes:
    if isinstance(value, str):
        return struct.pack("<I", 8) + _text(value)
    if isinstance(value, int):
        return struct.pack("<II", 4, value)
    return struct.pack("<IIQ", 9, 8, len(value)) + b"".join(_text(item) for item in value)
