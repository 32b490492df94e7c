"""sentence-transformers at the conversion of an owner's own model. Imports torch: never in the service."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from appliance.core import errors
from models import bert
from models.bert import Floats
from models.convert import RECIPE, write
from models.encoder import TOKENIZER


def load(folder: Path) -> Any:
    """Return the SentenceTransformer in the folder, running no code of its own. Raises ModelRefused."""
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    except Exception as fault:  # whatever a stranger's folder makes it raise
        raise errors.ModelRefused(
            f"sentence-transformers cannot load the model in “{folder.name}”.",
            resolution="Choose the folder of a sentence-transformers model.",
            details=str(fault)[-2000:],
        ) from fault


def complete(model: Any, folder: Path) -> None:
    """Write the files of today's format that an older model lacks."""
    if not (folder / "model.safetensors").is_file():
        model[0].auto_model.save_pretrained(folder)
    if not (folder / TOKENIZER).is_file():
        model.tokenizer.backend_tokenizer.save(str(folder / TOKENIZER))


def embed(model: Any, texts: Sequence[str]) -> Floats:
    """Return rows of unit length."""
    return np.asarray(model.encode(list(texts), normalize_embeddings=True), np.float32)


def export(model: Any, made: Path, name: str, prefix: str) -> str:
    """Write a model of another family through torch, in eight bits. Raises ModelRefused."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    plain = made.with_suffix(".plain")
    try:
        _export_plain(model, plain)
        quantize_dynamic(plain, made, per_channel=True, weight_type=QuantType.QInt8)
        graph = onnx.load(made)
    except Exception as fault:  # torch and onnx raise many kinds
        raise errors.ModelRefused(
            "This model cannot be converted to ONNX.",
            resolution="Choose a BERT, RoBERTa, XLM-RoBERTa or DistilBERT model.",
            details=str(fault)[-2000:],
        ) from fault
    finally:
        plain.unlink(missing_ok=True)
    longest = min(bert.LONGEST, int(model.max_seq_length or bert.LONGEST))
    facts = {
        "model": f"{name}:int8-torch.{RECIPE}",
        "width": str(embed(model, ["width"]).shape[1]),
        "max_tokens": str(longest),
        "prefix": prefix,
        "labels": "[]",
    }
    write(graph, made, facts)
    return "Converted to ONNX through torch, int8."


def _export_plain(model: Any, path: Path) -> None:
    import torch

    class Reader(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: Any) -> Any:
            ids = input_ids.long()
            found = self.model({"input_ids": ids, "attention_mask": torch.ones_like(ids)})
            return torch.nn.functional.normalize(found["sentence_embedding"], dim=-1)

    example = torch.full((2, 8), 5, dtype=torch.int32)
    torch.onnx.export(
        Reader().eval(),
        (example,),
        str(path),
        input_names=["input_ids"],
        output_names=["rows"],  # “embedding” is a name that the exporter uses itself
        dynamic_shapes={"input_ids": {0: torch.export.Dim("texts"), 1: torch.export.Dim("tokens")}},
        external_data=False,
    )
