"""Make the encoder that training starts from: E5-small's lower layers and its vocabulary cut down."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models import bert
from models.bert import Floats
from models.training import packed, vocabulary
from models.training.packed import Packed
from models.unigram import Text

POSITIONS = 256
NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


@dataclass(frozen=True, slots=True)
class Shape:
    """What is cut out of the whole encoder: how many of its twelve `layers`, of which scripts how many
    pieces (`quota`), what the new head tells apart, and from which tokens: "first", or the "mean" of all."""

    layers: int
    labels: tuple[str, ...]
    quota: Mapping[str, int]
    pooling: str = "first"


def make(folder: Path, source: Path, texts: Sequence[Text], shape: Shape) -> None:
    """Write `config.json`, `model.safetensors` and `tokenizer.json`; `texts` are those of the training."""
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    whole = packed.read(source)
    kept = _cut(folder / "tokenizer.json", whole, texts, shape.quota)
    save_file(_weights(whole, kept, shape), folder / "model.safetensors")
    (folder / "config.json").write_text(json.dumps(_config(whole, len(kept), shape), indent=1), "utf-8")


def classify(folder: Path, source: Path, labels: Sequence[str]) -> None:
    """Write the same files for an encoder that comes whole in a Hugging Face folder `source`: all its layers
    and its tokeniser, with a new head that tells the labels apart from the mean of all tokens."""
    from safetensors.numpy import load_file, save_file

    folder.mkdir(parents=True, exist_ok=True)
    whole = load_file(source / "model.safetensors")
    config = json.loads((source / "config.json").read_text("utf-8"))
    kept = {f"bert.{name}": value for name, value in whole.items() if not name.startswith("pooler.")}
    kept.pop("bert.embeddings.position_ids", None)
    save_file(kept | _head(config["hidden_size"], len(labels)), folder / "model.safetensors")
    config |= {"architectures": ["BertForSequenceClassification"], bert.HEAD_POOLING: "mean", **_told(labels)}
    (folder / "config.json").write_text(json.dumps(config, indent=1), "utf-8")
    shutil.copyfile(source / "tokenizer.json", folder / "tokenizer.json")


def _cut(path: Path, whole: Packed, texts: Sequence[Text], quota: Mapping[str, int]) -> list[int]:
    """Write the tokeniser of the pieces worth keeping and return their ids."""
    scores = whole.scores.tolist()
    vocabulary.write(path, whole.pieces, scores)
    kept = vocabulary.choose(whole.pieces, scores, vocabulary.used(path, texts), quota)
    vocabulary.write(path, [whole.pieces[place] for place in kept], [scores[place] for place in kept])
    return kept


def _weights(whole: Packed, kept: Sequence[int], shape: Shape) -> dict[str, Floats]:
    """Return tensors under BERT's names; the head is new and small."""
    tensors, hidden = whole.tensors, whole.hidden
    found = {
        "bert.embeddings.word_embeddings.weight": whole.matrix("emb.word", hidden)[np.array(kept)],
        "bert.embeddings.position_embeddings.weight": whole.matrix("emb.pos", hidden)[:POSITIONS],
        "bert.embeddings.token_type_embeddings.weight": whole.matrix("emb.type", hidden),
        "bert.embeddings.LayerNorm.weight": tensors["emb.ln.w"],
        "bert.embeddings.LayerNorm.bias": tensors["emb.ln.b"],
    }
    for number in range(shape.layers):
        at = f"bert.encoder.layer.{number}."
        for short, name in NAMES.items():
            inputs = whole.inner if short == "fo" else hidden
            found[f"{at}{name}.weight"] = whole.matrix(f"l{number}.{short}.w", inputs)
            found[f"{at}{name}.bias"] = tensors[f"l{number}.{short}.b"]
        for short, name in NORMS.items():
            found[f"{at}{name}.weight"] = tensors[f"l{number}.{short}.w"]
            found[f"{at}{name}.bias"] = tensors[f"l{number}.{short}.b"]
    return {
        name: np.ascontiguousarray(value)
        for name, value in {**found, **_head(hidden, len(shape.labels))}.items()
    }


def _head(hidden: int, labels: int) -> dict[str, Floats]:
    noise = np.random.default_rng(0).normal(0, 0.02, (hidden + labels, hidden)).astype(np.float32)
    return {
        "bert.pooler.dense.weight": noise[:hidden],
        "bert.pooler.dense.bias": np.zeros(hidden, np.float32),
        "classifier.weight": noise[hidden:],
        "classifier.bias": np.zeros(labels, np.float32),
    }


def _config(whole: Packed, words: int, shape: Shape) -> dict[str, object]:
    return {
        "architectures": ["BertForSequenceClassification"],
        "model_type": "bert",
        "vocab_size": words,
        "hidden_size": whole.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": whole.heads,
        "intermediate_size": whole.inner,
        "hidden_act": "gelu",
        "layer_norm_eps": whole.epsilon,
        "max_position_embeddings": POSITIONS,
        "type_vocab_size": 2,
        "pad_token_id": 1,
        bert.HEAD_POOLING: shape.pooling,
        **_told(shape.labels),
    }


def _told(labels: Sequence[str]) -> dict[str, object]:
    numbered = dict(enumerate(labels))
    return {"id2label": {str(n): label for n, label in numbered.items()},
            "label2id": {label: n for n, label in numbered.items()}}  # fmt: skip
