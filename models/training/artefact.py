"""What ships of a trained classifier: ONNX that computes alike everywhere, its tokeniser, `facts.json`."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from models import bert, convert, pinned, precision
from models.bert_onnx import Bits
from models.encoder import MODEL, TOKENIZER, Encoder
from models.unigram import Text

PORTABLE = (Bits(7, 7),)  # in eight, sums overflow on processors without VNNI


def export(folder: Path, name: str, samples: Sequence[Text] = ()) -> str:
    """Write `model.onnx` beside the weights; return how well it agrees with them on the samples, which are
    like what it will read (else `models/sample_texts.toml`)."""
    encoder = bert.read(folder)
    chosen = precision.choose(encoder, folder / TOKENIZER, widths=PORTABLE, samples=samples)
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    labels = encoder.head.labels if encoder.head else ()
    facts = {
        "model": f"{name}:{digest[:8]}:{chosen.name}.{convert.RECIPE}",
        "width": str(len(labels)),
        "max_tokens": str(encoder.max_tokens),
        "labels": json.dumps(labels),
    }
    convert.write(chosen.model, folder / MODEL, facts)
    return f"{chosen.name}: agreement with full precision {chosen.agreement:.4f}"


def ship(folder: Path, target: Path, told: Mapping[str, object]) -> None:
    """Copy what was exported to where it ships from, pinned, with what is `told` about it."""
    target.mkdir(parents=True, exist_ok=True)
    names = (MODEL, TOKENIZER)
    for name in names:
        shutil.copyfile(folder / name, target / name)
    digests = {name: hashlib.sha256((target / name).read_bytes()).hexdigest() for name in names}
    facts = {"model": Encoder(target).fact("model"), "sha256": digests, **told}
    (target / pinned.FACTS).write_text(json.dumps(facts, indent=1) + "\n", "utf-8")
