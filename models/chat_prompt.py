"""From the turns of a conversation to tokens, in the model's own chat template.

Visitors' words and catalogue text are never tokenised together with the template: the template is rendered
around random markers, and only what stands between them may become control tokens. Somebody who types
`<|im_end|>` has typed ten letters.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence

from models.chat_template import ChatTemplate
from models.llama_session import Session


class ChatPrompt:
    """Raises ValueError when the model carries no chat template."""

    def __init__(self, session: Session) -> None:
        lib, vocab = session.lib, session.vocab
        template = lib.llama_model_chat_template(session.model, None)
        if not template:
            raise ValueError("the model carries no chat template: it was not trained to answer")
        self._session = session
        self._start = [lib.llama_vocab_bos(vocab)] if lib.llama_vocab_get_add_bos(vocab) else []
        self._template = ChatTemplate(
            template.decode(),
            bos=_text_of(session, lib.llama_vocab_bos(vocab)),
            eos=_text_of(session, lib.llama_vocab_eos(vocab)),
        )

    def tokens(self, stable: str, turns: Sequence[tuple[str, str]]) -> list[int]:
        """Return the prompt that ends where the model's answer begins.

        Raises ValueError for an order of turns that the template does not take.
        """
        contents = [stable, *(text for _, text in turns)]
        nonce = secrets.token_hex(8)
        markers = [f"[{nonce}-{number}]" for number in range(len(contents))]
        rendered = self._render(markers, [role for role, _ in turns])
        tokens = list(self._start)
        for number, piece in enumerate(re.split(rf"\[{nonce}-(\d+)\]", rendered)):
            content = number % 2 == 1
            text = contents[int(piece)] if content else piece
            tokens += self._session.tokenise(text, control=not content)
        doubled = len(self._start) == 1 and tokens[1:2] == self._start
        return tokens[1:] if doubled else tokens

    def _render(self, markers: Sequence[str], roles: Sequence[str]) -> str:
        turns = [{"role": r, "content": m} for r, m in zip(roles, markers[1:], strict=True)]
        try:
            return self._template.render([{"role": "system", "content": markers[0]}, *turns])
        except Exception as refused:  # templates raise what they like
            if not turns:
                raise ValueError(f"the chat template refused the turns: {refused}") from refused
        # Some models know no system turn: their stable text opens the first turn.
        turns[0]["content"] = f"{markers[0]}\n\n{markers[1]}"
        try:
            return self._template.render(turns)
        except Exception as refused:
            raise ValueError(f"the chat template refused the turns: {refused}") from refused


def _text_of(session: Session, token: int) -> str:
    text = session.lib.llama_vocab_get_text(session.vocab, token) if token >= 0 else b""
    return bytes(text or b"").decode("utf-8", "replace")
