"""A box with stand-in parts, served in this process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fake_parts import FakeAnswerer, FakeKnowledge, Fakes
from fastapi import FastAPI
from starlette.testclient import TestClient

from appliance.client import Client
from appliance.core.schemas import Role
from appliance.service.parts import Appliance

BASE = "http://127.0.0.1"


@dataclass(frozen=True)
class Served:
    """A box, its application, and clients with any token."""

    box: Appliance
    app: FastAPI
    fakes: Fakes

    def http(self, token: str = "", address: str = "127.0.0.1") -> TestClient:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return TestClient(
            self.app,
            base_url=BASE,
            headers=headers,
            raise_server_exceptions=False,
            client=(address, 50000),
        )

    def client(self, token: str = "") -> Client:
        return Client(self.http(token))

    def admin(self) -> Client:
        return self.client(self.box.tokens.create_passing())

    def token(self, role: Role, shop: str = "") -> str:
        return self.box.tokens.create(role, shop).text

    def knowledge(self, shop: str) -> FakeKnowledge:
        return self.fakes.knowledge.setdefault(shop, FakeKnowledge())

    def answerer(self, shop: str) -> FakeAnswerer:
        return self.fakes.answerers.setdefault(shop, FakeAnswerer(shop))


Serve = Callable[..., Served]
