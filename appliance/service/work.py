"""The kinds of long work this box does, as the job runner knows them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from appliance.core.errors import ModelRefused
from appliance.core.exam import ExamWish
from appliance.core.paths import Paths
from appliance.core.runtime import Runtime
from appliance.core.schemas import ImportRequest, Job
from appliance.jobs import Context, Kind, Params, Result
from appliance.service import tuning, uploads
from appliance.service.moving import Mover
from appliance.service.parts import Knowledge, Models, OpenShops
from appliance.tenants import Tenants


def kinds(
    paths: Paths,
    tenants: Tenants,
    shops: OpenShops,
    models: Models,
    tune: Callable[[], object] = lambda: None,
) -> tuple[Kind, ...]:
    """Return every kind. A shop's work runs one after another, and so do changes of the box's models.
    `tune` is called when a model has come that may be worth fitting to this computer."""

    def knowledge(job: Job) -> Knowledge:
        return shops.get(tenants.get(job.shop).id).knowledge

    def import_file(job: Job, params: Params, context: Context) -> Result:
        wish = ImportRequest.model_validate(params)
        file, name = uploads.find(paths.shop(job.shop).uploads, wish.upload)
        result = knowledge(job).import_file(
            file,
            name,
            mapping=wish.mapping,
            on_problem=wish.on_problem,
            replaces=wish.replaces,
            missing=wish.missing,
            job=context,
        )
        file.unlink(missing_ok=True)  # knowledge keeps its own copy
        return result.model_dump(mode="json")

    def undo(job: Job, _: Params, context: Context) -> Result:
        context.step("Going back to the catalogue before")
        return knowledge(job).undo_import().model_dump(mode="json")

    def rebuild(job: Job, _: Params, context: Context) -> Result:
        return {"embedded": knowledge(job).rebuild(context)}

    def of_shop(shop: str) -> str:
        return f"shop-{shop}"

    return (
        Kind("import", import_file, of_shop, resumes=True),
        Kind("undo-import", undo, of_shop),
        Kind("rebuild-index", rebuild, of_shop, resumes=True),
        _exams(tenants, shops),
        *_of_models(models, tune),
    )


def _of_models(models: Models, tune: Callable[[], object]) -> tuple[Kind, ...]:
    def install(_: Job, params: Params, context: Context) -> Result:
        info = models.install(params["model"], context)
        tune()
        return info.model_dump(mode="json")

    def add(_: Job, params: Params, context: Context) -> Result:
        info = models.add(Path(params["path"]), context)
        tune()
        return info.model_dump(mode="json")

    def fetch(_: Job, params: Params, context: Context) -> Result:
        info = models.fetch(params["url"], params["sha256"], context)
        tune()
        return info.model_dump(mode="json")

    def fit(_: Job, params: Params, context: Context) -> Result:
        return models.tune(params["model"], context).model_dump(mode="json")

    def bench(_: Job, params: Params, context: Context) -> Result:
        return models.bench(params["model"], context).model_dump(mode="json")

    def verify(_: Job, params: Params, context: Context) -> Result:
        context.step("Comparing with its hashes")
        if not models.verify(params["model"]):
            raise ModelRefused(
                "A file of this model is damaged.", resolution="Remove it and install it again."
            )
        return {}

    def of_models(_: str) -> str:
        return "models"

    def of_tuning(_: str) -> str:
        return "tuning"

    return (
        Kind("model-install", install, of_models, resumes=True),
        Kind("model-add", add, of_models),
        Kind("model-fetch", fetch, of_models, resumes=True),
        Kind("model-bench", bench, of_models),
        Kind("model-verify", verify, of_models),
        Kind(tuning.KIND, fit, of_tuning, resumes=True, background=True),
    )


def move_shop(tenants: Tenants, mover: Mover) -> Kind:
    """Return the kind of moves between runtimes: the box's own work, for a shop's file moves with it."""

    def move(_: Job, params: Params, context: Context) -> Result:
        shop = tenants.get(params["shop"]).id
        return mover.move(shop, Runtime(params["runtime"]), context)

    return Kind("move-shop", move, lambda _: "moves", resumes=True)


def _exams(tenants: Tenants, shops: OpenShops) -> Kind:
    """Return the kind of exams: one at a time on the box, beside a shop's other work."""

    def exam(job: Job, params: Params, context: Context) -> Result:
        shop = shops.get(tenants.get(job.shop).id)
        result = shop.examiner.run(job.id, ExamWish.model_validate(params), context)
        return result.model_dump(mode="json")

    return Kind("exam", exam, lambda _: "exams", resumes=True)
