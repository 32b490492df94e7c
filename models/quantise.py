"""Try whether another quantisation of a model reads prompts faster here and answers the same.

llama.cpp has fast matrix kernels for some quantisations only, so a file with more bits a weight can be the
faster one: Q8_0 made out of the starter model's Q4_1 reads prompts two to three times as fast. It costs disk
and mapped memory (145 MB instead of 98 MB). Making fewer bits out of few loses answers, so every conversion
is compared with its original, and the original is kept when in doubt.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from appliance.core import errors
from appliance.core.ports import JobContext
from models import files
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
    """What `improve` found. `made` is None when the original was kept."""

    made: Path | None
    before: Speed | None
    best: Trial | None
    trials: tuple[Trial, ...] = ()

    @property
    def outcome(self) -> str:
        """Say it in a sentence to the owner."""
        if self.best is None or self.before is None or self.best.agreement is None:
            tried = f" Tried: {', '.join(trial.kind for trial in self.trials)}." if self.trials else ""
            return f"Kept as it came: nothing was faster with the same answers.{tried}"
        gain = self.best.speed.prompt_cpu / self.before.prompt_cpu
        same = self.best.agreement.same
        return (
            f"Converted to {self.best.kind} for this computer: reads questions {gain:.1f} times as fast and "
            f"chooses {same:.0%} of the same words."
        )


class Tools:
    """Runs the tools of `llama_tools`, each in a process of its own, on behalf of a job.

    With a high `nice` visitors notice nothing of them. `memory` is a file that keeps what was found, so
    that a job which was interrupted goes on where it was.
    """

    def __init__(
        self,
        job: JobContext | None = None,
        *,
        nice: int = 0,
        memory: Path | None = None,
        command: Sequence[str] = DEFAULT_COMMAND,
    ) -> None:
        self._job = job
        self._nice = nice
        self._memory = memory
        self._command = command

    def bench(self, path: Path) -> Speed:
        """Measure a model. Raises ModelRefused when it cannot run."""
        return Speed(**self._found("Measuring speed", "speed", path))

    def compare(self, original: Path, candidate: Path) -> Agreement:
        """Compare a conversion with its original."""
        found = self._found("Comparing answers", "agreement", original, candidate)
        return Agreement(int(found["tokens"]), found["same"], found["drop"])

    def convert(self, source: Path, target: Path, kind: str) -> None:
        """Write `source` as quantisation `kind` to `target`, whole or not at all."""
        if target.exists():
            return
        part = target.with_suffix(".part")
        self._run(f"Converting to {kind}", "quantise", str(source), str(part), kind)
        part.replace(target)

    def _found(self, stage: str, tool: str, *paths: Path) -> dict[str, float]:
        """Return what a tool finds, or found before it was interrupted."""
        key = " ".join((tool, *(path.name for path in paths)))
        known = _remembered(self._memory)
        if key not in known:
            known[key] = self._run(stage, tool, *map(str, paths))
            if self._memory:
                files.write_json(self._memory, known)
        return known[key]

    def _run(self, stage: str, *arguments: str) -> dict[str, float]:
        """Run one tool to its end, or until the job is cancelled; return the object that it printed."""
        with tempfile.TemporaryFile() as printed, tempfile.TemporaryFile() as said:
            with subprocess.Popen(
                [*self._command, *arguments],
                stdin=subprocess.PIPE,  # says nothing; its end tells the tool that we are gone
                stdout=printed,
                stderr=said,
                env=worker_environment(),
            ) as process:
                try:
                    self._wait(process, stage)
                finally:
                    process.kill()
            printed.seek(0)
            if process.returncode != 0:
                said.seek(0)
                raise errors.ModelRefused(
                    f"{stage} failed: the tool ended with status {process.returncode}.",
                    resolution="Choose another model.",
                    details=said.read().decode("utf-8", "replace")[-2000:],
                )
            return {name: float(value) for name, value in json.loads(printed.read()).items()}

    def _wait(self, process: subprocess.Popen[bytes], stage: str) -> None:
        if self._nice:
            with contextlib.suppress(psutil.Error, OSError):
                psutil.Process(process.pid).nice(self._nice)
        while process.poll() is None:
            if self._job:
                self._job.step(stage)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(TICK)


def improve(source: Path, folder: Path, tools: Tools, kinds: Sequence[str] = KINDS) -> Conversion:
    """Make, in `folder`, the first of `kinds` that is faster and answers like `source`; nothing if none does.

    Raises Cancelled when the job is stopped, ModelRefused when the source itself cannot run.
    """
    if source.stat().st_size > LARGEST:
        return Conversion(None, None, None)
    before = tools.bench(source)
    trials: list[Trial] = []
    for kind in kinds if _fits(folder, source.stat().st_size) else ():
        made = folder / f"{source.stem}.{kind}.gguf"
        trial = _try(source, made, kind, before, tools)
        trials += [trial] if trial else []
        if trial and trial.agreement and trial.agreement.good:
            return Conversion(made, before, trial, tuple(trials))
        made.unlink(missing_ok=True)
    return Conversion(None, before, None, tuple(trials))


def _try(source: Path, made: Path, kind: str, before: Speed, tools: Tools) -> Trial | None:
    """Convert and judge; None when llama.cpp cannot make this kind out of this model."""
    try:
        tools.convert(source, made, kind)
        speed = tools.bench(made)
    except errors.ModelRefused:
        return None
    faster = speed.prompt_cpu >= GAIN * before.prompt_cpu
    agreement = tools.compare(source, made) if faster else None
    return Trial(kind, speed, agreement, made.stat().st_size)


def _fits(folder: Path, size: int) -> bool:
    """Whether a file of more bits a weight has room besides what is there already."""
    return shutil.disk_usage(folder).free > 4 * size


def _remembered(memory: Path | None) -> dict[str, dict[str, float]]:
    try:
        return dict(json.loads(memory.read_text("utf-8"))) if memory else {}
    except (OSError, ValueError):
        return {}
