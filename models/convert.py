"""Turn a downloaded or an owner's own encoder into `model.onnx`, in a process of its own.

Conversion takes memory for a moment (a model in full precision, torch for an owner's own model) that the
service must not keep, so `convert` runs this module as a child and waits.

An owner's own embedding model is held against sentence-transformers before it is stored. That, and any
architecture that `models.bert` does not know, needs the extra `convert`; models of the catalogue and
classifiers of the BERT family do not.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from appliance.core import errors
from appliance.core.ports import JobContext
from models import bert, whole_folder
from models.encoder import MODEL, TOKENIZER
from models.engine_process import worker_environment
from models.orphans import end_with_parent

COMMAND = (sys.executable, "-P", "-m", "models.convert")
PARITY = 0.98  # mean cosine to sentence-transformers below which an owner's model is not stored
RECIPE = 1  # counts up when the same weights are converted to other numbers than before
TICK = 0.2  # seconds between two looks at whether the job is still wanted


@dataclass(frozen=True, slots=True)
class Wish:
    """What to convert. `check`: hold an embedding model against sentence-transformers before it is kept."""

    folder: Path
    prefix: str = ""
    check: bool = False


def convert(wish: Wish, job: JobContext, command: Sequence[str] = COMMAND) -> tuple[str, ...]:
    """Replace the model in the folder by `model.onnx` and `tokenizer.json`; return what was done.

    Raises ModelMissing for missing files or a missing extra, ModelRefused for a model that cannot be
    converted, Cancelled when the job is stopped.
    """
    with tempfile.TemporaryFile() as printed, tempfile.TemporaryFile() as said:
        argv = [*command, str(wish.folder), "--prefix", wish.prefix, *(["--check"] if wish.check else [])]
        with subprocess.Popen(
            argv, stdin=subprocess.PIPE, stdout=printed, stderr=said, env=worker_environment()
        ) as process:
            try:
                while process.poll() is None:
                    job.step("Converting the model")
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        process.wait(TICK)
            finally:
                process.kill()
        printed.seek(0)
        said.seek(0)
        return _outcome(printed.read(), said.read())


def _outcome(printed: bytes, said: bytes) -> tuple[str, ...]:
    try:
        found = json.loads(printed.decode().rpartition("\n")[2] or printed)
    except ValueError as nothing:
        raise errors.ModelRefused(
            "The conversion of the model stopped before its end.",
            resolution="Close other programs and try again, or choose a smaller model.",
            details=said.decode("utf-8", "replace")[-2000:],
        ) from nothing
    if "problem" in found:
        raise errors.ApplianceError.from_problem(found["problem"])
    return tuple(found["done"])


def main(argv: Sequence[str] | None = None) -> None:
    """The child: print `{"done": [...]}` or `{"problem": {...}}` as one line."""
    parser = argparse.ArgumentParser(prog="models.convert")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--prefix", default="")
    parser.add_argument("--check", action="store_true")
    wish = Wish(**vars(parser.parse_args(argv)))
    found: dict[str, Any]
    with contextlib.redirect_stdout(sys.stderr):  # libraries chat
        try:
            found = {"done": convert_here(wish)}
        except errors.ApplianceError as refused:
            found = {"problem": refused.problem()}
    sys.stdout.write(json.dumps(found))


def convert_here(wish: Wish) -> tuple[str, ...]:
    """Convert in this process; see `convert`."""
    whole_folder.complete(wish.folder)
    judge = _Judge(wish.folder) if wish.check else None
    bert.require(wish.folder)
    digest = _sha256(wish.folder / "model.safetensors")
    prefix = wish.prefix or _own_prefix(wish.folder)
    made = wish.folder / f"{MODEL}.new"
    try:
        done = [_convert_bert(wish.folder, made, digest, prefix)]
    except bert.Unsupported as unknown:
        if judge is None:
            raise errors.ModelRefused(
                f"The model in “{wish.folder.name}” is {unknown}.",
                resolution="Use a BERT, RoBERTa, XLM-RoBERTa or DistilBERT model.",
            ) from unknown
        done = [judge.export(made, digest, prefix)]
    _keep_only(wish.folder, made)
    if judge is not None:
        done.append(judge.compare())
    return tuple(done)


def _convert_bert(folder: Path, made: Path, digest: str, prefix: str) -> str:
    from models import precision

    encoder = bert.read(folder)
    chosen = precision.choose(encoder, folder / TOKENIZER, prefix)
    facts = {
        "model": f"{folder.name}:{digest[:8]}:{chosen.name}.{RECIPE}",
        "width": str(encoder.width if encoder.head is None else len(encoder.head.labels)),
        "max_tokens": str(encoder.max_tokens),
        "prefix": prefix,
        "labels": json.dumps(encoder.head.labels if encoder.head else ()),
    }
    write(chosen.model, made, facts)
    return f"Converted to ONNX, {chosen.name}; agreement with full precision {chosen.agreement:.4f}."


def write(model: Any, path: Path, facts: dict[str, str]) -> None:
    """Store the graph with what `Encoder` must know about it."""
    from onnx import helper

    helper.set_model_props(model, facts)
    path.write_bytes(model.SerializeToString())


def _keep_only(folder: Path, made: Path) -> None:
    """Leave the converted model and its tokeniser in the folder."""
    made.replace(folder / MODEL)
    for path in folder.iterdir():
        if path.name not in (MODEL, TOKENIZER):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _own_prefix(folder: Path) -> str:
    """Return the text that sentence-transformers puts before every other by default."""
    config = bert.read_json(folder / "config_sentence_transformers.json")
    return str((config.get("prompts") or {}).get(config.get("default_prompt_name")) or "")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class _Judge:
    """sentence-transformers, loaded from the owner's folder before anything in it is replaced."""

    def __init__(self, folder: Path) -> None:
        if importlib.util.find_spec("sentence_transformers") is None:
            raise errors.ModelMissing(
                "Checking a model of your own needs sentence-transformers, which is not installed.",
                resolution=f"Run: {whole_folder.EXTRA}",
            )
        from models import sentence_models

        self._folder = folder
        self._model = sentence_models.load(folder)
        sentence_models.complete(self._model, folder)

    def export(self, made: Path, digest: str, prefix: str) -> str:
        from models import sentence_models

        return sentence_models.export(self._model, made, f"{self._folder.name}:{digest[:8]}", prefix)

    def compare(self) -> str:
        """Raise ModelRefused unless the converted model embeds as the original does."""
        from models import precision, sentence_models
        from models.embedder import OnnxEmbedder

        texts = precision.sample_texts()
        ours = OnnxEmbedder(self._folder).embed(texts)
        cosine = float((ours * sentence_models.embed(self._model, texts)).sum(axis=1).mean())
        if cosine < PARITY:
            raise errors.ModelRefused(
                f"The converted model differs from its original: mean cosine {cosine:.3f}, not {PARITY}.",
                resolution="Choose another embedding model.",
            )
        return f"Checked against sentence-transformers: mean cosine {cosine:.4f}."


if __name__ == "__main__":
    end_with_parent(0)
    main()
