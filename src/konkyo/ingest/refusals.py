"""Why the readers of markup refuse a file, and what a person can do then."""

from __future__ import annotations

from konkyo.errors import RefusedError

_REFUSALS = {
    "damaged": ("The file is damaged: it cannot be read whole.", "Ask the sender for the file again."),
    "depth": (
        "The markup is nested deeper than the limit allows.",
        "If the file is to be trusted, convert it to PDF or plain text and read that.",
    ),
    "dtd": (
        "A document type declaration stands where none may be.",
        "Open the file in a word processor, save it anew and read that.",
    ),
    "duplicates": ("Two members of the package have the same name.", "Ask the sender for the file again."),
    "encoding": ("No character encoding gives text.", "Save the file as UTF-8 and read that."),
    "encrypted": ("The file is encrypted.", "Remove the password and read the unprotected copy."),
    "entities": (
        "The XML declares or uses entities of its own.",
        "If the file is to be trusted, save it with the entities expanded and read that.",
    ),
    "members": ("The package has more members than the limit allows.", "Ask the sender for a plainer file."),
    "pages": ("The file has more pages than the limit allows.", "Split the file."),
    "ratio": ("A member unpacks to far more than its packed size.", "Ask the sender for a plainer file."),
    "text-size": ("The file holds more text than the limit allows.", "Split the file."),
    "type": ("The bytes are not of this kind.", "Convert the file to PDF, DOCX or plain text and read that."),
    "unpacked": ("The package unpacks to more than the limit allows.", "Ask the sender for a plainer file."),
}


def refusal(*, reason: str) -> RefusedError:
    """The refusal for a reason code; nothing of the file was kept but its bytes."""
    message, remedy = _REFUSALS[reason]
    return RefusedError(message, reason=reason, remedy=remedy, kept="The file's bytes are untouched.")
