"""The targets of the API contract, and a shop in each that sells a few things."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import targets
from targets import Stand, Target

from appliance.core.schemas import ImportRequest, Role, ShopChange

CATALOGUE = """SKU,Title,Description,Price,Stock,Colour
TENT-2,Ridge tent,A tent for two with a flysheet,249.00,4,Green
MAT-1,Trail mat,A sleeping mat that weighs 400 g,59.50,0,Blue
LAMP-9,Camp lantern,Rechargeable lantern,35.00,12,Red
"""


@pytest.fixture(scope="session")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the container image that SHOPWARDEN_IMAGE names, else one of this checkout, made now."""
    return targets.image(lambda: tmp_path_factory.mktemp("image"))


def _container(request: pytest.FixtureRequest, folder: Path) -> contextlib.AbstractContextManager[Target]:
    missing = targets.podman_missing()
    if missing:
        pytest.skip(missing)
    return targets.container(folder, request.getfixturevalue("image"))


def _k3s(request: pytest.FixtureRequest, folder: Path) -> contextlib.AbstractContextManager[Target]:
    import real_shops

    if missing := real_shops.why_not():
        pytest.skip(missing)
    return targets.in_k3s(folder, request.getfixturevalue("image"))


STARTS: dict[str, Callable[[pytest.FixtureRequest, Path], contextlib.AbstractContextManager[Target]]] = {
    "embedded": lambda _, folder: targets.embedded(folder),
    "moved": lambda _, folder: targets.moved(folder),
    "container": _container,
    "k3s": _k3s,
}


@pytest.fixture(
    scope="module",
    params=[
        "embedded",
        "moved",
        *(pytest.param(name, marks=pytest.mark.slow) for name in ("container", "k3s")),
    ],
)
def target(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    with STARTS[request.param](request, tmp_path_factory.mktemp(request.param)) as made:
        yield made


@pytest.fixture(scope="module")
def stand(target: Target, tmp_path_factory: pytest.TempPathFactory) -> Stand:
    """Return a shop with its catalogue imported."""
    catalogue = tmp_path_factory.mktemp("catalogue") / "camp.csv"
    catalogue.write_text(CATALOGUE)
    with target.client() as box:
        made = box.create_shop("Camp & Trail")
        box.change_shop(made.shop.id, ShopChange(currency="AUD", contact="hello@camp.example"))
        owner = box.create_token(Role.OWNER, made.shop.id).text
        target.settle(made.shop.id)
        upload = box.upload(made.shop.id, catalogue)
        *_, job = box.follow(box.start_import(made.shop.id, ImportRequest(upload=upload.id)))
        assert job.state == "finished", job.error
    return Stand(target, made.shop.id, owner, made.api_key)
