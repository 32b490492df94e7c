"""Can this machine run K3s? Advisory: only what surely keeps K3s from working is fatal."""

from __future__ import annotations

import logging
from collections.abc import Callable

from appliance.core.node import Level, NodeCheck, NodePreflight
from k3s import preflight_machine, preflight_network
from k3s.preflight_facts import Facts

log = logging.getLogger(__name__)

ORDER = (Level.FATAL, Level.PROBLEM, Level.UNKNOWN, Level.NOTICE, Level.GOOD)

CHECKS: tuple[Callable[[Facts], NodeCheck], ...] = (*preflight_machine.CHECKS, *preflight_network.CHECKS)


def examine(facts: Facts) -> NodePreflight:
    """Return what every check found, worst first."""
    found = sorted((_run(check, facts) for check in CHECKS), key=lambda check: ORDER.index(check.level))
    return NodePreflight(fit=all(check.level is not Level.FATAL for check in found), checks=tuple(found))


def _run(check: Callable[[Facts], NodeCheck], facts: Facts) -> NodeCheck:
    try:
        return check(facts)
    except Exception as err:  # a check that fails hides no other, and proves nothing fatal
        log.exception("the check %s failed", check.__name__)
        title = check.__name__.replace("_", " ").capitalize()
        return NodeCheck(
            check=check.__name__,
            level=Level.UNKNOWN,
            title=title,
            message=f"This could not be checked: {err}.",
        )
