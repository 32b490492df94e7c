"""The models on this box."""

from __future__ import annotations

from fastapi import APIRouter, Depends

from appliance.core.errors import NeedsConfirmation, NotFound
from appliance.core.schemas import JobStarted, ModelAdd, ModelFetch, ModelInfo
from appliance.service import tuning
from appliance.service.auth import admin
from appliance.service.deps import Box
from appliance.service.parts import Appliance

router = APIRouter(prefix="/api/v1/models", tags=["models"], dependencies=[Depends(admin)])


@router.get("")
def list_models(box: Box) -> tuple[ModelInfo, ...]:
    """The catalogue's models and the owner's own, and which are in use."""
    return tuple(box.models.list())


@router.post("", status_code=202)
def add_model(box: Box, wish: ModelAdd) -> JobStarted:
    """Check weights that are on this box already and take them into the store."""
    name = wish.path.rpartition("/")[2]
    return JobStarted(job=box.jobs.start("model-add", subject=name, params=wish.model_dump()))


@router.post("/fetch", status_code=202)
def fetch_model(box: Box, wish: ModelFetch) -> JobStarted:
    """Download a model file from an address; it goes on where it was interrupted."""
    name = wish.url.rpartition("/")[2]
    return JobStarted(job=box.jobs.start("model-fetch", subject=name, params=wish.model_dump()))


@router.post("/{model}/install", status_code=202)
def install_model(box: Box, model: str) -> JobStarted:
    """Fetch a model of the catalogue and verify it."""
    known = _model(box, model)
    return JobStarted(job=box.jobs.start("model-install", subject=known.title, params={"model": model}))


@router.post("/{model}/bench", status_code=202)
def bench_model(box: Box, model: str) -> JobStarted:
    """Measure how fast this box runs the model."""
    known = _model(box, model)
    return JobStarted(job=box.jobs.start("model-bench", subject=known.title, params={"model": model}))


@router.post("/{model}/tune", status_code=202)
def tune_model(box: Box, model: str) -> JobStarted:
    """Fit a language model to this computer: convert it where that is faster and answers the same."""
    return JobStarted(job=tuning.start(box.jobs, box.models, _model(box, model).id))


@router.post("/{model}/verify", status_code=202)
def verify_model(box: Box, model: str) -> JobStarted:
    """Compare every file of an installed model with the hash it was stored with."""
    known = _model(box, model)
    return JobStarted(job=box.jobs.start("model-verify", subject=known.title, params={"model": model}))


@router.post("/{model}/use")
def use_model(box: Box, model: str) -> ModelInfo:
    """Answer with this model from now on."""
    used = box.models.use(_model(box, model).id)
    box.tune()
    return used


@router.delete("/{model}", status_code=204)
def remove_model(box: Box, model: str, confirm: bool = False) -> None:
    """Delete the model's weights from this box."""
    known = _model(box, model)
    if not confirm:
        raise NeedsConfirmation(
            f"Removing “{known.title}” deletes {known.size_bytes / 1e6:.0f} MB of weights.",
            resolution="Send it again with confirm=true if you are sure.",
        )
    box.models.remove(known.id)


def _model(box: Appliance, model_id: str) -> ModelInfo:
    for model in box.models.list():
        if model.id == model_id:
            return model
    raise NotFound("There is no such model.", resolution="List the models and choose one of them.")
