"""Jobs in words, without Qt."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from appliance.core.schemas import Job, JobState
from gui.presenters import jobs

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def job(**fields: Any) -> Job:
    return Job(**{"id": "1", "kind": "import", "subject": "products.csv", "created": NOW, **fields})


def result(**counts: Any) -> dict[str, Any]:
    return {"source": "s", "kind": "catalogue", **counts}


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"added": 1204}, "Done: 1,204 added."),
        ({"changed": 2, "removed": 1, "unchanged": 64}, "Done: 2 changed, 1 removed, 64 unchanged."),
        ({"added": 3, "refused": 1}, "Done: 3 added; 1 row left out."),
        (
            {"added": 3, "refused": 2, "quarantined": 1},
            "Done: 3 added; 2 rows left out; 1 held back for you to judge.",
        ),
        ({}, "Done: nothing new."),
    ],
)
def test_an_import_ends_in_a_sentence(counts: dict[str, int], words: str) -> None:
    assert jobs.ending(job(state=JobState.FINISHED, result=result(**counts))) == words


def test_an_import_counts_what_it_remarks_on_and_lists_what_it_left_out_first() -> None:
    found = [
        {"row": 2, "message": "Row 2: “from 12 €” is not one price.", "refused": False},
        {"row": 5, "message": "Row 5 has no title; it was left out.", "refused": True},
    ]
    done = job(state=JobState.FINISHED, result=result(added=3, refused=1, problems=found))
    assert jobs.ending(done) == "Done: 3 added; 1 row left out; 1 thing to look at."
    assert [one.row for one in jobs.problems(done)] == [5, 2]


def test_an_undone_import_says_what_came_back() -> None:
    undone = job(kind="undo-import", state=JobState.FINISHED, result=result(added=2, removed=5))
    assert jobs.ending(undone) == "Undone: 2 brought back, 5 taken out."


def test_a_failed_job_says_what_failed_and_what_to_do() -> None:
    error = {"code": "file-refused", "detail": "Row 7 has no title.", "resolution": "Correct this row."}
    shown = jobs.view(job(state=JobState.FAILED, error=error))
    assert shown.state == "Row 7 has no title. Correct this row."
    assert (shown.tone, shown.can_cancel, shown.can_run_again) == ("bad", False, True)


def test_a_running_job_shows_stage_and_share_and_time_left() -> None:
    shown = jobs.view(job(state=JobState.RUNNING, stage="Embedding…", done=30, total=120), left=95)
    assert shown.state == "Learning the contents · 30 / 120 · about 2 minutes left"
    assert (shown.percent, shown.can_cancel, shown.ended) == (25, True, False)


def test_an_unknown_total_is_no_percentage() -> None:
    assert jobs.view(job(state=JobState.RUNNING, stage="Reading…", done=30)).percent is None


def test_a_queued_job_waits_for_its_turn() -> None:
    assert jobs.view(job()).state == "Waiting for its turn"


def test_the_time_left_is_not_guessed_at_once_and_begins_anew_with_a_stage() -> None:
    now = [0.0]
    pace = jobs.Pace(lambda: now[0])
    assert pace.left(job(stage="a", done=0, total=100)) is None
    now[0] = 1.0
    assert pace.left(job(stage="a", done=50, total=100)) is None
    now[0] = 4.0
    assert pace.left(job(stage="a", done=50, total=100)) == pytest.approx(4.0)
    assert pace.left(job(stage="b", done=1, total=100)) is None


def test_only_an_import_that_was_not_undone_can_be_undone() -> None:
    first = job(state=JobState.FINISHED, finished=NOW)
    undone = job(id="2", kind="undo-import", state=JobState.FINISHED, finished=NOW + timedelta(minutes=1))
    failed = job(id="3", state=JobState.FAILED, finished=NOW + timedelta(minutes=2))
    assert not jobs.can_undo([])
    assert jobs.can_undo([first, failed])
    assert not jobs.can_undo([first, undone, failed])


def test_the_strip_names_the_newest_and_counts_the_others() -> None:
    assert jobs.strip([]) == ""
    running = job(state=JobState.RUNNING, done=1, total=2)
    assert jobs.strip([running]) == "Importing products.csv · 50 %"
    assert jobs.strip([running, job(subject="b.csv")]) == "Importing b.csv · 1 more"
