"""``konkyo second``: the second reader's form, the second reading itself, and what still waits for one (四つの目).

``list`` and ``read`` show no value of the first reading before the second reader has committed to theirs: the values
are sealed under the passphrase's key first, then compared, shown and signed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from konkyo.cli.desk import Id, Unlocked
from konkyo.cli.options import AsJson, Matter, existing, talk_of
from konkyo.cli.talk import Talk
from konkyo.errors import KonkyoError, UsageError
from konkyo.export.target import write_whole
from konkyo.people.keys import fingerprint
from konkyo.records.second_reading import ReadingOutcome, ReadValues, Seal, SecondReading
from konkyo.render.labels import CODES, Language, day, heading
from konkyo.render.reading_form import ReadingForm, field_heading, form_csv, form_html, form_json, form_pdf
from konkyo.render.visible import one_line
from konkyo.review import second_reading
from konkyo.review.queue import Shown
from konkyo.review.reading_comparison import COMPUTED_DUE, FieldComparison, computation_of
from konkyo.review.reading_file import read_form
from konkyo.review.reading_values import FIELDS, FURTHER, choices, read_field, read_values
from konkyo.review.second_reading import Compared, Unread
from konkyo.store.people import Person
from konkyo.workbench import Workbench

second_app = typer.Typer(
    help="Two people check a deadline independently / 二人目の確認（四つの目）", no_args_is_help=True
)

Reader = Annotated[str | None, typer.Option("--as", help="Who reads, if several can sign / 確認者")]
_LIST_FIELDS = ("office", "party", "right", "delivery", "stage")
_STATES = {
    "none": ("未確認", "waits for a second person", "yellow"),
    "own": ("承認者本人のみ", "only read by the approver", "yellow"),
    "agree": ("一致", "agrees", "green"),
    "differ": ("相違", "differs", "red"),
    "unsound": ("無効な記録", "a reading does not stand", "red"),
}
_MARKS = {
    "agree": ("一致", "same", "green"),
    "differ": ("相違", "DIFFERS", "bold red"),
    "first_only": ("案のみ", "proposal only", "yellow"),
    "second_only": ("確認者のみ", "second only", "yellow"),
}


@second_app.command("form")
def form(
    context: typer.Context,
    proposals: Annotated[list[str], typer.Argument(help="Proposals, or the beginnings of their ids / 期限案の ID")],
    to: Annotated[Path, typer.Option("--to", help="FILE.pdf .html .csv .json")] = Path("second-reading.pdf"),
    lang: Annotated[str | None, typer.Option("--lang", help="ja or en / 言語")] = None,
    first: Annotated[
        bool, typer.Option("--with-first", help="A second sheet with the first reading / 二枚目に一人目の読取り")
    ] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace the file / 上書きする")] = False,
    as_json: AsJson = False,
) -> int:
    """Print the second reader's form: blank boxes, pages to look at, no value of the proposal / 確認票を印刷する."""
    talk = talk_of(context, as_json=as_json)
    if lang not in (None, "ja", "en"):
        message = f"no language {lang!r}"
        raise UsageError(message, remedy="--lang ja, or --lang en")
    language: Language = "ja" if (lang or talk.language) == "ja" else "en"
    with Workbench.open(talk.workspace, create=False) as bench:
        forms = [bench.reading_form(name, language=language, with_first=first) for name in dict.fromkeys(proposals)]
    digest = write_whole(_rendered(forms, to, language), to, overwrite=overwrite)
    talk.document({"path": str(to), "sha256": digest, "forms": [
        {"proposal": made.row_id, "content_hash": made.content_hash, "check_code": made.check_code} for made in forms
    ]})  # fmt: skip
    for made in forms:
        talk.line(f"{made.row_id}  {talk.both('照合コード', 'check code')} {made.check_code}")
    talk.line(talk.both(f"{to}: 確認票 {len(forms)} 件", f"{to}: {len(forms)} form{'' if len(forms) == 1 else 's'}"))
    talk.remark("記入後: konkyo second read ID --as 氏名", "once filled in: konkyo second read ID --as NAME")
    return 0


@second_app.command("read")
def read(
    context: typer.Context,
    proposal: Id,
    reader: Reader = None,
    from_file: Annotated[
        Path | None, typer.Option("--from", help="A filled-in form.csv or .json / 記入済みの表")
    ] = None,
    code: Annotated[str | None, typer.Option("--code", help="Check code printed on the form / 照合コード")] = None,
    reason: Annotated[str, typer.Option("--reason", help="Why it reads otherwise than before / 理由")] = "",
    anew: Annotated[
        bool, typer.Option("--anew", help="Leave unsigned sealed values; needs --reason / 封をした値を使わず読み直す")
    ] = False,
    as_json: AsJson = False,
) -> int:
    """Type what you read in the source by yourself; sealed, compared with the proposal, signed / 独立に読む."""
    talk = talk_of(context, as_json=as_json)
    with Workbench.open(talk.workspace, create=False) as bench:
        shown = bench.show(proposal)
        person = bench.signer(reader)
        second_reading.refuse_reader(bench.store, shown, person)
        _refuse_other_form(shown, code)
        sealed = second_reading.open_seal(bench.store, shown, person)
        if anew and not reason.strip():
            message = "whoever leaves sealed values says why"
            raise UsageError(message, kept="the sealed values", remedy="--anew --reason TEXT")
        values = _values(talk, bench, shown, from_file, None if anew else sealed)
        with Unlocked(talk, person) as sign:
            made = sealed if sealed is not None and not anew and sealed.values == values else None
            made = made or second_reading.seal(bench.store, shown, values, person)
            talk.remark("読み取った値に封をしました。案と比べます。", "your values are sealed; now they are compared.")
            found = second_reading.compared(bench.store, made)
            _show(talk, found)
            _confirm(talk, found)
            reading = second_reading.sign(bench.store, found, person, sign, reason=reason)
    _signed(talk, person, found, reading)
    return 0 if reading.body.outcome is ReadingOutcome.AGREE else 1


@second_app.command("list")
def list_(
    context: typer.Context,
    matter: Matter = None,
    every: Annotated[bool, typer.Option("--all", help="Those that agree, too / 一致したものも")] = False,
    as_json: AsJson = False,
) -> int:
    """What waits for a second reading, and what disagrees; no value is shown / 二人目の確認待ち・相違の一覧."""
    talk = talk_of(context, as_json=as_json)
    with Workbench.open(talk.workspace, create=False) as bench:
        required = bench.store.second_readings.required
        found = [item for item in second_reading.waiting(bench.store, matter=matter) if every or item.state != "agree"]
    talk.document({"four_eyes": required, "rows": [_plain(item) for item in found]})
    if found:
        talk.show(_table(talk, found))
        talk.remark(
            "次: konkyo second form ID --to form.pdf, konkyo second read ID --as 氏名",
            "next: konkyo second form ID --to form.pdf, konkyo second read ID --as NAME",
        )
    else:
        talk.remark("二人目の確認を待つものはありません。", "nothing waits for a second reading")
    if required == "off":
        talk.remark(
            '二人目の確認は必須ではありません（konkyo.toml: four_eyes = "deadlines" で必須）。',
            'second readings are not required here (konkyo.toml: four_eyes = "deadlines" requires them)',
        )
    return 0


def _rendered(forms: list[ReadingForm], to: Path, language: Language) -> bytes:
    kind = to.suffix.lower()
    if kind in (".csv", ".json"):
        if len(forms) != 1:
            message = f"a {kind} form is about one proposal"
            raise UsageError(message, remedy="one ID, or --to form.pdf")
        return form_csv(forms[0], FIELDS, language=language) if kind == ".csv" else form_json(forms[0], FIELDS)
    makers: Mapping[str, Callable[[], bytes]] = {
        ".pdf": lambda: form_pdf(forms, language=language),
        ".html": lambda: form_html(forms, language=language),
    }
    if kind not in makers:
        message = f"no form is printed as {kind!r}"
        raise UsageError(message, remedy="end the file name in .pdf, .html, .csv or .json")
    return makers[kind]()


def _refuse_other_form(shown: Shown, code: str | None) -> None:
    """A form that was printed for another content, or another proposal, is not entered here."""
    if code is not None and not second_reading.same_code(code, shown.row.row_id, shown.content_hash):
        message = "the check code is not this proposal's: the form is another's, or the proposal changed since"
        raise UsageError(message, kept="nothing was sealed or signed", remedy=f"konkyo second form {shown.row.row_id}")


def _values(talk: Talk, bench: Workbench, shown: Shown, file: Path | None, sealed: Seal | None) -> ReadValues:
    """What the reader found: sealed before and not signed, from a file, or typed now."""
    if file is not None:
        given, marks = read_form(existing(file).read_bytes())
        _refuse_other_marks(shown, marks)
        values = read_values(given)
        if sealed is not None and sealed.values != values:
            message = "other values of yours are sealed and not signed"
            raise UsageError(
                message, kept="the sealed values", remedy="without --from to sign them; --anew --reason TEXT"
            )
        _read_back(talk, values)
        return values
    if sealed is not None:
        when = sealed.sealed_at.isoformat(timespec="minutes")
        talk.remark(f"{when} に封をした値で続けます。", f"going on with the values you sealed at {when}.")
        _read_back(talk, sealed.values)
        return sealed.values
    made = bench.reading_form(shown.row.row_id, language=_language(talk))
    _say_where(talk, made)
    return _typed(talk)


def _refuse_other_marks(shown: Shown, marks: Mapping[str, str]) -> None:
    _refuse_other_form(shown, marks.get("check_code"))
    own = {"proposal": shown.row.row_id, "content_hash": shown.content_hash}
    if any(marks.get(name, value) != value for name, value in own.items()):
        message = "the form is of another proposal, or the proposal changed since it was printed"
        raise UsageError(message, kept="nothing was sealed or signed", remedy=f"konkyo second form {shown.row.row_id}")


def _say_where(talk: Talk, made: ReadingForm) -> None:
    """What to look at, as on the form; nothing that was read there."""
    talk.remark(f"期限案 {made.row_id}　照合コード {made.check_code}", f"{made.row_id}, check code {made.check_code}")
    for source in made.sources:
        pages = ", ".join(str(page) for page, _ in source.places) or talk.both("全", "all")
        talk.remark(f"書類: {source.name}（{pages} 頁）", f"document: {source.name} (page {pages})")
    talk.remark(
        "原本だけを見て入力してください。記載のない項目は Enter。",
        "Type what the original says. Enter alone: not stated.",
    )


def _typed(talk: Talk) -> ReadValues:
    """Field by field at the terminal; what cannot be read is asked again. Then what the deadline rules also need."""
    given: dict[str, str] = {}
    before: dict[str, Any] = {}
    for name in FIELDS:
        _ask(talk, name, given, before)
    values = read_values(given)
    for name in _lacking(talk, values):
        _ask(talk, name, given, before)
    values = read_values(given)
    _read_back(talk, values)
    if not typer.confirm(talk.both("原本のとおりですか", "Is this what the original says?"), err=True):
        message = "what was typed was not confirmed"
        raise UsageError(message, kept="nothing was sealed or signed", remedy="run the command again")
    return values


def _ask(talk: Talk, name: str, given: dict[str, str], before: dict[str, Any]) -> None:
    hint = ""
    if name in _LIST_FIELDS:
        hint = f" ({'/'.join(choices(name))})"
    while True:
        text = typer.prompt(f"{field_heading(name, _language(talk))}{hint}", default="", show_default=False, err=True)
        try:
            value = text if name in FURTHER else read_field(name, text, before)
        except UsageError as error:
            talk.error(error)
            continue
        given[name] = text
        before |= value if isinstance(value, dict) else {name: value}
        return


def _lacking(talk: Talk, values: ReadValues) -> tuple[str, ...]:
    """Inputs that the rules need for these values and that were left blank, as fields that can be asked for."""
    try:
        missing = computation_of(values).missing
    except KonkyoError as error:
        talk.error(error)
        return ()
    asked = {"period_months": "period", "period_days": "period", "year_no": "annuity_year"}
    names = tuple(dict.fromkeys(asked.get(name, name) for name in missing))
    found = tuple(name for name in names if name in FURTHER or (name in FIELDS and getattr(values, name) is None))
    if found:
        talk.remark("期限の計算には次も必要です。", "the deadline rules also need:")
    return found


def _read_back(talk: Talk, values: ReadValues) -> None:
    language = _language(talk)
    for name in FIELDS:
        value = getattr(values, name)
        if value is not None:
            text = f"{field_heading(name, language)}: {_word(name, _plain_value(value), language)}"
            talk.remark(text, text)
    for name, text in values.further.items():
        talk.remark(f"{name}: {text}", f"{name}: {text}")


def _plain_value(value: Any) -> str:
    if hasattr(value, "unit"):
        return f"{value.n} {value.unit}"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _word(name: str, text: str, language: Language) -> str:
    """A value in the reader's words, with the code where it has one."""
    kind = {"event_code": "event", "trigger_kind": "trigger", "office": "office"}.get(name, name)
    word = CODES.get(kind, {}).get(text)
    return text if word is None else f"{word.of(language)} [{text}]"


def _show(talk: Talk, found: Compared) -> None:
    """Both readings side by side, and whether they agree."""
    language = _language(talk)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for ja, en in (
        ("項目", "field"),
        ("期限案（一人目）", "proposal (first)"),
        ("あなた（二人目）", "you (second)"),
        ("", ""),
    ):
        table.add_column(talk.both(ja, en), overflow="fold")
    for line in found.comparison.lines:
        ja, en, style = _MARKS[line.verdict]
        cells = [
            _head(line, language),
            *(_word(line.name, text, language) or "-" for text in (line.first, line.second)),
        ]
        table.add_row(*(escape(one_line(cell)) for cell in cells), f"[{style}]{talk.both(ja, en)}[/]")
        if talk.as_json:
            text = " | ".join((*cells, talk.both(ja, en)))
            talk.remark(text, text)
    talk.show(table)
    if not found.computed.supported:
        talk.remark(
            "この事象の規則はないため、計算では確認できません。", "there is no rule for this event: not computed."
        )
    elif found.computed.missing:
        listed = ", ".join(found.computed.missing)
        talk.remark(f"あなたの値からは計算できません（不足: {listed}）", f"not computable from your values: {listed}")
    differs = ", ".join(_name(name, language) for name in found.comparison.differs)
    talk.line(talk.both(f"相違: {differs}", f"differs in: {differs}") if differs else talk.both("一致", "agrees"),
              style="red" if differs else "green")  # fmt: skip


def _head(line: FieldComparison, language: Language) -> str:
    return heading(COMPUTED_DUE, language) if line.name == COMPUTED_DUE else _name(line.name, language)


def _name(name: str, language: Language) -> str:
    try:
        return heading(name, language)
    except KeyError:
        return field_heading(name, language)


def _confirm(talk: Talk, found: Compared) -> None:
    """The person signs the outcome that was just shown, or leaves it sealed and unsigned."""
    agrees = found.comparison.outcome is ReadingOutcome.AGREE
    question = talk.both("「一致」として署名しますか", 'Sign that it "agrees"?') if agrees else talk.both(
        "「相違」として署名しますか", 'Sign that it "differs"?')  # fmt: skip
    if not typer.confirm(question, err=True):
        message = "the second reading was not signed"
        raise UsageError(
            message,
            kept="your sealed values; the audit trail has their hash",
            remedy=f"konkyo second read {found.row.row_id} goes on with them",
        )


def _signed(talk: Talk, person: Person, found: Compared, reading: SecondReading) -> None:
    talk.document({"comparison": found.comparison.model_dump(mode="json"), "reading": reading.model_dump(mode="json")})
    outcome = CODES["reading"][reading.body.outcome.value].of(talk.language)
    row_id = found.row.row_id
    talk.line(talk.both(f"{person.name} が {row_id} の二人目の確認に署名しました: {outcome}",
                        f"second reading of {row_id} signed by {person.name}: {outcome.lower()}"))  # fmt: skip
    if reading.body.outcome is ReadingOutcome.DIFFER:
        talk.remark(
            f"次: 原本を見て konkyo amend {row_id} --set …、または読み直し",
            f"next: look at the source; konkyo amend {row_id} --set ..., or another reading",
        )


def _plain(item: Unread) -> dict[str, Any]:
    """A line of the list without any value of the first reading."""
    shown = item.shown
    return {
        "proposal": shown.row.row_id,
        "matter": shown.row.matter,
        "file": shown.row.file,
        "content_hash": shown.content_hash,
        "check_code": second_reading.check_code(shown.row.row_id, shown.content_hash),
        "decision": shown.state.value,
        "second_reading": item.state,
        "readings": [
            {"person": r.body.person, "fingerprint": fingerprint(r.body.public_key), "outcome": r.body.outcome.value,
             "read_at": r.body.read_at.isoformat(), "differs": list(r.body.differs)}
            for r in item.readings
        ],
    }  # fmt: skip


def _table(talk: Talk, found: list[Unread]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    heads = (
        ("ID", "ID"),
        ("案件", "matter"),
        ("ファイル", "file"),
        ("二人目の確認", "second reading"),
        ("確認者", "by"),
        ("決定", "decision"),
    )
    for ja, en in heads:
        table.add_column(talk.both(ja, en), no_wrap=en == "ID", overflow="ellipsis")
    language = _language(talk)
    for item in found:
        ja, en, style = _STATES[item.state]
        row, body = item.shown.row, item.readings[-1].body if item.readings else None
        who = f"{body.person} {day(body.read_at.date(), language)}" if body else "-"
        cells = [row.row_id, row.matter or "-", row.file]
        table.add_row(*(escape(one_line(cell)) for cell in cells), f"[{style}]{talk.both(ja, en)}[/]", escape(who),
                      escape(item.shown.state.value))  # fmt: skip
    return table


def _language(talk: Talk) -> Language:
    return "ja" if talk.language == "ja" else "en"
