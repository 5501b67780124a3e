"""``konkyo``: the command line. Exit code 0 done, 1 done with something left open, 2 bad usage, 3 internal error."""

from __future__ import annotations

import io
import os
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import Abort, TyperException

from konkyo.cli import demo, desk, due, keeping, matters, measure, second, work
from konkyo.cli.talk import Talk
from konkyo.errors import KonkyoError, UsageError
from konkyo.settings import language_of, load
from konkyo.version import __version__

OK, OPEN, USAGE, INTERNAL, INTERRUPTED = 0, 1, 2, 3, 130

app = typer.Typer(
    name="konkyo",
    help="Evidence-first workbench for intellectual-property practice / 根拠で答える知財実務の作業台",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _print_version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"konkyo {__version__}\n")
        raise typer.Exit


@app.callback()
def program(
    context: typer.Context,
    workspace: Annotated[Path | None, typer.Option(help="Its folder; else KONKYO_WORKSPACE / 作業場所")] = None,
    lang: Annotated[str | None, typer.Option(help="ja or en; else KONKYO_LANG, locale / 言語")] = None,
    _version: Annotated[
        bool, typer.Option("--version", help="Print the version / 版を表示", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    """Options of every command."""
    if lang is not None and lang not in ("ja", "en"):
        message = f"no language {lang!r}"
        raise UsageError(message, remedy="--lang ja, or --lang en")
    language = lang or load(workspace).language
    context.obj = Talk(language, workspace=workspace)


app.command("demo")(demo.demo)
app.command("init")(work.init)
app.command("doctor")(keeping.doctor)
app.command("ingest")(work.ingest)
app.command("docket")(work.docket)
app.command("due")(due.due)
app.command("inbox")(desk.inbox)
app.command("approve")(desk.approve)
app.command("amend")(desk.amend)
app.command("reject")(desk.reject)
app.command("withdraw")(desk.withdraw)
app.command("export")(desk.export)
app.command("verify")(desk.verify)
app.command("schema")(measure.schema)
app.command("eval")(measure.evaluate)
app.add_typer(keeping.audit_app, name="audit")
app.add_typer(keeping.people_app, name="people")
app.add_typer(second.second_app, name="second")
app.add_typer(matters.matters_app, name="matters")


def run() -> None:
    """Entry point of the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(
            stream, io.TextIOWrapper
        ):  # a terminal or pipe that is not UTF-8 gets what it cannot say as \\uXXXX
            stream.reconfigure(errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))


def main(arguments: list[str]) -> int:
    """Run one command; returns the exit code. Every error says what happened, what was kept and what comes next."""
    talk = Talk(language_of(os.environ), as_json="--json" in arguments)
    try:
        code = app(arguments, standalone_mode=False, prog_name="konkyo")
    except KonkyoError as error:
        talk.error(error)
        return error.exit_code
    except (Abort, KeyboardInterrupt):
        code = INTERRUPTED
    except TyperException as error:
        talk.error(UsageError(error.format_message(), kept="nothing was changed", remedy="konkyo --help"))
        return USAGE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except Exception as error:
        _defect(talk, error)
        return INTERNAL
    if code == INTERRUPTED:  # the library's own answer to an interrupt, too
        if talk.as_json:
            talk.document({"error": {"kind": "Interrupted", "message": "interrupted"}})
        talk.remark("中断しました。記録済みの処理は残っています。", "interrupted; what was recorded is kept")
    return code if isinstance(code, int) else OK


def _defect(talk: Talk, error: Exception) -> None:
    """An error nobody foresaw: its kind and place, but not its message, which may hold document text."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(place.filename).name}:{place.lineno}"
    if talk.as_json:
        talk.document({"error": {"kind": type(error).__name__, "message": f"internal error at {where}"}})
    talk.remark(
        f"内部エラー: {type(error).__name__} ({where})。記録済みの処理は残っています。次: konkyo doctor",
        f"internal error: {type(error).__name__} at {where}; what was recorded is kept. next: konkyo doctor",
    )
