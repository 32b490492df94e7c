"""Shops as folders, and tokens of which only a hash is kept."""

from __future__ import annotations

import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.core.errors import InvalidInput, NotFound, StoreFailed
from appliance.core.paths import Paths
from appliance.core.schemas import Role, ShopChange, ShopCreate
from appliance.tenants import SHOP_ID, Principal, Registry, Tenants, Tokens, slug

Open = Callable[[], tuple[Tenants, Tokens]]


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "data")


@pytest.fixture
def open_box(paths: Paths) -> Iterator[Open]:
    opened: list[Registry] = []

    def make() -> tuple[Tenants, Tokens]:
        opened.append(Registry(paths))
        return Tenants(opened[-1]), Tokens(opened[-1])

    yield make
    for registry in opened:
        registry.close()


@given(st.text(max_size=200))
def test_any_name_becomes_a_dns_label(name: str) -> None:
    assert SHOP_ID.fullmatch(slug(name))


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Harbour & Pine", "harbour-pine"),
        ("Käthe's Wolle", "kathes-wolle"),
        ("价格店", "shop"),
        ("x" * 100, "x" * 40),
        ("a" * 39 + " b", "a" * 39),
        ("../../etc", "etc"),
    ],
)
def test_a_label_resembles_its_name(name: str, label: str) -> None:
    assert slug(name) == label


def test_a_shop_outlives_the_process(open_box: Open, paths: Paths) -> None:
    tenants, _ = open_box()
    made = tenants.create(ShopCreate(name="  Käthe's   Wool "))
    tenants.change(made.id, ShopChange(currency="EUR"))
    again, _ = open_box()
    assert again.get(made.id) == made.model_copy(update={"currency": "EUR"})
    assert made.name == "Käthe's Wool"
    assert stat.S_IMODE(paths.shop(made.id).files.stat().st_mode) == 0o700
    assert stat.S_IMODE(paths.database.stat().st_mode) == 0o600


def test_long_names_that_collide_stay_dns_labels(open_box: Open) -> None:
    tenants, _ = open_box()
    ids = [tenants.create(ShopCreate(name="x" * 60)).id for _ in range(12)]
    assert len(set(ids)) == 12
    assert all(SHOP_ID.fullmatch(shop_id) for shop_id in ids)


def test_a_name_of_blanks_is_refused(open_box: Open) -> None:
    tenants, _ = open_box()
    with pytest.raises(InvalidInput):
        tenants.create(ShopCreate(name="  "))
    shop = tenants.create(ShopCreate(name="Wool"))
    with pytest.raises(InvalidInput):
        tenants.change(shop.id, ShopChange(name="\t"))


@pytest.mark.parametrize("shop_id", ["", ".", "..", "../wool", "wool/../wool", "WOOL", "\x00"])
def test_an_id_never_becomes_another_path(open_box: Open, shop_id: str) -> None:
    tenants, _ = open_box()
    tenants.create(ShopCreate(name="Wool"))
    with pytest.raises(NotFound):
        tenants.get(shop_id)


def test_a_profile_that_cannot_be_read_says_so(open_box: Open, paths: Paths) -> None:
    tenants, _ = open_box()
    shop = tenants.create(ShopCreate(name="Wool"))
    paths.shop(shop.id).profile.write_text("{}")
    again, _ = open_box()
    with pytest.raises(StoreFailed, match="wool"):
        again.get(shop.id)


def test_a_deletion_that_was_cut_short_is_finished_by_the_next_start(open_box: Open, paths: Paths) -> None:
    tenants, tokens = open_box()
    tenants.create(ShopCreate(name="Wool"))
    text = tokens.create(Role.OWNER, "wool").text
    paths.shop("wool").root.rename(paths.shops / ".deleted-wool.abcd1234")
    again, tokens = open_box()
    assert again.ids() == ()
    assert tokens.check(text) is None
    assert list(paths.shops.iterdir()) == []


def test_a_new_shop_of_a_deleted_ones_name_is_not_taken_for_it(open_box: Open, paths: Paths) -> None:
    tenants, _ = open_box()
    tenants.create(ShopCreate(name="Wool"))
    (paths.shops / ".deleted-wool.abcd1234").mkdir()
    again, _ = open_box()
    assert again.ids() == ("wool",)


def test_a_database_that_is_none_is_told(paths: Paths) -> None:
    paths.data.mkdir()
    paths.database.write_text("this is no database, but long enough to look like a file" * 20)
    with pytest.raises(StoreFailed, match=r"appliance\.db"):
        Registry(paths)


def test_only_hashes_of_tokens_are_stored(open_box: Open, paths: Paths) -> None:
    _, tokens = open_box()
    made = tokens.create(Role.ADMIN, label="laptop")
    passing = tokens.create_passing()
    assert re.fullmatch(r"sw_[A-Za-z0-9_-]{43}", made.text)
    stored = b"".join(file.read_bytes() for file in paths.data.iterdir() if file.is_file())
    assert made.token.id.encode() in stored
    for text in (made.text, passing):
        assert text.removeprefix("sw_").encode() not in stored


def test_a_token_opens_what_its_role_says(open_box: Open) -> None:
    tenants, tokens = open_box()
    for name in ("a", "b"):
        tenants.create(ShopCreate(name=name))
    owner = tokens.check(tokens.create(Role.OWNER, "a").text)
    admin = tokens.check(tokens.create(Role.ADMIN).text)
    assert owner == Principal(Role.OWNER, "a")
    assert admin is not None
    assert (owner.opens("a"), owner.opens("b"), owner.opens("")) == (True, False, False)
    assert admin.opens("b")


@pytest.mark.parametrize(("role", "shop"), [(Role.ADMIN, "a"), (Role.OWNER, ""), (Role.BOT, "")])
def test_a_token_of_a_role_without_its_place_is_refused(open_box: Open, role: Role, shop: str) -> None:
    _, tokens = open_box()
    with pytest.raises(InvalidInput):
        tokens.create(role, shop)


@pytest.mark.parametrize("text", ["", "sw_", "sw_wrong", "\ud800", "x" * 10_000])
def test_a_text_that_is_no_token_opens_nothing(open_box: Open, text: str) -> None:
    _, tokens = open_box()
    tokens.create_passing()
    assert tokens.check(text) is None


def test_a_passing_token_ends_with_the_process(open_box: Open) -> None:
    _, tokens = open_box()
    text = tokens.create_passing()
    assert tokens.check(text) == Principal(Role.ADMIN)
    _, again = open_box()
    assert again.check(text) is None


def test_a_token_of_another_shop_is_not_revoked(open_box: Open) -> None:
    _, tokens = open_box()
    made = tokens.create(Role.OWNER, "a")
    with pytest.raises(NotFound):
        tokens.revoke(made.token.id, "b")
    tokens.revoke(made.token.id, "a")
    assert tokens.check(made.text) is None
