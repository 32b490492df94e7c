"""Files in, products out, and the jobs between, over HTTP."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest
from served_box import Serve, Served

from appliance.client import Client
from appliance.core.errors import FileRefused, ModelRefused, NeedsConfirmation, NotFound, TooLarge
from appliance.core.schemas import ImportRequest, Job, JobState, Role
from appliance.service.uploads import clean_name

SECONDS = 10.0


@pytest.fixture
def shop(admin: Client) -> str:
    return admin.create_shop("Wool").shop.id


def ended(client: Client, job: Job) -> Job:
    return list(client.follow(job))[-1]


def ingest(client: Client, shop: str, file: Path) -> Job:
    upload = client.upload(shop, file)
    return ended(client, client.start_import(shop, ImportRequest(upload=upload.id)))


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    file = tmp_path / "prices (May) – ü.csv"
    file.write_text("w-1,Red wool\nw-2,Blue wool\nw/3,Needle\n")
    return file


def test_a_file_becomes_products(served: Served, admin: Client, shop: str, catalogue: Path) -> None:
    sent: list[int] = []
    upload = admin.upload(shop, catalogue, sent.append)
    assert (upload.name, upload.size_bytes, sent[-1]) == (catalogue.name, *[catalogue.stat().st_size] * 2)
    waiting = served.box.paths.shop(shop).uploads / upload.id
    assert waiting.read_bytes() == catalogue.read_bytes()
    assert admin.preview(shop, upload.id).rows == 3
    job = ended(admin, admin.start_import(shop, ImportRequest(upload=upload.id)))
    assert (job.state, job.subject, job.result and job.result["added"]) == (
        JobState.FINISHED,
        catalogue.name,
        3,
    )
    assert not waiting.exists()
    assert [hit.id for hit in admin.search(shop, "wool")] == ["w-1", "w-2"]
    assert len(admin.search(shop, "wool", k=1)) == 1
    assert admin.product(shop, "w/3").title == "Needle"
    page = admin.products(shop, offset=1, limit=1)
    assert (page.total, [product.key for product in page.products]) == (3, ["w-2"])


def test_what_an_import_would_change_is_seen_before_it(admin: Client, shop: str, catalogue: Path) -> None:
    ingest(admin, shop, catalogue)
    catalogue.write_text("w-1,Red wool\nw-9,Felt\n")
    wish = ImportRequest(upload=admin.upload(shop, catalogue).id)
    diff = admin.compare_import(shop, wish)
    assert (diff.added, diff.removed) == (1, 2)
    assert admin.products(shop).total == 3


def test_sources_go_after_a_yes(admin: Client, shop: str, catalogue: Path) -> None:
    ingest(admin, shop, catalogue)
    (source,) = admin.sources(shop)
    with pytest.raises(NeedsConfirmation, match="3 entries"):
        admin.remove_source(shop, source.id)
    admin.remove_source(shop, source.id, confirm=True)
    assert admin.sources(shop) == ()
    with pytest.raises(NotFound):
        admin.remove_source(shop, source.id, confirm=True)


def test_a_refused_file_says_why_in_its_job(admin: Client, shop: str, tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    file.write_text("w-1,Wool\nbad\n")
    job = ingest(admin, shop, file)
    assert job.state is JobState.FAILED
    assert job.error is not None
    assert job.error["detail"] == "Row 2 of bad.csv is bad."
    assert job.error["code"] == FileRefused.code


def test_an_import_is_cancelled_and_run_again(
    served: Served, admin: Client, shop: str, tmp_path: Path
) -> None:
    file = tmp_path / "slow.csv"
    file.write_text("slow\n")
    upload = admin.upload(shop, file)
    job = admin.start_import(shop, ImportRequest(upload=upload.id))
    assert served.knowledge(shop).reached.wait(SECONDS)
    admin.cancel(job.id)
    assert ended(admin, admin.job(job.id)).state is JobState.CANCELLED
    again = admin.run_again(job.id)
    assert again.id != job.id
    admin.cancel(again.id)


def test_news_of_jobs_come_to_whoever_waits_and_silence_ends_in_time(
    served: Served, admin: Client, shop: str, catalogue: Path
) -> None:
    cursor = admin.jobs().cursor
    assert admin.jobs(cursor, wait=0.05).jobs == ()
    upload = admin.upload(shop, catalogue)
    wish = ImportRequest(upload=upload.id)
    timer = threading.Timer(0.3, lambda: served.admin().start_import(shop, wish))
    timer.start()
    began = time.monotonic()
    assert admin.jobs(cursor, wait=20).jobs[0].kind == "import"
    assert time.monotonic() - began < 15
    timer.join()


def test_jobs_of_other_shops_are_not_there(served: Served, admin: Client, shop: str, catalogue: Path) -> None:
    other = admin.create_shop("Other").shop.id
    job = ingest(admin, shop, catalogue)
    stranger = served.client(served.token(Role.OWNER, other))
    assert stranger.jobs().jobs == ()
    for call in (stranger.job, stranger.cancel, stranger.run_again):
        with pytest.raises(NotFound):
            call(job.id)


@pytest.mark.parametrize("declared", [True, False])
def test_a_file_that_is_too_large_is_refused_and_leaves_nothing(serve: Serve, declared: bool) -> None:
    served = serve(upload_limit_mb=1)
    shop = served.admin().create_shop("Wool").shop.id
    chunks = [b"a" * 600_000] * 2
    with served.http(served.box.tokens.create_passing()) as http:
        content = b"".join(chunks) if declared else iter(chunks)
        response = http.put(f"/api/v1/shops/{shop}/uploads/big.csv", content=content)
    assert (response.status_code, response.json()["code"]) == (413, TooLarge.code)
    assert "1 MiB" in response.json()["detail"]
    assert list(served.box.paths.shop(shop).root.rglob("*big*")) == []


@pytest.mark.parametrize(
    "upload", ["", "../shop.json", "0123456789abcdef-x.csv", "0123456789abcdef-../../shop.json"]
)
def test_an_upload_that_is_not_there_is_not_found(
    served: Served, admin: Client, shop: str, upload: str
) -> None:
    with served.http(served.box.tokens.create_passing()) as http:
        response = http.post(f"/api/v1/shops/{shop}/previews", json={"upload": upload})
    assert response.status_code in {404, 422}


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("prices.csv", "prices.csv"),
        ("C:\\Users\\Käthe\\prices.csv", "prices.csv"),
        ("../../etc/passwd", "passwd"),
        (".hidden", "hidden"),
        ("a\x00b\n\u202e.csv", "ab.csv"),
        ("价格表.xlsx", "价格表.xlsx"),
        ("x" * 300 + ".csv", "x" * 146 + ".csv"),
        ("ü" * 300 + ".csv", "ü" * 73 + ".csv"),
    ],
)
def test_file_names_stay_the_owners_and_become_harmless(name: str, kept: str) -> None:
    assert clean_name(name) == kept


@pytest.mark.parametrize("name", ["", "..", "/", "\x00", " . "])
def test_a_file_without_a_name_is_refused(name: str) -> None:
    with pytest.raises(FileRefused):
        clean_name(name)


def test_models_are_listed_installed_used_and_removed(admin: Client, tmp_path: Path) -> None:
    assert [model.id for model in admin.models() if model.installed] == ["tiny"]
    job = ended(admin, admin.install_model("big"))
    assert job.result is not None
    assert job.result["installed"] is True
    assert admin.use_model("big").active
    measured = ended(admin, admin.bench_model("big")).result
    assert measured is not None
    assert measured["generation_speed"] == 90
    with pytest.raises(NeedsConfirmation, match="Tiny"):
        admin.remove_model("tiny")
    admin.remove_model("tiny", confirm=True)
    assert [model.id for model in admin.models() if model.installed] == ["big"]
    refused = ended(admin, admin.add_model(tmp_path / "weights.bin"))
    assert refused.error is not None
    assert refused.error["code"] == ModelRefused.code
    with pytest.raises(NotFound):
        admin.install_model("huge")


def test_an_upload_that_nobody_imported_goes_after_a_week(
    served: Served, admin: Client, shop: str, catalogue: Path
) -> None:
    uploads = served.box.paths.shop(shop).uploads
    old, new = (uploads / admin.upload(shop, catalogue).id for _ in range(2))
    os.utime(old, (0, 0))
    admin.upload(shop, catalogue)
    assert not old.exists()
    assert new.exists()
