"""K3s over the API: who may, what is asked first, and its verbs as jobs."""

from __future__ import annotations

from pathlib import Path

import pytest
from served_box import Served

from appliance.core.errors import InvalidInput, NeedsConfirmation, NotAllowed
from appliance.core.node import (
    NodeState,
)
from appliance.core.schemas import JobState, Role
from k3s import remote


def test_status_and_preflight(served: Served) -> None:
    admin = served.admin()
    assert admin.node().state is NodeState.READY
    assert admin.node_preflight(name="shop").fit
    with pytest.raises(InvalidInput):
        admin.node_preflight(name="No Name")


def test_what_can_be_done_depends_on_whether_there_is_a_way_to_do_it(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "install" in served.admin().node_verbs()
    monkeypatch.setattr(served.fakes.node, "able", lambda: False)
    assert served.admin().node_verbs() == ()


def test_a_verb_is_a_job_with_its_steps(served: Served) -> None:
    admin = served.admin()
    *_, ended = admin.follow(admin.node_change("upgrade", bundle="/media/new.tar"))
    assert ended.state is JobState.FINISHED
    assert ended.result
    assert ended.result["left"] == ["the data"]
    assert served.fakes.node.done == [("upgrade", {"bundle": "/media/new.tar"})]


def test_a_failed_verb_keeps_its_one_fix(served: Served) -> None:
    admin = served.admin()
    *_, ended = admin.follow(admin.node_change("install"))
    assert ended.error
    assert ended.error["code"] == "node-unfit"
    assert ended.error["resolution"] == "Free some disk space."


def test_a_long_step_can_be_cancelled(served: Served) -> None:
    admin = served.admin()
    job = admin.node_change("stop", confirm=True)
    assert served.fakes.node.reached.wait(30)
    admin.cancel(job.id)
    *_, ended = admin.follow(job)
    assert ended.state is JobState.CANCELLED


@pytest.mark.parametrize("verb", ["stop", "restore", "uninstall"])
def test_what_takes_away_asks_first(served: Served, verb: str) -> None:
    options = {"file": "/b"} if verb == "restore" else {}
    with pytest.raises(NeedsConfirmation):
        served.admin().node_change(verb, **options)


def test_deleting_data_asks_in_its_own_words(served: Served) -> None:
    with pytest.raises(NeedsConfirmation, match="cannot be undone"):
        served.admin().node_change("uninstall", delete_data=True)


def test_options_and_verbs_are_checked_before_a_job_starts(served: Served) -> None:
    admin = served.admin()
    with pytest.raises(InvalidInput):
        admin.node_change("install", bundle="relative.tar")
    for verb in ("join-pool", "exec"):  # a token must not be stored with a job
        with pytest.raises(InvalidInput):
            admin.node_change(verb)
    assert admin.jobs().jobs == ()


def test_only_an_administrator_may(served: Served) -> None:
    shop = served.admin().create_shop("Corner").shop.id
    owner = served.client(served.token(Role.OWNER, shop))
    with pytest.raises(NotAllowed):
        owner.node()


def test_the_real_node_tells_without_being_root(tmp_path: Path) -> None:
    assert remote.Node().status().message
