"""Schemathesis over the service's own OpenAPI document: whatever is sent, nothing breaks."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.generation import GenerationMode
from served_box import Served

from appliance.core.schemas import ImportRequest

EXAMPLES = 6
KNOWN = {
    "shop": "wool", "model": "all-minilm-l6-v2", "key": "w-1", "name": "prices.csv", "entry": 1, "held": "1",
}  # fmt: skip
"""Ids that exist, so that a made-up call comes further than the door."""


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_nothing_that_is_sent_breaks_the_service(
    served_for_real: Served, tmp_path: Path, mode: GenerationMode
) -> None:
    served = served_for_real
    token = served.box.tokens.create_passing()
    ids = {**KNOWN, "job": _fill(served, tmp_path)}
    broken: list[str] = []
    called = 0
    with served.http(token) as http:
        schema = schemathesis.openapi.from_dict(http.get("/openapi.json").json())
        assert len(list(schema.get_all_operations())) > 60, "the owners' routes are part of the document"
        for operation in schema.get_all_operations():

            @settings(
                max_examples=EXAMPLES,
                derandomize=True,
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
            )
            @given(case=operation.ok().as_strategy(generation_mode=mode))
            def send(case: Any) -> None:
                nonlocal called
                _shorten(case)
                for path in ({}, ids):
                    case.path_parameters.update(
                        {name: value for name, value in path.items() if name in case.path_parameters}
                    )
                    response = http.request(**_request(case))
                    called += 1
                    if response.status_code >= 500 and not _refused_on_purpose(response):
                        broken.append(f"{case.method} {response.url}: {response.text[:300]}")
                if "wool" not in served.box.tenants.ids():
                    served.admin().create_shop("Wool", "wool")

            with contextlib.suppress(Unsatisfiable):  # nothing to get wrong where nothing is sent
                send()
    assert broken == []
    assert called > 300


def _fill(served: Served, folder: Path) -> str:
    """Give the shop a product and a job, and return the job's id."""
    admin = served.admin()
    admin.create_shop("Wool", "wool")
    file = folder / "prices.csv"
    file.write_text("SKU,Title,Price\nw-1,Red wool,5.00\n")
    upload = admin.upload("wool", file)
    return admin.start_import("wool", ImportRequest(upload=upload.id)).id


def _shorten(case: Any) -> None:
    """Nobody waits half a minute for news here."""
    if isinstance(case.query, dict) and "wait" in case.query:
        case.query["wait"] = 0


def _request(case: Any) -> dict[str, Any]:
    """Return a made-up call as arguments of an HTTP client."""
    made = case.as_transport_kwargs(base_url="http://127.0.0.1")
    headers = {
        name: value
        for name, value in (made.get("headers") or {}).items()
        if name.lower() not in {"authorization", "host"} and isinstance(value, str) and value.isascii()
    }
    content = made.get("data")
    if "json" in made:
        content = json.dumps(made["json"])
        headers["Content-Type"] = "application/json"
    return {
        "method": made["method"],
        "url": made["url"],
        "params": made.get("params"),
        "headers": headers,
        "content": content if isinstance(content, str | bytes) else None,
    }


def _refused_on_purpose(response: Any) -> bool:
    return response.status_code == 503 and "readyz" in str(response.url)
