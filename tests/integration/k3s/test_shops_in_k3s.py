"""Shops move into K3s and home again: nothing lost, nothing left, and what others change is told."""

from __future__ import annotations

import contextlib
import functools
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import drivers
import httpx2
import pytest
import real_machine
import real_shops

from appliance import wiring
from appliance.client import Client
from appliance.core.errors import RuntimeMissing
from appliance.core.paths import Paths
from appliance.core.runtime import Runtime
from appliance.core.schemas import ImportRequest, Job
from appliance.core.settings import Settings
from appliance.service.app import create_app
from k3s import manifests
from k3s.api import ENGINE_LABEL
from k3s.objects import COLLECTIONS, Objects, path_of
from k3s.workloads import K3sWorkloads

sys.path += [str(Path(__file__).parents[1]), str(Path(__file__).parents[2] / "contract")]
import targets
from knowledge_parts import LetterEmbedder
from targets import on_a_socket

KUBECONFIG = "/etc/rancher/k3s/k3s.yaml"
CATALOGUE = "SKU,Title,Price,Stock\nTENT-2,Ridge tent,249.00,4\nMAT-1,Trail mat,59.50,0\n"


@dataclass
class Stand:
    """A box beside a node with K3s on it, and the clients of both."""

    node: drivers.Driver
    paths: Paths
    settings: Settings
    make: Callable[[wiring.Ground], wiring.Parts]

    @contextlib.contextmanager
    def box(self) -> Iterator[Client]:
        with (
            contextlib.closing(wiring.build(self.paths, self.settings, make=self.make)) as box,
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
def fake_stand(fake: drivers.FakeDriver, tmp_path: Path) -> Stand:
    fake.call("install", binary=str(fake.binary))
    return beside(fake, tmp_path)


def beside(fake: drivers.FakeDriver, folder: Path) -> Stand:
    """Return a box beside the fake, with a stand-in for the weights."""
    settings = Settings(chat_model="", kubeconfig=str(fake.path(KUBECONFIG)))
    make = functools.partial(wiring.real, embedder=LetterEmbedder)
    return Stand(fake, Paths(folder / "data"), settings, make)


@pytest.fixture(scope="module")
def real_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[real_machine.RealDriver]:
    if reason := real_shops.why_not():
        pytest.skip(reason)
    image = targets.image(lambda: tmp_path_factory.mktemp("image"))
    with real_shops.ready(tmp_path_factory.mktemp("real") / "machine", image) as machine:
        yield machine


@pytest.fixture
def real_stand(real_cluster: real_machine.RealDriver, tmp_path: Path) -> Stand:
    """The same K3s for all tests, with nothing of the last one in it."""
    real_cluster.call("start")
    real_shops.clear(real_cluster.path(KUBECONFIG))
    targets.weights(tmp_path / "data")
    return Stand(real_cluster, Paths(tmp_path / "data"), real_shops.settings(real_cluster), wiring.real)


@pytest.fixture(params=["fake_stand", pytest.param("real_stand", marks=pytest.mark.slow)])
def stand(request: pytest.FixtureRequest) -> Stand:
    """A box beside the fake K3s always, and beside the real one where there is one with its images."""
    found: Stand = request.getfixturevalue(request.param)
    return found


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
            space = {"kind": "Namespace", "metadata": {"name": manifests.namespace_of(shop)}}
            assert eventually(lambda: cluster.get(space) is None and cluster.tenant_folders() == ())


def eventually(true: Callable[[], bool]) -> bool:
    """Whether it comes true within a minute: Kubernetes takes its time to tidy up."""
    deadline = time.monotonic() + 60
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True


def test_a_box_without_k3s_says_so(fake: drivers.FakeDriver, tmp_path: Path) -> None:
    with beside(fake, tmp_path).box() as box:
        shop = shop_with_a_catalogue(box, tmp_path)
        with pytest.raises(RuntimeMissing, match="no K3s"):
            box.move_shop(shop, Runtime.K3S)


def test_what_others_change_is_told_and_put_right(stand: Stand, tmp_path: Path) -> None:
    with stand.box() as box:
        shop = shop_with_a_catalogue(box, tmp_path)
        moved(box, shop, Runtime.K3S)
        policies = COLLECTIONS["NetworkPolicy"].format(manifests.namespace_of(shop))
        with stand.cluster() as cluster:
            as_kubectl(cluster, f"{policies}/closed", {"spec": {"egress": [{}]}})
            hole = {
                "apiVersion": "networking.k8s.io/v1",
                "kind": "NetworkPolicy",
                "metadata": {"name": "hole"},
            }
            write(cluster, "POST", policies, {**hole, "spec": {"podSelector": {}, "ingress": [{}]}})
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
    """Change an object as somebody with kubectl does."""
    write(cluster, "PATCH", path, {**change, "metadata": {"name": path.rpartition("/")[2]}})


def write(cluster: Objects, method: str, path: str, body: dict[str, object]) -> None:
    client = cluster._client()
    _, url, headers, *_ = client.param_serialize(method, path, auth_settings=["BearerToken"])
    headers["Content-Type"] = "application/merge-patch+json" if method == "PATCH" else "application/json"
    answer = client.call_api(method, url, headers, body)
    answer.read()
    assert answer.status in {200, 201}


def test_the_language_model_runs_on_every_node_that_is_lent_to_it(fake_stand: Stand) -> None:
    settings = fake_stand.settings.model_copy(update={"chat_model": "any"})
    workloads = K3sWorkloads(fake_stand.paths, settings, lambda shop: {})
    with fake_stand.cluster() as cluster:
        [own] = [node.name for node in cluster.nodes() if node.name != "upstairs"]
        for labels, lent in (({ENGINE_LABEL: "lent"}, True), ({}, False)):
            cluster.delete("/api/v1/nodes/upstairs")
            add_node(cluster, "upstairs", labels)
            workloads._engine(cluster, workloads._box(cluster))
            found = cluster.list(COLLECTIONS["Deployment"].format(manifests.ENGINE))
            names = {item["metadata"]["name"] for item in found}
            assert names == {f"engine-{own}"} | ({"engine-upstairs"} if lent else set())


def add_node(cluster: Objects, name: str, labels: dict[str, str]) -> None:
    """Let the cluster have another ready node, with these labels."""
    status = {"conditions": [{"type": "Ready", "status": "True"}], "addresses": []}
    node = {"metadata": {"name": name, "labels": labels}, "status": status}
    write(cluster, "POST", "/api/v1/nodes", node)
