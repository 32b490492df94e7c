"""What stands in the cluster for a shop, and the language model that shops share: every object, in one place.

A shop is a namespace of its own that nothing can leave but for questions to the model, and nobody can enter
but the box. Its folder is a `local` volume of the node: PodSecurity `restricted` forbids a pod to name a path
of its host. No workload looks up a name, so DNS, a way out for whoever could speak, is closed too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from k3s.manifests.network import from_the_box, from_the_shops, policy, to_the_engine
from k3s.manifests.objects import account, limits, namespace, plain, quota, secret, service
from k3s.manifests.pods import Pod, Volume, deployment
from k3s.manifests.words import (
    ENGINE,
    ENGINE_PORT,
    ROLE,
    SHOP_PORT,
    TENANT,
    WORKLOAD,
    Box,
    Manifest,
    Tenant,
)

__all__ = ("ENGINE", "ENGINE_PORT", "ROLE", "SHOP_PORT", "TENANT", "WORKLOAD", "Box", "Manifest", "Tenant")


def namespace_of(shop: str) -> str:
    return f"shop-{shop}"


def tenant(box: Box, shop: Tenant) -> tuple[Manifest, ...]:
    """Return what stands in the cluster for a shop, in the order in which it is applied."""
    space, labels = namespace_of(shop.shop), {TENANT: shop.shop}
    volumes = (
        Volume("folder", shop.folder, f"/data/shops/{shop.shop}"),
        Volume("models", box.models, "/data/models", writable=False),
    )
    environment = {**box.environment, "SHOPWARDEN_ENGINE_URL": shop.engine_url}
    return plain(
        namespace(space, labels),
        quota(space, labels),
        limits(space, labels),
        policy(space, labels, from_the_box(box, SHOP_PORT), to_the_engine() if shop.engine_url else []),
        account(space, labels),
        secret(space, labels, shop.secrets),
        *(one for volume in volumes for one in volume.objects(box.node, space, labels)),
        deployment(
            Pod(
                box=box,
                node=box.node,
                space=space,
                labels=labels,
                arguments=("runtime", "serve", "--shop", shop.shop, "--host", "0.0.0.0"),  # noqa: S104  # its own network
                port=SHOP_PORT,
                volumes=volumes,
                environment={**environment, "SHOPWARDEN_SECRETS_DIR": "/secrets"},
                memory=("256Mi", "1Gi"),
            ),
            WORKLOAD,
        ),
    )


def engine(box: Box, token: str, nodes: Sequence[str] = ()) -> tuple[Manifest, ...]:
    """Return the shared language model: one replica on each of the nodes, whose weights lie at the same path.

    It keeps nothing, and writes no question or answer down; `token` opens it for the shops.
    """
    labels = {ROLE: "engine"}
    objects: list[Any] = [
        namespace(ENGINE, labels),
        limits(ENGINE, labels),
        policy(ENGINE, labels, [*from_the_box(box, ENGINE_PORT), from_the_shops()], []),
        account(ENGINE, labels),
        secret(ENGINE, labels, {"engine": token}),
        service(ENGINE, labels),
    ]
    for node in nodes or (box.node,):
        volume = Volume(f"models-{node}", box.models, "/data/models", writable=False)
        pod = Pod(
            box=box,
            node=node,
            space=ENGINE,
            labels=labels,
            arguments=("engine", "serve", "--host", "0.0.0.0", "--token-file", "/secrets/engine"),  # noqa: S104
            port=ENGINE_PORT,
            volumes=(volume,),
            environment=box.environment,
            memory=("256Mi", "4Gi"),
        )
        objects += [*volume.objects(node, ENGINE, labels), deployment(pod, f"engine-{node}")]
    return plain(*objects)
