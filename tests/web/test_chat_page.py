"""The hosted chat page in Debian's chromium against a scripted service."""

from __future__ import annotations

import pytest
from chat_browser import Page, open_chat
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from stand_in import Hold, StandIn, make_answer, make_card, make_shop, make_source

pytestmark = pytest.mark.slow

QUESTION = "Do you have the jumper?"
TEXT = "Yes, the **Merino Jumper** costs $89.90.\n\n- Size S\n- Size M"
WATCH = """
window.changes = [];
const note = all => changes.push(...all.flatMap(c => [...c.addedNodes].map(n => n.className || n.nodeName)));
const everything = {childList: true, characterData: true, subtree: true};
new MutationObserver(note).observe(document.querySelector('[role=log]'), everything);
"""


def last_answer(page: Page) -> str:
    return page.all("#log .assistant")[-1].text


def test_an_answer_streams_and_comes_with_its_card(page: Page, service: StandIn) -> None:
    service.answers(
        QUESTION,
        ("session", {"session": "s-9"}),
        ("position", {"position": 2}),
        Hold(),
        ("position", {"position": 0}),
        ("delta", {"text": "Yes, the draft"}),
        (
            "answer",
            make_answer(TEXT, "s-9", products=(make_card(compare_at="120"),), sources=(make_source(),)),
        ),
    )
    open_chat(page, service)
    page.ask(QUESTION)
    page.wait_text("#status", "2 people ahead of you")
    service.released.set()
    page.wait_text("#log .bubble strong", "Merino Jumper")
    assert [node.text for node in page.all("#log .bubble li")] == ["Size S", "Size M"]
    facts = [node.get_property("textContent") for node in page.all(".card p")]
    title, price, *others = facts
    assert (title, price) == ("Merino Jumper (opens in a new tab)", "$89.90 was $120.00")
    assert others == ["In stock", "Size: S, M, L"]
    link = page.find(".card a")
    assert link.get_attribute("href") == "https://acme.example/products/jumper"
    assert (link.get_attribute("target"), link.get_attribute("rel")) == ("_blank", "noopener")
    assert "the draft" not in page.text("body")
    assert page.console() == []


def test_deltas_show_before_the_answer_and_are_replaced_by_it(page: Page, service: StandIn) -> None:
    service.answers(
        QUESTION,
        ("delta", {"text": "One "}),
        ("delta", {"text": "two"}),
        Hold(),
        ("answer", make_answer("Three.")),
    )
    open_chat(page, service)
    page.ask(QUESTION)
    page.wait_text("#draft", "One two")
    service.released.set()
    page.wait_text("#log", "Three.")
    assert "One two" not in page.text("body")


def test_a_screen_reader_hears_the_answer_once(page: Page, service: StandIn) -> None:
    deltas = [("delta", {"text": f"word {number} "}) for number in range(20)]
    service.answers(QUESTION, *deltas, ("answer", make_answer("All words.", products=(make_card(),))))
    open_chat(page, service)
    page.run(WATCH)
    page.ask(QUESTION)
    page.wait_text("#log", "All words.")
    assert page.run("return changes") == ["turn you", "turn assistant"]
    assert page.find("#log").get_attribute("aria-live") == "polite"


def test_nothing_is_stored_before_the_first_message(page: Page, service: StandIn) -> None:
    service.answers(QUESTION, ("session", {"session": "s-9"}), ("answer", make_answer("Yes.", "s-9")))
    service.answers("And blue?", ("answer", make_answer("Also.", "s-9")))
    open_chat(page, service)
    kept = "return sessionStorage.length + localStorage.length + document.cookie.length"
    assert page.run(kept) == 0
    assert not any(path.startswith("/api") for path in service.paths)
    page.ask(QUESTION)
    page.wait_text("#log", "Yes.")
    page.ask("And blue?")
    page.wait_text("#log", "Also.")
    assert [request.session for request in service.received] == [None, "s-9"]
    assert page.run("return [sessionStorage.length, localStorage.length, document.cookie]") == [1, 0, ""]


def test_a_reload_keeps_the_conversation_and_a_new_one_forgets_it(page: Page, service: StandIn) -> None:
    service.answers(QUESTION, ("session", {"session": "s-9"}), ("answer", make_answer("Yes.", "s-9")))
    open_chat(page, service)
    assert not page.find("#restart").is_displayed()
    page.ask(QUESTION)
    page.wait_text("#log", "Yes.")
    open_chat(page, service)
    assert QUESTION in page.text("#log")
    page.find("#restart").click()
    assert QUESTION not in page.text("#log")
    assert page.run("return sessionStorage.length") == 0
    assert page.focused() == "message"
    page.ask(QUESTION)
    page.wait_text("#log", "Yes.")
    assert service.received[-1].session is None


def test_a_new_conversation_ends_the_answer_under_way(page: Page, service: StandIn) -> None:
    service.answers(QUESTION, ("session", {"session": "s-9"}), ("delta", {"text": "Half"}), Hold())
    open_chat(page, service)
    page.ask(QUESTION)
    page.wait_text("#draft", "Half")
    page.find("#restart").click()
    assert service.abandoned.wait(10)
    assert "Half" not in page.text("body")
    assert page.text("#status") == "New chat started."
    assert page.run("return sessionStorage.length") == 0


def test_stop_aborts_the_request_and_keeps_what_was_written(page: Page, service: StandIn) -> None:
    service.answers(QUESTION, ("session", {"session": "s-9"}), ("delta", {"text": "Half an answer"}), Hold())
    service.answers("Again?", ("answer", make_answer("Whole.")))
    open_chat(page, service)
    assert not page.find("#stop").is_displayed()
    page.ask(QUESTION)
    page.wait_text("#draft", "Half an answer")
    page.find("#stop").click()
    page.wait_text("#status", "Stopped.")
    assert service.abandoned.wait(10)
    assert "Half an answer" in last_answer(page)
    assert not page.find("#stop").is_displayed()
    page.ask("Again?")
    page.wait_text("#log", "Whole.")


def test_a_conversation_by_keyboard_alone(page: Page, service: StandIn) -> None:
    answer = make_answer("Yes.", products=(make_card(),), sources=(make_source(excerpt="Two days."),))
    service.answers(QUESTION, ("delta", {"text": "Y"}), ("answer", answer))
    service.answers("Tell me more about Merino Jumper", ("delta", {"text": "Wool"}), Hold())
    open_chat(page, service)

    def press(*keys: str) -> None:
        ActionChains(page.driver).send_keys(*keys).perform()

    def press_until(key: str, wanted: str) -> None:
        for _ in range(15):
            if wanted in page.focused():
                return
            press(key)
        raise AssertionError(f"{wanted} was not reached; the focus is on {page.focused()}")

    def back_until(wanted: str) -> None:
        ActionChains(page.driver).key_down(Keys.SHIFT).perform()
        press_until(Keys.TAB, wanted)
        ActionChains(page.driver).key_up(Keys.SHIFT).perform()

    assert page.focused() == "message"
    press("Do you have")
    ActionChains(page.driver).key_down(Keys.SHIFT).send_keys(Keys.ENTER).key_up(Keys.SHIFT).perform()
    assert page.find("#message").get_property("value") == "Do you have\n"
    press(Keys.BACKSPACE, " the jumper?")
    press_until(Keys.TAB, "send")
    press(Keys.ENTER)
    page.wait_text("#log", "Yes.")
    assert page.focused() == "message"
    back_until("1 source")
    press(Keys.ENTER)
    assert page.find("details q").is_displayed()
    press_until(Keys.TAB, "Tell me more")
    press(Keys.ENTER)
    page.wait_text("#draft", "Wool")
    assert page.focused() == "message"
    back_until("stop")
    press(Keys.SPACE)
    page.wait_text("#status", "Stopped.")
    assert page.focused() == "message"


def test_a_refusal_shows_its_own_sentence_and_can_be_retried(page: Page, service: StandIn) -> None:
    problem = {
        "status": 429,
        "title": "T",
        "detail": "You asked 20 questions in a minute.",
        "code": "too-many-requests",
    }
    service.refuses(QUESTION, 429, problem, Retry_After="30")
    open_chat(page, service)
    page.ask(QUESTION)
    page.wait_text(".problem", "You asked 20 questions in a minute. You can try again in about 30 seconds.")
    service.answers(QUESTION, ("answer", make_answer("Yes.")))
    page.find("#log button").click()
    page.wait_text("#log", "Yes.")
    assert not page.all(".problem")
    assert len(page.all("#log .you")) == 1


def test_a_retry_waits_for_the_answer_under_way(page: Page, service: StandIn) -> None:
    service.refuses(QUESTION, 503, {"title": "T", "detail": "The queue is full."})
    service.answers("Other", Hold(), ("answer", make_answer("Done.")))
    open_chat(page, service)
    page.ask(QUESTION)
    page.wait(lambda: page.all(".problem"))
    page.ask("Other")
    page.find("#log button").click()
    service.released.set()
    page.wait_text("#log", "Done.")
    assert [request.message for request in service.received] == [QUESTION, "Other"]


@pytest.mark.parametrize(
    "kept", ["no JSON", "7", '{"session": "s", "turns": [{"question": "Hi", "answer": {}}]}']
)
def test_what_the_tab_kept_and_cannot_be_shown_is_forgotten(page: Page, service: StandIn, kept: str) -> None:
    open_chat(page, service)
    page.run("sessionStorage.setItem('shopwarden:acme', arguments[0])", kept)
    service.answers(QUESTION, ("answer", make_answer("Yes.")))
    open_chat(page, service)
    page.ask(QUESTION)
    page.wait_text("#log", "Yes.")
    assert service.received[0].session is None
    assert page.console() == []


@pytest.mark.parametrize("status", [404, 422, 500, 503])
def test_every_problem_document_is_shown(page: Page, service: StandIn, status: int) -> None:
    document = {"title": "T", "detail": f"What failed: {status}.", "resolution": "Ask the shop.", "code": "x"}
    service.refuses(QUESTION, status, document)
    open_chat(page, service)
    page.ask(QUESTION)
    page.wait_text(".problem", f"What failed: {status}. Ask the shop.")


def test_a_problem_in_the_stream_takes_the_draft_back(page: Page, service: StandIn) -> None:
    problem = {"title": "T", "detail": "The language model stopped.", "code": "engine-failed"}
    service.answers(QUESTION, ("delta", {"text": "Half"}), Hold(), ("problem", problem))
    open_chat(page, service)
    page.ask(QUESTION)
    page.wait_text("#draft", "Half")
    service.released.set()
    page.wait_text(".problem", "The language model stopped.")
    assert "Half" not in page.text("body")


def test_a_cut_stream_is_told_from_an_answer(page: Page, service: StandIn) -> None:
    service.answers(QUESTION, ("session", {"session": "s"}), ("delta", {"text": "Half"}))
    open_chat(page, service)
    page.ask(QUESTION)
    page.wait_text(".problem", "The connection ended before the answer was complete.")


def test_offline_is_said_and_the_message_is_kept(page: Page, service: StandIn) -> None:
    open_chat(page, service)
    page.driver.set_network_conditions(offline=True, latency=0, throughput=0)
    try:
        page.wait_text("#status", "You are offline.")
        page.ask(QUESTION)
        assert page.find("#message").get_property("value") == QUESTION
        assert service.received == []
    finally:
        page.driver.delete_network_conditions()


def test_a_second_question_waits_for_the_first(page: Page, service: StandIn) -> None:
    service.answers(QUESTION, Hold(), ("answer", make_answer("Yes.")))
    open_chat(page, service)
    page.ask(QUESTION)
    page.wait_text("#status", "Looking for an answer…")
    page.ask("And another?")
    assert page.find("#message").get_property("value") == "And another?"
    assert page.find("#send").get_attribute("aria-disabled") == "true"
    service.released.set()
    page.wait_text("#log", "Yes.")
    assert len(service.received) == 1


def test_first_questions_come_from_the_profile(page: Page, service: StandIn) -> None:
    service.answers("What are your opening hours?", ("answer", make_answer("Nine to five.")))
    open_chat(page, service)
    assert [node.text for node in page.all(".suggestion")] == [
        "What are your opening hours?",
        "How can I contact you?",
    ]
    page.all(".suggestion")[0].click()
    page.wait_text("#log", "Nine to five.")


def test_chinese_visitors_read_chinese(page: Page, service: StandIn) -> None:
    page.driver.execute_cdp_cmd(
        "Emulation.setUserAgentOverride",
        {"userAgent": page.run("return navigator.userAgent"), "acceptLanguage": "zh-CN,en"},
    )
    open_chat(page, service)
    assert page.run("return document.documentElement.lang") == "zh-Hans"
    assert "您正在与 AI 助手对话" in page.text("#ai-label")
    assert page.text("#privacy-link") == "隐私声明"
    page.shot("chat-chinese")


def test_every_language_has_every_word(page: Page, service: StandIn) -> None:
    open_chat(page, service)
    kinds = "(key, value) => ['function', 'string'].includes(typeof value) ? typeof value : value"
    shape = f"language => JSON.stringify(m.chooseWords([language]).words, {kinds})"
    shapes = page.module("strings.js", f"['en', 'de', 'es', 'fr', 'it', 'zh-TW'].map({shape})")
    assert set(shapes) == {shapes[0]}
    assert page.module("strings.js", "m.chooseWords(['nl-NL', 'toString', 'zh']).language") == "zh-Hans"
    assert page.module("strings.js", "m.chooseWords(['it-CH']).language") == "it"
    assert page.module("strings.js", "m.chooseWords(['nl']).language") == "en"
    assert page.module("strings.js", "m.chooseWords(['fr', 'zh'], ['de', 'zh']).language") == "zh-Hans"
    assert page.module("strings.js", "m.chooseWords(['fr'], ['de', 'en']).language") == "de"


def test_the_built_in_privacy_notice_names_shop_contact_and_days(page: Page, service: StandIn) -> None:
    service.shops["acme"] = make_shop(retention_days=14)
    open_chat(page, service)
    assert "kept for up to 14 days" in page.text("#privacy")
    page.open(page.find("#privacy-link").get_attribute("href"))
    page.wait_text("h1", "Privacy notice")
    text = page.text("main")
    assert all(part in text for part in ("Acme Outdoor", "help@acme.example", "14 days", "No cookies"))
    assert page.console() == []


def test_the_shops_own_privacy_page_is_linked(page: Page, service: StandIn) -> None:
    service.shops["acme"] = make_shop(privacy_url="https://acme.example/privacy")
    open_chat(page, service)
    assert page.find("#privacy-link").get_attribute("href") == "https://acme.example/privacy"
