"""K3s on this box: how it is, whether it can be, and what an administrator does with it."""

from __future__ import annotations

from enum import StrEnum

from fastapi import APIRouter, Depends

from appliance.core.errors import NeedsConfirmation
from appliance.core.node import NodePreflight, NodeStatus, NodeWish
from appliance.core.schemas import JobStarted
from appliance.service import node_work
from appliance.service.auth import admin
from appliance.service.deps import Box

router = APIRouter(prefix="/api/v1/node", tags=["node"], dependencies=[Depends(admin)])


class Change(StrEnum):
    """Verbs that the service starts. Joining a pool is not among them: a job's options are stored, and its
    token must not be."""

    INSTALL = "install"
    START = "start"
    STOP = "stop"
    UPGRADE = "upgrade"
    BACKUP = "backup"
    RESTORE = "restore"
    UNINSTALL = "uninstall"


QUESTIONS = {
    Change.STOP: "Stopping K3s takes the chatbots that run in it off the air.",
    Change.RESTORE: "This replaces K3s's present state; it is set aside, not deleted.",
    Change.UNINSTALL: "This removes K3s from this box after exporting the shops.",
}
DELETING = "This deletes K3s's data, volumes included, and cannot be undone."


@router.get("")
def status(box: Box) -> NodeStatus:
    """How K3s really is at this moment."""
    return box.node.status()


@router.get("/verbs")
def verbs(box: Box) -> tuple[Change, ...]:
    """What can be done to it from here: nothing where the service has no way to an administrator's rights."""
    return tuple(Change) if box.node.able() else ()


@router.post("/preflight")
def preflight(box: Box, wish: NodeWish) -> NodePreflight:
    """Whether this machine can run K3s, each check with its one fix."""
    return box.node.preflight(wish.options)


@router.post("/{verb}", status_code=202)
def change(box: Box, verb: Change, wish: NodeWish, confirm: bool = False) -> JobStarted:
    """Do one verb as a job; it asks for an administrator's password where the service is not root."""
    box.node.check(verb, wish.options)
    question = DELETING if wish.options.get("delete_data") else QUESTIONS.get(verb)
    if question and not confirm:
        raise NeedsConfirmation(question, resolution="Send it again with confirm=true if you are sure.")
    params = {"verb": verb.value, "options": wish.options}
    return JobStarted(job=box.jobs.start(node_work.KIND, subject=f"K3s: {verb.value}", params=params))
