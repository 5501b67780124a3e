"""Sentences about a file's standing, in Japanese and English."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from konkyo.records.history import History, HistoryEvent
from konkyo.records.value import Wording


def named(event: HistoryEvent) -> str:
    """An event as the list names it: words, code, date."""
    words = event.text or event.code
    code = f" [{event.code}]" if event.code and event.text else ""
    return f"{words}{code} {event.date}"


def joined(parts: Iterable[Wording]) -> Wording:
    """Sentences one after the other."""
    listed = list(parts)
    return Wording(ja="".join(part.ja for part in listed), en=" ".join(part.en for part in listed))


def outstanding(event: HistoryEvent) -> Wording:
    """Nothing answers it."""
    return Wording(ja=f"「{named(event)}」への対応が記録にありません。", en=f"Nothing listed answers “{named(event)}”.")


def status_says(history: History) -> Wording:
    """The status with the day on which it was drawn."""
    status = history.status.value if history.status else ""
    ja = f"（{history.known_through}時点）" if history.known_through else "（日付なし）"
    en = f" (as drawn on {history.known_through})" if history.known_through else " (undated)"
    return Wording(ja=f"状態の記載は「{status}」{ja}です。", en=f"The file's status is “{status}”{en}.")


def perhaps_answered(history: History, needs: Wording) -> Wording:
    """The question for a list that need not hold the answer."""
    gaps = joined(history.gaps)
    return Wording(
        ja=f"{gaps.ja}載っていない{needs.ja}が提出済みかどうか、包袋で確認してください。",
        en=f"{gaps.en} Look into the file: was {needs.en} filed that the list does not show?",
    )


def since_drawn(history: History, as_of: date) -> Wording:
    """The question for a day after the list was drawn."""
    return Wording(
        ja=f"一覧は{history.known_through}時点のものです。{as_of}までに何か提出・発送されていないか確認してください。",
        en=f"The list was drawn on {history.known_through}. Was anything filed or mailed between then and {as_of}?",
    )


def undated_status(history: History) -> Wording:
    """The question for a status that cannot be dated."""
    said = status_says(history)
    return Wording(
        ja=f"{said.ja}この日に既にその状態だったかは分かりません。",
        en=f"{said.en} Whether it stood on this day is unknown.",
    )


def ran_out(latest: date | None, needs: Wording) -> Wording:
    """The question for an item whose longest possible period is over."""
    ja = f"延長を含む最長の期間は{latest}に終わっています。" if latest else "期間は既に過ぎている可能性があります。"
    en = f"The longest period, extensions included, ended on {latest}." if latest else "The period may well be over."
    return Wording(
        ja=f"{ja}{needs.ja}が期間内に提出されたか、失効・放棄となったかを確認してください。",
        en=f"{en} Was {needs.en} filed in time, or is the right lost?",
    )


def mailed_again(again: Iterable[HistoryEvent]) -> Wording:
    """A second mailing of the same act, and what the law says of it."""
    days = ", ".join(str(event.date) for event in again)
    return Wording(
        ja=f"同じ通知が再度送付されています（{days}）。期間は最初の送付日から数えています。"
        "再送付で期間が改めて起算されるのは、庁がそう述べた場合だけです（MPEP 710.06）。書面を確認してください。",
        en=f"The same act was mailed again ({days}). The period is counted from the first mailing: it restarts only if "
        "the office says so (MPEP 710.06). Look at the paper.",
    )


def repeated(again: Iterable[HistoryEvent]) -> Wording:
    """A further notice of the same kind that starts no new period."""
    days = ", ".join(str(event.date) for event in again)
    return Wording(
        ja=f"その後の訂正・補充の通知（{days}）は期間を改めて起算しません（MPEP 1303）。",
        en=f"Later corrected or supplemental notices ({days}) do not restart the period (MPEP 1303).",
    )


def not_mailed(event: HistoryEvent) -> Wording:
    """An act whose mailing is not listed."""
    return Wording(
        ja=f"「{named(event)}」の発送日が記録にありません。期間は発送日から起算されます。",
        en=f"The mailing of “{named(event)}” is not listed; the period runs from it.",
    )


def not_before(event: HistoryEvent, earliest: date) -> Wording:
    """The day before which the period cannot end: nothing is mailed before it is entered."""
    return Wording(
        ja=f"発送が最も早い{event.date}であったとしても、期間は{earliest}より前には終わりません。"
        "発送日が分かるまではこの日を目安にしてください。",
        en=f"It was not mailed before {event.date}, so the period cannot end before {earliest}: "
        "go by that day until the mailing is known.",
    )


def asked_of(what: Wording, question: Wording) -> Wording:
    """A follow-up and what a person has to find out about it."""
    ja, en = what.ja.rstrip("。"), what.en.rstrip(".")
    return Wording(ja=f"次: {ja}。{question.ja}", en=f"Next: {en}. {question.en}")


def implied(by: str, what: Wording) -> Wording:
    """An act that is not listed but that something else shows to exist."""
    return Wording(
        ja=f"「{by}」から{what.ja}があったことが分かりますが、その発送は記録にありません。",
        en=f"“{by}” shows that there was {what.en}, but its mailing is not listed.",
    )


def replied(event: HistoryEvent) -> Wording:
    """Answered by a listed act."""
    return Wording(ja=f"「{named(event)}」により対応済みです。", en=f"Answered by “{named(event)}”.")


def inferred(event: HistoryEvent, needs: Wording) -> Wording:
    """Answered by something that a later act of the office presupposes."""
    return Wording(
        ja=f"{needs.ja}があったと「{named(event)}」から推定されます（応答そのものは確認していません）。",
        en=f"Inferred from “{named(event)}”: it presupposes {needs.en}, which was not itself seen here.",
    )


def replaced(event: HistoryEvent) -> Wording:
    """A later act took the item's place."""
    return Wording(
        ja=f"後の「{named(event)}」に取って代わられました。", en=f"Superseded by the later “{named(event)}”."
    )


def touched(events: Iterable[HistoryEvent]) -> Wording:
    """Acts that do not stop the period."""
    listed = "; ".join(named(event) for event in events)
    return Wording(
        ja=f"次の記録がありますが、それだけでは期間は止まりません: {listed}。",
        en=f"Listed since, but not stopping the period by itself: {listed}.",
    )


NOA = Wording(ja="許可通知", en="a notice of allowance")
ACT = Wording(ja="庁の通知", en="an act of the office")
NO_EVENTS = Wording(
    ja="この日までの記録が一覧にありません。何も係属していないとは言えません。",
    en="The list holds no event up to this day: that nothing is open cannot be told from it.",
)
