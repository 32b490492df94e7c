"""Installing the node, as steps that can be taken back."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from functools import cached_property

from appliance.core.errors import NodeUnfit
from appliance.core.node import Level, NodePreflight, NodeResult
from k3s import (
    address,
    bundle,
    commands,
    config,
    firewall,
    parts,
    plan,
    preflight,
    preflight_network,
)
from k3s import options as chosen
from k3s.context import Context
from k3s.preflight_facts import Facts, gather
from k3s.steps import Journal, Step, run

OTHER_PORTS = (10248, 10249, 10250, 10256, 10257, 10258, 10259)


def check(context: Context, wish: chosen.Install) -> NodePreflight:
    """Return what preflight says of this machine for what is wished, and what installing would change."""
    facts = gathered(context, wish)
    return preflight.examine(facts).model_copy(update={"plan": plan.plan(context, wish, facts)})


def install(context: Context, wish: chosen.Install) -> NodeResult:
    """Install, or finish installing, or do nothing where all stands. Raises `NodeUnfit` and
    `NodeStepFailed`; then the machine is as it was."""
    facts = gathered(context, wish)
    fit(facts)
    journal = Journal.load(context.layout.journal)
    work = Work(context, wish, facts, journal)
    run("install", work.steps(), journal, context.report, wish.model_dump(mode="json"))
    now = context.status()
    return NodeResult(verb="install", message=f"K3s {now.version} is installed and running.")


def fit(facts: Facts) -> None:
    """Raise `NodeUnfit`, with the one fix, for a machine that surely cannot run K3s."""
    found = preflight.examine(facts)
    if found.fit:
        return
    worst = [check for check in found.checks if check.level is Level.FATAL]
    raise NodeUnfit(
        " ".join(check.message for check in worst),
        resolution=worst[0].fix,
        details="\n".join(f"{check.title}: {check.message} {check.fix}" for check in worst),
    )


def gathered(context: Context, wish: chosen.Install, *, listens: bool = True) -> Facts:
    """Return what preflight looks at; `listens` says whether the API's port must be free."""
    return gather(
        context.layout,
        context.run,
        (*((wish.port,) if listens else ()), *(OTHER_PORTS if context.layout.whole_machine else ())),
        pods=(wish.pods,) if wish.pods else chosen.POD_RANGES,
        services=(wish.services,) if wish.services else chosen.SERVICE_RANGES,
        pinned=str(wish.address or chosen.PINNED_ADDRESS),
        installed=context.keeper.installed() or not Journal.load(context.layout.journal).blank,
    )


@dataclass(frozen=True)
class Work:
    """The steps of one installation; also where `join-pool` and `upgrade` take theirs from."""

    context: Context
    wish: chosen.Install
    facts: Facts
    journal: Journal

    def steps(self) -> tuple[Step, ...]:
        fetched = (parts.unpacked(self.context, self.wish.bundle, "install"),) if self.wish.bundle else ()
        return (
            *fetched,
            parts.placed(
                self.context, lambda: parts.source_of(self.context, self.wish.bundle, self.wish.binary)
            ),
            *((parts.images(self.context),) if self.wish.bundle else ()),
            parts.remembered(self.context, self.journal),
            *((self.pinned(),) if self.wish.device == chosen.PINNED_DEVICE else ()),
            parts.contained(self.context, self.facts.contained),
            self.configured(),
            parts.closed(
                self.context,
                firewall.rules(self.wish.port, (self.wish.device,), self.wish.open_to, self.ranges),
            ),
            self.kept(),
            parts.started(self.context, self.wish.wait),
        )

    @property
    def node_address(self) -> str:
        return str(self.wish.address or chosen.PINNED_ADDRESS)

    @cached_property
    def ranges(self) -> tuple[str, str]:
        """The ranges of pods and of services: those of what is installed, else free ones."""
        before, facts = config.read(self.context.layout.config), self.facts
        return (
            str(before.get("cluster-cidr") or preflight_network.free(facts.pods, facts)),
            str(before.get("service-cidr") or preflight_network.free(facts.services, facts)),
        )

    @cached_property
    def manifest(self) -> bundle.Manifest | None:
        return bundle.read(parts.staging(self.context)) if self.wish.bundle else None

    def pinned(self) -> Step:
        run, device = self.context.run, self.wish.device
        return Step(
            "address",
            "Pinning the node's address",
            do=lambda note: address.pin(run, device, self.node_address),
            prepare=lambda: {"device": device},
            undo=lambda note: address.remove(run, device),
            there=lambda: address.pinned(run, device, self.node_address),
        )

    def configured(self) -> Step:
        file = self.context.layout.config
        return Step(
            "config",
            "Writing K3s's configuration",
            do=lambda note: config.write(file, self.wanted()),
            undo=lambda note: config.remove(file),
            there=lambda: config.read(file) == self.wanted() and not file.stat().st_mode & 0o077,
        )

    def wanted(self) -> config.Config:
        """Return the configuration; what a running node was given once (name, ranges) stays."""
        before = config.read(self.context.layout.config)
        manifest = self.manifest
        wish = self.wish
        if manifest and not wish.pause_image:
            wish = wish.model_copy(update={"pause_image": manifest.pause_image})
        elif not wish.pause_image and "pause-image" in before:
            wish = wish.model_copy(update={"pause_image": before["pause-image"]})
        pods, services = self.ranges
        return config.server(
            self.context.layout,
            wish,
            name=str(before.get("node-name") or wish.name or host_name()),
            address=self.node_address,
            pods=pods,
            services=services,
            kept_add_ons=frozenset(manifest.add_ons if manifest else ()),
        )

    def kept(self) -> Step:
        argv = commands.server(self.context.layout.binary, self.context.layout.config)
        return parts.kept(self.context, argv, self.wish.device, self.node_address)


def host_name() -> str:
    """Return the machine's name as Kubernetes takes it."""
    import re

    name = re.sub(r"[^a-z0-9.-]", "-", socket.gethostname().lower()).strip("-.")
    return name[:63] or "shop"
