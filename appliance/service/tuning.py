"""When the language model in use is fitted to this computer: once, by itself, while the shop goes on."""

from __future__ import annotations

from appliance.core.schemas import Job, JobState
from appliance.jobs import Jobs
from appliance.service.parts import Models

KIND = "model-tune"


def start_due(jobs: Jobs, models: Models) -> Job | None:
    """Queue the tuning of the language model in use; None when there is nothing to do. What an owner
    cancelled, or what failed, is not forced on the box again at every start."""
    model = models.untuned()
    if not model or jobs.closing:
        return None
    last = jobs.last(KIND, {"model": model})
    return start(jobs, models, model) if last is None or last.state is JobState.FINISHED else None


def tidy(jobs: Jobs, models: Models) -> None:
    """Delete what was left of work on models that is not going to be resumed. Called before any begins."""

    def goes_on(model: str) -> bool:
        last = jobs.last(KIND, {"model": model})
        return last is not None and last.state is JobState.INTERRUPTED

    models.tidy(goes_on)


def start(jobs: Jobs, models: Models, model: str) -> Job:
    """Queue the tuning of a model because somebody asked for it."""
    title = next((info.title for info in models.list() if info.id == model), model)
    return jobs.start(KIND, subject=title, params={"model": model})
