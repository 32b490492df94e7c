"""What customers said, for the owner: read, searched, answered for next time, deleted; and their thumbs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from appliance.conversation_reading import Reader
from appliance.core.errors import NeedsConfirmation, NotFound
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
    ThumbWish,
    Unanswered,
)
from appliance.service.auth import Opened
from appliance.service.deps import Box, PublicShop
from appliance.service.limits import Addresses, ThumbLimits
from appliance.service.tailing import WAIT_SECONDS, first_news

router = APIRouter(prefix="/api/v1/shops/{shop}", tags=["conversations"])


@router.post("/chat/thumb", status_code=204)
def give_thumb(box: Box, shop: PublicShop, wish: ThumbWish, request: Request) -> None:
    """A customer's thumb for an answer. Who knows the session is who talked in it: nobody else does."""
    limits: ThumbLimits = request.app.state.thumbs
    addresses: Addresses = request.app.state.addresses
    limits.admit(addresses.of(request))
    if not box.shops.get(shop.id).conversations.thumb(wish.session, wish.turn, wish.thumb):
        raise NotFound("There is no such answer.", resolution="Ask the question again.")


@router.get("/conversations")
def list_conversations(
    shop: Opened,
    only: Only = Only.ALL,
    text: Annotated[str, Query(max_length=200)] = "",
    before: Annotated[str, Query(max_length=120)] = "",
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> ConversationsPage:
    """Conversations, the last touched first. Pass a page's `next` as `before` for the older ones."""
    return Reader(shop.conversations).page(only, text, before, limit)


@router.delete("/conversations")
def erase_all(shop: Opened, confirm: bool = False) -> Erased:
    """Delete every conversation for good, and what the guard's log keeps of their texts."""
    if not confirm:
        total = Reader(shop.conversations).page(limit=1).total
        raise NeedsConfirmation(
            f"All {total} conversations are deleted for good.",
            resolution="Send it again with confirm=true if you are sure.",
        )
    shop.guard_log.erase_all()  # first: what is cut short is done by asking again
    gone = shop.conversations.erase_all()
    return Erased(conversations=len(gone))


@router.get("/conversations/handoffs")
async def list_handoffs(
    box: Box,
    shop: Opened,
    after: Annotated[int, Query(ge=0, le=2**60)] = 0,
    wait: Annotated[float, Query(ge=0, le=WAIT_SECONDS, allow_inf_nan=False)] = 0,
) -> Handoffs:
    """Customers who asked for a person and still wait. With `after` (a cursor) and `wait`, the answer comes
    with the next of them, or that many seconds later."""
    return await first_news(
        lambda: Reader(shop.conversations).handoffs(after),
        lambda found: bool(found.conversations) or box.jobs.closing,
        wait,
        (shop.conversations.watched, box.jobs.watched),
    )


@router.get("/conversations/unanswered")
def list_unanswered(shop: Opened) -> tuple[Unanswered, ...]:
    """Questions that the bot could not answer, alike ones together, the most often asked first."""
    return shop.taught.unanswered(Reader(shop.conversations).unanswered())


@router.post("/conversations/settle", status_code=204)
def settle(shop: Opened, wish: Settle) -> None:
    """These questions need no answer any more, or do after all."""
    shop.conversations.settle([(turn.session, turn.turn) for turn in wish.turns], settled=wish.settled)


@router.get("/conversations/{session}")
def get_conversation(shop: Opened, session: str) -> Conversation:
    """One conversation with all its turns."""
    found = Reader(shop.conversations).one(session)
    if found is None:
        raise _gone()
    return found


@router.delete("/conversations/{session}", status_code=204)
def erase_conversation(shop: Opened, session: str, confirm: bool = False) -> None:
    """Delete a conversation for good, and what the guard's log keeps of its texts."""
    if Reader(shop.conversations).one(session) is None:
        raise _gone()
    if not confirm:
        raise NeedsConfirmation(
            "The conversation is deleted for good.",
            resolution="Send it again with confirm=true if you are sure.",
        )
    shop.guard_log.erase(session)  # first: what is cut short is done by asking again
    shop.conversations.erase(session)


@router.post("/conversations/{session}/handoff", status_code=204)
def deal_with(shop: Opened, session: str, wish: Dealt) -> None:
    """Somebody has dealt with this customer, or has not after all."""
    if not shop.conversations.deal_with(session, done=wish.done):
        raise _gone()


# --- approved answers ---


@router.get("/taught")
def list_taught(shop: Opened) -> tuple[Taught, ...]:
    """The answers that the owner has approved, the latest change first."""
    return shop.taught.page()


@router.post("/taught", status_code=201)
def teach(shop: Opened, wish: TaughtWish) -> Taught:
    """Answer this question with these words from now on."""
    return shop.taught.add(wish)


@router.put("/taught/{taught}")
def change_taught(shop: Opened, taught: str, wish: TaughtWish) -> Taught:
    """Another wording of the question or the answer."""
    return shop.taught.change(taught, wish)


@router.delete("/taught/{taught}", status_code=204)
def forget_taught(shop: Opened, taught: str) -> None:
    """The bot answers this question from records and pages again."""
    shop.taught.remove(taught)


def _gone() -> NotFound:
    return NotFound("This conversation is not there any more.", resolution="Look at the list again.")
