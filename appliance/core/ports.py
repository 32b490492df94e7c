"""The ports through which features and adapters meet; each has one real and one fake implementation."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from appliance.core.schemas import EngineStatus, Judgement, Place

Vectors = NDArray[np.float32]


class JobContext(Protocol):
    """All that long work sees of its job."""

    def step(self, stage: str, done: int = 0, total: int | None = None) -> None:
        """Report progress; raises `errors.Cancelled` once somebody asked the job to stop."""


class Embedder(Protocol):
    """Turns texts into vectors. `model_id` names weights and quantisation: an index made with another
    one must be rebuilt."""

    @property
    def model_id(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return (len(texts), dimension) float32 rows of unit length, in the order of `texts`."""


@dataclass(frozen=True, slots=True)
class Generation:
    """A request to the language model.

    `stable` is the part of the prompt that does not change between questions (system prompt and shop),
    first so that its KV cache is reused; `turns` are (role, text) after it. `conversation` keys the
    cached sequence: requests of one conversation reuse each other's prefix.
    """

    stable: str
    turns: tuple[tuple[str, str], ...]
    conversation: str
    max_tokens: int = 96
    temperature: float = 0.0
    stop: tuple[str, ...] = ()
    seed: int = 0


class ChatModel(Protocol):
    """A language model behind a fair, bounded queue."""

    @property
    def model_id(self) -> str: ...

    def stream(
        self,
        request: Generation,
        *,
        cancel: threading.Event | None = None,
        on_position: PositionCallback | None = None,
    ) -> Iterator[str]:
        """Yield pieces of text, an empty one after each call of `on_position`.

        Raises `errors.EngineBusy` when the queue is full, and `errors.EngineFailed` when the worker died
        and could not answer. Setting `cancel`, or closing the iterator, frees the engine within one token.
        """

    def status(self) -> EngineStatus: ...

    def close(self) -> None: ...


class PositionCallback(Protocol):
    def __call__(self, position: int, /) -> None:
        """Told each time the request's place in the queue changes; 0 means that it is running."""


class Guard(Protocol):
    """The guard of one shop. Never raises for a text: what cannot be judged is not allowed."""

    def check(self, text: str, place: Place, *, session: str = "") -> Judgement: ...


class Detector(Protocol):
    """A classifier of prompt injection."""

    @property
    def model_id(self) -> str: ...

    def score(self, texts: Sequence[str]) -> list[float]:
        """Return the probability, 0..1, that each text is an attack."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a shop's own workload answers, and the secret that opens its door."""

    url: str
    secret: str


class Workloads(Protocol):
    """A place where shops run as workloads of their own, each with its folder as its volume.

    A workload that is started waits until nobody else serves the folder (`core.folder_lock`), then serves.
    """

    def present(self) -> bool:
        """Whether there is a cluster at this moment that this process may use."""

    def start(self, shop: str, job: JobContext) -> None:
        """Return once the shop's workload is up and has loaded what it needs. Raises `WorkloadFailed`."""

    def take_over(self, shop: str, job: JobContext) -> Endpoint:
        """Return where the workload answers, once it serves the shop. Raises `WorkloadFailed`."""

    def endpoint(self, shop: str) -> Endpoint:
        """Return where the workload answers. Raises `ShopAway` when there is none."""

    def stop(self, shop: str, job: JobContext) -> None:
        """Return once no process of the shop's workload is left and its folder is this box's own again."""

    def remove(self, shop: str) -> None:
        """Delete everything of the shop but its folder; a workload that still runs is stopped first."""

    def drift(self, shop: str) -> tuple[str, ...]:
        """Return what is not as it was applied, in words."""


class SecretStore(Protocol):
    """Named secrets in the desktop's keyring, or in an encrypted file where there is none."""

    def get(self, name: str) -> str | None: ...

    def set(self, name: str, value: str) -> None: ...

    def delete(self, name: str) -> None: ...
