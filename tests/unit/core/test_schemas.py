"""Records build their validators when first used, whichever threads get there together."""

from __future__ import annotations

import subprocess
import sys

MEETING = """
import threading
from appliance.core.schemas import Decision, Judgement, Place, Verdict

meeting, made = threading.Barrier(8), []

def make(number):
    meeting.wait()
    verdict = Verdict(decision="allow", scanner=str(number), reason="fine", span=(0, 1))
    made.append(Judgement(decision=Decision.ALLOW, place=Place.MESSAGE, text="x", verdicts=(verdict,)))

threads = [threading.Thread(target=make, args=(number,)) for number in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert sorted(each.verdicts[0].scanner for each in made) == list("01234567")
assert all(Judgement.model_validate_json(each.model_dump_json()) == each for each in made)
"""


def test_threads_may_meet_at_the_first_use_of_a_record() -> None:
    subprocess.run([sys.executable, "-W", "error", "-c", MEETING], check=True, timeout=120)
