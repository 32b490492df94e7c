"""How fast this box reads texts with an embedding model or a detector: `models bench`."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from appliance.core.ports import JobContext
from models.encoder import Encoder
from models.precision import sample_texts

LEAST = 1.0  # CPU-seconds of work that give a steady figure


@dataclass(frozen=True, slots=True)
class ReadingSpeed:
    """Texts and tokens per CPU-second on one thread; `tokens` is the mean length of a text."""

    texts: float
    tokens_per_second: float
    tokens: float


def measure(folder: Path, job: JobContext) -> ReadingSpeed:
    """Read the sample texts again and again for a second. Raises ModelMissing, ModelRefused, Cancelled."""
    encoder = Encoder(folder)
    texts = sample_texts()
    length = encoder.count_tokens(texts) / len(texts)
    encoder.run(texts)
    rounds, started = 0, time.process_time()
    while (spent := time.process_time() - started) < LEAST:
        job.step("Measuring speed")
        encoder.run(texts)
        rounds += 1
    speed = rounds * len(texts) / spent
    return ReadingSpeed(speed, speed * length, length)
