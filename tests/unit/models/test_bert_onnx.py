"""Graphs against torch: every family of encoders that is read must give what its own library gives."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tiny_models

from appliance.core import errors
from models import bert, bert_onnx, convert, encoder
from models.catalog import Catalog
from models.classifier import OnnxDetector, probabilities
from models.embedder import OnnxEmbedder
from models.store import ModelStore

pytestmark = pytest.mark.slow

LENGTHS = (3, 9, 30)
SIZE = {
    "vocab_size": 60,
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 64,
    "max_position_embeddings": 50,
    "num_labels": 3,
    "pad_token_id": 1,
}
DISTIL = {
    "vocab_size": 60,
    "dim": 32,
    "n_layers": 2,
    "n_heads": 4,
    "hidden_dim": 64,
    "max_position_embeddings": 50,
    "num_labels": 3,
    "pad_token_id": 1,
}
LABELS = {"id2label": {0: "benign", 1: "injection", 2: "jailbreak"}}


def _bert(head: bool) -> Any:
    import transformers as t

    config = t.BertConfig(**SIZE, **LABELS)
    return t.BertForSequenceClassification(config) if head else t.BertModel(config)


def _roberta(head: bool) -> Any:
    import transformers as t

    config = t.XLMRobertaConfig(**SIZE, type_vocab_size=1, **LABELS)
    return t.XLMRobertaForSequenceClassification(config) if head else t.XLMRobertaModel(config)


def _distilbert(head: bool) -> Any:
    import transformers as t

    config = t.DistilBertConfig(**DISTIL, **LABELS)
    return t.DistilBertForSequenceClassification(config) if head else t.DistilBertModel(config)


FAMILIES = [_bert, _roberta, _distilbert]


def _folder(model: Any, folder: Path) -> Path:
    """Store a model whose weights differ as much as those of a trained one."""
    import torch

    torch.manual_seed(3)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.15)
    model.eval().save_pretrained(folder)
    tiny_models.write_tokenizer(folder)
    return folder


def _tokens() -> list[Any]:
    random = np.random.default_rng(5)
    return [random.integers(4, 60, (2, length)).astype(np.int32) for length in LENGTHS]


def _theirs(model: Any, tokens: Any) -> Any:
    import torch

    with torch.no_grad():
        ids = torch.from_numpy(tokens).long()
        return model(input_ids=ids, attention_mask=torch.ones_like(ids))


@pytest.mark.parametrize("family", FAMILIES)
def test_classifiers_give_the_logits_of_torch(family: Callable[[bool], Any], tmp_path: Path) -> None:
    model = family(True)
    ours = bert.read(_folder(model, tmp_path / "m"))
    assert ours.head is not None and ours.head.labels == ("benign", "injection", "jailbreak")
    session = encoder.open_session(bert_onnx.embedding_graph(ours).SerializeToString())
    for tokens in _tokens():
        logits = session.run(None, {"input_ids": tokens})[0]
        assert np.allclose(logits, _theirs(model, tokens).logits.numpy(), atol=2e-4)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("pooling", ["mean", "cls"])
def test_encoders_pool_as_sentence_transformers_does(
    family: Callable[[bool], Any], pooling: str, tmp_path: Path
) -> None:
    model = family(False)
    folder = _folder(model, tmp_path / "m")
    (folder / "1_Pooling").mkdir()
    modes = {"pooling_mode_cls_token": pooling == "cls", "pooling_mode_mean_tokens": pooling == "mean"}
    (folder / "1_Pooling" / "config.json").write_text(json.dumps(modes))
    ours = bert.read(folder)
    session = encoder.open_session(bert_onnx.embedding_graph(ours).SerializeToString())
    for tokens in _tokens():
        rows = session.run(None, {"input_ids": tokens})[0]
        states = _theirs(model, tokens).last_hidden_state.numpy()
        pooled = states[:, 0] if pooling == "cls" else states.mean(axis=1)
        assert np.allclose(rows, pooled / np.linalg.norm(pooled, axis=1, keepdims=True), atol=1e-5)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_converted_classifier_scores_as_torch_does(family: Callable[[bool], Any], tmp_path: Path) -> None:
    """The whole way of an owner's detector: folder, store, eight bits, tokeniser, labels."""
    import torch
    from tokenizers import Tokenizer

    model = family(True)
    folder = _folder(model, tmp_path / "shield")
    box = ModelStore(tmp_path / "models", Catalog(()))
    info = box.add(folder, tiny_models.QuietJob())
    assert info.kind == "detector"
    texts = ["a red wool scarf", "how much is it", "do you ship gift card to perth", ""]
    scores = OnnxDetector(box.folder(info.id)).score(texts)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    for text, score in zip(texts, scores, strict=True):
        ids = np.array([tokenizer.encode(text).ids], np.int32)
        with torch.no_grad():
            shares = probabilities(_theirs(model, ids).logits.numpy())
        assert score == pytest.approx(shares[0, 1:].sum(), abs=0.04)


def _sentence_folder(model: Any, folder: Path) -> Path:
    """Return the folder of a sentence-transformers model around an encoder."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Normalize, Pooling, Transformer
    from transformers import PreTrainedTokenizerFast

    raw = _folder(model, folder.with_name("raw"))
    PreTrainedTokenizerFast(
        tokenizer_file=str(raw / "tokenizer.json"), pad_token="[PAD]", unk_token="[UNK]", model_max_length=40
    ).save_pretrained(raw)
    transformer = Transformer(str(raw))
    whole = SentenceTransformer(
        modules=[transformer, Pooling(transformer.get_word_embedding_dimension()), Normalize()], device="cpu"
    )
    whole.save(str(folder))
    return folder


def _mpnet(_: bool) -> Any:
    import transformers as t

    return t.MPNetModel(t.MPNetConfig(**{**SIZE, "num_labels": 2}))


@pytest.mark.filterwarnings("ignore")  # torch's exporter warns of its own code
@pytest.mark.parametrize(("family", "way"), [(_bert, "ONNX, int"), (_mpnet, "through torch")])
def test_an_owners_embedding_model_is_converted_and_held_against_its_original(
    family: Callable[[bool], Any], way: str, tmp_path: Path
) -> None:
    from sentence_transformers import SentenceTransformer

    folder = _sentence_folder(family(False), tmp_path / "own")
    box = ModelStore(tmp_path / "models", Catalog(()))
    info = box.add(folder, tiny_models.QuietJob())
    assert info.kind == "embedding" and way in info.provenance
    assert "Checked against sentence-transformers" in info.provenance
    texts = ["a red wool scarf", "how much", "do you ship gift card to perth", ""]
    ours = OnnxEmbedder(box.folder(info.id)).embed(texts)
    theirs = SentenceTransformer(str(folder), device="cpu").encode(texts)
    assert ((ours * theirs).sum(axis=1) > 0.98).all()


@pytest.mark.filterwarnings("ignore")
def test_a_conversion_that_differs_from_its_original_is_not_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _sentence_folder(_bert(False), tmp_path / "own")
    monkeypatch.setattr(convert, "PARITY", 1.01)
    with pytest.raises(errors.ModelRefused, match="differs from its original"):
        convert.convert_here(convert.Wish(folder, check=True))
