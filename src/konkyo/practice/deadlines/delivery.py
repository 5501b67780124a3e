"""When a document counts as delivered: the fictions of the EPO, the PCT, the CNIPA and the DPMA.

The day reached here starts the period and is itself never moved to a working day. Which version of a rule applies is
decided by the date of the document, not by the end of the period.
"""

from __future__ import annotations

from datetime import date, timedelta

from konkyo.practice.deadlines.arithmetic import end_of_period
from konkyo.practice.deadlines.rules import Rule
from konkyo.records.docket import DeadlineQuestion
from konkyo.records.value import Value, Wording

_EP_SEVEN_DAYS = date(2023, 11, 1)  # OJ EPO 2023, A29: documents dated on or after this day
_CN_NO_FICTION = date(2024, 1, 20)  # 专利法实施细则(2023)第4条
_DE_FOURTH_DAY = date(2025, 1, 1)  # § 4(2) VwZG as amended by the PostModG: letters posted from this day
_PUBLISHED = {
    "cn": Wording(
        ja="細則4条: 公告の日から1か月で送達とみなす", en="R. 4: deemed served 1 month after the announcement"
    ),
    "ep": Wording(
        ja="規則129(1): 公示の1か月後に送達とみなす", en="R. 129(1): deemed delivered 1 month after publication"
    ),
}
"""Service by publication: the date on the document is that of the announcement. R. 129 EPC is from knowledge."""
_GRACE = 7  # days that late delivery may take before the excess counts


class Delivered(Value):
    """``start``: the day that sets the period running. ``excess``: days added to the end of the period."""

    start: date
    excess: int = 0
    missing: tuple[str, ...] = ()
    steps: tuple[tuple[Wording, date], ...] = ()
    caveats: tuple[Wording, ...] = ()


def delivered(rule: Rule, question: DeadlineQuestion, trigger: str, day: date) -> Delivered:
    """Apply the delivery rule of ``rule`` to a triggering date ``day`` of kind ``trigger``.

    Dates other than ``document_date`` (EP, PCT, CN) and ``posting_date`` (DE) are taken as they are.
    """
    if rule.delivery == "de":
        return _german(question, day) if trigger == "posting_date" else Delivered(start=day)
    if trigger != "document_date":
        return Delivered(start=day)
    if question.delivery == "publication" and rule.delivery in _PUBLISHED:
        return _by_publication(day, _PUBLISHED[rule.delivery])
    match rule.delivery:
        case "ep" if day < _EP_SEVEN_DAYS:
            text = Wording(
                ja="旧規則126(2): 書類の日付から10日目に送達とみなす",
                en="Old R. 126(2): deemed delivered on the 10th day",
            )
            return _fiction(day, 10, question.actual_receipt_date, text)
        case "ep":
            return _excess(day, question.actual_receipt_date, Wording(ja="規則126(2)", en="R. 126(2) EPC"))
        case "pct":
            return _excess(day, question.actual_receipt_date, Wording(ja="規則80.6", en="PCT Rule 80.6"))
        case "cn":
            return _chinese(question, day)
        case _:
            return Delivered(start=day)


def _by_publication(day: date, text: Wording) -> Delivered:
    served = end_of_period(day, 1, "month", "same_number")
    return Delivered(start=served, steps=((text, served),))


def _fiction(day: date, days: int, receipt: date | None, text: Wording) -> Delivered:
    deemed = day + timedelta(days=days)
    if receipt is not None and receipt > deemed:
        late = Wording(
            ja="立証された受領日の方が遅い: 受領日から", en="The established receipt is later: counted from it"
        )
        return Delivered(start=receipt, steps=((text, deemed), (late, receipt)))
    return Delivered(start=deemed, steps=((text, deemed),))


def _excess(day: date, receipt: date | None, source: Wording) -> Delivered:
    text = Wording(
        ja=f"{source.ja}: 書類の日付に送達とみなす", en=f"{source.en}: deemed delivered on the date it bears"
    )
    if receipt is None:
        return Delivered(start=day, steps=((text, day),))
    excess = max(0, (receipt - day).days - _GRACE)
    late = Wording(
        ja=f"受領は{(receipt - day).days}日後。7日を超える{excess}日だけ満了が遅れる",
        en=f"Received {(receipt - day).days} days later: the period ends {excess} days later (days beyond seven)",
    )
    caveat = Wording(ja="受領の遅れは争いがあれば立証が必要です。", en="Late receipt must be established if disputed.")
    return Delivered(
        start=day, excess=excess, steps=((text, day), (late, receipt)), caveats=(caveat,) if excess else ()
    )


def _chinese(question: DeadlineQuestion, day: date) -> Delivered:
    receipt = question.actual_receipt_date
    if day < _CN_NO_FICTION:
        text = Wording(
            ja="旧細則4条: 発文日から15日で受領と推定", en="Old r. 4: presumed received 15 days after dispatch"
        )
        return _fiction(day, 15, receipt, text)
    if question.delivery in ("paper", "registered_letter"):
        text = Wording(
            ja="紙の書類: 発文日から15日で受領と推定", en="On paper: presumed received 15 days after dispatch"
        )
        return _fiction(day, 15, receipt, text)
    if question.delivery == "electronic":
        text = Wording(ja="電子送達: 発文日に送達", en="Electronic delivery: served on the dispatch date, no 15 days")
        caveat = Wording(
            ja="電子システムへの到達が発文日より遅いことが立証されても、早い発文日から計算しています。",
            en="Counted from the dispatch date although a later entry in the system is stated: the earlier end.",
        )
        return Delivered(start=day, steps=((text, day),), caveats=(caveat,) if receipt and receipt > day else ())
    return Delivered(start=day, missing=("delivery",))


def _german(question: DeadlineQuestion, day: date) -> Delivered:
    days = 4 if day >= _DE_FOURTH_DAY else 3
    receipt = question.actual_receipt_date
    if question.delivery in ("registered_letter", "electronic"):
        text = Wording(
            ja=f"§4(2)・§5(7) VwZG: 発送後{days}日目に送達とみなす",
            en=f"§§ 4(2), 5(7) VwZG: deemed served on day {days} after posting",
        )
        return _fiction(day, days, receipt, text)
    if question.delivery != "paper":
        return Delivered(start=day, missing=("delivery",))
    if receipt is None:
        return Delivered(start=day, missing=("actual_receipt_date",))
    text = Wording(ja="送達の擬制なし: 実際の送達日から", en="No fiction for this mode: counted from actual service")
    return Delivered(start=receipt, steps=((text, receipt),))
