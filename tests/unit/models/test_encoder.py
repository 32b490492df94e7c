"""Encoders at work, on a small BERT with random weights: order, batches, odd texts, faults."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import tiny_models
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.core import errors
from models import bert, bert_onnx, classifier, convert, encoder, precision, reading_speed
from models.classifier import OnnxDetector
from models.embedder import OnnxEmbedder

TEXTS = [
    "a red wool scarf",
    "",
    "do you ship to perth",
    "how much is the blue lamp",
    "scarf",
    "gift card m l",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tiny_models.write_bert(tmp_path_factory.mktemp("models") / "tiny")
    convert.convert_here(convert.Wish(path))
    return path


@pytest.fixture(scope="module")
def detector_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tiny_models.write_bert(tmp_path_factory.mktemp("models") / "guard", labels=("SAFE", "INJECTION"))
    convert.convert_here(convert.Wish(path))
    return path


def test_rows_have_unit_length_in_the_order_of_the_texts(folder: Path) -> None:
    embedder = OnnxEmbedder(folder)
    rows = embedder.embed(TEXTS)
    assert rows.shape == (len(TEXTS), embedder.dimension) == (len(TEXTS), tiny_models.WIDTH)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert np.allclose(embedder.embed(TEXTS[::-1]), rows[::-1], atol=1e-6)


def test_the_id_names_weights_and_precision(folder: Path) -> None:
    name, digest, recipe = OnnxEmbedder(folder).model_id.split(":")
    assert name == "tiny"
    assert len(digest) == 8
    assert recipe.startswith(("int8.", "int7."))  # seven where the processor's sums of eight overflow


def test_company_hardly_changes_a_vector(folder: Path) -> None:
    embedder = OnnxEmbedder(folder)
    together = embedder.embed(TEXTS * 40)
    alone = np.concatenate([embedder.embed([text]) for text in TEXTS])
    assert ((together[: len(TEXTS)] * alone).sum(axis=1) > 0.999).all()


def test_several_threads_give_the_same_rows(folder: Path) -> None:
    one, two = OnnxEmbedder(folder), OnnxEmbedder(folder, threads=3)
    assert np.array_equal(one.embed(TEXTS * 5), two.embed(TEXTS * 5))
    with ThreadPoolExecutor(4) as callers:
        found = list(callers.map(lambda _: two.embed(TEXTS), range(12)))
    assert all(np.array_equal(rows, found[0]) for rows in found)


def test_no_texts_give_no_rows(folder: Path) -> None:
    assert OnnxEmbedder(folder).embed([]).shape == (0, tiny_models.WIDTH)


@pytest.mark.parametrize(
    "text", ["", " ", "\0", "\ud800", "\U0001f9e3", "‮", "a" * 1_000_000, "scarf " * 300_000]
)
def test_odd_texts_have_vectors_too(folder: Path, text: str) -> None:
    rows = OnnxEmbedder(folder).embed([text])
    assert np.isfinite(rows).all()
    assert np.linalg.norm(rows) == pytest.approx(1, abs=1e-5)


def test_what_is_behind_the_longest_text_is_not_read(folder: Path) -> None:
    embedder = OnnxEmbedder(folder)
    long = "scarf " * (tiny_models.POSITIONS - 2)
    rows = embedder.embed([long, long + "lamp", long[6:] + "lamp"])
    assert np.array_equal(rows[0], rows[1])
    assert not np.allclose(rows[0], rows[2], atol=1e-4)


@settings(deadline=None, max_examples=60)
@given(lengths=st.lists(st.integers(1, 256), max_size=60))
def test_batches_hold_every_text_once_and_stay_small(lengths: list[int]) -> None:
    tokens = [[place] * length for place, length in enumerate(lengths)]
    seen = []
    for places, ids in encoder.batches(tokens):
        assert ids.size <= encoder.BATCH_TOKENS
        assert [list(row) for row in ids] == [tokens[place] for place in places]
        seen += places
    assert sorted(seen) == list(range(len(lengths)))


@pytest.mark.parametrize("gone", ["model.onnx", "tokenizer.json"])
def test_a_missing_file_is_named(folder: Path, tmp_path: Path, gone: str) -> None:
    for name in {"model.onnx", "tokenizer.json"} - {gone}:
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    with pytest.raises(errors.ModelMissing, match=gone):
        OnnxEmbedder(tmp_path).load()


@pytest.mark.parametrize("harmed", ["model.onnx", "tokenizer.json"])
def test_a_damaged_file_is_refused(folder: Path, tmp_path: Path, harmed: str) -> None:
    for name in ("model.onnx", "tokenizer.json"):
        content = (folder / name).read_bytes()
        (tmp_path / name).write_bytes(content[: len(content) // 2] if name == harmed else content)
    with pytest.raises(errors.ModelRefused, match="damaged"):
        OnnxEmbedder(tmp_path).embed(["scarf"])


def test_loading_needs_neither_torch_nor_onnx(folder: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from models.embedder import OnnxEmbedder\n"
        "assert 'onnxruntime' not in sys.modules and 'tokenizers' not in sys.modules\n"
        f"OnnxEmbedder(Path({str(folder)!r})).embed(['scarf'])\n"
        "found = {'torch', 'onnx', 'transformers', 'sentence_transformers'} & set(sys.modules)\n"
        "assert not found, found"
    )
    root = Path(encoder.__file__).parent.parent
    subprocess.run([sys.executable, "-c", program], check=True, cwd=root)


# --- precision --------------------------------------------------------------------------------------


def test_eight_bits_keep_the_weights_within_half_a_step() -> None:
    weight = np.random.default_rng(1).normal(size=(30, 7)).astype(np.float32) * np.logspace(
        -4, 2, 7, dtype="f4"
    )
    weight[:, 3] = 0
    integers, scales = bert_onnx.quantise(weight)
    assert integers.dtype == np.int8
    assert (np.abs(integers * scales - weight) <= scales / 2 + 1e-7).all()
    seven, _ = bert_onnx.quantise(weight, 7)
    assert np.abs(seven).max() == 63


def test_outlying_channels_do_not_cost_precision(tmp_path: Path) -> None:
    """A few channels a hundred times as large as the others: what smoothing is there for."""
    path = tiny_models.write_bert(tmp_path / "m")
    model = bert.read(path)
    for layer in model.layers:
        layer.attention_norm.gain[:2] *= 60
        layer.norm.gain[5] *= 60
    tokens = precision._tokens(path / "tokenizer.json", 32, TEXTS)
    full = precision._run(bert_onnx.embedding_graph(model), tokens)
    peaks = precision._peaks(model, tokens)
    smooth = precision._run(bert_onnx.embedding_graph(model, peaks=peaks, bits=bert_onnx.Bits(8, 8)), tokens)
    plain = precision._run(bert_onnx.embedding_graph(model, bits=bert_onnx.Bits(8, 8)), tokens)
    assert precision._cosine(full, smooth) > precision._cosine(full, plain)


def test_a_model_that_eight_bits_would_spoil_stays_in_full_precision(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(precision, "GOOD", 1.1)
    monkeypatch.setattr(precision, "EXCELLENT", 1.1)
    path = tiny_models.write_bert(tmp_path / "m")
    chosen = precision.choose(bert.read(path), path / "tokenizer.json")
    assert (chosen.name, chosen.agreement) == ("float32", 1.0)


def test_seven_bits_are_taken_where_they_agree_better(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on processors whose sums of eight-bit products overflow."""
    agreements = iter([0.985, 0.988, 0.991])
    monkeypatch.setattr(precision, "_cosine", lambda *_: next(agreements))
    path = tiny_models.write_bert(tmp_path / "m")
    chosen = precision.choose(bert.read(path), path / "tokenizer.json")
    assert (chosen.name, chosen.agreement) == ("int7", 0.991)


# --- detectors --------------------------------------------------------------------------------------


def test_a_detector_gives_one_probability_a_text(detector_folder: Path) -> None:
    scores = OnnxDetector(detector_folder).score(TEXTS)
    assert len(scores) == len(TEXTS)
    assert all(isinstance(score, float) and 0 <= score <= 1 for score in scores)
    assert len(set(scores)) == len(TEXTS)
    assert OnnxDetector(detector_folder).score([]) == []


def test_a_detector_without_weights_says_so(tmp_path: Path) -> None:
    with pytest.raises(errors.ModelMissing, match=r"model\.onnx"):
        OnnxDetector(tmp_path).score(["scarf"])


@pytest.mark.parametrize(
    ("labels", "attacks"),
    [
        (["SAFE", "INJECTION"], [1]),
        (["INJECTION", "SAFE"], [0]),
        (["LABEL_0", "LABEL_1"], [1]),
        (["BENIGN", "INJECTION", "JAILBREAK"], [1, 2]),
        (["jailbreak", "benign"], [0]),
        (["legit", "spam", "scam"], [1, 2]),
        (["Prompt Injection", "No Injection"], [0]),
        (["safe", "benign"], [1]),
        (["score"], [0]),
    ],
)
def test_labels_tell_which_outputs_are_attacks(labels: list[str], attacks: list[int]) -> None:
    assert classifier.attack_outputs(labels) == attacks


def test_probabilities_of_rows_add_up_and_single_logits_are_their_own() -> None:
    rows = classifier.probabilities(np.array([[0, 0], [1000, -1000]], np.float32))
    assert rows.tolist() == [[0.5, 0.5], [1, 0]]
    assert classifier.probabilities(np.array([[0], [50]], np.float32)).tolist() == [[0.5], [1.0]]


# --- what cannot be converted -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"hidden_act": "swish"},
        {"position_embedding_type": "relative_key"},
        {"num_hidden_layers": 3},
        {"num_attention_heads": None},
    ],
)
def test_an_unknown_architecture_is_refused_with_the_reason(
    tmp_path: Path, change: dict[str, object]
) -> None:
    path = tiny_models.write_bert(tmp_path / "odd")
    config = json.loads((path / "config.json").read_text())
    (path / "config.json").write_text(json.dumps(config | change))
    with pytest.raises(errors.ModelRefused, match="odd"):
        convert.convert_here(convert.Wish(path))


def test_damaged_weights_are_refused(tmp_path: Path) -> None:
    path = tiny_models.write_bert(tmp_path / "odd")
    (path / "model.safetensors").write_bytes(b"\xff" * 100)
    with pytest.raises(errors.ModelRefused, match=r"model\.safetensors"):
        convert.convert_here(convert.Wish(path))


@pytest.mark.parametrize(
    ("pooling", "expected"),
    [
        ({"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False}, "first"),
        ({"pooling_mode_mean_tokens": True}, "mean"),
        ({"pooling_mode": "mean", "embedding_dimension": 32}, "mean"),
        ({"pooling_mode": "cls"}, "first"),
    ],
)
def test_pooling_is_that_of_the_model(tmp_path: Path, pooling: dict[str, object], expected: str) -> None:
    path = tiny_models.write_bert(tmp_path / "m")
    (path / "1_Pooling").mkdir()
    (path / "1_Pooling" / "config.json").write_text(json.dumps(pooling))
    assert bert.read(path).pooling == expected


@pytest.mark.parametrize("module", ["Dense", "LayerNorm"])
def test_modules_behind_the_pooling_are_not_ignored(tmp_path: Path, module: str) -> None:
    path = tiny_models.write_bert(tmp_path / "m")
    (path / "modules.json").write_text(json.dumps([{"type": f"sentence_transformers.models.{module}"}]))
    with pytest.raises(bert.Unsupported, match=module):
        bert.read(path)


def test_the_child_tells_errors_and_ends_with_the_job(tmp_path: Path) -> None:
    path = tiny_models.write_bert(tmp_path / "odd")
    (path / "tokenizer.json").unlink()
    with pytest.raises(errors.ModelMissing, match=r"tokenizer\.json"):
        convert.convert(convert.Wish(path), tiny_models.QuietJob())
    with pytest.raises(errors.Cancelled):
        convert.convert(convert.Wish(path), tiny_models.QuietJob(stop_at="Converting"))
    with pytest.raises(errors.ModelRefused, match="stopped before its end"):
        convert.convert(convert.Wish(path), tiny_models.QuietJob(), [sys.executable, "-c", "print('oh')"])


def test_without_sentence_transformers_an_owners_model_names_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(convert.importlib.util, "find_spec", lambda _: None)
    path = tiny_models.write_bert(tmp_path / "own")
    with pytest.raises(errors.ModelMissing) as missing:
        convert.convert_here(convert.Wish(path, check=True))
    assert missing.value.resolution == "Run: .venv/bin/pip install -e '.[convert]'"
    assert (path / "model.safetensors").is_file()


def test_reading_speed_counts_texts_and_tokens_alike(folder: Path) -> None:
    job = tiny_models.QuietJob()
    speed = reading_speed.measure(folder, job)
    assert speed.texts > 0
    assert speed.tokens_per_second == pytest.approx(speed.texts * speed.tokens)
    assert 2 < speed.tokens <= tiny_models.POSITIONS
    assert "Measuring speed" in job.stages
