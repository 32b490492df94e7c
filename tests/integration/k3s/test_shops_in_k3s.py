"""Shops move into K3s and home again: nothing lost, nothing left, and what others change is told."""

from __future__ import annotations

import contextlib
import functools
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import drivers
import httpx2
import pytest

from appliance import wiring
from appliance.client import Client
from appliance.core.errors import RuntimeMissing
from appliance.core.paths import Paths
from appliance.core.runtime import Runtime
from appliance.core.schemas import ImportRequest, Job
from appliance.core.settings import Settings
from appliance.service.app import create_app
from k3s import manifests
from k3s.objects import COLLECTIONS, Objects, path_of

sys.path += [str(Path(__file__).parents[1]), str(Path(__file__).parents[2] / "contract")]
from knowledge_parts import LetterEmbedder
from targets import on_a_socket

CATALOGUE = "SKU,Title,Price,Stock\nTENT-2,Ridge tent,249.00,4\nMAT-1,Trail mat,59.50,0\n"


@dataclass
class Stand:
    """A box beside a node, and the clients of both."""

    node: drivers.FakeDriver
    paths: Paths
    settings: Settings

    @contextlib.contextmanager
    def box(self) -> Iterator[Client]:
        make = functools.partial(wiring.real, embedder=LetterEmbedder)
        with (
            contextlib.closing(wiring.build(self.paths, self.settings, make=make)) as box,
            on_a_socket(create_app(box)) as url,
        ):
            box.warmed.set()
            box.jobs.resume()
            token = {"Authorization": f"Bearer {box.tokens.create_passing()}"}
            with Client(httpx2.Client(base_url=url, headers=token, timeout=60, trust_env=False)) as made:
                yield made

    def cluster(self) -> contextlib.AbstractContextManager[Objects]:
        return contextlib.closing(Objects(Path(self.settings.kubeconfig)))


@pytest.fixture
def stand(fake: drivers.FakeDriver, tmp_path: Path) -> Stand:
    kubeconfig = str(fake.path("/etc/rancher/k3s/k3s.yaml"))
    return Stand(fake, Paths(tmp_path / "data"), Settings(chat_model="", kubeconfig=kubeconfig))


def shop_with_a_catalogue(box: Client, folder: Path) -> str:
    made = box.create_shop("Camp & Trail").shop.id
    file = folder / "camp.csv"
    file.write_text(CATALOGUE)
    *_, job = box.follow(box.start_import(made, ImportRequest(upload=box.upload(made, file).id)))
    assert job.state == "finished", job.error
    return made


def moved(box: Client, shop: str, runtime: Runtime) -> Job:
    *_, job = box.follow(box.move_shop(shop, runtime))
    assert job.state == "finished", job.error
    return job


def test_a_shop_moves_into_k3s_and_home_with_all_it_knows(stand: Stand, tmp_path: Path) -> None:
    with stand.box() as box:
        shop = shop_with_a_catalogue(box, tmp_path)
        with pytest.raises(RuntimeMissing, match="no K3s"):
            box.move_shop(shop, Runtime.K3S)
        stand.node.call("install", binary=str(stand.node.binary))
        asked = box.chat(shop, "How much is the Ridge tent?", "s1").answer

        job = moved(box, shop, Runtime.K3S)
        assert job.result and job.result["away_seconds"] < 60
        found = box.runtime(shop)
        assert (found.runtime, found.state, found.drift) == (Runtime.K3S, "serving", ())
        assert box.products(shop).total == 2
        assert box.chat(shop, "How much is the Ridge tent?", "s1").answer == asked
        with stand.cluster() as cluster:
            [folder] = cluster.tenant_folders()
            assert (folder.tenant, folder.path) == (shop, stand.paths.shop(shop).root)

        moved(box, shop, Runtime.EMBEDDED)
        assert box.runtime(shop).runtime is Runtime.EMBEDDED
        assert box.products(shop).total == 2
        with stand.cluster() as cluster:
            assert cluster.tenant_folders() == ()
            space = {"kind": "Namespace", "metadata": {"name": manifests.namespace_of(shop)}}
            assert cluster.get(space) is None


def test_what_others_change_is_told_and_put_right(stand: Stand, tmp_path: Path) -> None:
    stand.node.call("install", binary=str(stand.node.binary))
    with stand.box() as box:
        shop = shop_with_a_catalogue(box, tmp_path)
        moved(box, shop, Runtime.K3S)
        policies = COLLECTIONS["NetworkPolicy"].format(manifests.namespace_of(shop))
        with stand.cluster() as cluster:
            as_kubectl(cluster, f"{policies}/closed", {"spec": {"egress": [{}]}})
            as_kubectl(cluster, f"{policies}/hole", {"spec": {"podSelector": {}, "ingress": [{}]}})
            cluster.delete(f"{COLLECTIONS['ResourceQuota'].format(manifests.namespace_of(shop))}/quota")
        assert box.runtime(shop).drift == (
            "NetworkPolicy closed was changed",
            "NetworkPolicy hole was added",
            "ResourceQuota quota is missing",
        )
        assert moved(box, shop, Runtime.K3S).result == {"away_seconds": 0.0}
        assert box.runtime(shop).drift == ()


def test_a_move_that_was_cut_off_is_done_after_the_restart(stand: Stand, tmp_path: Path) -> None:
    """The box dies while the workload holds the shop and nothing is decided: the resumed job decides."""
    stand.node.call("install", binary=str(stand.node.binary))
    with stand.box() as box:
        shop = shop_with_a_catalogue(box, tmp_path)
        moved(box, shop, Runtime.K3S)
    with contextlib.closing(sqlite3.connect(stand.paths.database)) as database, database:
        database.execute("DELETE FROM runtimes")
        database.execute(
            "UPDATE jobs SET record = json_set(record, '$.state', 'running', '$.finished', null)"
        )
    with stand.box() as box:
        *_, job = box.follow(next(job for job in box.jobs(0, 0).jobs if job.kind == "move-shop"))
        assert job.state == "finished", job.error
        assert box.runtime(shop).state == "serving"
        assert box.runtime(shop).runtime is Runtime.K3S
        assert box.products(shop).total == 2


def test_a_shop_comes_home_from_a_cluster_that_is_gone(stand: Stand, tmp_path: Path) -> None:
    stand.node.call("install", binary=str(stand.node.binary))
    with stand.box() as box:
        shop = shop_with_a_catalogue(box, tmp_path)
        moved(box, shop, Runtime.K3S)
        with stand.cluster() as cluster:
            space = manifests.namespace_of(shop)
            cluster.delete(f"{COLLECTIONS['Deployment'].format(space)}/{manifests.WORKLOAD}")
            while cluster.list(f"/api/v1/namespaces/{space}/pods"):
                pass
        stand.node.call("stop")
        assert box.runtime(shop).state == "away"
        moved(box, shop, Runtime.EMBEDDED)
        assert box.products(shop).total == 2


def test_what_is_wanted_no_more_is_pruned(stand: Stand) -> None:
    stand.node.call("install", binary=str(stand.node.binary))
    box = manifests.Box("localhost/shopwarden:1", "node1", "10.213.77.1", Path("/models"))
    wanted = manifests.tenant(box, manifests.Tenant("camp", Path("/shops/camp"), {"door": "x"}))
    with stand.cluster() as cluster:
        for manifest in wanted:
            cluster.apply(manifest)
        space, selector = manifests.namespace_of("camp"), f"{manifests.TENANT}=camp"
        assert cluster.prune(wanted, space, selector) == ()
        kept = [
            m for m in wanted if m["metadata"]["name"] != "shop-camp-models" and m["kind"] != "LimitRange"
        ]
        gone = {path_of(m) for m in wanted} - {path_of(m) for m in kept}
        assert set(cluster.prune(kept, space, selector)) == gone


def as_kubectl(cluster: Objects, path: str, change: dict[str, object]) -> None:
    """Write as somebody with kubectl does."""
    client = cluster._client().api_client
    body = {**change, "metadata": {"name": path.rpartition("/")[2]}}
    _, url, headers, *_ = client.param_serialize("PATCH", path, auth_settings=["BearerToken"])
    headers["Content-Type"] = "application/merge-patch+json"
    answer = client.call_api("PATCH", url, headers, body)
    answer.read()
    assert answer.status == 200
