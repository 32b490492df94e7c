"""The exam through the service: the real bot without a language model, the typed client, the command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from served_box import Served

from appliance.client import Client
from appliance.core.exam import ExamResult, Setting
from appliance.core.schemas import ImportRequest, JobState, ShopChange

ROWS = "sku,title,price,description\nW-1,Red wool scarf,20,Soft and warm\nW-2,Blue wool hat,25,Knitted\n"


@pytest.fixture
def owner(served_for_real: Served, tmp_path: Path) -> Iterator[Client]:
    client = served_for_real.admin()
    client.create_shop("Wool", "wool")
    (tmp_path / "wool.csv").write_text(ROWS)
    upload = client.upload("wool", tmp_path / "wool.csv")
    list(client.follow(client.start_import("wool", ImportRequest(upload=upload.id))))
    yield client


def test_an_exam_is_sat_as_a_job_and_is_asked_for_again_after_a_change(owner: Client) -> None:
    assert owner.exam("wool").state == "none" and owner.exam("wool").messages >= 4
    *_, job = owner.follow(owner.start_exam("wool", quick=True))
    assert job.state is JobState.FINISHED, job.error
    result = ExamResult.model_validate(job.result)
    (score,) = result.scores
    assert score.setting is Setting.EVERYTHING and (score.recall, score.refused) == (1.0, 0), (
        owner.exam_cases("wool", failed=True)
    )
    status = owner.exam("wool")
    assert status.result == result and status.job == "" and "quick look" in status.sentence
    page = owner.exam_cases("wool", Setting.EVERYTHING, failed=False)
    assert page.total == score.attacks + score.benign and page.cases[0].answer
    assert owner.guard_log("wool", kind="decision").total == 0, "an exam leaves nothing in the shop's log"
    owner.change_shop("wool", ShopChange(policy="strict"))
    status = owner.exam("wool")
    assert (status.state, status.changed) == ("stale", ("the shop's policy",))


def test_a_setting_that_needs_a_model_fails_in_words(owner: Client) -> None:
    *_, job = owner.follow(owner.start_exam("wool", [Setting.PLAIN], quick=True))
    assert job.state is JobState.FAILED and job.error and "no language model" in job.error["detail"]
    assert owner.exam("wool").state == "none"


def test_a_running_exam_is_named_and_can_be_stopped(owner: Client) -> None:
    job = owner.start_exam("wool")
    assert owner.exam("wool").job in (job.id, "")
    owner.cancel(job.id)
    *_, job = owner.follow(job)
    assert job.state in (JobState.CANCELLED, JobState.FINISHED)
    assert owner.exam("wool").job == ""
