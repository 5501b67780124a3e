"""The draft report as one HTML page: what was found, what rests on what, what is still open. Always marked as a draft.

One file, no script, nothing from outside: a content security policy forbids both, and every text is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from importlib.resources import files as package_files

from konkyo.records.docket import DocketReport, DocketRow, FileOutcome, LookAt
from konkyo.records.value import Wording
from konkyo.render.facts import (
    Fact,
    Proof,
    extension_words,
    facts_of,
    heading_or_name,
    proofs_of,
    result_facts,
    rule_facts,
    title_of,
)
from konkyo.render.labels import Language, code, day, heading
from konkyo.render.visible import one_line, visible

_WORDS = {
    "title": Wording(ja="期限提案（未承認）", en="Docket proposals (not approved)"),
    "banner": Wording(
        ja="DRAFT 未承認 — この一覧は提案です。人が承認するまで、暦や期限管理システムには何も登録されません。",
        en="DRAFT - NOT APPROVED. These are proposals: nothing enters a calendar or docket before a person approves.",
    ),
    "list": Wording(ja="期限一覧", en="Deadlines"),
    "questions": Wording(ja="確認をお願いしたいこと", en="Questions"),
    "look": Wording(ja="目視で確認すべきもの", en="Look at this"),
    "files": Wording(ja="読み取ったファイル", en="Files"),
    "details": Wording(ja="明細と証拠", en="Details and evidence"),
    "narrative": Wording(ja="要約", en="Summary"),
    "coverage": Wording(ja="件数", en="Rows"),
    "outcome": Wording(ja="読取り結果", en="Outcome"),
    "rows": Wording(ja="提案数", en="Proposals"),
    "why": Wording(ja="理由", en="Why"),
    "printed": Wording(ja="記載", en="Printed"),
    "run": Wording(ja="実行", en="Run"),
    "empty": Wording(ja="該当なし", en="None"),
}


def draft_page(report: DocketReport, *, language: Language = "ja") -> bytes:
    """The report as HTML bytes (UTF-8), in ``language``. Rows are in order of due date, undated rows first."""
    style = package_files("konkyo.render").joinpath("templates/page.css.txt").read_text("utf-8")
    title = _w("title", language) + (f" — {_t(report.matter)}" if report.matter else "")
    rows = sorted(report.rows, key=lambda row: (row.due or date.min, row.row_id))
    body = [
        f'<p class="banner">{_w("banner", language)}</p>',
        f"<h1>{title}</h1>",
        _summary(report, language),
        _section("narrative", [f"<p>{_t(sentence.text)}</p>" for sentence in report.narrative], language),
        _section("questions", _questions(report, language), language),
        f"<h2>{_w('list', language)}</h2>",
        _overview(rows, language),
        _section("look", _look_at(report.look_at, language), language),
        _section("files", _files(report.files, language), language),
        _section("details", [_detail(row, language) for row in rows], language),
    ]
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    head = [
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="robots" content="noindex">',
        f"<title>{title}</title>",
        f"<style>\n{style}</style>",
    ]
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{language}">',
        *("<head>", *head, "</head>"),
        f'<body data-mark="{escape(heading("draft", language))}">',
        *("<main>", *(part for part in body if part), "</main>", "</body>", "</html>", ""),
    ]
    html = "\n".join(lines)
    return html.encode()


def _w(name: str, language: Language) -> str:
    return escape(_WORDS[name].of(language))


def _t(text: str) -> str:
    """Text of any origin for HTML: one line, invisible characters written out, escaped."""
    return escape(one_line(text))


def _section(name: str, parts: Sequence[str], language: Language) -> str:
    return f"<h2>{_w(name, language)}</h2>\n" + "\n".join(parts) if parts else ""


def _table(heads: Iterable[str], rows: Iterable[str], css: str) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    return f'<table class="{css}">\n<thead><tr>{head}</tr></thead>\n<tbody>\n{chr(10).join(rows)}\n</tbody>\n</table>'


def _summary(report: DocketReport, language: Language) -> str:
    counts = [
        f'<span class="chip {name}">{escape(code("status", name, language))} {getattr(report.coverage, name)}</span>'
        for name in ("verified", "review", "pending", "unknown", "unverified")
        if getattr(report.coverage, name)
    ]
    total = f"{_w('coverage', language)} {report.coverage.rows}"
    return (
        f'<p class="counts">{total}　{" ".join(counts)}　<small>{_w("run", language)} {_t(report.run_id)}</small></p>'
    )


def _questions(report: DocketReport, language: Language) -> list[str]:
    asked = [f"<li>{_t(question.of(language))}</li>" for question in report.questions]
    return [f"<ol>{''.join(asked)}</ol>"] if asked else []


def _overview(rows: Sequence[DocketRow], language: Language) -> str:
    if not rows:
        return f"<p>{_w('empty', language)}</p>"
    names = ("due", "status", "office", "application_number", "event_code", "trigger_date", "certainty", "file")
    lines = [_overview_line(row, language) for row in rows]
    return _table((escape(heading(name, language)) for name in names), lines, "overview")


def _overview_line(row: DocketRow, language: Language) -> str:
    due = f"<strong>{escape(day(row.due, language))}</strong>"
    if row.due is None:
        due = f'<strong class="open">{escape(heading("undetermined", language))}</strong>'
    elif row.nominal_due is not None and row.nominal_due != row.due:
        due += (
            f"<br><small>{escape(heading('nominal_due', language))}: {escape(day(row.nominal_due, language))}</small>"
        )
    certainty = ""
    if row.rule is not None:
        word = escape(code("certainty", row.rule.certainty, language))
        certainty = f'<span class="chip {escape(row.rule.certainty)}">{word}</span>'
    number = row.application_number or row.registration_number or row.publication_number or ""
    kind = _t(code("trigger", row.trigger_kind, language))
    cells = (
        due,
        f'<span class="chip {row.status.value}">{escape(code("status", row.status.value, language))}</span>',
        _t(row.office or ""),
        f'<a href="#{_anchor(row)}">{_t(number) or "—"}</a>',
        _t(code("event", row.event_code, language)),
        f"{escape(day(row.trigger_date, language))}<br><small>{kind}</small>",
        certainty,
        _t(row.file),
    )
    return f'<tr class="{row.status.value}">' + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _anchor(row: DocketRow) -> str:
    return "row-" + escape("".join(c if c.isascii() and (c.isalnum() or c in "-_") else "_" for c in row.row_id))


def _look_at(items: Sequence[LookAt], language: Language) -> list[str]:
    if not items:
        return []
    heads = (escape(heading("file", language)), escape(heading("page", language)), _w("printed", language))
    lines = [
        f"<tr><td>{_t(item.file)}</td><td>{item.page}</td><td><q>{_t(item.printed)}</q></td>"
        f"<td>{_t(item.why.of(language))}</td></tr>"
        for item in items
    ]
    return [_table((*heads, _w("why", language)), lines, "look")]


def _files(outcomes: Sequence[FileOutcome], language: Language) -> list[str]:
    if not outcomes:
        return []
    heads = (escape(heading("file", language)), *(_w(name, language) for name in ("outcome", "rows", "why")))
    return [_table(heads, [_file_line(outcome, language) for outcome in outcomes], "files")]


def _file_line(outcome: FileOutcome, language: Language) -> str:
    reasons = [flag.message.of(language) for flag in outcome.flags]
    if outcome.refusal is not None:
        reasons.append(outcome.refusal.message.of(language))
    if outcome.reason is not None:
        reasons.append(outcome.reason.of(language))
    word = escape(code("outcome", outcome.outcome.value, language))
    why = "<br>".join(_t(reason) for reason in reasons)
    chip = f'<span class="chip {outcome.outcome.value}">{word}</span>'
    return f"<tr><td>{_t(outcome.file)}</td><td>{chip}</td><td>{outcome.rows}</td><td>{why}</td></tr>"


def _detail(row: DocketRow, language: Language) -> str:
    parts = [
        f'<section id="{_anchor(row)}" class="{row.status.value}">',
        f"<h3>{_t(title_of(row, language))}</h3>",
        _facts((*result_facts(row, language), *facts_of(row, language), *rule_facts(row, language))),
        _list("steps", [_step(step.text, step.date, language) for step in row.steps], language, ordered=True),
        _list("extensions", [escape(extension_words(option, language)) for option in row.extensions], language),
        _list("caveats", [_t(caveat.of(language)) for caveat in row.caveats], language),
        _list("conflicts", [_t(conflict.of(language)) for conflict in row.conflicts], language),
        _evidence(row, language),
        "</section>",
    ]
    return "\n".join(part for part in parts if part)


def _step(text: Wording, reached: date | None, language: Language) -> str:
    words = _t(text.of(language))
    return words if reached is None else f"{words} <em>→ {escape(day(reached, language))}</em>"


def _facts(facts: Iterable[Fact]) -> str:
    return "<dl>" + "".join(f"<dt>{escape(f.heading)}</dt><dd>{escape(f.words)}</dd>" for f in facts) + "</dl>"


def _list(name: str, items: Sequence[str], language: Language, *, ordered: bool = False) -> str:
    if not items:
        return ""
    tag = "ol" if ordered else "ul"
    return f"<h4>{escape(heading(name, language))}</h4>\n<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"


def _evidence(row: DocketRow, language: Language) -> str:
    proofs = proofs_of(row)
    if not proofs:
        return ""
    heads = [escape(heading(name, language)) for name in ("field", "page", "paragraph", "quote", "verdict")]
    lines = [_proof_line(proof, language) for proof in proofs]
    return f"<h4>{escape(heading('evidence', language))}</h4>\n" + _table(heads, lines, "evidence")


def _proof_line(proof: Proof, language: Language) -> str:
    fields = ", ".join(heading_or_name(name, language) for name in proof.fields)
    text = escape(visible(proof.text))
    shown = f"<q>{text}</q>" if proof.kind == "quote" else f"<code>{text}</code>"
    flags = f"<br><small>{_t(', '.join(proof.flags))}</small>" if proof.flags else ""
    verdict = _t(code("verdict", proof.verdict, language))
    page = "" if proof.page is None else str(proof.page)
    return (
        f"<tr><td>{_t(fields)}</td><td>{page}</td><td>{_t(proof.paragraph)}</td><td>{shown}</td>"
        f'<td><span class="chip v-{_t(proof.verdict)}">{verdict}</span>{flags}</td></tr>'
    )
