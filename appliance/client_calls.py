"""How the typed client calls: one HTTP exchange, its body parsed, its refusal raised as what it means."""

from __future__ import annotations

from typing import Any, TypeVar
from urllib.parse import quote

import httpx2
from pydantic import TypeAdapter, ValidationError

from appliance.core.errors import ApplianceError, InvalidInput, ServiceUnreachable
from appliance.core.schemas import Record

T = TypeVar("T")
Wish = TypeVar("Wish", bound=Record)

JSON = {"Content-Type": "application/json"}


class Calls:
    """Calls over any `httpx2.Client`."""

    def __init__(self, http: httpx2.Client) -> None:
        self._http = http

    def _get(self, record: type[T], path: str, /, **params: Any) -> T:
        return parse(record, self._request("GET", path, params=params))

    def _send(self, kind: type[T], method: str, path: str, body: Any = None) -> T:
        content = body.model_dump_json(exclude_none=True) if body is not None else None
        return parse(kind, self._request(method, path, content=content, headers=JSON))

    def _send_only(self, path: str, body: Record) -> None:
        """Post a record that is answered with nothing."""
        self._request("POST", path, content=body.model_dump_json(), headers=JSON)

    def _call(self, method: str, path: str, **more: Any) -> None:
        self._request(method, path, **more)

    def _request(self, method: str, path: str, **more: Any) -> httpx2.Response:
        try:
            response = self._http.request(method, path, **more)
        except httpx2.TransportError as err:
            raise unreachable(err) from err
        if response.is_error:
            raise error(response)
        return response


def wish(kind: type[Wish], **fields: Any) -> Wish:
    """Return a request's record. Raises `InvalidInput` for what the service would not take either."""
    try:
        return kind(**fields)
    except ValidationError as err:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in err.errors())
        raise InvalidInput(f"{faults}.", resolution="Correct it and try again.") from None


def shop_path(shop: str, *more: str) -> str:
    return "/".join(("/api/v1/shops", *(quote(part, safe="") for part in (shop, *more))))


def parse(kind: type[T], response: httpx2.Response) -> T:
    return TypeAdapter(kind).validate_json(response.content)


def error(response: httpx2.Response) -> ApplianceError:
    """Return what a refusal means; the response has been read."""
    try:
        return ApplianceError.from_problem(response.json())
    except ValueError:
        return ServiceUnreachable(
            f"Something other than Shopwarden answered at {response.url.host} ({response.status_code}).",
            resolution="Check the address and the proxy before it.",
        )


def unreachable(failure: httpx2.TransportError) -> ServiceUnreachable:
    return ServiceUnreachable(
        "The service does not answer.",
        resolution="Start it with “shopwarden serve”.",
        details=f"{type(failure).__name__}: {failure}",
    )
