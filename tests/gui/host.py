"""A service with everything real but the models: `python tests/gui/host.py serve --data-dir DIR --port 0`.

Imports, search and answers are the product's own; embedding counts letters and no language model runs,
so that the window is tested in seconds on any machine.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from appliance import wiring
from appliance.core.errors import ModelRefused, NodeUnfit
from appliance.core.node import (
    Level,
    NodeCheck,
    NodePreflight,
    NodeProgress,
    NodeResult,
    NodeState,
    NodeStatus,
)
from appliance.core.paths import Paths
from appliance.core.ports import Vectors
from appliance.core.schemas import EngineStatus, ModelInfo
from appliance.core.settings import Settings
from appliance.service import discovery, run
from appliance.wiring import Ground, Parts
from k3s import node

DIMENSION = 64


class LetterEmbedder:
    """Counts pairs of letters: near enough for a window's tests."""

    model_id = "letters"
    dimension = DIMENSION

    def embed(self, texts: Sequence[str]) -> Vectors:
        rows = np.full((len(texts), DIMENSION), 1e-3, np.float32)
        for row, text in zip(rows, texts, strict=True):
            for pair in zip(text.lower(), text.lower()[1:], strict=False):
                row[sum(map(ord, pair)) % DIMENSION] += 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


class TwoModels:
    """A small model in use, and a better one that can be installed."""

    def __init__(self) -> None:
        self._installed, self._active = {"small"}, "small"

    def list(self) -> list[ModelInfo]:
        return [
            self._info("small", "Small words", 105_000_000, 210_000_000, 118.0),
            self._info("big", "Better words", 990_000_000, 1_600_000_000, None),
        ]

    def install(self, model_id: str, job: Any) -> ModelInfo:
        job.step("Checking…", 1, 1)
        self._installed.add(model_id)
        return self._one(model_id)

    def add(self, path: Path, job: Any) -> ModelInfo:
        raise ModelRefused(f"{path.name} is not a GGUF file.", resolution="Choose a GGUF file.")

    def fetch(self, address: str, sha256: str, job: Any) -> ModelInfo:
        job.step("Downloading it", 1, 2)
        return self.install("big", job)

    def bench(self, model_id: str, job: Any) -> ModelInfo:
        return self._one(model_id)

    def remove(self, model_id: str) -> None:
        self._installed.discard(model_id)

    def use(self, model_id: str) -> ModelInfo:
        self._active = model_id
        return self._one(model_id)

    def verify(self, model_id: str) -> bool:
        return True

    def untuned(self) -> str:
        return ""

    def tidy(self, tuned: Any) -> None:
        pass

    def tune(self, model_id: str, job: Any) -> ModelInfo:
        return self._one(model_id)

    def _one(self, model_id: str) -> ModelInfo:
        return next(model for model in self.list() if model.id == model_id)

    def _info(self, name: str, title: str, size: int, memory: int, speed: float | None) -> ModelInfo:
        return ModelInfo(
            id=name,
            kind="chat",
            title=title,
            licence="Apache-2.0",
            size_bytes=size,
            memory_bytes=memory,
            sha256="0" * 64,
            installed=name in self._installed,
            active=name == self._active,
            generation_speed=speed,
        )


class PaperNode:
    """A K3s on paper: no test touches the machine it runs on. It begins as none at all."""

    def __init__(self) -> None:
        self._state = NodeState.ABSENT

    def status(self) -> NodeStatus:
        version = "" if self._state is NodeState.ABSENT else "v1.31.4+k3s1"
        return NodeStatus(state=self._state, message="K3s is running.", version=version)

    def able(self) -> bool:
        return True

    def preflight(self, options: Mapping[str, Any]) -> NodePreflight:
        checks = (
            NodeCheck(
                check="clock",
                level=Level.NOTICE,
                title="Clock",
                message="It is not kept by a time server.",
                fix="Run “timedatectl set-ntp true”.",
            ),
            NodeCheck(check="ports", level=Level.GOOD, title="Ports", message="K3s's ports are free."),
        )
        return NodePreflight(fit=True, checks=checks)

    def check(self, verb: str, options: Mapping[str, Any]) -> None:
        node.checked(verb, options)

    def change(
        self, verb: str, options: Mapping[str, Any], told: Callable[[NodeProgress], None]
    ) -> NodeResult:
        told(NodeProgress(verb=verb, step="start", title="Starting K3s", state="doing", done=1, total=2))
        if verb == "upgrade":
            raise NodeUnfit("The disk is full.", resolution="Free some disk space.")
        after = {"install": NodeState.READY, "stop": NodeState.STOPPED, "uninstall": NodeState.ABSENT}
        self._state = after.get(verb, self._state)
        return NodeResult(
            verb=verb, message=f"K3s's state is in {options.get('file')}. It opens only with the key in k."
        )


def parts(ground: Ground) -> Parts:
    """Return the product's parts, but for the models."""
    made = wiring.real(ground, embedder=LetterEmbedder)
    return dataclasses.replace(
        made, models=TwoModels(), engine=lambda: EngineStatus(state="ready", model="small"), warm=lambda: None
    )


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("command", choices=["serve"])
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--port", type=int, default=0)
    arguments = parser.parse_args(argv)
    paths = Paths(arguments.data_dir)
    with discovery.hold(paths):
        settings = Settings(port=arguments.port, messages_per_minute=1000)
        with contextlib.closing(wiring.build(paths, settings, make=parts, node=PaperNode())) as box:
            run.serve(box, lambda url: print(url, flush=True))
    return 0


if __name__ == "__main__":
    sys.exit(main())
