"""Read an encoder of the BERT family (BERT, RoBERTa, XLM-RoBERTa, DistilBERT) from its Hugging Face folder.

The folder holds `config.json`, `model.safetensors` and `tokenizer.json`, and for an embedding model of
sentence-transformers also `modules.json`, `sentence_bert_config.json` and `1_Pooling/config.json`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from appliance.core import errors

Floats = NDArray[np.float32]

LONGEST = 256  # tokens of a text that are read, whatever the model could do
LARGEST = 1_500_000_000  # bytes of weights; the graph must stay below the 2 GB of a protobuf
NEEDED = ("config.json", "model.safetensors", "tokenizer.json")
HEAD_POOLING = "classifier_pooling"  # what ModernBERT's configuration calls it
ACTIVATIONS = {"gelu": "Gelu", "relu": "Relu"}


@dataclass(frozen=True, slots=True)
class Dense:
    """`x @ weight + bias`; weight (inputs, outputs), bias (outputs,)."""

    weight: Floats
    bias: Floats


@dataclass(frozen=True, slots=True)
class Norm:
    """Layer normalisation's gain and bias, each (hidden,)."""

    gain: Floats
    bias: Floats


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer; `query_key_value` has the three projections side by side, (hidden, 3 hidden)."""

    query_key_value: Dense
    attention: Dense
    attention_norm: Norm
    up: Dense
    down: Dense
    norm: Norm


@dataclass(frozen=True, slots=True)
class Head:
    """A classifier on the pooled tokens: dense, `activation`, dense. `labels` name the outputs."""

    hidden: Dense
    activation: str
    logits: Dense
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bert:
    """An encoder. `positions` starts with the first real token's row and holds the token type's as well.

    `pooling` is "mean" or "first"; `head` is None for an embedding model.
    """

    words: Floats
    positions: Floats
    norm: Norm
    layers: tuple[Layer, ...]
    heads: int
    epsilon: float
    activation: str
    pooling: str
    max_tokens: int
    head: Head | None

    @property
    def width(self) -> int:
        return int(self.words.shape[1])


class Unsupported(Exception):
    """An architecture that this module does not know; another converter may."""


def read(folder: Path) -> Bert:
    """Return the encoder in the folder.

    Raises ModelMissing when a file is missing, Unsupported for another architecture, ModelRefused for
    files that contradict each other.
    """
    require(folder)
    config = read_json(folder / "config.json")
    weights = _Weights(folder / "model.safetensors")
    try:
        return _distilbert(folder, config, weights) if weights.distil else _bert(folder, config, weights)
    except (KeyError, ValueError, TypeError) as fault:
        raise Unsupported(f"not a BERT-like encoder: {fault}") from fault


def require(folder: Path) -> None:
    """Raise ModelMissing unless the folder has the files that a model consists of."""
    missing = [name for name in NEEDED if not (folder / name).is_file()]
    if missing:
        raise errors.ModelMissing(
            f"The model folder {folder} lacks {', '.join(missing)}.",
            resolution=f"Put {', '.join(NEEDED)} of the model into {folder}.",
        )
    size = (folder / "model.safetensors").stat().st_size
    if size > LARGEST:
        raise errors.ModelRefused(
            f"The weights in “{folder.name}” have {size / 1e9:.1f} GB; {LARGEST / 1e9:.1f} GB is the most.",
            resolution="Choose a smaller model.",
        )


def read_json(path: Path) -> dict[str, Any]:
    """Return the object in a JSON file, empty when there is no such file. Raises ModelRefused."""
    if not path.is_file():
        return {}
    try:
        value = json.loads(path.read_text("utf-8"))
    except (ValueError, OSError) as fault:
        raise errors.ModelRefused(
            f"The model's file {path.name} cannot be read.",
            resolution="Fetch the model again.",
            details=str(fault),
        ) from fault
    return value if isinstance(value, dict) else {}


class _Weights:
    """Tensors by name, as float32, without the prefix of the wrapping class."""

    def __init__(self, path: Path) -> None:
        from safetensors import SafetensorError

        try:
            tensors = tensors_of(path)
        except (SafetensorError, OSError, KeyError) as fault:
            raise errors.ModelRefused(
                f"The weights {path.name} are damaged or no safetensors file.",
                resolution="Fetch the model again.",
                details=str(fault),
            ) from fault
        prefixes = ("bert.", "roberta.", "distilbert.")
        self._tensors = {name.removeprefix(_first(name, prefixes)): value for name, value in tensors.items()}
        self.distil = any(name.startswith("transformer.layer.") for name in self._tensors)

    def __contains__(self, name: str) -> bool:
        return name in self._tensors

    def array(self, name: str) -> Floats:
        return np.asarray(self._tensors[name], dtype=np.float32)

    def dense(self, *names: str) -> Dense:
        """Return linear layers side by side."""
        weights = [self.array(f"{name}.weight").T for name in names]
        biases = [self.array(f"{name}.bias") for name in names]
        return Dense(np.ascontiguousarray(np.concatenate(weights, axis=1)), np.concatenate(biases))

    def norm(self, name: str) -> Norm:
        return Norm(self.array(f"{name}.weight"), self.array(f"{name}.bias"))


def tensors_of(path: Path) -> dict[str, Any]:
    """Return the tensors of a safetensors file by name; bfloat16, which numpy lacks, as float32.

    Raises SafetensorError, OSError.
    """
    from safetensors import deserialize
    from safetensors.numpy import load_file

    try:
        # Another library may have taught numpy a bfloat16 of its own.
        return {
            name: found.astype(np.float32) if found.dtype.name == "bfloat16" else found
            for name, found in load_file(path).items()
        }
    except TypeError:
        specs = deserialize(path.read_bytes())  # type: ignore[no-untyped-call]
        return {name: _tensor(spec) for name, spec in specs}


NUMPY_TYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4", "U8": "u1", "BOOL": "?"}


def _tensor(spec: dict[str, Any]) -> NDArray[Any]:
    """Return the array; a bfloat16 is the upper half of a float32."""
    if spec["dtype"] == "BF16":
        wide = np.frombuffer(spec["data"], "<u2").astype("<u4") << 16
        return wide.view("<f4").reshape(spec["shape"])
    return np.frombuffer(spec["data"], NUMPY_TYPES[spec["dtype"]]).reshape(spec["shape"])


def _first(name: str, prefixes: tuple[str, ...]) -> str:
    return next((prefix for prefix in prefixes if name.startswith(prefix)), "")


def _bert(folder: Path, config: dict[str, Any], weights: _Weights) -> Bert:
    # RoBERTa counts positions from the padding token's id plus one.
    if config.get("position_embedding_type", "absolute") != "absolute":
        raise ValueError("relative positions")
    roberta = "roberta" in str(config.get("model_type", ""))
    first = int(config.get("pad_token_id", 1)) + 1 if roberta else 0
    positions = weights.array("embeddings.position_embeddings.weight")[first:]
    if "embeddings.token_type_embeddings.weight" in weights:
        positions = positions + weights.array("embeddings.token_type_embeddings.weight")[0]
    layers = tuple(_bert_layer(f"encoder.layer.{i}.", weights) for i in range(config["num_hidden_layers"]))
    head = _bert_head(config, weights)
    return Bert(
        words=weights.array("embeddings.word_embeddings.weight"),
        positions=positions,
        norm=weights.norm("embeddings.LayerNorm"),
        layers=layers,
        heads=int(config["num_attention_heads"]),
        epsilon=float(config.get("layer_norm_eps", 1e-12)),
        activation=_activation(config.get("hidden_act", "gelu")),
        pooling=str(config.get(HEAD_POOLING, "first")) if head else _pooling(folder),
        max_tokens=_max_tokens(folder, len(positions)),
        head=head,
    )


def _bert_layer(at: str, weights: _Weights) -> Layer:
    mine = f"{at}attention.self."
    return Layer(
        query_key_value=weights.dense(f"{mine}query", f"{mine}key", f"{mine}value"),
        attention=weights.dense(f"{at}attention.output.dense"),
        attention_norm=weights.norm(f"{at}attention.output.LayerNorm"),
        up=weights.dense(f"{at}intermediate.dense"),
        down=weights.dense(f"{at}output.dense"),
        norm=weights.norm(f"{at}output.LayerNorm"),
    )


def _bert_head(config: dict[str, Any], weights: _Weights) -> Head | None:
    if "classifier.out_proj.weight" in weights:
        hidden, logits = weights.dense("classifier.dense"), weights.dense("classifier.out_proj")
    elif "classifier.weight" in weights:
        hidden, logits = weights.dense("pooler.dense"), weights.dense("classifier")
    else:
        return None
    return Head(hidden, "Tanh", logits, _labels(config, logits))


def _distilbert(folder: Path, config: dict[str, Any], weights: _Weights) -> Bert:
    positions = weights.array("embeddings.position_embeddings.weight")
    head = None
    if "classifier.weight" in weights:
        logits = weights.dense("classifier")
        head = Head(weights.dense("pre_classifier"), "Relu", logits, _labels(config, logits))
    layers = tuple(_distilbert_layer(f"transformer.layer.{i}.", weights) for i in range(config["n_layers"]))
    return Bert(
        words=weights.array("embeddings.word_embeddings.weight"),
        positions=positions,
        norm=weights.norm("embeddings.LayerNorm"),
        layers=layers,
        heads=int(config["n_heads"]),
        epsilon=1e-12,
        activation=_activation(config.get("activation", "gelu")),
        pooling="first" if head else _pooling(folder),
        max_tokens=_max_tokens(folder, len(positions)),
        head=head,
    )


def _distilbert_layer(at: str, weights: _Weights) -> Layer:
    mine = f"{at}attention."
    return Layer(
        query_key_value=weights.dense(f"{mine}q_lin", f"{mine}k_lin", f"{mine}v_lin"),
        attention=weights.dense(f"{mine}out_lin"),
        attention_norm=weights.norm(f"{at}sa_layer_norm"),
        up=weights.dense(f"{at}ffn.lin1"),
        down=weights.dense(f"{at}ffn.lin2"),
        norm=weights.norm(f"{at}output_layer_norm"),
    )


def _labels(config: dict[str, Any], logits: Dense) -> tuple[str, ...]:
    named = config.get("id2label") or {}
    return tuple(str(named.get(str(i), f"LABEL_{i}")) for i in range(len(logits.bias)))


def _activation(name: str) -> str:
    if name not in ACTIVATIONS:
        raise ValueError(f"activation {name}")
    return ACTIVATIONS[name]


def _pooling(folder: Path) -> str:
    """Return how sentence-transformers pools; without its files the mean, its own default."""
    modules = folder / "modules.json"
    if modules.is_file():
        types = {str(module["type"]).rpartition(".")[2] for module in json.loads(modules.read_text("utf-8"))}
        if not types <= {"Transformer", "Pooling", "Normalize"}:
            raise ValueError(f"modules {', '.join(sorted(types))}")
    config = read_json(folder / "1_Pooling" / "config.json")
    modes = {name.removeprefix("pooling_mode_") for name, on in config.items() if on is True}
    modes = {mode for mode in modes if mode in ("cls_token", "mean_tokens", "max_tokens")}
    modes |= {f"{config['pooling_mode']}_token"} if "pooling_mode" in config else set()
    if modes <= {"mean_tokens", "mean_token"}:
        return "mean"
    if modes == {"cls_token"}:
        return "first"
    raise ValueError(f"pooling {', '.join(sorted(modes))}")


def _max_tokens(folder: Path, positions: int) -> int:
    own = read_json(folder / "sentence_bert_config.json").get("max_seq_length") or LONGEST
    return min(LONGEST, int(own), positions)
