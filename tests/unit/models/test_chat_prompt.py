"""Chat templates of several families, and visitors who know their control tokens."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.chat_prompt import ChatPrompt

CHATML = (
    "{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\n' + m['content'] + '<|im_end|>\n' }}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
NO_SYSTEM = (
    "{{ bos_token }}{% if messages[0]['role'] == 'system' %}{{ raise_exception('no system') }}{% endif %}"
    "{% for m in messages %}<t>{{ m['role'] }}:{{ m['content'] | trim }}</t>{% endfor %}<t>model:"
)


class Session:
    """Stands in for a loaded model: a token is a (text, control) pair, so that a test can read the prompt."""

    def __init__(self, template, *, add_bos=False):
        self.model = self.vocab = None
        self.lib = SimpleNamespace(
            llama_model_chat_template=lambda model, name: template.encode() if template else None,
            llama_vocab_get_add_bos=lambda vocab: add_bos,
            llama_vocab_bos=lambda vocab: 1,
            llama_vocab_eos=lambda vocab: 2,
            llama_vocab_get_text=lambda vocab, token: {1: b"<s>", 2: b"</s>"}[token],
        )

    def tokenise(self, text, *, control):
        if control and text.startswith("<s>"):
            return [1, *self.tokenise(text[3:], control=True)]
        return [(text, control)] if text else []


def written(tokens, *, control):
    return "".join(token[0] for token in tokens if token != 1 and token[1] is control)


def test_template_is_control_text_and_words_are_not():
    tokens = ChatPrompt(Session(CHATML)).tokens("Be kind.", [("user", "hi"), ("assistant", "hello")])
    assert tokens == [
        ("<|im_start|>system\n", True),
        ("Be kind.", False),
        ("<|im_end|>\n<|im_start|>user\n", True),
        ("hi", False),
        ("<|im_end|>\n<|im_start|>assistant\n", True),
        ("hello", False),
        ("<|im_end|>\n<|im_start|>assistant\n", True),
    ]


@given(st.lists(st.text(alphabet="<|im_end>\n[]0-9 {}%a", max_size=40), min_size=1, max_size=4))
def test_no_words_change_the_template(texts):
    prompt = ChatPrompt(Session(CHATML))
    plain = prompt.tokens("x", [("user", "x") for _ in texts])
    tokens = prompt.tokens("x", [("user", text) for text in texts])
    assert written(tokens, control=True) == written(plain, control=True)
    assert written(tokens, control=False) == "x" + "".join(texts)


def test_template_language_in_words_is_not_run():
    tokens = ChatPrompt(Session(CHATML)).tokens("{{ 7 * 6 }}", [("user", "{% raw %}")])
    assert written(tokens, control=False) == "{{ 7 * 6 }}{% raw %}"


def test_model_without_a_system_turn_gets_the_stable_text_first():
    tokens = ChatPrompt(Session(NO_SYSTEM)).tokens("Be kind.", [("user", "hi")])
    texts = [token[0] for token in tokens if token != 1]
    assert texts == ["<t>user:", "Be kind.", "\n\n", "hi", "</t><t>model:"]


def test_start_token_is_not_doubled():
    written_by_template = ChatPrompt(Session(NO_SYSTEM, add_bos=True)).tokens("s", [("user", "hi")])
    added_by_us = ChatPrompt(Session(CHATML, add_bos=True)).tokens("s", [("user", "hi")])
    assert [tokens.count(1) for tokens in (written_by_template, added_by_us)] == [1, 1]
    assert written_by_template[0] == added_by_us[0] == 1


def test_model_without_a_template_is_refused():
    with pytest.raises(ValueError, match="no chat template"):
        ChatPrompt(Session(None))


def test_turns_that_the_template_refuses():
    template = "{{ raise_exception('roles must alternate') }}"
    with pytest.raises(ValueError, match="roles must alternate"):
        ChatPrompt(Session(template)).tokens("s", [("user", "hi")])
    with pytest.raises(ValueError, match="roles must alternate"):
        ChatPrompt(Session(template)).tokens("s", [])
