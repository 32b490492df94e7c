"""The typed client of the service: what the window and the command line call.

It works on any `httpx2.Client`: one that is connected to a running service, or Starlette's TestClient
round an application in this process. Failures are raised as the `ApplianceError` that the service meant.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import httpx2
from pydantic import TypeAdapter

from appliance.client_calls import JSON as _JSON
from appliance.client_calls import error as _error
from appliance.client_calls import parse as _parse
from appliance.client_calls import shop_path as _shop
from appliance.client_calls import unreachable as _unreachable
from appliance.client_calls import wish as _wish
from appliance.client_guard import GuardCalls
from appliance.client_node import NodeCalls
from appliance.client_owner import OwnersCalls
from appliance.client_talk import TalkCalls
from appliance.core import discovery
from appliance.core.errors import ApplianceError, ServiceUnreachable
from appliance.core.paths import Paths
from appliance.core.products import Product
from appliance.core.runtime import Runtime, RuntimeChoice, ShopRuntime
from appliance.core.schemas import (
    AnswerEvent,
    ChatAnswer,
    ChatRequest,
    Delta,
    EngineStatus,
    Health,
    Hit,
    ImportDiff,
    ImportRequest,
    Job,
    JobsPage,
    JobStarted,
    JobState,
    ModelAdd,
    ModelFetch,
    ModelInfo,
    Preview,
    PreviewRequest,
    ProductsPage,
    Quarantined,
    Queued,
    Role,
    Shop,
    ShopChange,
    ShopCreate,
    ShopCreated,
    ShopsPage,
    Source,
    Token,
    TokenCreate,
    TokenCreated,
    Upload,
)

PATIENCE = httpx2.Timeout(30.0, read=300.0)
"""Seconds. A question may wait in the queue of a small box."""
POLL_SECONDS = 25.0
UNDER_WAY = frozenset({JobState.QUEUED, JobState.RUNNING})

_EVENTS: dict[str, type[AnswerEvent]] = {"position": Queued, "delta": Delta, "answer": ChatAnswer}


def connect(paths: Paths) -> Client:
    """Return a client of the service that runs on this data directory. Raises `ServiceUnreachable`."""
    entry = discovery.read(paths)
    if entry is None:
        raise ServiceUnreachable(
            f"No service runs on {paths.data}.", resolution="Start it with “shopwarden serve”."
        )
    client = Client(
        httpx2.Client(
            base_url=entry.url,
            headers={"Authorization": f"Bearer {entry.token}"},
            timeout=PATIENCE,
            trust_env=False,  # a proxy has no part in a call to this machine
        )
    )
    try:
        client.alive()
        if discovery.read(paths) != entry:  # it waited for a service that has a token of its own
            raise ServiceUnreachable("The service has just started.", resolution="Try again.")
    except ApplianceError:
        client.close()
        raise
    return client


class Client(GuardCalls, NodeCalls, OwnersCalls, TalkCalls):
    """Calls of the service, by what they are about. Ids are as the service gave them."""

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    @property
    def url(self) -> str:
        """Where the service listens, without a slash at the end."""
        return str(self._http.base_url).rstrip("/")

    # --- the box ---

    def alive(self) -> Health:
        return self._get(Health, "/healthz")

    def ready(self) -> bool:
        """Whether what the first question needs is loaded."""
        try:
            return self._http.get("/readyz").is_success
        except httpx2.TransportError as err:
            raise _unreachable(err) from err

    def runtime(self, shop: str) -> ShopRuntime:
        """Return where the shop runs, as it is now."""
        return self._get(ShopRuntime, _shop(shop, "runtime"))

    def runtimes(self) -> tuple[ShopRuntime, ...]:
        return self._get(tuple[ShopRuntime, ...], "/api/v1/runtimes")

    def move_shop(self, shop: str, runtime: Runtime) -> Job:
        wish = RuntimeChoice(runtime=runtime)
        return self._send(JobStarted, "PUT", _shop(shop, "runtime"), wish).job

    def health(self) -> Health:
        return self._get(Health, "/api/v1/health")

    def engine(self) -> EngineStatus:
        return self._get(EngineStatus, "/api/v1/engine")

    # --- shops ---

    def shops(self, offset: int = 0, limit: int = 100) -> ShopsPage:
        return self._get(ShopsPage, "/api/v1/shops", offset=offset, limit=limit)

    def shop(self, shop: str) -> Shop:
        return self._get(Shop, _shop(shop))

    def create_shop(
        self, name: str, shop_id: str = "", *, currency: str = "", time_zone: str = ""
    ) -> ShopCreated:
        wish = _wish(ShopCreate, name=name, id=shop_id, currency=currency, time_zone=time_zone)
        return self._send(ShopCreated, "POST", "/api/v1/shops", wish)

    def change_shop(self, shop: str, change: ShopChange) -> Shop:
        return self._send(Shop, "PATCH", _shop(shop), change)

    def delete_shop(self, shop: str, *, confirm: bool = False) -> None:
        """Raises `NeedsConfirmation` with the sentence to show unless `confirm`."""
        self._call("DELETE", _shop(shop), params={"confirm": confirm})

    def tokens(self, shop: str) -> tuple[Token, ...]:
        return self._get(tuple[Token, ...], _shop(shop, "tokens"))

    def create_token(self, role: Role, shop: str = "", label: str = "") -> TokenCreated:
        path = _shop(shop, "tokens") if shop else "/api/v1/tokens"
        return self._send(TokenCreated, "POST", path, _wish(TokenCreate, role=role, label=label))

    def revoke_token(self, token: str, shop: str = "") -> None:
        path = _shop(shop, "tokens", token) if shop else f"/api/v1/tokens/{quote(token, safe='')}"
        self._call("DELETE", path)

    # --- knowledge ---

    def upload(self, shop: str, file: Path, told: Callable[[int], None] = lambda sent: None) -> Upload:
        """Send a file as it is read; `told` gets the number of bytes sent so far."""
        path = _shop(shop, "uploads", file.name)
        headers = {
            "Content-Type": "application/octet-stream",
            "Content-Length": str(file.stat().st_size),
        }
        response = self._request("PUT", path, content=_chunks(file, told), headers=headers)
        return _parse(Upload, response)

    def preview(self, shop: str, upload: str, mapping: dict[str, str] | None = None) -> Preview:
        wish = _wish(PreviewRequest, upload=upload, mapping=mapping)
        return self._send(Preview, "POST", _shop(shop, "previews"), wish)

    def compare_import(self, shop: str, wish: ImportRequest) -> ImportDiff:
        return self._send(ImportDiff, "POST", _shop(shop, "previews", "changes"), wish)

    def start_import(self, shop: str, wish: ImportRequest) -> Job:
        return self._send(JobStarted, "POST", _shop(shop, "imports"), wish).job

    def undo_import(self, shop: str) -> Job:
        return self._send(JobStarted, "POST", _shop(shop, "imports", "undo")).job

    def rebuild_index(self, shop: str) -> Job:
        return self._send(JobStarted, "POST", _shop(shop, "index", "rebuild")).job

    def sources(self, shop: str, offset: int = 0, limit: int = 200) -> tuple[Source, ...]:
        return self._get(tuple[Source, ...], _shop(shop, "sources"), offset=offset, limit=limit)

    def remove_source(self, shop: str, source: str, *, confirm: bool = False) -> None:
        self._call("DELETE", _shop(shop, "sources", source), params={"confirm": confirm})

    def search(self, shop: str, query: str, k: int = 10, kind: str = "product") -> tuple[Hit, ...]:
        return self._get(tuple[Hit, ...], _shop(shop, "search"), q=query, k=k, kind=kind)

    def products(
        self, shop: str, offset: int = 0, limit: int = 50, text: str = "", sort: str = ""
    ) -> ProductsPage:
        page = {"offset": offset, "limit": limit, "text": text, "sort": sort}
        return self._get(ProductsPage, _shop(shop, "products"), **page)

    def product(self, shop: str, key: str) -> Product:
        return self._get(Product, _shop(shop, "products", key))

    def quarantine(self, shop: str, offset: int = 0, limit: int = 200) -> tuple[Quarantined, ...]:
        path = _shop(shop, "quarantine")
        return self._get(tuple[Quarantined, ...], path, offset=offset, limit=limit)

    def release(self, shop: str, held: str) -> None:
        """Let a held text in, now and at every later import."""
        self._call("POST", _shop(shop, "quarantine", held, "release"))

    def drop(self, shop: str, held: str) -> None:
        """Delete a held text and keep its content out."""
        self._call("DELETE", _shop(shop, "quarantine", held))

    # --- the bot ---

    def chat(self, shop: str, message: str, session: str | None = None) -> ChatAnswer:
        wish = _wish(ChatRequest, message=message, session=session)
        return self._send(ChatAnswer, "POST", _shop(shop, "chat"), wish)

    def chat_events(self, shop: str, message: str, session: str | None = None) -> Iterator[AnswerEvent]:
        """Yield the answer as it is worded, the whole of it last. Closing the iterator stops the bot."""
        wish = _wish(ChatRequest, message=message, session=session, stream=True)
        try:
            with self._http.stream(
                "POST", _shop(shop, "chat"), content=wish.model_dump_json(), headers=_JSON
            ) as response:
                if response.is_error:
                    response.read()
                    raise _error(response)
                for name, data in _server_sent(response.iter_lines()):
                    if name == "problem":
                        raise ApplianceError.from_problem(json.loads(data))
                    if name in _EVENTS:
                        yield TypeAdapter(_EVENTS[name]).validate_json(data)
        except httpx2.TransportError as err:
            raise _unreachable(err) from err

    # --- jobs ---

    def jobs(self, after: int = 0, wait: float = 0) -> JobsPage:
        """Return jobs changed after the cursor; waits up to `wait` seconds (at most 30) for news."""
        return self._get(JobsPage, "/api/v1/jobs", after=after, wait=wait)

    def job(self, job: str) -> Job:
        return self._get(Job, f"/api/v1/jobs/{quote(job, safe='')}")

    def cancel(self, job: str) -> Job:
        return self._send(Job, "POST", f"/api/v1/jobs/{quote(job, safe='')}/cancel")

    def run_again(self, job: str) -> Job:
        return self._send(JobStarted, "POST", f"/api/v1/jobs/{quote(job, safe='')}/again").job

    def follow(self, job: Job) -> Iterator[Job]:
        """Yield the job at each change, until it has ended."""
        yield job
        while job.state in UNDER_WAY:
            for changed in self.jobs(job.cursor, POLL_SECONDS).jobs:
                if changed.id == job.id:
                    job = changed
                    yield job

    # --- models ---

    def models(self) -> tuple[ModelInfo, ...]:
        return self._get(tuple[ModelInfo, ...], "/api/v1/models")

    def fetch_model(self, url: str, sha256: str = "") -> Job:
        """Let the box download a GGUF file; its SHA-256 is compared where it is given."""
        wish = _wish(ModelFetch, url=url, sha256=sha256)
        return self._send(JobStarted, "POST", "/api/v1/models/fetch", wish).job

    def add_model(self, path: Path) -> Job:
        return self._send(JobStarted, "POST", "/api/v1/models", _wish(ModelAdd, path=str(path))).job

    def install_model(self, model: str) -> Job:
        return self._send(JobStarted, "POST", _model(model, "install")).job

    def bench_model(self, model: str) -> Job:
        return self._send(JobStarted, "POST", _model(model, "bench")).job

    def tune_model(self, model: str) -> Job:
        return self._send(JobStarted, "POST", _model(model, "tune")).job

    def verify_model(self, model: str) -> Job:
        """Compare its files with their hashes; the job fails with the reason when one differs."""
        return self._send(JobStarted, "POST", _model(model, "verify")).job

    def use_model(self, model: str) -> ModelInfo:
        return self._send(ModelInfo, "POST", _model(model, "use"))

    def remove_model(self, model: str, *, confirm: bool = False) -> None:
        self._call("DELETE", _model(model), params={"confirm": confirm})


def _model(model: str, *more: str) -> str:
    return "/".join(("/api/v1/models", quote(model, safe=""), *more))


def _chunks(file: Path, told: Callable[[int], None]) -> Iterator[bytes]:
    sent = 0
    with file.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            yield chunk
            sent += len(chunk)
            told(sent)


def _server_sent(lines: Iterator[str]) -> Iterator[tuple[str, str]]:
    """Yield (event, data) of a stream of server-sent events."""
    name, data = "message", list[str]()
    for line in lines:
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "event":
            name = value
        elif field == "data":
            data.append(value)
        elif not line and data:
            yield name, "\n".join(data)
            name, data = "message", []
