"""Joining a provider's cluster as an agent, for this shop's own workloads only.

K3s's agent retries for ever, whatever is wrong; we give it a time and then say what its log says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from appliance.core.errors import Conflict, InvalidInput, JoinFailed, NodeNotReady, NodeStepFailed
from appliance.core.node import NodeResult
from k3s import bundle, commands, config, firewall, install, options, parts, preflight_network
from k3s.context import Context
from k3s.preflight_facts import Facts
from k3s.steps import Journal, Step, run

SECURE = re.compile(r"^K10[0-9a-f]{64}::[A-Za-z0-9._-]+:[A-Za-z0-9._-]+$")
LISTENS = 6443


def join(context: Context, wish: options.JoinPool) -> NodeResult:
    """Become a ready node of the cluster. Raises `JoinFailed` with the log's reason; the box is then as it
    was."""
    if not SECURE.match(wish.token):
        raise InvalidInput(
            "The token does not say which cluster it belongs to.",
            resolution="Ask the provider for the whole token, which begins with K10.",
        )
    layout = context.layout
    before = config.read(layout.config)
    if before and "server" not in before:
        raise Conflict(
            "This box runs a K3s of its own.",
            resolution="Run “shopwarden node uninstall” first; it exports the shops.",
        )
    facts = install.gathered(
        context, options.Install.model_validate({"address": wish.address}), listens=False
    )
    install.fit(facts)
    journal = Journal.load(layout.journal)
    noted = wish.model_dump(mode="json", exclude={"token"})
    try:
        run("join-pool", Work(context, wish, journal, facts).steps(), journal, context.report, noted)
    except NodeStepFailed as err:
        if isinstance(err.__cause__, NodeNotReady):
            raise JoinFailed(err.message, resolution=err.resolution, details=err.details) from None
        raise
    name = str(config.read(layout.config)["node-name"])
    return NodeResult(verb="join-pool", message=f"This box is part of {wish.server} as {name}.")


@dataclass(frozen=True)
class Work:
    """The steps of joining."""

    context: Context
    wish: options.JoinPool
    journal: Journal
    facts: Facts

    def steps(self) -> tuple[Step, ...]:
        context, wish = self.context, self.wish
        layout = context.layout
        fetched = (parts.unpacked(context, wish.bundle, "join-pool"),) if wish.bundle else ()
        argv = commands.agent(layout.binary, layout.config)
        inside = (wish.device,) if wish.device else ()
        return (
            *fetched,
            parts.placed(context, lambda: parts.source_of(context, wish.bundle, wish.binary)),
            *((parts.images(context),) if wish.bundle else ()),
            parts.remembered(context, self.journal),
            parts.contained(context, self.facts.contained),
            self.configured(),
            parts.closed(context, firewall.rules(LISTENS, inside, ranges=self.services())),
            parts.kept(context, argv, wish.device, ""),
            parts.started(context, wish.wait),
        )

    def services(self) -> tuple[str, ...]:
        """Return where the provider's services may be, of what is nobody's here: only its cluster knows."""
        offered = options.SERVICE_RANGES
        return tuple(text for text in offered if not preflight_network.clash_of(text, self.facts))

    def configured(self) -> Step:
        file = self.context.layout.config
        return Step(
            "config",
            "Writing K3s's configuration",
            do=lambda note: config.write(file, self.wanted()),
            undo=lambda note: config.remove(file),
            there=lambda: config.read(file) == self.wanted(),
        )

    def wanted(self) -> config.Config:
        """Return the configuration; with a bundle it needs what is unpacked by then."""
        layout, wish = self.context.layout, self.wish
        if wish.bundle and not wish.pause_image:
            pause = bundle.read(parts.staging(self.context)).pause_image
            wish = wish.model_copy(update={"pause_image": pause})
        address = str(wish.address) if wish.address else ""
        name = str(config.read(layout.config).get("node-name") or wish.name or install.host_name())
        return config.agent(layout, wish, name=name, address=address)
