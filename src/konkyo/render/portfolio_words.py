"""Words, signs and colours of a portfolio: each standing has all three, so that none is told by colour alone.

The colours keep apart for the common kinds of colour blindness (after Okabe and Ito, 2008); the signs are in every
font and on every terminal.
"""

from __future__ import annotations

from typing import NamedTuple

from konkyo.records.portfolio import LeftOut, LeftOutReason, MatterView, PortfolioItem, PortfolioReport, Standing
from konkyo.records.value import Wording
from konkyo.render.labels import CODES, Language, code
from konkyo.render.visible import one_line


class Look(NamedTuple):
    """How a standing looks: its sign, ink and fill (sRGB), the name of a terminal colour, its word, what it means."""

    sign: str
    ink: str
    fill: str
    terminal: str
    word: Wording
    meaning: Wording


LOOKS: dict[Standing, Look] = {
    Standing.SIGNED: Look(
        "●", "#00664a", "#d5efe5", "green", Wording(ja="承認済み", en="signed"),
        Wording(ja="担当者が署名して承認した期限", en="a named person approved exactly this"),
    ),
    Standing.VERIFIED: Look(
        "◆", "#005a9c", "#d9e9f7", "blue", Wording(ja="確認済み案", en="verified draft"),
        Wording(ja="全項目を原文で確認した案。未承認", en="every field found again in its source; not approved"),
    ),
    Standing.LAW: Look(
        "§", "#6b3f98", "#ebe0f5", "magenta", Wording(ja="規則の原典未確認", en="law not read"),
        Wording(
            ja="規則を二次資料または知識のみで把握している案。未承認",
            en="a draft under a rule known from a secondary source or from knowledge only",
        ),
    ),
    Standing.REVIEW: Look(
        "▲", "#a34a00", "#ffe6cc", "yellow", Wording(ja="要確認", en="needs review"),
        Wording(
            ja="注意・不一致・人の入力した値を含む案。未承認", en="a draft with flags, conflicts or typed-in facts"
        ),
    ),
    Standing.NOMINAL: Look(
        "◇", "#4a5865", "#e4e9ee", "cyan", Wording(ja="名目のみ", en="nominal only"),
        Wording(
            ja="閉庁日データが未収録。休日の繰延べ前の日付", en="closed days not loaded: the date before roll-over"
        ),
    ),
    Standing.UNVERIFIED: Look(
        "×", "#b00020", "#f9d6da", "red", Wording(ja="根拠なし", en="unverified"),
        Wording(
            ja="引用または署名を確認できない。原本を見ること",
            en="its quotes or its signature do not hold: look at the original",
        ),
    ),
    Standing.PENDING: Look(
        "?", "#6d5600", "#fff2b3", "yellow", Wording(ja="情報待ち", en="pending"),
        Wording(ja="回答がないと日付を決められない", en="needs an answer before it can be dated"),
    ),
}  # fmt: skip

WORDS: dict[str, Wording] = {
    "title": Wording(ja="期限一覧（ポートフォリオ）", en="Docket portfolio"),
    "banner": Wording(
        ja="● 以外は未承認の案です。暦・期限管理システムへ登録しないでください。",
        en="Only ● is approved. Everything else is a draft: do not enter it in a calendar or docket.",
    ),
    "span": Wording(ja="{0} から {1} まで（{2}日間）", en="{0} to {1} ({2} days)"),
    "overdue": Wording(ja="期限超過", en="Overdue"),
    "dated": Wording(ja="これからの期限", en="Coming up"),
    "pending": Wording(ja="回答がないと日付を決められないもの", en="Needs an answer before it can be dated"),
    "picture": Wording(ja="見取図", en="At a glance"),
    "legend": Wording(ja="記号の意味", en="What the signs mean"),
    "left_out": Wording(ja="この一覧に含めなかったもの", en="Left out of this view"),
    "computations": Wording(ja="計算の根拠", en="How each date was computed"),
    "no_matter": Wording(ja="案件未登録", en="no matter"),
    "others": Wording(ja="ほか{0}案件", en="{0} more matters"),
    "responsible": Wording(ja="担当", en="responsible"),
    "clerk": Wording(ja="期限管理", en="docketing"),
    "second_reader": Wording(ja="二次確認", en="second reader"),
    "nobody": Wording(ja="担当者未定", en="nobody assigned"),
    "due": Wording(ja="期限日", en="Due"),
    "left": Wording(ja="残り", en="Left"),
    "standing": Wording(ja="確度", en="Certainty"),
    "matter": Wording(ja="案件", en="Matter"),
    "matter_title": Wording(ja="件名", en="Title"),
    "block": Wording(ja="区分", en="Block"),
    "number": Wording(ja="番号", en="Number"),
    "event": Wording(ja="手続", en="Event"),
    "action": Wording(ja="必要な手続", en="To do"),
    "source": Wording(ja="書類", en="Document"),
    "id": Wording(ja="ID", en="ID"),
    "question": Wording(ja="確認事項", en="Question"),
    "nominal": Wording(ja="名目 {0}", en="nominal {0}"),
    "safe": Wording(ja="安全日 {0}", en="safe {0}"),
    "late": Wording(ja="延長・追納の最終日 {0}", en="late option until {0}"),
    "signed_by": Wording(ja="承認 {0}", en="approved by {0}"),
    "scheduled": Wording(ja="登録簿から計算した年金・維持料", en="fee scheduled from the register"),
    "year": Wording(ja="第{0}年分", en="year {0}"),
    "empty": Wording(ja="この期間に期限はありません。", en="Nothing is due in these days."),
    "nothing": Wording(
        ja="この作業場所にはまだ何もありません。次: konkyo docket 書類のフォルダ、konkyo matters add 案件番号",
        en="This workspace holds nothing yet. Next: konkyo docket FOLDER, konkyo matters add ID",
    ),
    "undated": Wording(ja="日付なし", en="no date"),
    "total": Wording(ja="合計", en="total"),
    "also": Wording(ja="同じ期限の案", en="same deadline"),
}

LEFT_OUT: dict[LeftOutReason, Wording] = {
    LeftOutReason.REJECTED: Wording(ja="却下済み", en="rejected"),
    LeftOutReason.DONE: Wording(ja="処理済み", en="done"),
    LeftOutReason.LATER: Wording(ja="この期間より後", en="due later"),
    LeftOutReason.OTHER_MATTER: Wording(ja="他の案件", en="of another matter"),
    LeftOutReason.OTHER_PERSON: Wording(ja="他の担当者", en="of other people"),
    LeftOutReason.UNASSIGNED: Wording(ja="担当者のいない案件", en="of matters that nobody is assigned to"),
    LeftOutReason.ENDED: Wording(ja="終了した権利の年金", en="fees of rights that have ended"),
    LeftOutReason.PAYMENT_UNKNOWN: Wording(
        ja="納付の有無が未登録の過去の年金", en="past fees whose payment is not in the register"
    ),
}


def word(name: str, language: Language, *values: object) -> str:
    """The words of that name, with ``values`` in their places."""
    return WORDS[name].of(language).format(*values)


def event_words(item: PortfolioItem, language: Language) -> str:
    """What is due: the event's word, else its rule's title, else its code; with the year of a fee."""
    known = item.event_code in CODES["event"]
    name = code("event", item.event_code, language)
    if not known and item.rule is not None:
        name = item.rule.title.of(language)
    if item.year is None or "annuity" not in (item.event_code or ""):  # the others have a name for each
        return one_line(name)
    return f"{one_line(name)} {word('year', language, item.year)}"


def left_words(item: PortfolioItem, language: Language) -> str:
    """How many days are left, or how many it is overdue."""
    days = item.days_left
    if days is None:
        return ""
    if days < 0:
        return f"{-days}日超過" if language == "ja" else f"{-days} d over"
    if days == 0:
        return "本日" if language == "ja" else "today"
    return f"{days}日" if language == "ja" else f"{days} d"


def matter_name(view: MatterView, language: Language) -> str:
    """A matter as a heading: its id and title."""
    if view.matter_id is None:
        return word("no_matter", language)
    return " ".join(part for part in (one_line(view.matter_id), one_line(view.title)) if part)


def people_words(view: MatterView, language: Language) -> str:
    """The people of a matter with their roles, or that there are none."""
    roles = (("responsible", view.responsible), ("clerk", view.clerk), ("second_reader", view.second_reader))
    named = [f"{word(role, language)}: {one_line(name)}" for role, name in roles if name]
    return "　".join(named) if named else word("nobody", language)


def left_out_words(entry: LeftOut, language: Language) -> str:
    """``23 due later``."""
    reason = LEFT_OUT[entry.reason].of(language)
    return f"{reason} {entry.count}件" if language == "ja" else f"{entry.count} {reason}"


def counted(report: PortfolioReport) -> dict[Standing, int]:
    """How many items have each standing, zeros included."""
    counts = dict.fromkeys(Standing, 0)
    for item in report.items:
        counts[item.standing] += 1
    return counts


def facts_words(item: PortfolioItem, language: Language) -> list[str]:
    """What stands under a date in small print: nominal and safe date, late options, who approved."""
    words = []
    if item.nominal_due is not None and item.nominal_due != item.due:
        words.append(word("nominal", language, item.nominal_due.isoformat()))
    if item.safe_date is not None and item.safe_date != item.due:
        words.append(word("safe", language, item.safe_date.isoformat()))
    if item.late_until is not None and item.days_left is not None and item.days_left < 0:
        words.append(word("late", language, item.late_until.isoformat()))
    if item.signed_by:
        words.append(word("signed_by", language, one_line(item.signed_by)))
    return words


def origin_words(item: PortfolioItem, language: Language) -> str:
    """The documents that state it, or that it was scheduled from the register."""
    names = [one_line(name) for name in item.files if name]
    return " + ".join(names) if names else word("scheduled", language)
