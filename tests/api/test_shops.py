"""Shops and tokens over HTTP, through the client that the window and the command line use."""

from __future__ import annotations

import pytest
from served_box import Served

from appliance.client import Client
from appliance.core.errors import Conflict, InvalidInput, NeedsConfirmation, NotAllowed, NotFound, NotSignedIn
from appliance.core.schemas import Role, ShopChange


def test_a_new_shop_comes_with_a_key_that_opens_its_bot(served: Served, admin: Client) -> None:
    made = admin.create_shop("Käthe's Wool & Yarn")
    assert made.shop.id == "kathes-wool-yarn"
    with served.http(made.api_key) as http:
        assert [model["id"] for model in http.get("/v1/models").json()["data"]] == ["shop:kathes-wool-yarn"]
        assert http.get(f"/api/v1/shops/{made.shop.id}").status_code == 403


def test_shops_of_one_name_get_different_ids(admin: Client) -> None:
    ids = [admin.create_shop("Shop").shop.id for _ in range(3)]
    assert ids == ["shop", "shop-2", "shop-3"]
    assert admin.shops(offset=1, limit=1).total == 3


def test_a_wished_id_that_is_taken_is_a_conflict(admin: Client) -> None:
    admin.create_shop("A", "corner")
    with pytest.raises(Conflict, match="corner"):
        admin.create_shop("B", "corner")


@pytest.mark.parametrize("shop_id", ["Corner", "-corner", "corner-", "a" * 41, "../x", "a b"])
def test_an_id_that_is_no_dns_label_is_refused(served: Served, shop_id: str) -> None:
    with served.http(served.box.tokens.create_passing()) as http:
        response = http.post("/api/v1/shops", json={"name": "A", "id": shop_id})
    assert (response.status_code, response.json()["code"]) == (422, "invalid-input")


def test_changes_are_kept_and_a_wrong_one_changes_nothing(admin: Client) -> None:
    shop = admin.create_shop("Wool").shop.id
    changed = admin.change_shop(shop, ShopChange(name="Wool & Co", sites=("https://wool.example",)))
    assert (changed.name, admin.shop(shop).sites) == ("Wool & Co", ("https://wool.example",))
    with pytest.raises(InvalidInput, match="Atlantis"):
        admin.change_shop(shop, ShopChange(time_zone="Atlantis/Center", name="Gone"))
    assert admin.shop(shop).name == "Wool & Co"


@pytest.mark.parametrize(
    "site", ["https://a.example; script-src *", "javascript:x", "https://a.example/path"]
)
def test_a_site_that_is_no_origin_is_refused(served: Served, admin: Client, site: str) -> None:
    shop = admin.create_shop("Wool").shop.id
    with served.http(served.box.tokens.create_passing()) as http:
        assert http.patch(f"/api/v1/shops/{shop}", json={"sites": [site]}).status_code == 422


def test_deleting_needs_a_yes_and_leaves_nothing(served: Served, admin: Client) -> None:
    made = admin.create_shop("Wool")
    folder = served.box.paths.shop(made.shop.id).root
    with pytest.raises(NeedsConfirmation, match="Wool"):
        admin.delete_shop(made.shop.id)
    assert folder.is_dir()
    admin.delete_shop(made.shop.id, confirm=True)
    assert list(served.box.paths.shops.iterdir()) == []
    with pytest.raises(NotFound):
        admin.shop(made.shop.id)
    with pytest.raises(NotSignedIn):
        served.client(made.api_key).shops()


def test_an_owner_manages_one_shop_and_cannot_make_owners_or_delete(served: Served, admin: Client) -> None:
    shop = admin.create_shop("Wool").shop.id
    admin.create_shop("Other")
    owner = served.client(admin.create_token(Role.OWNER, shop).text)
    assert [known.id for known in owner.shops().shops] == [shop]
    key = owner.create_token(Role.BOT, shop, "website")
    assert key.token.label == "website"
    for forbidden in (
        lambda: owner.create_token(Role.OWNER, shop),
        lambda: owner.create_shop("Mine"),
        lambda: owner.delete_shop(shop, confirm=True),
        lambda: owner.models(),
    ):
        with pytest.raises(NotAllowed):
            forbidden()


def test_tokens_are_listed_without_secrets_and_end_when_revoked(served: Served, admin: Client) -> None:
    shop = admin.create_shop("Wool").shop.id
    made = admin.create_token(Role.OWNER, shop, "till")
    listed = admin.tokens(shop)
    assert made.token in listed
    assert made.text not in "".join(token.model_dump_json() for token in listed)
    admin.revoke_token(made.token.id, shop)
    with pytest.raises(NotSignedIn):
        served.client(made.text).shop(shop)
    with pytest.raises(NotFound):
        admin.revoke_token(made.token.id)


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer sw_wrong", "Basic c3c6", "bearer \x7f"])
def test_without_a_known_token_nothing_opens(served: Served, header: str) -> None:
    with served.http() as http:
        response = http.get("/api/v1/shops", headers={"Authorization": header} if header else {})
    assert (response.status_code, response.json()["code"]) == (401, "not-signed-in")
    assert response.headers["www-authenticate"] == "Bearer"
