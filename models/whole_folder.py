"""Make the folder of an owner's model whole: one `model.safetensors`, one `tokenizer.json`.

Publishers also store weights in several files, or as `pytorch_model.bin`, and tokenisers as a vocabulary or
a SentencePiece model. Weights in torch's own format and such tokenisers need the extra `convert`; torch reads
tensors only (`weights_only`), so that no code in a file is run.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from appliance.core import errors
from models import bert

WEIGHTS, INDEX = "model.safetensors", "model.safetensors.index.json"
TORCH, TORCH_INDEX = "pytorch_model.bin", "pytorch_model.bin.index.json"
TOKENIZER = "tokenizer.json"
VOCABULARIES = ("vocab.txt", "sentencepiece.bpe.model", "vocab.json")
EXTRA = ".venv/bin/pip install -e '.[convert]'"
Reader = Callable[[Path], dict[str, Any]]


def complete(folder: Path) -> None:
    """Write what is missing and can be made. What cannot stays missing, and the reader says so.

    Raises ModelMissing without a shard or without the extra, ModelRefused for damaged files.
    """
    if not (folder / WEIGHTS).is_file():
        ways: tuple[tuple[str, str, Reader], ...] = (
            (INDEX, "", bert.tensors_of),
            (TORCH_INDEX, TORCH, _torch),
        )
        for index, single, read in ways:
            if names := _parts(folder, index, single):
                _join([_there(folder, name) for name in names], read, folder / WEIGHTS)
                break
    if not (folder / TOKENIZER).is_file() and any((folder / name).is_file() for name in VOCABULARIES):
        _write_tokenizer(folder)


def _parts(folder: Path, index: str, single: str) -> list[str]:
    """Return the names of the files that hold the weights, none when this format is not there."""
    if (folder / index).is_file():
        try:
            return sorted(set(json.loads((folder / index).read_text("utf-8"))["weight_map"].values()))
        except (ValueError, KeyError, AttributeError, OSError) as fault:
            raise errors.ModelRefused(
                f"The model's file {index} cannot be read.", resolution="Fetch the model again."
            ) from fault
    return [single] if single and (folder / single).is_file() else []


def _there(folder: Path, name: str) -> Path:
    path = folder / Path(name).name  # an index must not name files elsewhere
    if not path.is_file():
        raise errors.ModelMissing(
            f"The model folder {folder} lacks {path.name}.",
            resolution=f"Put {path.name} of the model into {folder}.",
        )
    return path


def _join(parts: list[Path], read: Reader, target: Path) -> None:
    """Store the tensors of all parts in one file, which then takes their place."""
    from safetensors import SafetensorError
    from safetensors.numpy import save_file

    tensors: dict[str, Any] = {}
    try:
        for part in parts:
            tensors |= read(part)
        save_file(tensors, target)
    except errors.ApplianceError:
        raise
    except (SafetensorError, OSError, KeyError, ValueError, RuntimeError, EOFError) as fault:
        raise errors.ModelRefused(
            f"The weights of the model in {target.parent} are damaged.",
            resolution="Fetch the model again.",
            details=str(fault),
        ) from fault
    for part in parts:
        part.unlink()


def _torch(path: Path) -> dict[str, Any]:
    """Return the tensors of a checkpoint. Raises ModelRefused for one that holds anything else."""
    if importlib.util.find_spec("torch") is None:
        raise errors.ModelMissing(
            f"Reading {path.name} needs torch, which is not installed.",
            resolution=f"Take the model's {WEIGHTS} instead, or run: {EXTRA}",
        )
    import pickle

    import torch

    try:
        found = torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as fault:
        raise errors.ModelRefused(
            f"{path.name} holds more than tensors, and code of a model is never run.",
            resolution=f"Take the model's {WEIGHTS} instead.",
        ) from fault
    return {name: value.float().contiguous().numpy() for name, value in dict(found).items()}


def _write_tokenizer(folder: Path) -> None:
    """Let transformers make `tokenizer.json` out of a vocabulary; no code of the folder is run."""
    if importlib.util.find_spec("transformers") is None:
        raise errors.ModelMissing(
            f"Making {TOKENIZER} out of this model's vocabulary needs transformers, which is not installed.",
            resolution=f"Put the model's {TOKENIZER} into {folder}, or run: {EXTRA}",
        )
    from transformers import AutoTokenizer

    try:
        made = AutoTokenizer.from_pretrained(str(folder), trust_remote_code=False, local_files_only=True)
        made.backend_tokenizer.save(str(folder / TOKENIZER))
    except Exception as fault:  # the library raises whatever its parts do
        raise errors.ModelMissing(
            f"The model folder {folder} lacks {TOKENIZER}, and it could not be made from the vocabulary.",
            resolution=f"Put the model's {TOKENIZER} into {folder}.",
            details=str(fault),
        ) from fault
