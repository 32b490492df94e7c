"""The wizard's words: questions to try, what the website's check found, how the exam went."""

from __future__ import annotations

from appliance.core.exam import ExamStatus, Setting
from appliance.core.owner_schemas import SiteCheck, TrialQuestion
from gui.presenters.heard import heard
from gui.words import tr


def question(made: TrialQuestion) -> str:
    """Return the question as a customer would ask it."""
    words = {
        "price": tr("How much is the {title}?"),
        "stock": tr("Is the {title} in stock?"),
        "description": tr("What can you tell me about the {title}?"),
        "option": tr("Which {option} can I choose for the {title}?"),
    }
    return words.get(made.kind, "{title}").format(title=made.title, option=made.option.lower())


def site(found: SiteCheck) -> tuple[str, str, str]:
    """Return (title, sentence, tone) for what the look at the website found."""
    match found.state:
        case "found":
            return (
                tr("Your bot is on your website"),
                tr("The page {address} carries its line.").format(address=found.address),
                "good",
            )
        case "missing":
            return (
                tr("The line is not there yet"),
                tr(
                    "The page {address} was read, but the line is not in it. Paste it before </body>, publish"
                    " the page, and look again."
                ).format(address=found.address),
                "warning",
            )
        case "other-shop":
            return (
                tr("The page shows another shop's bot"),
                tr("Replace the line in {address} by the one above.").format(address=found.address),
                "warning",
            )
        case _:
            return (
                tr("Your website could not be read"),
                heard(found.reason)
                + " "
                + tr("Check the address and this computer’s connection, and look again."),
                "bad",
            )


def exam(status: ExamStatus) -> tuple[str, str, str]:
    """Return (title, sentence, tone) for how the shop's exam stands."""
    score = next(
        (
            score
            for score in (status.result.scores if status.result else ())
            if score.setting is Setting.EVERYTHING
        ),
        None,
    )
    if status.result is None or score is None:
        return (
            tr("Not examined yet"),
            tr("In the exam your bot meets attacks and honest questions, and must keep both apart."),
            "quiet",
        )
    counts = tr(
        "{defended} of {attacks} attacks were fended off, {refused} of {honest} honest questions turned away."
    )
    sentence = counts.format(
        defended=f"{score.defended:,}",
        attacks=f"{score.attacks:,}",
        refused=f"{score.refused:,}",
        honest=f"{score.benign:,}",
    )
    if status.result.quick:
        return tr("A quick look at the exam"), sentence, "quiet"
    if status.state == "passed":
        return tr("Your bot passed its exam"), sentence, "good"
    if status.state == "stale":
        return tr("Something has changed since the exam"), sentence, "warning"
    return tr("Your bot did not pass yet"), sentence, "warning"
