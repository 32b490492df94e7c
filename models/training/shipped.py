"""Weights of what ships made full precision again, so that a later training goes on from them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from models.bert import Floats
from models.encoder import MODEL, TOKENIZER
from models.training.start import NAMES

JOINED = ("q", "k", "v")
NORMS = {"attention_norm": "attention.output.LayerNorm", "norm": "output.LayerNorm"}
WHOLE = {"attention": "ao", "up": "fi", "down": "fo"}


def unpack(artefact: Path, start: Path, target: Path, frozen: int) -> None:
    """Write the artefact's classifier as a folder in full precision.

    The lowest `frozen` layers are those of `start`, which no stage changes; of the others 7 bits a weight
    are left, of the words' vectors 8. `start` may have another vocabulary.
    """
    from safetensors.numpy import load_file, save_file

    tensors, constants = load_file(start / "model.safetensors"), _constants(artefact / MODEL)
    words = "bert.embeddings.word_embeddings.weight"
    tensors[words] = constants["words"].astype(np.float32) * constants["words.scale"]
    layers = 1 + max(int(name.split(".")[3]) for name in tensors if name.startswith("bert.encoder.layer."))
    for number in range(frozen, layers):
        tensors |= _layer(constants, f"layer{number}", f"bert.encoder.layer.{number}.")
    for name, ours in (("head.hidden", "bert.pooler.dense"), ("head.logits", "classifier")):
        tensors |= {f"{ours}.weight": constants[name].T, f"{ours}.bias": constants[f"{name}.bias"]}
    target.mkdir(parents=True, exist_ok=True)
    save_file(
        {name: np.ascontiguousarray(value) for name, value in tensors.items()}, target / "model.safetensors"
    )
    config = json.loads((start / "config.json").read_text("utf-8")) | {"vocab_size": len(tensors[words])}
    (target / "config.json").write_text(json.dumps(config, indent=1), "utf-8")
    (target / TOKENIZER).write_bytes((artefact / TOKENIZER).read_bytes())


def _constants(path: Path) -> dict[str, Floats]:
    import onnx
    from onnx import numpy_helper

    return {each.name: numpy_helper.to_array(each) for each in onnx.load(path).graph.initializer}


def _layer(constants: dict[str, Floats], name: str, at: str) -> dict[str, Floats]:
    found: dict[str, Floats] = {}
    weights = np.split(_weight(constants, f"{name}.qkv"), 3, axis=1)
    biases = np.split(constants[f"{name}.qkv.bias"], 3)
    for short, weight, bias in zip(JOINED, weights, biases, strict=True):
        found |= {f"{at}{NAMES[short]}.weight": weight.T, f"{at}{NAMES[short]}.bias": bias}
    for part, short in WHOLE.items():
        found[f"{at}{NAMES[short]}.weight"] = _weight(constants, f"{name}.{part}").T
        found[f"{at}{NAMES[short]}.bias"] = constants[f"{name}.{part}.bias"]
    for part, norm in NORMS.items():
        found[f"{at}{norm}.weight"] = constants[f"{name}.{part}.gain"]
        found[f"{at}{norm}.bias"] = constants[f"{name}.{part}.bias"]
    return found


def _weight(constants: dict[str, Floats], name: str) -> Floats:
    """Return a matrix (inputs, outputs): integers times their column's scale, without the smoothing."""
    weight = constants[name].astype(np.float32) * constants[f"{name}.scale"]
    smooth = constants.get(f"{name}.smooth")
    return weight if smooth is None else weight * smooth[:, None]
