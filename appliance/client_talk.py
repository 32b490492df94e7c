"""The client's calls about conversations: reading them, thumbs, approved answers."""

from __future__ import annotations

from appliance.client_calls import Calls, shop_path, wish
from appliance.core.talk_records import (
    Conversation,
    ConversationsPage,
    Dealt,
    Erased,
    Handoffs,
    Only,
    Settle,
    Taught,
    TaughtWish,
    Thumb,
    ThumbWish,
    TurnRef,
    Unanswered,
)


class TalkCalls(Calls):
    """What customers said. Texts come with personal details masked."""

    def conversations(
        self, shop: str, only: Only = Only.ALL, text: str = "", before: str = "", limit: int = 50
    ) -> ConversationsPage:
        """Return conversations, the last touched first; a page's `next` is the `before` of the older ones."""
        chosen = {"only": only.value, "text": text, "before": before, "limit": limit}
        return self._get(ConversationsPage, shop_path(shop, "conversations"), **chosen)

    def conversation(self, shop: str, session: str) -> Conversation:
        return self._get(Conversation, shop_path(shop, "conversations", session))

    def erase_conversation(self, shop: str, session: str, *, confirm: bool = False) -> None:
        self._call("DELETE", shop_path(shop, "conversations", session), params={"confirm": confirm})

    def erase_conversations(self, shop: str, *, confirm: bool = False) -> int:
        """Delete all of them for good; return how many went."""
        response = self._request("DELETE", shop_path(shop, "conversations"), params={"confirm": confirm})
        return Erased.model_validate_json(response.content).conversations

    def handoffs(self, shop: str, after: int = 0, wait: float = 0) -> Handoffs:
        """Return who asked for a person and still waits. With the last `cursor` as `after` and `wait`
        seconds (at most 30) it waits for the next one."""
        return self._get(Handoffs, shop_path(shop, "conversations", "handoffs"), after=after, wait=wait)

    def deal_with(self, shop: str, session: str, *, done: bool = True) -> None:
        """Note that somebody has dealt with who asked for a person; `done` False takes it back."""
        self._send_only(shop_path(shop, "conversations", session, "handoff"), Dealt(done=done))

    def unanswered(self, shop: str) -> tuple[Unanswered, ...]:
        return self._get(tuple[Unanswered, ...], shop_path(shop, "conversations", "unanswered"))

    def settle(self, shop: str, turns: tuple[TurnRef, ...], *, settled: bool = True) -> None:
        """Take questions off the list of unanswered ones, or put them back."""
        self._send_only(shop_path(shop, "conversations", "settle"), Settle(turns=turns, settled=settled))

    def thumb(self, shop: str, session: str, turn: int, thumb: Thumb) -> None:
        """Give an answer a thumb, as a customer does."""
        given = wish(ThumbWish, session=session, turn=turn, thumb=thumb)
        self._send_only(shop_path(shop, "chat", "thumb"), given)

    def taught(self, shop: str) -> tuple[Taught, ...]:
        return self._get(tuple[Taught, ...], shop_path(shop, "taught"))

    def teach(self, shop: str, question: str, answer: str, wordings: tuple[str, ...] = ()) -> Taught:
        """Approve an answer, for this question and other wordings of it."""
        asked = wish(TaughtWish, question=question, answer=answer, wordings=wordings)
        return self._send(Taught, "POST", shop_path(shop, "taught"), asked)

    def change_taught(
        self, shop: str, taught: str, question: str, answer: str, wordings: tuple[str, ...] = ()
    ) -> Taught:
        asked = wish(TaughtWish, question=question, answer=answer, wordings=wordings)
        return self._send(Taught, "PUT", shop_path(shop, "taught", taught), asked)

    def forget_taught(self, shop: str, taught: str) -> None:
        self._call("DELETE", shop_path(shop, "taught", taught))
