"""How strict a shop's guard is, in numbers for the scanners and in words for the owner.

What a decision means depends on the place:
- message: ALLOW goes to the answers engine; REVIEW is answered from records only, without the model
  (when the deciding scanner is "scope": declined politely); BLOCK gets the blocked sentence.
- document: anything but ALLOW waits in quarantine for the owner.
- passage: anything but ALLOW is not shown to the model.
- answer: REVIEW means that `Judgement.text` was mended and is what may leave; BLOCK that nothing may.
"""

from __future__ import annotations

from dataclasses import dataclass

from appliance.core.schemas import Decision, Place, ScanStatus, Verdict

SURE = 0.95
"""The score from which a rule needs nobody's word: forged marks of the prompt, an order in disguise, in a
message evidence of several kinds."""


@dataclass(frozen=True)
class Policy:
    """Thresholds are scores in 0..1 from which a text is held; `block` from which a message is refused.

    `detector` is the trained detector's threshold for messages, `window` for a window of a long text,
    `view` for a decoded reading: each further look at a text is another chance of a false alarm. `document`
    is high because a long one has many windows, and `unaddressed`, for what names no machine, higher still:
    documents are full of orders to people. `doubt` is the detector's score below which a message is innocent
    although a rule speaks against it: "Do Anything Now" is a planner too.
    `alone` is what becomes of a message that the trained detector alone speaks against. `on_error` is what
    becomes of a message that a scanner failed to judge; never ALLOW, neither of them.
    """

    name: str
    explanation: str
    review: float
    block: float
    detector: float
    window: float
    view: float
    document: float
    unaddressed: float
    doubt: float
    alone: Decision = Decision.REVIEW
    on_error: Decision = Decision.BLOCK

    def __post_init__(self) -> None:
        if Decision.ALLOW in (self.on_error, self.alone):
            raise ValueError("an error is never an allow, and neither is a finding")

    def for_score(self, score: float, place: Place) -> Decision:
        """Return the decision for an injection score; a document is held for the owner, not refused."""
        if place is Place.MESSAGE and score >= self.block:
            return Decision.BLOCK
        return Decision.REVIEW if score >= self.review else Decision.ALLOW

    def weigh(self, place: Place, verdicts: tuple[Verdict, ...]) -> tuple[Verdict, ...]:
        """Return the verdicts as one bears on the other.

        It is rules that err where a thing is called like an attack or a manual gives orders, and the detector
        that has read the text must deem it possible that they are right, in a document likely, unless they
        are SURE. In a message the detector's finding
        is as grave as `alone` when no other confirms it: it errs now and then too, and an answer from
        records only cannot be steered and spares an honest customer a refusal.
        """
        if self._calm(place, verdicts):
            verdicts = tuple(map(_excused, verdicts))
        if place is not Place.MESSAGE or any(map(_confirms, verdicts)):
            return verdicts
        return tuple(
            verdict.model_copy(update={"decision": self.alone}) if _is_finding(verdict) else verdict
            for verdict in verdicts
        )

    def _calm(self, place: Place, verdicts: tuple[Verdict, ...]) -> bool:
        """Whether the detector read the text and found little in it; of a document, too little to hold it."""
        return any(
            verdict.scanner == "detector"
            and verdict.status is ScanStatus.SUCCESS
            and verdict.score is not None
            and verdict.score < (self.doubt if place is Place.MESSAGE else verdict.threshold or 0.0)
            for verdict in verdicts
        )

    def for_error(self, place: Place) -> Decision:
        return self.on_error if place is Place.MESSAGE else Decision.BLOCK


def _excused(verdict: Verdict) -> Verdict:
    """Return a rule's finding as an allow, unless the rule is sure or failed."""
    found = verdict.scanner == "injection" and verdict.status is ScanStatus.SUCCESS
    if not found or verdict.score is None or verdict.score >= SURE:
        return verdict
    return verdict.model_copy(update={"decision": Decision.ALLOW})


def _is_finding(verdict: Verdict) -> bool:
    return (verdict.scanner, verdict.decision) == ("detector", Decision.BLOCK) and (
        verdict.status is ScanStatus.SUCCESS
    )


def _confirms(verdict: Verdict) -> bool:
    return verdict.decision is not Decision.ALLOW and verdict.scanner not in ("detector", "scope")


STRICT = Policy(
    name="strict",
    explanation=(
        "Stops anything that looks like an attempt to steer the bot, and now and then an honest customer. "
        "For shops whose bot was attacked before."
    ),
    review=0.3,
    block=0.5,
    detector=0.5,
    window=0.6,
    view=0.65,
    document=0.5,
    unaddressed=0.87,
    doubt=0.05,
    alone=Decision.BLOCK,
)
BALANCED = Policy(
    name="balanced",
    explanation=(
        "Stops clear attempts to steer the bot. What is unclear is answered from your catalogue only, "
        "without the language model. Right for almost every shop."
    ),
    review=0.5,
    block=0.8,
    detector=0.7,
    window=0.78,
    view=0.8,
    document=0.7,
    unaddressed=0.885,
    doubt=0.1,
)
LENIENT = Policy(
    name="lenient",
    explanation=(
        "Stops only blatant attacks. When a check fails, the bot goes on from your catalogue without the "
        "language model. For shops whose customers were stopped by mistake."
    ),
    review=0.7,
    block=0.9,
    detector=0.83,
    window=0.87,
    view=0.87,
    document=0.8,
    unaddressed=0.905,
    doubt=0.2,
    on_error=Decision.REVIEW,
)
POLICIES = (STRICT, BALANCED, LENIENT)


def policy(name: str) -> Policy:
    """Return the policy of that name; an unknown name means STRICT, so that a slip never opens the door."""
    return next((known for known in POLICIES if known.name == name), STRICT)


_BLOCKED = {
    "en": "I can't help with that message. Ask me about our products, delivery, returns or opening hours.",
    "de": "Bei dieser Nachricht kann ich nicht helfen. Fragen Sie mich nach Produkten, Lieferung, "
    "Rückgabe oder Öffnungszeiten.",
    "es": "No puedo ayudar con ese mensaje. Pregúntame por productos, envíos, devoluciones u horarios.",
    "fr": "Je ne peux pas traiter ce message. Posez-moi une question sur nos produits, la livraison, "
    "les retours ou les horaires.",
    "it": "Non posso aiutarti con questo messaggio. Chiedimi dei nostri prodotti, delle spedizioni, dei resi "
    "o degli orari.",
    "zh": "我无法处理这条消息。您可以询问商品、配送、退货或营业时间。",
}
_DECLINED = {
    "en": "That is outside what I can do here. I can help with this shop's products, orders and policies.",
    "de": "Das liegt außerhalb dessen, was ich hier tun kann. Ich helfe bei Produkten, Bestellungen und "
    "Bedingungen dieses Shops.",
    "es": "Eso queda fuera de lo que puedo hacer aquí. Puedo ayudar con los productos, pedidos y "
    "condiciones de esta tienda.",
    "fr": "Cela dépasse ce que je peux faire ici. Je peux vous aider pour les produits, les commandes et "
    "les conditions de cette boutique.",
    "it": "Questo va oltre ciò che posso fare qui. Posso aiutarti con i prodotti, gli ordini e le condizioni "
    "di questo negozio.",
    "zh": "这超出了我的服务范围。我可以回答本店商品、订单和政策方面的问题。",
}
_STOPPED = {
    "en": "This conversation is paused after several messages I could not accept. Try again later, or "
    "contact the shop directly.",
    "de": "Dieses Gespräch ruht nach mehreren Nachrichten, die ich nicht annehmen konnte. Versuchen Sie es "
    "später erneut oder wenden Sie sich direkt an den Shop.",
    "es": "Esta conversación está en pausa tras varios mensajes que no pude aceptar. Inténtalo más tarde o "
    "contacta directamente con la tienda.",
    "fr": "Cette conversation est suspendue après plusieurs messages que je n'ai pas pu accepter. Réessayez "
    "plus tard ou contactez directement la boutique.",
    "it": "Questa conversazione è sospesa dopo diversi messaggi che non ho potuto accettare. Riprova più "
    "tardi o contatta direttamente il negozio.",
    "zh": "由于多条消息无法受理，本次对话已暂停。请稍后再试，或直接联系店家。",
}
_BY_SCANNER = {"scope": _DECLINED, "behaviour": _STOPPED}
SAYS = {"blocked": _BLOCKED["en"], "off_topic": _DECLINED["en"], "paused": _STOPPED["en"]}


def sentence(scanner: str, language: str = "en", own: str = "") -> str:
    """Return what the customer reads when `scanner` decided against the message. `own` is the shop's text
    for blocked messages, whatever their language."""
    phrases = _BY_SCANNER.get(scanner, _BLOCKED)
    if own and phrases is _BLOCKED:
        return own
    return phrases.get(language, phrases["en"])
