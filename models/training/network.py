"""Train and run the classifier with torch, which only the recipe needs."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.bert import HEAD_POOLING
from models.training import noise
from models.unigram import Text

MAX_TOKENS = 96
JUDGED_TOKENS = 4096  # that are read at a time when nothing is learned
WORKERS = 2  # parts of a batch computed at a time, each on one thread; their sum does not depend on luck
CALM = 0.5  # of a deviation is what the activation function sees of it, so that it is not flattened
SAID = 20  # steps between two lines about the progress

Batch = tuple[NDArray[np.int64], NDArray[np.int64], list[int]]
"""Token ids and mask, (texts, tokens), and labels."""
Say = Callable[[str], None]
Labelled = tuple[Text, int]
"""A text and the number of its label."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`passes` over the rows at the peak `rate`, which warms up and falls to zero.

    The words' vectors and the lowest `frozen` layers stay as they are; the head, which is new, learns at
    `head` times the rate. A step learns from `WORKERS` batches of at most `batch` tokens, padding included.
    """

    passes: float = 1.0
    frozen: int = 4
    rate: float = 1e-4
    head: float = 1.0
    warmup: float = 0.06
    smoothing: float = 0.03
    noise: float = 0.35
    batch: int = 768
    seed: int = 7


class Network:
    """A BERT classifier with its tokeniser, from and to a Hugging Face folder."""

    def __init__(self, folder: Path) -> None:
        import torch
        from tokenizers import Tokenizer
        from transformers import BertForSequenceClassification

        torch.set_num_threads(1)
        self._torch = torch
        # With AMX a step takes half the time: products in bfloat16, sums and weights in full precision.
        self._half = bool(torch.cpu._is_amx_tile_supported())
        self.folder = folder
        self.model: Any = BertForSequenceClassification.from_pretrained(
            str(folder),
            attn_implementation="eager" if self._half else "sdpa",  # whose gradients are slow in bfloat16
            hidden_dropout_prob=0.0,  # noisy rows need none, and the workers would share its dice
            attention_probs_dropout_prob=0.0,
        )
        self._of_mean = getattr(self.model.config, HEAD_POOLING, "first") == "mean"
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(MAX_TOKENS)

    def save(self, folder: Path) -> None:
        from safetensors.torch import save_file

        folder.mkdir(parents=True, exist_ok=True)
        tensors = {name: value.contiguous() for name, value in self.model.state_dict().items()}
        save_file(tensors, folder / "model.safetensors")
        for name in ("config.json", "tokenizer.json"):
            (folder / name).write_bytes((self.folder / name).read_bytes())

    def weights(self) -> dict[str, Any]:
        """Return a copy of all tensors by name, as they are now."""
        return {name: value.clone() for name, value in self.model.state_dict().items()}

    def blend(self, before: Mapping[str, Any], share: float = 0.5) -> None:
        """Go back by a share of the way to the weights `before` what was learned last: that keeps most of
        both (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models", 0.5 there as well)."""
        now = self.model.state_dict()
        self.model.load_state_dict({name: now[name].lerp(value, share) for name, value in before.items()})

    def train(self, rows: Sequence[Labelled], plan: Plan, say: Say = lambda line: None) -> None:
        """Fit the layers and the head; the words' vectors stay, which keeps the languages side by side."""
        torch = self._torch
        torch.manual_seed(plan.seed)
        self.model.bert.embeddings.requires_grad_(False)
        self.model.bert.encoder.layer[: plan.frozen].requires_grad_(False)
        new = [*self.model.bert.pooler.parameters(), *self.model.classifier.parameters()]
        weights = [value for value in self.model.bert.encoder.parameters() if value.requires_grad] + new
        groups = [{"params": weights[: -len(new)]}, {"params": new}]
        optimiser = torch.optim.AdamW(groups, lr=plan.rate, weight_decay=0.01, fused=True)
        self.model.train()
        started, recent = time.monotonic(), 0.0
        steps = _in_pairs(list(self._batches(rows, plan)))
        with ThreadPoolExecutor(WORKERS) as pool:
            for number, parts in enumerate(steps, start=1):
                rate = plan.rate * _slope(number / len(steps), plan.warmup)
                for group, times in zip(optimiser.param_groups, (1.0, plan.head), strict=True):
                    group["lr"] = rate * times
                recent += self._step(parts, weights, plan.smoothing, pool)
                torch.nn.utils.clip_grad_norm_(weights, 1.0)
                optimiser.step()
                if number % SAID == 0:
                    spent = time.monotonic() - started
                    say(f"step {number}/{len(steps)} loss {recent / SAID:.4f} {spent:.0f} s")
                    recent = 0.0

    def _step(
        self, parts: Sequence[Batch], weights: Sequence[Any], smoothing: float, pool: Executor
    ) -> float:
        """Set the gradients of the mean loss over the parts' rows, and return that loss."""
        torch = self._torch
        loss_of = torch.nn.CrossEntropyLoss(label_smoothing=smoothing, reduction="sum")
        count = sum(len(labels) for _, _, labels in parts)

        def gradients(part: Batch) -> tuple[Any, float]:
            ids, mask, labels = part
            logits = self._logits(torch.tensor(ids), torch.tensor(mask))
            loss = loss_of(logits, torch.tensor(labels)) / count
            return torch.autograd.grad(loss, weights), loss.item()

        found = list(pool.map(gradients, parts))
        for weight, *pieces in zip(weights, *(some for some, _ in found), strict=True):
            weight.grad = sum(pieces[1:], start=pieces[0])
        return sum(loss for _, loss in found)

    def logits(self, texts: Sequence[Text]) -> NDArray[np.float64]:
        """Return (texts, labels), in the order of the texts."""
        return self._read(texts, self._logits)

    def margins(self, texts: Sequence[Text]) -> NDArray[np.float64]:
        """Return the second logit less the first: of two labels, above 0 for the second."""
        logits = self.logits(texts)
        return np.asarray(logits[:, 1] - logits[:, 0], np.float64) if len(logits) else np.zeros(0)

    def features(self, texts: Sequence[Text]) -> NDArray[np.float64]:
        """Return (texts, hidden): the mean of the last layer's vectors, in the order of the texts."""
        return self._read(texts, self._mean)

    def centre(self, texts: Sequence[Text]) -> None:
        """Let the head begin with how far each feature is from its mean over the texts: the features of an
        encoder that nobody fine-tuned yet all look alike."""
        torch = self._torch
        features = self.features(texts)
        spread = CALM / (features.std(axis=0) + 1e-9)
        dense = self.model.bert.pooler.dense
        dense.weight.data.copy_(torch.tensor(np.diag(spread)))
        dense.bias.data.copy_(torch.tensor(-features.mean(axis=0) * spread))

    def _logits(self, ids: Any, mask: Any) -> Any:
        with self._torch.autocast("cpu", self._torch.bfloat16, enabled=self._half):
            return self._judged(ids, mask).float()

    def _judged(self, ids: Any, mask: Any) -> Any:
        if not self._of_mean:
            return self.model(input_ids=ids, attention_mask=mask).logits
        return self.model.classifier(self._torch.tanh(self.model.bert.pooler.dense(self._mean(ids, mask))))

    def _mean(self, ids: Any, mask: Any) -> Any:
        hidden = self.model.bert(input_ids=ids, attention_mask=mask).last_hidden_state
        return (hidden * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)

    def _read(self, texts: Sequence[Text], made: Callable[[Any, Any], Any]) -> NDArray[np.float64]:
        """Return what `made` makes of ids and mask, a row a text, in the order of the texts."""
        torch = self._torch
        self.model.eval()
        tokens = [encoding.ids for encoding in self.tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(tokens)), key=lambda place: len(tokens[place]))
        found: dict[int, NDArray[np.float64]] = {}
        with torch.inference_mode():
            for places in _by_tokens(order, tokens, JUDGED_TOKENS):
                ids, mask = _padded([tokens[place] for place in places])
                values = made(torch.tensor(ids), torch.tensor(mask)).double().numpy()
                found |= zip(places, values, strict=True)
        return np.array([found[place] for place in range(len(tokens))]) if found else np.zeros((0, 1))

    def _batches(self, rows: Sequence[Labelled], plan: Plan) -> Iterator[Batch]:
        """Yield ids, mask and labels; every pass in a new order and with new noise."""
        dice = random.Random(plan.seed)
        left = round(plan.passes * len(rows))
        while left > 0:
            chosen = dice.sample(rows, len(rows))[:left]
            left -= len(chosen)
            texts = [_noisy(text, dice, plan.noise) for text, _ in chosen]
            tokens = [encoding.ids for encoding in self.tokenizer.encode_batch(texts)]
            groups = []
            for at in range(0, len(chosen), 2000):
                order = sorted(range(at, min(at + 2000, len(chosen))), key=lambda place: len(tokens[place]))
                groups += list(_by_tokens(order, tokens, plan.batch))
            dice.shuffle(groups)
            for places in groups:
                ids, mask = _padded([tokens[place] for place in places])
                yield ids, mask, [chosen[place][1] for place in places]


def _noisy(text: Text, dice: random.Random, share: float) -> Text:
    """Of two texts the first is the customer's; the second, the shop's, is written with care."""
    if isinstance(text, str):
        return noise.noisy(text, dice, share)
    return noise.noisy(text[0], dice, share), text[1]


def _in_pairs(batches: Sequence[Batch]) -> list[Sequence[Batch]]:
    return [batches[at : at + WORKERS] for at in range(0, len(batches), WORKERS)]


def _slope(done: float, warmup: float) -> float:
    return done / warmup if done < warmup else 0.5 * (1 + math.cos(math.pi * (done - warmup) / (1 - warmup)))


def _by_tokens(order: Sequence[int], tokens: Sequence[Sequence[int]], most: int) -> Iterator[list[int]]:
    """Yield places, in order, as many as padded together hold at most `most` tokens."""
    group: list[int] = []
    for place in order:
        if group and (len(group) + 1) * len(tokens[place]) > most:
            yield group
            group = []
        group.append(place)
    if group:
        yield group


def _padded(tokens: Sequence[Sequence[int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    longest = max(map(len, tokens))
    ids, mask = np.ones((len(tokens), longest), np.int64), np.zeros((len(tokens), longest), np.int64)
    for row, some in enumerate(tokens):
        ids[row, : len(some)], mask[row, : len(some)] = some, 1
    return ids, mask
