"""What a shop knows: files in, products and passages out, and what was held back for the owner to judge."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from appliance.core.errors import NeedsConfirmation, NotFound
from appliance.core.products import Product
from appliance.core.schemas import (
    Hit,
    ImportDiff,
    ImportRequest,
    JobStarted,
    Preview,
    PreviewRequest,
    ProductsPage,
    Quarantined,
    Source,
    Upload,
)
from appliance.service import uploads
from appliance.service.auth import Opened, OwnedShop
from appliance.service.deps import Box
from appliance.service.parts import OpenShop

router = APIRouter(prefix="/api/v1/shops/{shop}", tags=["knowledge"])

Offset = Annotated[int, Query(ge=0, le=10_000_000)]
Limit = Annotated[int, Query(ge=1, le=200)]
Text = Annotated[str, Query(max_length=500)]

_RAW_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.put("/uploads/{name}", status_code=201, openapi_extra=_RAW_BODY)
async def upload(box: Box, shop: OwnedShop, name: str, request: Request) -> Upload:
    """Take a file as the raw body; nothing is read from it yet."""
    limit = box.settings.upload_limit_mb * uploads.MIB
    declared = request.headers.get("content-length", "0")
    if declared.isdecimal() and int(declared) > limit:
        raise uploads.too_large(uploads.clean_name(name), limit)
    return await uploads.receive(request.stream(), box.paths.shop(shop.id).uploads, name, limit)


@router.post("/previews")
def preview(box: Box, shop: OwnedShop, opened: Opened, wish: PreviewRequest) -> Preview:
    """How an uploaded file would be read, before anything is stored."""
    file, name = uploads.find(box.paths.shop(shop.id).uploads, wish.upload)
    return opened.knowledge.preview(file, name, wish.mapping)


@router.post("/previews/changes")
def compare(box: Box, shop: OwnedShop, opened: Opened, wish: ImportRequest) -> ImportDiff:
    """What importing an uploaded file would add, change and remove. Reads all of it; stores nothing."""
    file, name = uploads.find(box.paths.shop(shop.id).uploads, wish.upload)
    return opened.knowledge.compare(
        file, name, mapping=wish.mapping, replaces=wish.replaces, missing=wish.missing
    )


@router.post("/imports", status_code=202)
def start_import(box: Box, shop: OwnedShop, wish: ImportRequest) -> JobStarted:
    """Import an uploaded file as a job: all of it, or nothing when it fails or is cancelled."""
    _, name = uploads.find(box.paths.shop(shop.id).uploads, wish.upload)
    job = box.jobs.start("import", shop=shop.id, subject=name, params=wish.model_dump())
    return JobStarted(job=job)


@router.post("/imports/undo", status_code=202)
def undo_import(box: Box, shop: OwnedShop) -> JobStarted:
    """Go back to what was known before the last import."""
    return JobStarted(job=box.jobs.start("undo-import", shop=shop.id))


@router.post("/index/rebuild", status_code=202)
def rebuild(box: Box, shop: OwnedShop) -> JobStarted:
    """Embed everything again, for instance with another embedding model."""
    return JobStarted(job=box.jobs.start("rebuild-index", shop=shop.id))


@router.get("/sources")
def list_sources(shop: Opened, offset: Offset = 0, limit: Limit = 200) -> tuple[Source, ...]:
    """The files that the shop's knowledge comes from."""
    return tuple(shop.knowledge.sources()[offset : offset + limit])


@router.delete("/sources/{source}", status_code=204)
def remove_source(shop: Opened, source: str, confirm: bool = False) -> None:
    """Forget a file and everything that came from it."""
    known = next((item for item in shop.knowledge.sources() if item.id == source), None)
    if known is None:
        raise NotFound("There is no such source.", resolution="List the sources and choose one of them.")
    if not confirm:
        raise NeedsConfirmation(
            f"Removing “{known.name}” takes {known.items} entries out of the bot's knowledge.",
            resolution="Send it again with confirm=true if you are sure.",
        )
    shop.knowledge.remove_source(source)


@router.get("/search")
def search(
    shop: Opened,
    q: Text,
    k: Annotated[int, Query(ge=1, le=100)] = 10,
    kind: Annotated[str, Query(pattern=r"^(product|passage)$")] = "product",
) -> tuple[Hit, ...]:
    """The best products, or passages of documents, for a query."""
    return tuple(shop.knowledge.search(q, k, kind))


@router.get("/products")
def list_products(
    shop: Opened,
    offset: Offset = 0,
    limit: Limit = 50,
    text: Text = "",
    sort: Annotated[str, Query(pattern=r"^-?(title|price|brand)$|^$")] = "",
) -> ProductsPage:
    """A page of the catalogue."""
    total, found = shop.knowledge.products(offset, limit, text, sort)
    return ProductsPage(total=total, products=tuple(found))


@router.get("/products/{key:path}")
def get_product(shop: Opened, key: str) -> Product:
    """One product with its variants, by the catalogue's own key."""
    found = shop.knowledge.product(key)
    if found is None:
        raise NotFound("There is no such product.", resolution="Search for it by name.")
    return found


@router.get("/quarantine")
def list_quarantine(opened: Opened, offset: Offset = 0, limit: Limit = 200) -> tuple[Quarantined, ...]:
    """What the guard held back at import, oldest first."""
    return tuple(opened.knowledge.quarantine()[offset : offset + limit])


@router.post("/quarantine/{held}/release", status_code=204)
def release(opened: Opened, held: str) -> None:
    """Let a held text in, now and at every later import of the same content."""
    text = _held(opened, held).text
    opened.knowledge.release(held)
    opened.guard.release(text)


@router.delete("/quarantine/{held}", status_code=204)
def drop(opened: Opened, held: str) -> None:
    """Delete a held text and keep its content out."""
    opened.knowledge.drop(_held(opened, held).id)


def _held(opened: OpenShop, held: str) -> Quarantined:
    for item in opened.knowledge.quarantine():
        if item.id == held:
            return item
    raise NotFound("There is nothing of that name in quarantine.", resolution="List it and choose again.")
