"""What survives a kill, a full disk and a machine without a network, each in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from knowledge_parts import CountingJob, LetterEmbedder, numbered, opened, write_catalogue

pytestmark = pytest.mark.slow
HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def child(script: str, *arguments: object) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{HERE}"}
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


SLOW_IMPORT = """
import sys, time
from pathlib import Path
from knowledge_parts import *
def before(done):
    if done >= 512:
        print("embedded", done, flush=True)
        time.sleep(60)
shop = opened(Path(sys.argv[1]), LetterEmbedder(before=before))
shop.import_file(Path(sys.argv[2]), "c.csv", job=CountingJob())
"""


def test_a_killed_import_leaves_the_old_catalogue_and_its_finished_work(tmp_path: Path) -> None:
    shop = opened(tmp_path)
    shop.import_file(write_catalogue(tmp_path / "c.csv", numbered(20)), "c.csv", job=CountingJob())
    shop.close()
    newer = write_catalogue(tmp_path / "new.csv", numbered(1000, changed=range(1000)))
    process = child(SLOW_IMPORT, tmp_path, newer)
    assert process.stdout is not None
    assert process.stdout.readline().startswith("embedded")
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    embedder = LetterEmbedder()
    shop = opened(tmp_path, embedder)
    assert shop.products()[0] == 20
    assert "better" not in shop.find_products("AB-00007")[0].product.description
    embedder.embedded.clear()
    result = shop.import_file(newer, "c.csv", job=CountingJob())
    assert (result.added, result.changed, result.embedded) == (980, 20, 488)
    assert len(embedder.embedded) == 488
    assert shop.products()[0] == 1000
    assert len(list((tmp_path / "shop" / "files").iterdir())) == 2
    shop.close()


KILLED_WHILE_SAVING = """
import os, signal, sys
from pathlib import Path
from knowledge_parts import *
def at(stage, done):
    if stage == "Saving…" and done >= 256:
        os.kill(os.getpid(), signal.SIGKILL)
shop = opened(Path(sys.argv[1]))
shop.import_file(Path(sys.argv[2]), "c.csv", job=CountingJob(at))
"""


def test_a_kill_inside_the_transaction_changes_nothing(tmp_path: Path) -> None:
    shop = opened(tmp_path)
    shop.import_file(write_catalogue(tmp_path / "c.csv", numbered(20)), "c.csv", job=CountingJob())
    shop.close()
    newer = write_catalogue(tmp_path / "new.csv", numbered(1000))
    process = child(KILLED_WHILE_SAVING, tmp_path, newer)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    shop = opened(tmp_path)
    assert shop.products()[0] == 20
    assert len(shop.find_products("widget deluxe", 50)) == 20
    assert shop.import_file(newer, "c.csv", job=CountingJob()).embedded == 0
    shop.close()


FULL_DISK = """
import resource, sys
from pathlib import Path
from knowledge_parts import *
from appliance.core import errors
shop = opened(Path(sys.argv[1]))
limit = int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    shop.import_file(Path(sys.argv[2]), "c.csv", job=CountingJob())
except errors.StoreFailed as failure:
    print("StoreFailed|" + failure.resolution)
print(shop.products()[0], shop.find_products("AB-00007")[0].product.title, sep="|", flush=True)
"""


@pytest.mark.parametrize("limit", [20_000, 400_000, 1_200_000])
def test_a_full_disk_fails_the_import_and_the_old_catalogue_answers(tmp_path: Path, limit: int) -> None:
    """The limits strike in turn: the upload's copy, Chroma, the database's log."""
    shop = opened(tmp_path)
    shop.import_file(write_catalogue(tmp_path / "c.csv", numbered(20)), "c.csv", job=CountingJob())
    shop.close()
    newer = write_catalogue(tmp_path / "new.csv", numbered(1500))
    process = child(FULL_DISK, tmp_path, newer, limit)
    said, _ = process.communicate()
    lines = said.splitlines()
    assert lines[0] == "StoreFailed|Free some space on the disk and try again."
    assert lines[1] == "20|Widget 7 deluxe"
    shop = opened(tmp_path)
    assert shop.import_file(newer, "c.csv", job=CountingJob()).unchanged == 20
    shop.close()


NO_NETWORK = """
import socket, sys
from pathlib import Path
from knowledge_parts import *
opened_sockets = []
def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        opened_sockets.append((event, str(arguments)))
sys.addaudithook(watch)
shop = opened(Path(sys.argv[1]))
shop.import_file(Path(sys.argv[2]), "c.csv", job=CountingJob())
shop.find_products("widget")
shop.close()
print(opened_sockets, "torch" in sys.modules, "sentence_transformers" in sys.modules)
"""


def test_importing_and_searching_reach_for_no_network(tmp_path: Path) -> None:
    file = write_catalogue(tmp_path / "c.csv", numbered(30))
    said, _ = child(NO_NETWORK, tmp_path, file).communicate()
    assert said.strip() == "[] False False"


SEARCH_ONLY = """
import sys
from pathlib import Path
from knowledge_parts import *
shop = opened(Path(sys.argv[1]))
shop.warm()
print(len(shop.find_products("widget")), "chromadb" in sys.modules)
"""


def test_searching_needs_no_chroma_in_the_process(tmp_path: Path) -> None:
    shop = opened(tmp_path)
    shop.import_file(write_catalogue(tmp_path / "c.csv", numbered(30)), "c.csv", job=CountingJob())
    shop.close()
    said, _ = child(SEARCH_ONLY, tmp_path).communicate()
    assert said.split() == ["10", "False"]
