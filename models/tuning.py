"""Fitting a language model to this computer: `quantise` tried on an installed model, its findings stored.

Runs beside the service for a minute or more, so at the lowest priority. What it makes lies in the model's
workshop until it is adopted; an interrupted run goes on from there, for the same weights.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

from appliance.core import errors
from appliance.core.ports import JobContext
from appliance.core.schemas import ModelInfo
from models import provenance, quantise
from models.catalog import Kind
from models.provenance import Provenance, Tuning
from models.quantise import Tools
from models.store import ModelStore

NICE = 19
FINDINGS = "findings.json"

Improve = Callable[[Path, Path, Tools], quantise.Conversion]


def due(store: ModelStore) -> str:
    """Return the id of the language model in use if tuning it was not tried yet, else ""."""
    model_id = store.active(Kind.CHAT)
    try:
        record = store.record(model_id) if model_id else None
    except errors.ModelMissing:
        return ""
    return model_id if record and record.tuning is None else ""


def tune(store: ModelStore, model_id: str, job: JobContext, improve: Improve = quantise.improve) -> ModelInfo:
    """Adopt a conversion of the model that is faster here and answers the same, or note that there is none.

    Raises Cancelled, Conflict when the model changed meanwhile, InvalidInput for one that writes no words,
    ModelMissing, ModelRefused.
    """
    before = store.record(model_id)
    if before.kind is not Kind.CHAT:
        raise errors.InvalidInput(f"“{before.title}” writes no words.", resolution="Choose a language model.")
    source, folder = store.path(model_id), _bench(store, before)
    tools = Tools(job, nice=NICE, memory=folder / FINDINGS)
    found = improve(source, folder, tools)
    tuning = Tuning(found.best.kind if found.best else "", found.outcome, provenance.now())
    (folder / FINDINGS).unlink(missing_ok=True)
    info = store.adopt(before, tuning, found.made)
    shutil.rmtree(folder.parent, ignore_errors=True)
    return info


def _bench(store: ModelStore, record: Provenance) -> Path:
    """Return the model's workshop, emptied if what lies there was made out of other weights."""
    weights = hashlib.sha256("".join(file.sha256 for file in record.files).encode()).hexdigest()
    return store.workshop(record.id, weights[:16])
