"""Cut a SentencePiece vocabulary of a hundred languages to what shops meet, in lower case.

A small vocabulary makes a small file: its vectors are half the weights. Lower case is what the encoder
reads from now on, so that SHOUTING is no disguise; pieces with capitals are of no more use.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from models.unigram import Text

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
SPACE = "▁"
EVERY_SCRIPT = {
    "LATIN": 20_000,
    "CYRILLIC": 4_000,
    "CJK": 5_000,
    "HIRAGANA": 1_200,
    "KATAKANA": 900,
    "HANGUL": 2_500,
    "ARABIC": 2_600,
    "GREEK": 1_200,
    "HEBREW": 900,
    "THAI": 1_200,
    "DEVANAGARI": 1_200,
    "BENGALI": 500,
    "TAMIL": 500,
    "": 1_500,
}
"""Most frequent pieces kept of each script, beside every piece that the training texts use; "" are digits,
punctuation and emoji."""
SEEN = 4  # texts that must use a piece for it to be kept beside the quota


def script(piece: str) -> str:
    """Return the script of a piece's first letter, "" for a piece without letters."""
    letter = next((char for char in piece if char.isalpha()), "")
    return unicodedata.name(letter, "").split(" ")[0].split("-")[0] if letter else ""


def choose(
    pieces: Sequence[str], scores: Sequence[float], used: Iterable[int], quota: Mapping[str, int]
) -> list[int]:
    """Return the ids to keep, ascending, the special ones first."""
    room = defaultdict(int, quota)
    kept = set(range(len(SPECIAL))) | set(used)
    for place in sorted(range(len(SPECIAL), len(pieces)), key=lambda place: -scores[place]):
        piece = pieces[place]
        if piece != piece.lower():
            continue
        name = script(piece)
        if room[name] > 0:
            room[name] -= 1
            kept.add(place)
    return sorted(kept)


def tokenizer(pieces: Sequence[str], scores: Sequence[float]) -> dict[str, Any]:
    """Return `tokenizer.json` of a Unigram model; `pieces` begin with the special ones."""
    ends = [
        {"SpecialToken": {"id": "<s>", "type_id": 0}},
        {"Sequence": {"id": "A", "type_id": 0}},
        {"SpecialToken": {"id": "</s>", "type_id": 0}},
    ]
    pair = [*ends, {"Sequence": {"id": "B", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}}]
    marks = {name: {"id": name, "ids": [SPECIAL.index(name)], "tokens": [name]} for name in ("<s>", "</s>")}
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                {"type": "NFKC"},
                {"type": "Lowercase"},
                {"type": "Replace", "pattern": {"Regex": r"\s+"}, "content": " "},
            ],
        },
        "pre_tokenizer": {
            "type": "Metaspace",
            "replacement": SPACE,
            "prepend_scheme": "always",
            "split": True,
        },
        "post_processor": {
            "type": "TemplateProcessing",
            "single": ends,
            "pair": pair,
            "special_tokens": marks,
        },
        "decoder": {"type": "Metaspace", "replacement": SPACE, "prepend_scheme": "always", "split": True},
        "model": {
            "type": "Unigram",
            "unk_id": SPECIAL.index("<unk>"),
            "vocab": [[piece, round(float(score), 4)] for piece, score in zip(pieces, scores, strict=True)],
            "byte_fallback": False,
        },
    }


def write(path: Path, pieces: Sequence[str], scores: Sequence[float]) -> None:
    text = json.dumps(tokenizer(pieces, scores), ensure_ascii=False, separators=(",", ":"))
    path.write_text(text, "utf-8")


def used(path: Path, texts: Sequence[Text]) -> set[int]:
    """Return the ids that at least `SEEN` of the texts use."""
    from tokenizers import Tokenizer

    read = Tokenizer.from_file(str(path))
    seen = Counter(number for encoding in read.encode_batch(list(texts)) for number in set(encoding.ids))
    return {number for number, times in seen.items() if times >= SEEN}
