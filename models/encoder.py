"""Run an encoder on texts: tokenise, group texts of equal length, compute. Embedder and detector share it."""

from __future__ import annotations

import os
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from appliance.core import errors
from models.unigram import Text

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

    from models.unigram import Unigram

Floats = NDArray[np.float32]

MODEL, TOKENIZER = "model.onnx", "tokenizer.json"
BATCH_TOKENS = 512  # measured: larger batches fall out of the processor's cache and run slower
BULK_NICE = 10
CHARACTERS_A_TOKEN = 20  # no text needs more to fill the model; bounds the tokeniser's work


class Encoder:
    """One row of numbers a text, from `model.onnx` and `tokenizer.json` of a folder.

    `threads` groups of texts are computed at a time, each on one thread, which wastes less than several
    threads on one matrix; that is bulk work, which lets others go first. Thread-safe.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        self._folder = folder
        self._threads = threads
        self._lock = threading.Lock()
        self._session: InferenceSession | None = None
        self._tokenizer: Tokenizer | Unigram | None = None
        self._facts: dict[str, str] = {}

    def load(self) -> None:
        """Read tokeniser and weights; a second call does nothing. Raises ModelMissing, ModelRefused."""
        with self._lock:
            if self._session is None:
                self._require()
                try:
                    self._open()
                except Exception as fault:  # both libraries raise bare exceptions of their own
                    raise errors.ModelRefused(
                        f"The model in {self._folder} is damaged and cannot be loaded.",
                        resolution=f"Run “shopwarden models add {self._folder.name}”.",
                        details=str(fault),
                    ) from fault

    def fact(self, name: str) -> str:
        """Return what the conversion wrote into the model, such as its width; empty when it did not."""
        self.load()
        return self._facts.get(name, "")

    def run(self, texts: Sequence[Text]) -> Floats:
        """Return (len(texts), width) rows in the order of `texts`."""
        self.load()
        assert self._session is not None
        session = self._session
        rows = np.empty((len(texts), int(self._facts["width"])), np.float32)

        def compute(group: tuple[list[int], NDArray[np.int32]]) -> None:
            places, tokens = group
            rows[places] = session.run(None, {"input_ids": tokens})[0]

        groups = list(batches(self._tokens(texts)))
        workers = min(self._threads, len(groups))
        with ThreadPoolExecutor(workers, initializer=_step_back) if workers > 1 else nullcontext() as pool:
            for _ in pool.map(compute, groups) if pool else map(compute, groups):
                pass
        return rows

    def count_tokens(self, texts: Sequence[Text]) -> int:
        """Return how many tokens of all the texts together are read."""
        self.load()
        return sum(len(ids) for ids in self._tokens(texts))

    def _tokens(self, texts: Sequence[Text]) -> list[list[int]]:
        assert self._tokenizer is not None
        prefix = self._facts.get("prefix", "")
        most = int(self._facts["max_tokens"]) * CHARACTERS_A_TOKEN
        clean = [_clean(text, prefix, most) for text in texts]
        return [encoding.ids for encoding in self._tokenizer.encode_batch(clean)]

    def _require(self) -> None:
        for name in (MODEL, TOKENIZER):
            if not (self._folder / name).is_file():
                raise errors.ModelMissing(
                    f"There is no {name} in {self._folder}.",
                    resolution=f"Run “shopwarden models add {self._folder.name}”.",
                )

    def _open(self) -> None:
        from models import unigram

        session = open_session(str(self._folder / MODEL))
        facts = dict(session.get_modelmeta().custom_metadata_map)
        tokenizer = unigram.load(self._folder / TOKENIZER, int(facts["max_tokens"]))
        int(facts["width"])
        self._tokenizer, self._facts, self._session = tokenizer, facts, session


def _clean(text: Text, prefix: str, most: int) -> Text:
    """Return what the tokeniser takes: it bears no lone surrogates, which a stranger's JSON may hold."""
    if isinstance(text, str):
        return f"{prefix}{text[:most]}".encode("utf-8", "replace").decode()
    first, second = (part[:most].encode("utf-8", "replace").decode() for part in text)
    return first, second


def _step_back() -> None:
    """Let whoever waits for an answer go before this thread (on Linux, where threads have priorities)."""
    with suppress(AttributeError, OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), BULK_NICE)


def batches(tokens: Sequence[Sequence[int]]) -> Iterator[tuple[list[int], NDArray[np.int32]]]:
    """Yield (places in `tokens`, token ids) of texts of equal length, at most `BATCH_TOKENS` together."""
    by_length: dict[int, list[int]] = defaultdict(list)
    for place, ids in enumerate(tokens):
        by_length[len(ids)].append(place)
    for length, places in by_length.items():
        size = max(1, BATCH_TOKENS // max(1, length))
        for start in range(0, len(places), size):
            some = places[start : start + size]
            yield some, np.array([tokens[place] for place in some], np.int32)


def open_session(model: str | bytes) -> Any:
    """Return an onnxruntime session on one thread.

    Measured over batches of every shape, the arena takes half the memory of plain allocation (17 MB against
    34 MB) and is 8 % faster; batches are small, so it stays small.
    """
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_mem_pattern = False
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
