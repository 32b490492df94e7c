"""What stands in the cluster for a shop, and the language model that shops share: every object, in one place.

A shop is a namespace of its own that nothing can leave but for questions to the model, and nobody can enter
but the box. Its folder is a `local` volume of the node: PodSecurity `restricted` forbids a pod to name a path
of its host. No workload looks up a name, so DNS, a way out for whoever could speak, is closed too.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kubernetes import client as k8s

MANAGER = "shopwarden"
TENANT = "shopwarden.dev/tenant"
ROLE = "shopwarden.dev/role"
MANAGED = {"app.kubernetes.io/managed-by": MANAGER}
USER = 65532
"""The user of the image, and the owner of a folder while a workload serves it."""
SHOP_PORT, ENGINE_PORT = 8765, 8766
ENGINE = "shopwarden-engine"
POLICY, WORKLOAD, ACCOUNT, SECRETS = "closed", "shop", "shop", "secrets"
GRACE_SECONDS = 30
CLOSING_SECONDS = 120

Manifest = dict[str, Any]


@dataclass(frozen=True)
class Box:
    """What every workload of this box needs to know of it."""

    image: str
    node: str
    """The name of the node whose folders these are."""
    address: str
    models: Path
    forbidden: tuple[str, ...] = ()
    """Addresses (host:port) that answer whoever is not kept from them: a shop starts once none does."""
    environment: Mapping[str, str] = field(default_factory=dict)
    seccomp: str = ""
    """A profile of the node's own, for one whose runtime is too old for our libc; empty: the runtime's."""


@dataclass(frozen=True)
class Tenant:
    """One shop. `engine_url` is empty on a box that does without a language model."""

    shop: str
    folder: Path
    secrets: Mapping[str, str]
    engine_url: str = ""


def namespace_of(shop: str) -> str:
    return f"shop-{shop}"


def tenant(box: Box, shop: Tenant) -> tuple[Manifest, ...]:
    """Return what stands in the cluster for a shop, in the order in which it is applied."""
    space, labels = namespace_of(shop.shop), {TENANT: shop.shop}
    volumes = (
        _Volume("folder", shop.folder, f"/data/shops/{shop.shop}"),
        _Volume("models", box.models, "/data/models", writable=False),
    )
    environment = {**box.environment, "SHOPWARDEN_ENGINE_URL": shop.engine_url}
    return _plain(
        _namespace(space, labels),
        _quota(space, labels),
        _limits(space, labels),
        _policy(space, labels, _from_the_box(box, SHOP_PORT), _to_the_engine() if shop.engine_url else []),
        _account(space, labels),
        _secret(space, labels, shop.secrets),
        *(one for volume in volumes for one in volume.objects(box.node, space, labels)),
        _deployment(
            _Pod(
                box=box,
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
        _namespace(ENGINE, labels),
        _limits(ENGINE, labels),
        _policy(ENGINE, labels, [*_from_the_box(box, ENGINE_PORT), _from_the_shops()], []),
        _account(ENGINE, labels),
        _secret(ENGINE, labels, {"engine": token}),
        _service(ENGINE, labels),
    ]
    for node in nodes or (box.node,):
        volume = _Volume(f"models-{node}", box.models, "/data/models", writable=False)
        pod = _Pod(
            box=box,
            space=ENGINE,
            labels=labels,
            arguments=("engine", "serve", "--host", "0.0.0.0", "--token-file", "/secrets/engine"),  # noqa: S104
            port=ENGINE_PORT,
            volumes=(volume,),
            environment=box.environment,
            memory=("256Mi", "4Gi"),
        )
        objects += [*volume.objects(node, ENGINE, labels), _deployment(pod, f"engine-{node}")]
    return _plain(*objects)


@dataclass(frozen=True)
class _Volume:
    """A folder of the node, and where a pod sees it."""

    name: str
    path: Path
    mount: str
    writable: bool = True

    def objects(self, node: str, space: str, labels: Mapping[str, str]) -> tuple[Any, ...]:
        """Return the folder as a volume that this namespace's claim alone can have, and that claim."""
        size, name = {"storage": "1Gi"}, f"{space}-{self.name}"  # of a folder: nobody measures it
        mode = "ReadWriteOnce" if self.writable else "ReadOnlyMany"
        here = k8s.V1NodeSelectorRequirement(key="kubernetes.io/hostname", operator="In", values=[node])
        term = k8s.V1NodeSelectorTerm(match_expressions=[here])
        volume = k8s.V1PersistentVolume(
            api_version="v1",
            kind="PersistentVolume",
            metadata=_meta(name, "", labels),
            spec=k8s.V1PersistentVolumeSpec(
                capacity=size,
                access_modes=[mode],
                persistent_volume_reclaim_policy="Retain",
                storage_class_name="",
                volume_mode="Filesystem",
                claim_ref=k8s.V1ObjectReference(namespace=space, name=self.name),
                local=k8s.V1LocalVolumeSource(path=str(self.path)),
                node_affinity=k8s.V1VolumeNodeAffinity(
                    required=k8s.V1NodeSelector(node_selector_terms=[term])
                ),
            ),
        )
        claim = k8s.V1PersistentVolumeClaim(
            api_version="v1",
            kind="PersistentVolumeClaim",
            metadata=_meta(self.name, space, labels),
            spec=k8s.V1PersistentVolumeClaimSpec(
                access_modes=[mode],
                storage_class_name="",
                volume_name=name,
                volume_mode="Filesystem",
                resources=k8s.V1VolumeResourceRequirements(requests=size),
            ),
        )
        return volume, claim

    def volume(self) -> Any:
        source = k8s.V1PersistentVolumeClaimVolumeSource(claim_name=self.name, read_only=not self.writable)
        return k8s.V1Volume(name=self.name, persistent_volume_claim=source)

    def mounted(self) -> Any:
        return k8s.V1VolumeMount(name=self.name, mount_path=self.mount, read_only=not self.writable)


@dataclass(frozen=True)
class _Pod:
    """One of our images at work."""

    box: Box
    space: str
    labels: Mapping[str, str]
    arguments: tuple[str, ...]
    port: int
    volumes: tuple[_Volume, ...]
    environment: Mapping[str, str]
    memory: tuple[str, str]

    def spec(self) -> Any:
        return k8s.V1PodSpec(
            service_account_name=ACCOUNT,
            automount_service_account_token=False,
            enable_service_links=False,
            termination_grace_period_seconds=GRACE_SECONDS,
            node_selector={"kubernetes.io/hostname": self._node()},
            tolerations=self._tolerations(),
            security_context=k8s.V1PodSecurityContext(
                run_as_non_root=True,
                run_as_user=USER,
                run_as_group=USER,
                seccomp_profile=_seccomp(self.box),
            ),
            init_containers=[self._closed()] if self.box.forbidden else None,
            containers=[self._container()],
            volumes=[*(volume.volume() for volume in self.volumes), *_passing(), _secrets_volume()],
        )

    def _node(self) -> str:
        engines = [v.name.removeprefix("models-") for v in self.volumes if v.name.startswith("models-")]
        return engines[0] if engines else self.box.node

    def _tolerations(self) -> list[Any] | None:
        """A box that joined a provider's cluster keeps everybody's pods off but its own shop's."""
        shop = self.labels.get(TENANT)
        return (
            [k8s.V1Toleration(key=TENANT, operator="Equal", value=shop, effect="NoSchedule")]
            if shop
            else None
        )

    def _closed(self) -> Any:
        """Nothing of ours starts before the policy is in force: until then a new pod can reach anything."""
        arguments = ["runtime", "wait-closed", "--seconds", str(CLOSING_SECONDS), *self.box.forbidden]
        return k8s.V1Container(
            name="closed",
            image=self.box.image,
            image_pull_policy="IfNotPresent",
            args=arguments,
            security_context=_confined(self.box),
            resources=_resources(("64Mi", "256Mi"), "50m"),
            volume_mounts=[_mount("tmp", "/tmp")],  # noqa: S108  # of the container
        )

    def _container(self) -> Any:
        return k8s.V1Container(
            name="shopwarden",
            image=self.box.image,
            image_pull_policy="IfNotPresent",
            args=[*self.arguments, "--port", str(self.port), "--data-dir", "/data"],
            env=[k8s.V1EnvVar(name=k, value=v) for k, v in sorted(self.environment.items()) if v],
            ports=[k8s.V1ContainerPort(container_port=self.port, protocol="TCP")],
            security_context=_confined(self.box),
            resources=_resources(self.memory, "100m"),
            startup_probe=_probe("/healthz", self.port, period=1, failures=240),
            liveness_probe=_probe("/healthz", self.port, period=10, failures=6),
            readiness_probe=_probe("/readyz", self.port, period=2, failures=3),
            volume_mounts=[
                _mount("data", "/data"),
                _mount("tmp", "/tmp"),  # noqa: S108  # of the container
                *(volume.mounted() for volume in self.volumes),
                k8s.V1VolumeMount(name=SECRETS, mount_path="/secrets", read_only=True),
            ],
        )


def _deployment(pod: _Pod, name: str) -> Any:
    labels = {**pod.labels, "app": name}
    return k8s.V1Deployment(
        api_version="apps/v1",
        kind="Deployment",
        metadata=_meta(name, pod.space, pod.labels),
        spec=k8s.V1DeploymentSpec(
            replicas=1,
            revision_history_limit=1,
            strategy=k8s.V1DeploymentStrategy(type="Recreate"),  # one folder, one process
            selector=k8s.V1LabelSelector(match_labels=labels),
            template=k8s.V1PodTemplateSpec(
                metadata=k8s.V1ObjectMeta(labels={**MANAGED, **labels}), spec=pod.spec()
            ),
        ),
    )


def _namespace(name: str, labels: Mapping[str, str]) -> Any:
    levels = ("enforce", "audit", "warn")
    security = {f"pod-security.kubernetes.io/{level}": "restricted" for level in levels}
    return k8s.V1Namespace(
        api_version="v1", kind="Namespace", metadata=_meta(name, "", {**labels, **security})
    )


def _quota(space: str, labels: Mapping[str, str]) -> Any:
    most = {
        **{"pods": "2", "persistentvolumeclaims": "2", "services": "0", "secrets": "6", "configmaps": "4"},
        **{"requests.cpu": "1", "requests.memory": "1Gi", "limits.cpu": "4", "limits.memory": "2Gi"},
        "requests.ephemeral-storage": "4Gi",
    }
    return k8s.V1ResourceQuota(
        api_version="v1",
        kind="ResourceQuota",
        metadata=_meta("quota", space, labels),
        spec=k8s.V1ResourceQuotaSpec(hard=most),
    )


def _limits(space: str, labels: Mapping[str, str]) -> Any:
    """What a container gets that asks for nothing."""
    item = k8s.V1LimitRangeItem(
        type="Container",
        default={"cpu": "1", "memory": "512Mi", "ephemeral-storage": "1Gi"},
        default_request={"cpu": "50m", "memory": "64Mi", "ephemeral-storage": "64Mi"},
    )
    return k8s.V1LimitRange(
        api_version="v1",
        kind="LimitRange",
        metadata=_meta("limits", space, labels),
        spec=k8s.V1LimitRangeSpec(limits=[item]),
    )


def _policy(space: str, labels: Mapping[str, str], ingress: list[Any], egress: list[Any]) -> Any:
    """Nothing in and nothing out but what is named."""
    return k8s.V1NetworkPolicy(
        api_version="networking.k8s.io/v1",
        kind="NetworkPolicy",
        metadata=_meta(POLICY, space, labels),
        spec=k8s.V1NetworkPolicySpec(
            pod_selector=k8s.V1LabelSelector(),
            policy_types=["Ingress", "Egress"],
            ingress=ingress,
            egress=egress,
        ),
    )


def _from_the_box(box: Box, port: int) -> list[Any]:
    """The node reaches its own pods in any case; this lets it reach those on other nodes."""
    peer = k8s.V1NetworkPolicyPeer(ip_block=k8s.V1IPBlock(cidr=f"{box.address}/32"))
    return [k8s.V1NetworkPolicyIngressRule(_from=[peer], ports=[_port(port)])]


def _from_the_shops() -> Any:
    shops = k8s.V1LabelSelector(
        match_expressions=[k8s.V1LabelSelectorRequirement(key=TENANT, operator="Exists")]
    )
    peer = k8s.V1NetworkPolicyPeer(namespace_selector=shops)
    return k8s.V1NetworkPolicyIngressRule(_from=[peer], ports=[_port(ENGINE_PORT)])


def _to_the_engine() -> list[Any]:
    engines = k8s.V1LabelSelector(match_labels={ROLE: "engine"})
    peer = k8s.V1NetworkPolicyPeer(namespace_selector=engines)
    return [k8s.V1NetworkPolicyEgressRule(to=[peer], ports=[_port(ENGINE_PORT)])]


def _port(port: int) -> Any:
    return k8s.V1NetworkPolicyPort(port=port, protocol="TCP")


def _account(space: str, labels: Mapping[str, str]) -> Any:
    return k8s.V1ServiceAccount(
        api_version="v1",
        kind="ServiceAccount",
        metadata=_meta(ACCOUNT, space, labels),
        automount_service_account_token=False,
    )


def _secret(space: str, labels: Mapping[str, str], values: Mapping[str, str]) -> Any:
    data: dict[str, bytes | str] = {k: base64.b64encode(v.encode()).decode() for k, v in values.items()}
    return k8s.V1Secret(
        api_version="v1", kind="Secret", metadata=_meta(SECRETS, space, labels), type="Opaque", data=data
    )


def _service(space: str, labels: Mapping[str, str]) -> Any:
    return k8s.V1Service(
        api_version="v1",
        kind="Service",
        metadata=_meta("engine", space, labels),
        spec=k8s.V1ServiceSpec(
            selector=dict(labels),
            ports=[k8s.V1ServicePort(port=ENGINE_PORT, target_port=ENGINE_PORT, protocol="TCP")],
        ),
    )


def _meta(name: str, space: str, labels: Mapping[str, str]) -> Any:
    return k8s.V1ObjectMeta(name=name, namespace=space or None, labels={**MANAGED, **labels})


def _seccomp(box: Box) -> Any:
    if box.seccomp:
        return k8s.V1SeccompProfile(type="Localhost", localhost_profile=box.seccomp)
    return k8s.V1SeccompProfile(type="RuntimeDefault")


def _confined(box: Box) -> Any:
    return k8s.V1SecurityContext(
        run_as_non_root=True,
        read_only_root_filesystem=True,
        allow_privilege_escalation=False,
        capabilities=k8s.V1Capabilities(drop=["ALL"]),
        seccomp_profile=_seccomp(box),
    )


def _resources(memory: tuple[str, str], cpu: str) -> Any:
    return k8s.V1ResourceRequirements(
        requests={"cpu": cpu, "memory": memory[0], "ephemeral-storage": "64Mi"},
        limits={"cpu": "2", "memory": memory[1], "ephemeral-storage": "1Gi"},
    )


def _probe(path: str, port: int, *, period: int, failures: int) -> Any:
    return k8s.V1Probe(
        http_get=k8s.V1HTTPGetAction(path=path, port=port, scheme="HTTP"),
        period_seconds=period,
        timeout_seconds=5,
        failure_threshold=failures,
    )


def _passing() -> tuple[Any, ...]:
    """What a pod writes and nobody misses."""
    return tuple(
        k8s.V1Volume(name=name, empty_dir=k8s.V1EmptyDirVolumeSource(size_limit="512Mi"))
        for name in ("data", "tmp")
    )


def _secrets_volume() -> Any:
    """Readable by the one process that is in there: root owns it, and nobody in there is root."""
    source = k8s.V1SecretVolumeSource(secret_name=SECRETS, default_mode=0o444)
    return k8s.V1Volume(name=SECRETS, secret=source)


def _mount(name: str, path: str) -> Any:
    return k8s.V1VolumeMount(name=name, mount_path=path)


def _plain(*objects: Any) -> tuple[Manifest, ...]:
    """Return the objects as the API reads them."""
    plain: Any = k8s.ApiClient().sanitize_for_serialization
    return tuple(plain(one) for one in objects)
