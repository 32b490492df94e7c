"""An owner's folder in every form that publishers use: one file, shards, torch's format, half precision."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import tiny_models
from safetensors.numpy import load_file, save_file

from appliance.core import errors
from models import bert, whole_folder
from models.catalog import Catalog
from models.classifier import OnnxDetector
from models.store import ModelStore

TEXTS = ["a red wool scarf", "how much is it", "return the gift card"]


@pytest.fixture
def shield(tmp_path: Path) -> Path:
    return tiny_models.write_bert(tmp_path / "shield", labels=("LABEL_0", "LABEL_1"))


def shard(folder: Path) -> None:
    """Store the weights in two files with an index, as large models are."""
    tensors = load_file(folder / "model.safetensors")
    (folder / "model.safetensors").unlink()
    names = sorted(tensors)
    parts = {"model-00001-of-00002.safetensors": names[::2], "model-00002-of-00002.safetensors": names[1::2]}
    for file, some in parts.items():
        save_file({name: tensors[name] for name in some}, folder / file)
    weight_map = {name: file for file, some in parts.items() for name in some}
    (folder / "model.safetensors.index.json").write_text(json.dumps({"weight_map": weight_map}))


def test_shards_become_one_file(shield: Path) -> None:
    before = load_file(shield / "model.safetensors")
    shard(shield)
    whole_folder.complete(shield)
    after = load_file(shield / "model.safetensors")
    assert after.keys() == before.keys()
    assert all(np.array_equal(after[name], before[name]) for name in before)
    assert not list(shield.glob("*-of-*"))


def test_a_missing_shard_is_named(shield: Path) -> None:
    shard(shield)
    (shield / "model-00002-of-00002.safetensors").unlink()
    with pytest.raises(errors.ModelMissing, match="lacks model-00002-of-00002"):
        whole_folder.complete(shield)


@pytest.mark.parametrize("content", ["", "{}", '{"weight_map": 3}'])
def test_a_damaged_index_is_refused(shield: Path, content: str) -> None:
    (shield / "model.safetensors").unlink()
    (shield / "model.safetensors.index.json").write_text(content)
    with pytest.raises(errors.ModelRefused, match="cannot be read"):
        whole_folder.complete(shield)


def test_an_index_cannot_reach_out_of_its_folder(shield: Path) -> None:
    outside = shield.parent / "other.safetensors"
    shutil.move(shield / "model.safetensors", outside)
    index = {"weight_map": {"x": "../other.safetensors"}}
    (shield / "model.safetensors.index.json").write_text(json.dumps(index))
    with pytest.raises(errors.ModelMissing, match=r"lacks other\.safetensors"):
        whole_folder.complete(shield)
    assert outside.exists()


def test_damaged_shards_are_refused(shield: Path) -> None:
    shard(shield)
    (shield / "model-00001-of-00002.safetensors").write_bytes(b"nothing")
    with pytest.raises(errors.ModelRefused, match="damaged"):
        whole_folder.complete(shield)


def test_brain_floats_are_read(tmp_path: Path) -> None:
    known = np.array([[1.0, -2.0, 0.5]], np.float32)
    upper = (known.view(np.uint32) >> 16).astype(np.uint16)
    header = json.dumps(
        {
            "half": {"dtype": "BF16", "shape": [1, 3], "data_offsets": [0, 6]},
            "single": {"dtype": "F32", "shape": [1, 3], "data_offsets": [6, 18]},
        }
    ).encode()
    content = len(header).to_bytes(8, "little") + header + upper.tobytes() + known.tobytes()
    (tmp_path / "x.safetensors").write_bytes(content)
    found = bert.tensors_of(tmp_path / "x.safetensors")
    assert np.array_equal(found["half"], known) and found["half"].dtype == np.float32
    assert np.array_equal(found["single"], known)


def test_what_cannot_be_made_stays_missing(tmp_path: Path) -> None:
    whole_folder.complete(tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("library", "file"), [("torch", "pytorch_model.bin"), ("transformers", "vocab.txt")])
def test_without_the_extra_it_says_what_to_do(
    shield: Path, monkeypatch: pytest.MonkeyPatch, library: str, file: str
) -> None:
    (shield / "model.safetensors").unlink()
    (shield / "tokenizer.json").unlink()
    (shield / file).touch()
    monkeypatch.setattr(whole_folder.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(errors.ModelMissing, match=f"needs {library}") as missing:
        whole_folder.complete(shield)
    assert whole_folder.EXTRA in missing.value.resolution


@pytest.mark.slow
def test_a_classifier_in_torchs_format_becomes_the_detector_in_use(shield: Path, tmp_path: Path) -> None:
    import torch

    weights = load_file(shield / "model.safetensors")
    (shield / "model.safetensors").unlink()
    torch.save(
        {name: torch.from_numpy(value) for name, value in weights.items()}, shield / "pytorch_model.bin"
    )
    box = ModelStore(tmp_path / "models", Catalog(()))
    info = box.add(shield, tiny_models.QuietJob())
    assert info.kind == "detector" and box.use(info.id).active
    scores = OnnxDetector(box.folder(info.id)).score(TEXTS)
    assert all(0 <= score <= 1 for score in scores) and len(set(scores)) == len(TEXTS)


@pytest.mark.slow
def test_a_checkpoint_that_carries_code_is_refused(shield: Path) -> None:
    import torch

    (shield / "model.safetensors").unlink()
    torch.save({"weight": Path("a")}, shield / "pytorch_model.bin")
    with pytest.raises(errors.ModelRefused, match="code of a model is never run"):
        whole_folder.complete(shield)
    (shield / "pytorch_model.bin").write_bytes(b"PK nothing")
    with pytest.raises(errors.ModelRefused):
        whole_folder.complete(shield)


@pytest.mark.slow
def test_a_vocabulary_becomes_a_tokeniser(shield: Path) -> None:
    (shield / "tokenizer.json").unlink()
    words = [*tiny_models.SPECIAL, *tiny_models.WORDS]
    (shield / "vocab.txt").write_text("\n".join(words))
    whole_folder.complete(shield)
    from tokenizers import Tokenizer

    made = Tokenizer.from_file(str(shield / "tokenizer.json"))
    assert made.encode("red scarf").tokens == ["[CLS]", "red", "scarf", "[SEP]"]
