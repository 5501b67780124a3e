"""Rows, computations and files as a person reads them on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from rich.markup import escape
from rich.table import Table

from konkyo.cli.talk import Talk
from konkyo.records.docket import Computation, DocketReport, DocketRow, ExtensionOption, FileOutcome, SecondSource
from konkyo.records.documents import Outcome
from konkyo.records.evidence import Absence, Computed, Quote, RowStatus
from konkyo.records.value import Wording
from konkyo.render.visible import one_line

STATUS = {
    RowStatus.VERIFIED: (Wording(ja="検証済", en="verified"), "green"),
    RowStatus.REVIEW: (Wording(ja="要確認", en="review"), "yellow"),
    RowStatus.PENDING: (Wording(ja="保留", en="pending"), "yellow"),
    RowStatus.UNKNOWN: (Wording(ja="不明", en="unknown"), "yellow"),
    RowStatus.UNVERIFIED: (Wording(ja="未検証", en="unverified"), "red"),
}
OUTCOME = {
    Outcome.PARSED: Wording(ja="読取済", en="parsed"),
    Outcome.FLAGGED: Wording(ja="読取済（注意あり）", en="parsed with flags"),
    Outcome.REFUSED: Wording(ja="拒否", en="refused"),
}
CERTAINTY = {
    "read": Wording(ja="原典を確認", en="source text read"),
    "secondary": Wording(ja="二次資料による", en="secondary source"),
    "knowledge": Wording(ja="知識による・要確認", en="from knowledge: check the source"),
}


_LEAST = {"ID": 14, "due": 10, "number": 14, "status": 10}
"""Columns that a narrow terminal must not cut: widths in characters."""


def number_of(row: DocketRow) -> str:
    """The number a person knows the right by."""
    return row.application_number or row.registration_number or row.publication_number or "?"


def rows_table(talk: Talk, rows: Sequence[DocketRow], standing: Mapping[str, str] | None = None) -> Table:
    """Proposals by due date; those without one first, because they ask for something.

    ``standing``: row id to where the proposal stands, shown as a further column.
    """
    table = Table(box=None, pad_edge=False, header_style="bold")
    columns: list[tuple[str, str, Callable[[DocketRow], str]]] = [
        ("ID", "ID", lambda row: row.row_id),
        ("期限", "due", lambda row: row.due.isoformat() if row.due else "-"),
        ("名目", "nominal", lambda row: row.nominal_due.isoformat() if row.nominal_due else "-"),
        ("官庁", "office", lambda row: row.office or "-"),
        ("番号", "number", number_of),
        ("事象", "event", lambda row: row.event_code or "-"),
        ("状態", "status", lambda row: talk.of(STATUS[row.status][0])),
        ("ファイル", "file", lambda row: row.file),
    ]
    if not talk.wide:
        columns = [column for column in columns if column[1] not in ("nominal", "office")]
    if standing is not None:
        columns.append(("決定", "decision", lambda row: standing.get(row.row_id, "-")))
    for ja, en, _ in columns:
        table.add_column(talk.both(ja, en), no_wrap=True, overflow="ellipsis", min_width=_LEAST.get(en))
    for row in sorted(rows, key=lambda row: (row.due or date.min, row.row_id)):
        cells = [escape(one_line(of(row))) for _, _, of in columns]
        place = next(index for index, column in enumerate(columns) if column[1] == "status")
        cells[place] = f"[{STATUS[row.status][1]}]{cells[place]}[/]"
        table.add_row(*cells)
    return table


def files_table(talk: Talk, files: Iterable[FileOutcome], *, rows: bool = True) -> Table:
    """What became of each file. ``rows``: also how many proposals it gave."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    heads = [("ファイル", "file"), ("結果", "outcome"), ("案", "rows"), ("備考", "remarks")]
    for ja, en in heads if rows else [*heads[:2], heads[3]]:
        table.add_column(talk.both(ja, en), overflow="fold")
    for file in files:
        remarks = [talk.of(flag.message) for flag in (file.refusal, *file.flags) if flag is not None]
        if file.reason is not None:
            remarks.append(talk.of(file.reason))
        distinct = list(dict.fromkeys(remarks))
        cells = [one_line(file.file), talk.of(OUTCOME[file.outcome]), one_line(" ".join(distinct))]
        if rows:
            cells.insert(2, str(file.rows))
        table.add_row(*(escape(cell) for cell in cells))
    return table


def summary(talk: Talk, report: DocketReport) -> str:
    """One line: how many proposals stand in which state."""
    c = report.coverage
    parts = [
        (c.verified, "検証済", "verified"), (c.review, "要確認", "to review"), (c.pending, "保留", "pending"),
        (c.unknown, "不明", "unknown"), (c.unverified, "未検証", "unverified"),
    ]  # fmt: skip
    listed = ", ".join(f"{n} {talk.both(ja, en)}" for n, ja, en in parts if n)
    detail = f" ({listed})" if listed else ""
    files = len(report.files)
    proposals = f"{c.rows} proposal{'' if c.rows == 1 else 's'} from {files} file{'' if files == 1 else 's'}"
    return talk.both(f"ファイル {files} 件から期限案 {c.rows} 件{detail}", f"{proposals}{detail}")


def computation_lines(talk: Talk, answer: Computation) -> list[str]:
    """A computation in words, line by line: result, rule, each step, options, caveats."""
    lines: list[str] = []
    if answer.unsupported is not None:
        lines.append(talk.of(answer.unsupported))
    if answer.nominal_due is not None:
        lines.append(f"{talk.both('名目期限', 'nominal due')}: {answer.nominal_due}")
    if answer.due is not None:
        lines.append(f"{talk.both('期限', 'due')}: {answer.due} ({_weekday(talk, answer)})")
    if answer.missing:
        lines.append(f"{talk.both('保留・不足', 'pending, missing')}: {', '.join(answer.missing)}")
    if answer.ask is not None:
        lines.append(talk.of(answer.ask))
    if answer.rule is not None:
        rule = answer.rule
        lines.append(
            f"{talk.both('規則', 'rule')}: {rule.rule_id} {talk.of(rule.title)} [{rule.source}; "
            f"{talk.of(CERTAINTY[rule.certainty])}]"
        )
    lines += [f"  {number}. {talk.of(step.text)}" for number, step in enumerate(answer.steps, 1)]
    if answer.nominal_due is not None:
        for names, wording in (
            (("必要な手続", "action"), answer.action), (("手続者", "who"), answer.actor),
            (("徒過", "if missed"), answer.consequence),
        ):  # fmt: skip
            if wording is not None:
                lines.append(f"{talk.both(*names)}: {talk.of(wording)}")
    lines += [f"{talk.both('延長', 'extension')}: {extension_line(talk, option)}" for option in answer.extensions]
    lines += [f"{talk.both('注意', 'caveat')}: {talk.of(caveat)}" for caveat in answer.caveats]
    lines += [f"{talk.both('点検', 'check')}: {talk.of(check.text)}" for check in answer.checks]
    if answer.safe_date is not None and answer.safe_date != answer.due:
        lines.append(f"{talk.both('安全日', 'safe date')}: {answer.safe_date}")
    return lines


def extension_line(talk: Talk, option: ExtensionOption) -> str:
    """What may still be asked for, until when, up to which day, and the fee."""
    parts = [talk.of(option.text)]
    if option.request_by is not None:
        parts.append(f"{talk.both('請求期限', 'request by')} {option.request_by}")
    if option.extends_to is not None:
        parts.append(f"{talk.both('延長後の期限', 'extends to')} {option.extends_to}")
    if option.fee_note:
        parts.append(f"{talk.both('手数料', 'fee')} {option.fee_note}")
    return "; ".join(parts)


def row_lines(talk: Talk, row: DocketRow) -> list[str]:
    """A proposal whole: what a person reads before signing."""
    word, _ = STATUS[row.status]
    facts = (
        (("官庁", "office"), row.office), (("権利", "right"), row.right), (("書類", "form"), row.form),
        (("事象", "event"), row.event_code), (("出願番号", "application number"), row.application_number),
        (("公報番号", "publication number"), row.publication_number),
        (("登録番号", "registration number"), row.registration_number), (("整理番号", "reference"), row.matter_ref),
        (("起案日", "drafting date"), row.drafting_date), (("起算日", "trigger"), row.trigger_date),
        (("起算日の種類", "trigger kind"), row.trigger_kind), (("当事者", "party"), row.party),
        (("送達方法", "delivery"), row.delivery), (("請求項", "claims"), _ranges(row.claims_rejected)),
        (("適用条文", "statutes"), ", ".join(row.statutes)), (("引用文献", "cited"), ", ".join(row.cited_documents)),
        (("名目期限", "nominal due"), row.nominal_due), (("期限", "due"), row.due),
        (("安全日", "safe date"), row.safe_date),
    )  # fmt: skip
    sure = f"{talk.both('確信度', 'confidence')} {row.confidence:.2f}"
    lines = [f"{row.row_id}  {talk.of(word)}  {sure}  {row.file}"]
    lines += [f"  {talk.both(*names)}: {value}" for names, value in facts if value]
    if row.restated:
        lines.append(
            talk.both("  出典: 庁の書面ではなく、これを伝える手紙", "  told by: a letter, not the office's own paper")
        )
    lines += [f"  {talk.both('第二の出典', 'second source')}: {source_words(talk, s)}" for s in row.second_sources]
    for names, wording in (
        (("必要な手続", "action"), row.action), (("手続者", "who"), row.actor),
        (("徒過", "if missed"), row.consequence), (("質問", "question"), row.question),
    ):  # fmt: skip
        if wording is not None:
            lines.append(f"  {talk.both(*names)}: {talk.of(wording)}")
    if row.rule is not None:
        lines.append(f"  {talk.both('規則', 'rule')}: {row.rule.rule_id} [{row.rule.source}; "
                     f"{talk.of(CERTAINTY[row.rule.certainty])}]")  # fmt: skip
    lines += [f"    {number}. {talk.of(step.text)}" for number, step in enumerate(row.steps, 1)]
    lines += [f"  {talk.both('延長', 'extension')}: {extension_line(talk, option)}" for option in row.extensions]
    lines += [f"  {talk.both('注意', 'caveat')}: {talk.of(caveat)}" for caveat in row.caveats]
    lines += [f"  {talk.both('点検', 'check')}: {talk.of(check.text)}" for check in row.checks]
    lines += [f"  {talk.both('不一致', 'conflict')}: {talk.of(conflict)}" for conflict in row.conflicts]
    lines.append(f"  {talk.both('根拠', 'evidence')}:")
    return lines + [f"    {line}" for line in evidence_lines(talk, row)]


def source_words(talk: Talk, source: SecondSource) -> str:
    """Another document on the event: which fields it states as the row does, and which it states otherwise."""
    parts = [source.file]
    if source.matter_ref:
        parts.append(f"{talk.both('整理番号', 'reference')}: {source.matter_ref}")
    if source.agrees:
        parts.append(f"{talk.both('一致', 'agrees')}: {', '.join(source.agrees)}")
    if source.differs:
        parts.append(f"{talk.both('相違', 'differs')}: {', '.join(source.differs)}")
    return "; ".join(parts)


def evidence_lines(talk: Talk, row: DocketRow) -> list[str]:
    """Each evidence item with the fields it stands behind."""
    fields: dict[int, list[str]] = {}
    for field, indexes in row.grounds.items():
        for index in indexes:
            fields.setdefault(index, []).append(field)
    files = {source.document_id: f"{source.file} " for source in row.second_sources}
    lines = []
    for index, item in enumerate(row.evidence):
        label = ", ".join(fields.get(index, ["-"]))
        if isinstance(item, Quote):
            place = talk.both(f"{item.page}頁 段落{item.paragraph}", f"page {item.page}, paragraph {item.paragraph}")
            flags = f" [{', '.join(item.flags)}]" if item.flags else ""
            text = " ".join(item.evidence_quote.split())
            lines.append(f"{label}: 「{text}」 {files.get(item.document_id, '')}{place}: {item.verdict}{flags}")
        elif isinstance(item, Absence):
            lines.append(f"{label}: {item.how}: {item.verdict}")
        elif isinstance(item, Computed):
            lines.append(f"{label}: {talk.both('計算', 'computed by')} {item.rule}")
    return lines


def _weekday(talk: Talk, answer: Computation) -> str:
    assert answer.due is not None
    return ("月火水木金土日" if talk.language == "ja" else ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))[
        answer.due.weekday()
    ]


def _ranges(numbers: Sequence[int]) -> str:
    """``1, 2, 3, 5`` as ``1-3, 5``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
