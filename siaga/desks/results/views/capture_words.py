"""The words of the capture page's scripts, in the language of the page."""

from __future__ import annotations

from django.utils.translation import gettext as _


def words() -> dict[str, str]:
    """Every sentence the scripts show, by the name they know it by."""
    return _of_pages() | _of_figures() | _of_sent() | _of_sending()


def _of_pages() -> dict[str, str]:
    return {
        "title": _("Result forms of your polling station"),
        "nothing": _("No form is expected from you. Ask the PPS which polling station your account is for."),
        "open": _("Take the photos"),
        "username": _("Your username, for signing in again:"),
        "back": _("Back to all forms"),
        "page": _("Page"),
        "asSupervisor": _(
            "Photograph the paper and read every figure yourself, without asking the crew for theirs. "
            "Neither side sees the other's photos and figures until the form is counted."
        ),
        "photos": _("Photos of the form"),
        "photosHint": _("Lay the paper flat, in the light. The whole page must be in the photo."),
        "take": _("Take a photo"),
        "again": _("Take again"),
        "keepAnyway": _("Keep it all the same"),
        "notTaken": _("not taken yet"),
        "looking": _("looking at the photo…"),
        "better": _("Better take it again:"),
        "dark": _("The photo is dark. Turn on a light."),
        "blurred": _("The photo is blurred. Hold the phone still."),
        "noTag": _("The black and white tag at the corner is not seen. Take the whole page."),
        "otherForm": _("This is the form for {there}, not for {here}."),
        "movedThere": _("That was page {there}: it was put there. Page {here} is still to be taken."),
        "alreadyThere": _(
            "This is page {there}, which is there already. Kept all the same, it takes the place of that one."
        ),
        "unreadable": _("This picture cannot be opened. Set the camera to JPEG and take it again."),
    }


def _of_figures() -> dict[str, str]:
    return {
        "figures": _("Figures"),
        "block": _("Block"),
        "cutting": _("Cut from the photo"),
        "checkFirst": _("Check these first"),
        "checkFirstHint": _("The reader is not sure of them. Type what stands on the paper."),
        "perhaps": _("perhaps"),
        "choose": _("choose"),
        "readDone": _("Read from the photos. Compare each figure with the paper and correct it."),
        "readLater": _(
            "Figures are read once all pages have arrived. You need not wait: type them yourself."
        ),
        "toCheck": _("to check"),
        "left": _("left to fill in"),
        "fine": _("Everything typed so far adds up."),
        "declareTitle": _("The paper itself reads so?"),
        "declareHint": _(
            "Look once more. If the paper really has these figures, say why; the form is then kept as "
            "written and held for the desk. It is not counted."
        ),
        "declareLabel": _("The paper really reads so, because"),
        "declareNeeded": _("The figures do not add up or are not complete. Correct them, or say why."),
        "send": _("Send"),
    }


def _of_sent() -> dict[str, str]:
    return {
        "seeSent": _("See what was sent"),
        "againBecause": _("To be entered again, because"),
        "because": _("Reason"),
        "sentBy": _("Sent"),
        "leftBlank": _("left blank"),
        "change": _("Change it before it leaves"),
        "onItsWay": _("It may have arrived already; wait for the receipt, then it can be sent anew."),
        "anewHint": _("Is a figure wrong? Send the form anew; what was sent before is kept beside it."),
        "sendAnew": _("Send the form anew"),
    }


def _of_sending() -> dict[str, str]:
    return {
        "stateWaiting": _("waiting to be sent"),
        "stateSending": _("being sent"),
        "stateReceived": _("received by the server"),
        "stateRefused": _("refused"),
        "receipt": _("Receipt"),
        "receiptPage": _("Show or print"),
        "outbox": _("Outbox"),
        "unsent": _("not sent yet"),
        "outboxEmpty": _("Outbox: everything was received"),
        "tried": _("tried"),
        "resend": _("Send again"),
        "discard": _("Discard"),
        "discardSure": _("Discard this? It was not received by the server."),
        "noSignal": _("No signal. Go on working: everything is kept in this phone and sent later."),
        "needsSignalOnce": _("This phone must be signed in once with a signal. Scan the code on your card."),
        "signIn": _("Sign in"),
        "signInTitle": _("Sign in to go on"),
        "signInWhy": _("What you took and typed is kept in this phone and sent once you are signed in."),
        "closedTitle": _("This page is not for your role"),
        "closedWhy": _("Only crews and supervisors of polling stations photograph forms here."),
        "closedHome": _("To the front page"),
        "sealed": _(
            "Unsent, of another person: {n}. It stays in this phone and leaves when they sign in here."
        ),
        "signOutUnsent": _(
            "{n} items were not sent yet. They stay in this phone until you sign in again. Sign out?"
        ),
    }
