"""The second reader's form (二人目の確認票): what to look at, blank boxes, and a code that ties it to one proposal.

A form shows nothing that the first reading found: no number, no date, no kind of notice, no quotation. Files, pages
and paragraphs say where to look. A second sheet with the first reading, to be opened afterwards, is made on request.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Mapping, Sequence
from importlib.resources import files as package_files
from typing import Any

from konkyo.errors import UsageError
from konkyo.records.docket import DocketRow
from konkyo.records.evidence import Absence, Quote
from konkyo.records.value import Value, Wording
from konkyo.render.facts import facts_of, result_facts
from konkyo.render.labels import CODES, HEADINGS, Language
from konkyo.render.typesetting import typeset
from konkyo.render.visible import one_line


class FormSource(Value):
    """A document to read. ``places``: its pages in order, each with the paragraphs to look at (none: the page)."""

    name: str
    document_id: str
    places: tuple[tuple[int, tuple[str, ...]], ...] = ()


class ReadingForm(Value):
    """A blank form for one proposal. ``first``: heading and words of the first reading, for the sheet to be opened
    afterwards; empty if there is to be none.
    """

    row_id: str
    content_hash: str
    check_code: str
    matter: str
    sources: tuple[FormSource, ...]
    first: tuple[tuple[str, str], ...] = ()


def reading_form(
    row: DocketRow,
    content_hash: str,
    check_code: str,
    *,
    language: Language,
    files: Mapping[str, str] | None = None,
    with_first: bool = False,
) -> ReadingForm:
    """The form for a row. ``files``: document id -> name, for documents other than the row's own."""
    names = dict(files or {}) | {row.document_id: row.file}
    places: dict[str, dict[int, list[str]]] = {row.document_id: {}}
    for item in row.evidence:
        if isinstance(item, Quote):
            pages = places.setdefault(item.document_id, {})
            if item.page is not None:
                pages.setdefault(item.page, []).append(item.paragraph or "")
        elif isinstance(item, Absence):
            for scope in item.searched:
                places.setdefault(scope.document_id, {})
    facts = (*facts_of(row, language), *result_facts(row, language)) if with_first else ()
    return ReadingForm(
        row_id=row.row_id,
        content_hash=content_hash,
        check_code=check_code,
        matter=row.matter or "",
        sources=tuple(
            FormSource(name=names.get(used, ""), document_id=used, places=_places(pages))
            for used, pages in places.items()
        ),
        first=tuple((fact.heading, fact.words) for fact in facts),
    )


def form_pdf(forms: Sequence[ReadingForm], *, language: Language) -> bytes:
    """The forms on A4, each from a new sheet. The same forms give the same bytes.

    Raises UsageError without a form, SettingsError if Typst or the fonts are not installed.
    """
    return typeset("reading_form.typ", _data(forms, language))


def form_html(forms: Sequence[ReadingForm], *, language: Language) -> bytes:
    """The forms as one HTML page that prints on A4: no script, nothing loaded from elsewhere."""
    data = _data(forms, language)
    style = package_files("konkyo.render").joinpath("templates/reading_form.css.txt").read_text(encoding="utf-8")
    body = "\n".join(_html_form(form, data["words"], language) for form in data["forms"])
    title = html.escape(data["words"]["title"])
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>\n'
        f"<style>\n{style}</style></head>\n<body>\n{body}\n</body></html>\n"
    ).encode()


def form_csv(form: ReadingForm, fields: Sequence[str], *, language: Language) -> bytes:
    """A blank table to fill in with a spreadsheet: field, what it is, value; the proposal's marks come first."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["field", "what", "value"])
    for name, value in _marks(form).items():
        writer.writerow([name, "", value])
    for name in fields:
        writer.writerow([name, field_heading(name, language), ""])
    return out.getvalue().encode("utf-8-sig")


def form_json(form: ReadingForm, fields: Sequence[str]) -> bytes:
    """The same as JSON: the proposal's marks, and every field empty."""
    return (json.dumps(_marks(form) | dict.fromkeys(fields, ""), ensure_ascii=False, indent=1) + "\n").encode()


def _marks(form: ReadingForm) -> dict[str, str]:
    return {"proposal": form.row_id, "content_hash": form.content_hash, "check_code": form.check_code}


def field_heading(name: str, language: Language) -> str:
    """What a field of the form is called."""
    asked = {"trigger_kind": "trigger_kind_ask", "due": "due_ask", "event_code": "event_ask"}.get(name, name)
    return _WORDS[asked].of(language) if asked in _WORDS else name


def _places(pages: Mapping[int, Sequence[str]]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    return tuple((page, tuple(sorted({p for p in pages[page] if p}, key=_in_order))) for page in sorted(pages))


def _in_order(paragraph: str) -> tuple[list[int], str]:
    """Paragraph numbers in the order of the page: 9 before 10, 3:9 before 3:15."""
    return [int(part) for part in re.findall(r"\d+", paragraph)], paragraph


_MORE_HEADINGS: Mapping[str, Wording] = {
    "stage": Wording(ja="審査・審判の別", en="Examination or appeal"),
    "extension": Wording(ja="延長（記載・請求があれば）", en="Extension, if any"),
}
_WORDS: Mapping[str, Wording] = {
    "title": Wording(ja="二人目の確認票", en="Second Reading Form"),
    "subtitle": Wording(ja="期限の独立確認（四つの目）", en="Independent check of a deadline (four eyes)"),
    "code": Wording(ja="照合コード", en="Check code"),
    "proposal": Wording(ja="期限案", en="Proposal"),
    "look": Wording(ja="見るもの", en="What to look at"),
    "matter": Wording(ja="案件", en="Matter"),
    "document": Wording(ja="書類", en="Document"),
    "places": Wording(ja="見る箇所", en="Where"),
    "whole": Wording(ja="全頁", en="every page"),
    "alone": Wording(
        ja="原本だけを見て、読んだとおりに記入してください。期限案と一人目の読取りは、署名が済むまで見ないでください。"
        "記載のない項目は空欄のままにします。",
        en="Read the original alone and write what it says. Do not look at the proposal or at the first reading before "
        "you have signed. Leave blank what the document does not state.",
    ),
    "read": Wording(ja="読み取った内容", en="What you read"),
    "office": HEADINGS["office"],
    "right": HEADINGS["right"],
    "application_number": HEADINGS["application_number"],
    "registration_number": HEADINGS["registration_number"],
    "event_ask": Wording(ja="書類の名称（表題のとおり）", en="Kind of notice (as titled)"),
    "trigger_date": HEADINGS["trigger_date"],
    "trigger_kind_ask": Wording(ja="その日は何の日か", en="That date is the date of"),
    "party": HEADINGS["party"],
    "delivery": HEADINGS["delivery"],
    "period": Wording(ja="記載された期間", en="Period stated"),
    "extension": _MORE_HEADINGS["extension"],
    "annuity_year": HEADINGS["annuity_year"],
    "stage": _MORE_HEADINGS["stage"],
    "notes": Wording(ja="数え方（自分で数えた過程）", en="How you counted"),
    "nominal": Wording(ja="満了日（休日の繰延べ前）", en="End of the period, before any roll-over"),
    "due_ask": Wording(ja="期限日（自分で数えた日）", en="Due date, by your own count"),
    "year": Wording(ja="年", en="year"),
    "month": Wording(ja="月", en="month"),
    "day": Wording(ja="日", en="day"),
    "era": Wording(ja="西暦・令和", en=""),
    "days": Wording(ja="日", en="days"),
    "months": Wording(ja="か月", en="months"),
    "years": Wording(ja="年", en="years"),
    "other": Wording(ja="その他", en="Other"),
    "name": Wording(ja="氏名", en="Name"),
    "initials": Wording(ja="印・サイン", en="Initials"),
    "date": Wording(ja="記入日", en="Date"),
    "signature": Wording(ja="二人目の確認者", en="Second reader"),
    "rule": Wording(
        ja="確認者は、この期限案を承認する人とは別の人でなければなりません。",
        en="The second reader is another person than the one who approves the proposal.",
    ),
    "next": Wording(ja="記入後の入力", en="Then enter it with"),
    "hash": Wording(ja="期限案の内容 SHA-256", en="Content of the proposal, SHA-256"),
    "first": Wording(ja="一人目の読取り", en="The first reading"),
    "sealed": Wording(
        ja="二枚目 ・ 一枚目に署名してから開くこと", en="Second sheet: to be opened after the first is signed"
    ),
    "fold": Wording(ja="印刷面を内側にしてここで折り、封をする", en="Fold here, print inside, and close"),
    "after": Wording(ja="入力後の照合結果", en="Result, after it was entered"),
    "agrees": Wording(ja="一致", en="agrees"),
    "differs": Wording(ja="相違", en="differs"),
    "fields": Wording(ja="項目", en="in"),
}
_BOXES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "office": ("office", ("JPO", "USPTO", "EPO", "PCT", "CNIPA", "KIPO", "DPMA")),
    "right": ("right", ("patent", "utility_model", "design", "trademark")),
    "trigger_kind_ask": (
        "trigger",
        ("dispatch_date", "service_date", "notification_date", "document_date", "registration_date", "grant_date",
         "filing_date", "priority_date"),
    ),
    "party": ("party", ("resident", "overseas", "remote")),
    "delivery": ("delivery", ("electronic", "paper", "registered_letter")),
}  # fmt: skip
_SHORT: Mapping[str, Wording] = {
    "notification_date": Wording(ja="通知日・発送日（米国）", en="Mail or notification date"),
    "dispatch_date": Wording(ja="発送日", en="Dispatch date"),
}


def _data(forms: Sequence[ReadingForm], language: Language) -> dict[str, Any]:
    if not forms:
        msg = "a second reader's form is about at least one proposal"
        raise UsageError(msg, remedy="konkyo second list")
    words = {name: wording.of(language) for name, wording in _WORDS.items()}
    boxes = {
        name: [_SHORT.get(code, CODES[kind][code]).of(language) for code in codes]
        for name, (kind, codes) in _BOXES.items()
    }
    boxes["office"] = list(_BOXES["office"][1])
    boxes["stage"] = ["審査", "審判"] if language == "ja" else ["Examination", "Appeal"]
    return {
        "language": language,
        "words": words,
        "boxes": boxes,
        "forms": [_form(form, words, boxes, language) for form in forms],
    }


def _form(
    form: ReadingForm, words: Mapping[str, str], boxes: Mapping[str, list[str]], language: Language
) -> dict[str, Any]:
    return {
        **_marks(form),
        "row_id": one_line(form.row_id),
        "matter": one_line(form.matter),
        "sources": [
            [one_line(source.name), source.document_id, _where(source, words, language)] for source in form.sources
        ],
        "command": f"konkyo second read {one_line(form.row_id)} --as NAME",
        "first": [list(pair) for pair in form.first],
        "boxes": boxes,
    }


def _where(source: FormSource, words: Mapping[str, str], language: Language) -> str:
    if not source.places:
        return words["whole"]
    parts = []
    for page, paragraphs in source.places:
        listed = one_line(", ".join(paragraphs))
        if language == "ja":
            parts.append(f"{page}頁" + (f"（段落 {listed}）" if listed else ""))
        else:
            parts.append(f"page {page}" + (f" (para. {listed})" if listed else ""))
    return ("、" if language == "ja" else "; ").join(parts)


def _html_form(form: Mapping[str, Any], words: Mapping[str, str], language: Language) -> str:
    """One form as HTML; every text is escaped."""
    e = html.escape
    boxes: Mapping[str, list[str]] = form["boxes"]

    def ticks(name: str, *, other: bool = False) -> str:
        marks = [f'<span class="tick">{e(word)}</span>' for word in boxes[name]]
        return "".join(marks) + (f'<span class="tick">{e(words["other"])} <i></i></span>' if other else "")

    def day() -> str:
        cells = "".join(
            f'<span class="cells">{"<b></b>" * count}</span><small>{e(words[unit])}</small>'
            for count, unit in ((4, "year"), (2, "month"), (2, "day"))
        )
        return (f"<small>{e(words['era'])}</small> " if words["era"] else "") + cells

    lengths = "".join(f'<span class="tick">{e(words[unit])}</span>' for unit in ("days", "months", "years"))
    length = f'<span class="cells">{"<b></b>" * 3}</span> {lengths}'
    lines = (
        ("office", ticks("office")),
        ("right", ticks("right")),
        ("application_number", ""),
        ("registration_number", ""),
        ("event_ask", ""),
        ("trigger_date", day()),
        ("trigger_kind_ask", ticks("trigger_kind_ask", other=True)),
        ("party", ticks("party")),
        ("delivery", ticks("delivery")),
        ("stage", ticks("stage")),
        ("period", length),
        ("extension", length),
        ("annuity_year", '<span class="cells"><b></b><b></b></span>'),
    )
    rows = "".join(f"<tr><th>{e(words[name])}</th><td>{cell}</td></tr>" for name, cell in lines)
    sources = "".join(
        f"<tr><th>{e(words['document'])}</th><td><strong>{e(name)}</strong><br>{e(words['places'])}: {e(where)}"
        f"<br><code>{e(digest)}</code></td></tr>"
        for name, digest, where in form["sources"]
    )
    first = ""
    if form["first"]:
        pairs = "".join(f"<tr><th>{e(head)}</th><td>{e(said)}</td></tr>" for head, said in form["first"])
        first = (
            f'<section class="sheet first"><p class="sealed">{e(words["sealed"])}</p><h2>{e(words["first"])}</h2>'
            f"<table>{pairs}</table><footer>{e(form['row_id'])} · {e(form['check_code'])}</footer></section>"
        )
    return (
        f'<section class="sheet"><header><div><h1>{e(words["title"])}</h1><p>{e(words["subtitle"])}</p></div>'
        f'<div class="code"><small>{e(words["code"])}</small><strong>{e(form["check_code"])}</strong>'
        f"<small>{e(form['row_id'])}</small></div></header>"
        f"<h2>1. {e(words['look'])}</h2><table><tr><th>{e(words['matter'])}</th><td>{e(form['matter'])}</td></tr>"
        f'{sources}</table><p class="alone">{e(words["alone"])}</p>'
        f'<h2>2. {e(words["read"])}</h2><table class="fill">{rows}'
        f'<tr class="notes"><th>{e(words["notes"])}</th><td></td></tr>'
        f"<tr><th>{e(words['nominal'])}</th><td>{day()}</td></tr>"
        f'<tr class="due"><th>{e(words["due_ask"])}</th><td>{day()}</td></tr></table>'
        f'<h2>3. {e(words["signature"])}</h2><table class="sign"><tr><th>{e(words["name"])}</th><td></td>'
        f"<th>{e(words['initials'])}</th><td></td><th>{e(words['date'])}</th><td></td></tr></table>"
        f'<h2>4. {e(words["after"])}</h2><p><span class="tick">{e(words["agrees"])}</span>'
        f'<span class="tick">{e(words["differs"])}: {e(words["fields"])} <i></i></span></p>'
        f"<footer>{e(words['rule'])} {e(words['next'])}: <code>{e(form['command'])}</code><br>"
        f"{e(words['hash'])}: <code>{e(form['content_hash'])}</code></footer></section>{first}"
    )
