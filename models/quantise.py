"""Try whether another quantisation of a model reads prompts faster here and answers the same.

llama.cpp has fast matrix kernels for some quantisations only, so a file with more bits a weight can be the
faster one: Q8_0 made out of the starter model's Q4_1 reads prompts two to three times as fast. It costs disk
and mapped memory (145 MB instead of 98 MB). Making fewer bits out of few loses answers, so every conversion
is compared with its original, and the original is kept when in doubt.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from appliance.core import errors
from appliance.core.ports import JobContext
from models.engine_process import DEFAULT_COMMAND, worker_environment

KINDS = ("Q8_0", "Q4_0")  # the one that loses least first
GAIN = 1.3  # a conversion must read prompts this many times as fast as its original
# Rounding alone tips close choices. Measured against the starter model's Q4_1 on 326 answer tokens:
# Q8_0 chose 97 % the same (drop 0.01), Q6_K 95 % (0.006), Q4_0 and IQ4_NL 77 % (0.25 and more).
SAME = 0.93  # of the original's answer tokens it would have chosen too
DROP = 0.05  # nats a token by which the original's answers may become less likely
LARGEST = 1 << 30  # bytes; converting a larger model takes minutes and gigabytes
TICK = 0.2  # seconds between two looks at whether the job is still wanted


@dataclass(frozen=True, slots=True)
class Speed:
    """Tokens a second. `prompt` and `generation` as measured with the threads that pay here and now;
    `prompt_cpu` per CPU-second on one thread, which compares files whatever else the machine does."""

    prompt: float
    generation: float
    prompt_cpu: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """How like its original a conversion answers; see `llama_tools.agreement`."""

    tokens: int
    same: float
    drop: float

    @property
    def good(self) -> bool:
        return self.same >= SAME and self.drop <= DROP


@dataclass(frozen=True, slots=True)
class Trial:
    """One quantisation that was tried. `agreement` is None when it was not faster."""

    kind: str
    speed: Speed
    agreement: Agreement | None
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Conversion:
    """What `improve` found. `kind` is empty when the original was kept; then `sha256` is its hash too."""

    kind: str
    source_sha256: str
    sha256: str
    before: Speed | None
    after: Speed | None
    agreement: Agreement | None
    size_bytes: int
    trials: tuple[Trial, ...] = ()


def bench(path: Path, job: JobContext | None = None, command: Sequence[str] = DEFAULT_COMMAND) -> Speed:
    """Measure a model in a process of its own. Raises ModelRefused when it cannot run."""
    return Speed(**_run([*command, "speed", str(path)], job, "Measuring speed"))


def compare(
    original: Path,
    candidate: Path,
    job: JobContext | None = None,
    command: Sequence[str] = DEFAULT_COMMAND,
) -> Agreement:
    """Compare a conversion with its original in a process of its own."""
    found = _run([*command, "agreement", str(original), str(candidate)], job, "Comparing answers")
    return Agreement(int(found["tokens"]), found["same"], found["drop"])


def convert(
    source: Path,
    target: Path,
    kind: str,
    job: JobContext | None = None,
    command: Sequence[str] = DEFAULT_COMMAND,
) -> None:
    """Write `source` as quantisation `kind` to `target`."""
    _run([*command, "quantise", str(source), str(target), kind], job, f"Converting to {kind}")


def improve(
    source: Path,
    target: Path,
    job: JobContext | None = None,
    *,
    kinds: Sequence[str] = KINDS,
    command: Sequence[str] = DEFAULT_COMMAND,
) -> Conversion:
    """Write to `target` the first of `kinds` that is faster and answers like `source`; nothing if none does.

    Raises Cancelled when the job is stopped, ModelRefused when the source itself cannot run.
    """
    digest = sha256(source)
    size = source.stat().st_size
    kept = Conversion("", digest, digest, None, None, None, size)
    if size > LARGEST:
        return kept
    before = bench(source, job, command)
    trials: list[Trial] = []
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".convert-") as folder:
        for kind in kinds if _fits(target.parent, size) else ():
            made = Path(folder) / kind
            trial = _try(source, made, kind, before, job, command)
            trials += [trial] if trial else []
            if trial and trial.agreement and trial.agreement.good:
                digest_made = sha256(made)
                made.replace(target)
                return Conversion(
                    kind,
                    digest,
                    digest_made,
                    before,
                    trial.speed,
                    trial.agreement,
                    trial.size_bytes,
                    tuple(trials),
                )
    return Conversion("", digest, digest, before, None, None, size, tuple(trials))


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _try(
    source: Path, made: Path, kind: str, before: Speed, job: JobContext | None, command: Sequence[str]
) -> Trial | None:
    """Convert and judge; None when llama.cpp cannot make this kind out of this model."""
    try:
        convert(source, made, kind, job, command)
        speed = bench(made, job, command)
    except errors.ModelRefused:
        return None
    faster = speed.prompt_cpu >= GAIN * before.prompt_cpu
    agreement = compare(source, made, job, command) if faster else None
    return Trial(kind, speed, agreement, made.stat().st_size)


def _fits(folder: Path, size: int) -> bool:
    """Whether a file of more bits a weight has room besides what is there already."""
    return shutil.disk_usage(folder).free > 4 * size


def _run(argv: Sequence[str], job: JobContext | None, stage: str) -> dict[str, float]:
    """Run one tool to its end, or until the job is cancelled; return the object that it printed."""
    with tempfile.TemporaryFile() as printed, tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            list(argv), stdin=subprocess.DEVNULL, stdout=printed, stderr=said, env=worker_environment()
        )
        try:
            while process.poll() is None:
                if job:
                    job.step(stage)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(TICK)
        finally:
            process.kill()
            process.wait()
        printed.seek(0)
        if process.returncode != 0:
            said.seek(0)
            raise errors.ModelRefused(
                f"{stage} failed: the tool ended with status {process.returncode}.",
                resolution="Choose another model.",
                details=said.read().decode("utf-8", "replace")[-2000:],
            )
        return {name: float(value) for name, value in json.loads(printed.read()).items()}
