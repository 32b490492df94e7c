"""A Deployment of our image: one pod that may do nothing but its work, and the folders that it sees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kubernetes import client as k8s

from k3s.manifests.objects import meta
from k3s.manifests.words import ACCOUNT, CLOSING_SECONDS, GRACE_SECONDS, MANAGED, SECRETS, TENANT, USER, Box


@dataclass(frozen=True)
class Volume:
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
            metadata=meta(name, "", labels),
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
            metadata=meta(self.name, space, labels),
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
class Pod:
    """Our image at work on one node."""

    box: Box
    node: str
    space: str
    labels: Mapping[str, str]
    arguments: tuple[str, ...]
    port: int
    volumes: tuple[Volume, ...]
    environment: Mapping[str, str]
    memory: tuple[str, str]

    def spec(self) -> Any:
        return k8s.V1PodSpec(
            service_account_name=ACCOUNT,
            automount_service_account_token=False,
            enable_service_links=False,
            termination_grace_period_seconds=GRACE_SECONDS,
            node_selector={"kubernetes.io/hostname": self.node},
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

    def _tolerations(self) -> list[Any]:
        """A box that joined a provider's cluster keeps everybody's pods off but its own shop's, and the
        engine where its owner lends it."""
        shop = self.labels.get(TENANT)
        if shop:
            return [k8s.V1Toleration(key=TENANT, operator="Equal", value=shop, effect="NoSchedule")]
        return [k8s.V1Toleration(key=TENANT, operator="Exists", effect="NoSchedule")]

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
            env=[k8s.V1EnvVar(name=k, value=v) for k, v in sorted(self.environment.items())],
            termination_message_policy="FallbackToLogsOnError",  # its last words say why it ended
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


def deployment(pod: Pod, name: str) -> Any:
    labels = {**pod.labels, "app": name}
    return k8s.V1Deployment(
        api_version="apps/v1",
        kind="Deployment",
        metadata=meta(name, pod.space, pod.labels),
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
