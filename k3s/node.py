"""The node in one place: every verb by its name, with its options. Importable everywhere; runs on Linux."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from appliance.core.errors import InvalidInput, NodeNotReady
from appliance.core.node import NodePreflight, NodeResult, NodeState, NodeStatus
from k3s import (
    backup,
    config,
    health,
    install,
    join,
    options,
    pods,
    restore,
    surroundings,
    uninstall,
    upgrade,
)
from k3s import status as look
from k3s.context import Context, wait_ready

Answer = NodePreflight | NodeResult | NodeStatus


@dataclass(frozen=True)
class Verb:
    """One verb: its options, and what it does with them. `changes` says whether it needs root."""

    options: type[options.Options]
    run: Callable[[Context, Any], Answer]
    changes: bool = True


def supported() -> bool:
    """Whether K3s can run on this kind of system at all."""
    return sys.platform == "linux"


def call(context: Context, verb: str, wish: Mapping[str, Any]) -> Answer:
    """Do the verb. Raises `InvalidInput` for a verb or an option that there is not."""
    chosen = checked(verb, wish)
    return VERBS[verb].run(context, chosen)


def checked(verb: str, wish: Mapping[str, Any]) -> options.Options:
    """Return the verb's options. Raises `InvalidInput`."""
    if verb not in VERBS:
        raise InvalidInput(f"There is no verb “{verb}”.", resolution=f"Use one of {', '.join(VERBS)}.")
    if not supported():
        raise InvalidInput("K3s runs on Linux only.", resolution="Use the embedded runtime.")
    try:
        return VERBS[verb].options.model_validate(wish)
    except ValidationError as err:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in err.errors())
        raise InvalidInput(f"{faults}.", resolution="Correct it and try again.") from None


def start(context: Context, wish: options.Start) -> NodeResult:
    """Start K3s and wait until it is ready."""
    _installed(context)
    surroundings.mend(context)
    context.keeper.start()
    now = wait_ready(context, wish.wait)
    return NodeResult(verb="start", message=now.message)


def stop(context: Context, wish: options.Stop) -> NodeResult:
    """Stop K3s, and its pods unless they are to go on."""
    _installed(context)
    context.keeper.stop()
    if not wish.keep_pods:
        pods.end(context.layout, context.run)
    after = "Its pods go on." if wish.keep_pods else "The chatbots that ran in it are stopped."
    return NodeResult(verb="stop", message=f"K3s is stopped. {after}")


def status(context: Context, _: options.Nothing) -> NodeStatus:
    """Return the node as it is, with what it takes of the disk and the one thing to do."""
    now = context.status()
    if now.state not in {NodeState.ABSENT, NodeState.UNKNOWN}:
        now = now.model_copy(update={"disk_used": look.used(context.layout)})
    seen = surroundings.troubles(context) if now.state in {NodeState.READY, NodeState.UNREADY} else ()
    return health.told(now, seen, joined="server" in config.read(context.layout.config))


def _installed(context: Context) -> None:
    if not context.keeper.installed():
        raise NodeNotReady("K3s is not installed.", resolution="Run “shopwarden node install”.")


VERBS: dict[str, Verb] = {
    "preflight": Verb(options.Install, install.check, changes=False),
    "install": Verb(options.Install, install.install),
    "start": Verb(options.Start, start),
    "stop": Verb(options.Stop, stop),
    "status": Verb(options.Nothing, status, changes=False),
    "upgrade": Verb(options.Upgrade, upgrade.upgrade),
    "backup": Verb(options.Backup, backup.backup),
    "restore": Verb(options.Restore, restore.restore),
    "uninstall": Verb(options.Uninstall, uninstall.uninstall),
    "join-pool": Verb(options.JoinPool, join.join),
}
"""The fixed list: the command line, the privileged helper and the service know no others."""
