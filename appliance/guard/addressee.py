"""Whether a document speaks to a machine, by naming one or by hiding from people.

An order buried for the bot mostly does, the orders that documents give to people (terms, care, recipes, notes
to the staff) hardly ever.
"""

from __future__ import annotations

import re
from functools import cache

from appliance.guard import normalise

_WORDS = (
    r"\b(?:a\.?i|k\.?i|i\.?a|(?:ki|ai|ia)-\w+|llms?|gpt\w*|chat-?\s?bots?|bots?|assist[ae]n\w*|asist\w+|agents?"
    r"|robots?|models?|modelos?|modeles?|modell\w*|sprachmodell\w*|machines?|maschine\w*|maquina\w*|automat\w+"
    r"|prompts?|helpers?|operators?|developers?)\b"
    r"|\b(?:software|program(?:me|ma|m|a|y|u|i)?s?|logiciels?|oprogramowani\w+|yazılım\w*)\b|программ\w*|プログラム|程序|프로그램"
    r"|\b(?:automated|automatic|artificial|conversational|retrieval|response|answer|answering|reading)"
    r" (?:\w+ )?(?:information|readers?|replies|systems?|generators?|tools?)\b"
    r"|\b(?:artificial|kunstliche\w*) intell?igen[zc]\w*|\bint\w+ artific\w+|\bdigital \w+"
    r"|<!--|\bdisplay\s*:\s*none|\bfont-size\s*:\s*0|\bvisibility\s*:\s*hidden|<\w+[^>]{0,80}\bhidden\b"
    r"|\bsystem(?:[ -]\w+)?\s*[:\]>]|\[\s*system"
    r"|助手|机器人|機器人|模型|人工智能|アシスタント|ボット|人工知能|인공지능|챗봇|모델|비서"
    r"|нейросет|\bбот\w*|\bии\b|ассистент|помічник|помощник|مساعد|روبوت|सहायक|बॉट|yapay zeka|ผู้ช่วย"
)


def to_machines(folded: str) -> bool:
    """Return whether a folded text (`normalise.fold`) names an assistant, a bot, a model or the like,
    or hides something from people."""
    return bool(_named().search(folded))


@cache
def _named() -> re.Pattern[str]:
    return re.compile("".join(char if char.isascii() else normalise.fold(char) for char in _WORDS))
