"""Write a BERT-like encoder as an ONNX graph, in full precision or in 8 bits, without torch.

The graph reads one batch of texts of equal length (`input_ids`: int32, texts by tokens) and needs neither
padding nor a mask: attention, pooling and speed are all better off. It gives `embedding`, rows of unit
length, or a classifier's `logits`.

In 8 bits every weight matrix has one scale a column, activations one scale a batch, chosen while running.
Two measures keep the precision of plain dynamic quantisation from suffering by a few outlying channels:
- inputs of the two matrices behind a normalisation are divided by a factor a channel, which the weights
  take over (SmoothQuant, arXiv 2211.10438, with alpha 0.65); the factors come from sample texts;
- the widest input, behind the activation function, is brought to one size a token before and back after.
On all-MiniLM-L6-v2 the mean cosine to full precision rises from 0.9930 to 0.9991 (757 texts), at no cost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from models.bert import Bert, Dense, Floats, Head, Layer, Norm

if TYPE_CHECKING:
    from onnx import ModelProto

OPSET = 18
MICROSOFT = "com.microsoft"  # operators of onnxruntime's own
IR_VERSION = 10
SMOOTHING = 0.65  # alpha of SmoothQuant: how much of the outliers the weights take over
TINY = 1e-3

Peaks = Mapping[str, Floats]
"""The largest magnitude seen in every channel of a matrix's input, by the name of the matrix."""


class Graph:
    """Nodes and constants as they are added; every method returns the name of a tensor."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: dict[str, Any] = {}

    def constant(self, name: str, value: NDArray[Any]) -> str:
        from onnx import numpy_helper

        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.asarray(value, order="C"), name)
        return name

    def add(self, operator: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        return self.split(operator, 1, *inputs, domain=domain, **attributes)[0]

    def split(
        self, operator: str, count: int, *inputs: str, domain: str = "", **attributes: Any
    ) -> list[str]:
        from onnx import helper

        outputs = [f"{operator}-{len(self.nodes)}-{number}" for number in range(count)]
        node = helper.make_node(operator, inputs, outputs, name=outputs[0], domain=domain, **attributes)
        self.nodes.append(node)
        return outputs

    def rename(self, old: str, new: str) -> None:
        """Give the output of the last node its final name."""
        assert self.nodes[-1].output[0] == old
        self.nodes[-1].output[0] = new


@dataclass(frozen=True, slots=True)
class Bits:
    """Bits of a weight, at most 8: of the matrices around attention, and of the wide ones after it."""

    attention: int
    wide: int


def embedding_graph(bert: Bert, *, peaks: Peaks | None = None, bits: Bits | None = None) -> ModelProto:
    """Return the graph: float32 without `bits`, else with weights of so many and `peaks`."""
    graph, _, output = _graph(bert, peaks, bits)
    name = "embedding" if bert.head is None else "logits"
    graph.rename(output, name)
    width = bert.width if bert.head is None else len(bert.head.labels)
    return _model(graph, {name: ["texts", width]})


def tapped_graph(bert: Bert) -> tuple[ModelProto, tuple[str, ...]]:
    """Return the float32 graph that gives the inputs of the smoothed matrices, and the matrices' names."""
    graph, taps, _ = _graph(bert, None, None)
    return _model(graph, {tensor: None for tensor in taps.values()}), tuple(taps)


def quantise(weight: Floats, bits: int = 8) -> tuple[NDArray[np.int8], Floats]:
    """Return symmetric integers and one scale a column: `weight ≈ integers * scales`."""
    limit = (1 << (bits - 1)) - 1
    peak = np.abs(weight).max(axis=0)
    scales = np.where(peak > 0, peak / limit, 1).astype(np.float32)
    return np.clip(np.rint(weight / scales), -limit, limit).astype(np.int8), scales


def _graph(bert: Bert, peaks: Peaks | None, bits: Bits | None) -> tuple[Graph, dict[str, str], str]:
    """Return the graph, the inputs of the smoothed matrices by name, and the last tensor."""
    builder = _Builder(bert, peaks or {}, bits)
    state = builder.embed()
    for number, layer in enumerate(bert.layers):
        state = builder.layer(f"layer{number}", state, layer)
    return builder.graph, builder.taps, builder.finish(state)


class _Builder:
    def __init__(self, bert: Bert, peaks: Peaks, bits: Bits | None) -> None:
        self.graph = Graph()
        self.taps: dict[str, str] = {}
        self._bert = bert
        self._peaks = peaks
        self._bits = bits

    def embed(self) -> str:
        """Sum of the word's and the position's vector, normalised."""
        graph, bert = self.graph, self._bert
        if self._bits:
            rows, scales = quantise(np.ascontiguousarray(bert.words.T))
            rows = np.ascontiguousarray(rows.T)
            words = graph.add("Cast", graph.add("Gather", graph.constant("words", rows), "input_ids"), to=1)
            scale = graph.add("Gather", graph.constant("words.scale", scales[:, None]), "input_ids")
            words = graph.add("Mul", words, scale)
        else:
            words = graph.add("Gather", graph.constant("words", bert.words), "input_ids")
        length = graph.add("Shape", "input_ids", start=1, end=2)
        start = graph.constant("zero", np.zeros(1, np.int64))
        positions = graph.constant("positions", bert.positions[: bert.max_tokens])
        return self._normalise(
            "words.norm", graph.add("Add", words, graph.add("Slice", positions, start, length)), bert.norm
        )

    def layer(self, name: str, state: str, layer: Layer) -> str:
        graph = self.graph
        narrow, wide = (self._bits.attention, self._bits.wide) if self._bits else (0, 0)
        joined = self._smooth(f"{name}.qkv", state, layer.query_key_value, narrow)
        query, key, value = graph.split("Split", 3, joined, axis=-1, num_outputs=3)
        mixed = graph.add(
            "MultiHeadAttention", query, key, value, domain=MICROSOFT, num_heads=self._bert.heads
        )
        mixed = self._multiply(f"{name}.attention", mixed, layer.attention, narrow)
        state = self._normalise(
            f"{name}.attention_norm", graph.add("Add", state, mixed), layer.attention_norm
        )
        inner = self._smooth(f"{name}.up", state, layer.up, wide)
        inner = graph.add(self._bert.activation, inner, domain=_domain(self._bert.activation))
        outer = self._multiply_rows(f"{name}.down", inner, layer.down, wide)
        return self._normalise(f"{name}.norm", graph.add("Add", state, outer), layer.norm)

    def finish(self, state: str) -> str:
        """Pool to one row a text: of unit length, or the classifier's logits."""
        pooled = self._first(state) if self._bert.pooling == "first" else self._mean(state)
        if self._bert.head is not None:
            return self._classify(pooled, self._bert.head)
        return self.graph.add("LpNormalization", pooled, axis=-1, p=2)

    def _mean(self, state: str) -> str:
        tokens = self.graph.constant("tokens", np.array([1], np.int64))
        return self.graph.add("ReduceMean", state, tokens, keepdims=0)

    def _first(self, state: str) -> str:
        return self.graph.add("Gather", state, self.graph.constant("first", np.array(0, np.int64)), axis=1)

    def _classify(self, row: str, head: Head) -> str:
        hidden = self.graph.add(head.activation, self._exact("head.hidden", row, head.hidden))
        return self._exact("head.logits", hidden, head.logits)

    def _normalise(self, name: str, tensor: str, norm: Norm) -> str:
        gain = self.graph.constant(f"{name}.gain", norm.gain)
        bias = self.graph.constant(f"{name}.bias", norm.bias)
        return self.graph.add("LayerNormalization", tensor, gain, bias, axis=-1, epsilon=self._bert.epsilon)

    def _exact(self, name: str, tensor: str, dense: Dense) -> str:
        weight = self.graph.constant(name, dense.weight)
        product = self.graph.add("MatMul", tensor, weight)
        return self.graph.add("Add", product, self.graph.constant(f"{name}.bias", dense.bias))

    def _multiply(self, name: str, tensor: str, dense: Dense, bits: int) -> str:
        if not bits:
            return self._exact(name, tensor, dense)
        bias = self.graph.constant(f"{name}.bias", dense.bias)
        return self._quantised(name, tensor, dense.weight, bits, "", bias)

    def _quantised(self, name: str, tensor: str, weight: Floats, bits: int, *more: str) -> str:
        integers, scales = quantise(weight, bits)
        constants = self.graph.constant(name, integers), self.graph.constant(f"{name}.scale", scales)
        return self.graph.add("DynamicQuantizeMatMul", tensor, *constants, *more, domain=MICROSOFT)

    def _smooth(self, name: str, tensor: str, dense: Dense, bits: int) -> str:
        """Multiply after moving the outliers of the input's channels into the weights."""
        self.taps[name] = tensor
        if not bits or name not in self._peaks:
            return self._multiply(name, tensor, dense, bits)
        reach = np.maximum(np.abs(dense.weight).max(axis=1), TINY)
        factors = np.maximum(self._peaks[name], TINY) ** SMOOTHING / reach ** (1 - SMOOTHING)
        factors = factors.astype(np.float32)
        smoothed = self.graph.add("Mul", tensor, self.graph.constant(f"{name}.smooth", 1 / factors))
        return self._multiply(name, smoothed, Dense(dense.weight * factors[:, None], dense.bias), bits)

    def _multiply_rows(self, name: str, tensor: str, dense: Dense, bits: int) -> str:
        """Multiply with every token's row scaled to a peak of 1 before and back after.

        The input comes from GELU or ReLU, whose negative part is at most 0.17: the maximum is the peak.
        """
        if not bits:
            return self._exact(name, tensor, dense)
        graph = self.graph
        last, tiny = graph.constant("last", np.array([-1], np.int64)), graph.constant("tiny", _scalar(TINY))
        peak = graph.add("Max", graph.add("ReduceMax", tensor, last, keepdims=1), tiny)
        product = self._quantised(name, graph.add("Div", tensor, peak), dense.weight, bits)
        return graph.add("Add", graph.add("Mul", product, peak), graph.constant(f"{name}.bias", dense.bias))


def _domain(operator: str) -> str:
    return MICROSOFT if operator == "Gelu" else ""


def _scalar(value: float) -> Floats:
    return np.array(value, np.float32)


def _model(graph: Graph, outputs: Mapping[str, Sequence[str | int] | None]) -> ModelProto:
    from onnx import TensorProto, helper

    proto = helper.make_graph(
        graph.nodes,
        "encoder",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT32, ["texts", "tokens"])],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in outputs.items()],
        list(graph.constants.values()),
    )
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(proto, opset_imports=opsets, ir_version=IR_VERSION)
