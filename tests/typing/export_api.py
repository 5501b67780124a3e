"""Never run: what the type checker must say about the export door.

Each ``type: ignore`` names the error that has to be there: mypy (strict) reports an ignore that ignores nothing, so
this file stops passing on the day the door opens wider.
"""

from __future__ import annotations

from pathlib import Path

from konkyo.export.docket import DecisionCheck, export_docket
from konkyo.records.docket import DocketRow
from konkyo.records.evidence import Approved, Draft, Verified


def approved_goes_out(item: Approved[DocketRow], check: DecisionCheck) -> None:
    """An approved row may leave."""
    export_docket([item], Path("docket.ics"), check=check)


def nothing_else_does(
    draft: Draft[DocketRow], verified: Verified[DocketRow], row: DocketRow, check: DecisionCheck
) -> None:
    """A draft, a verified row or a bare row may not."""
    export_docket([draft], Path("docket.ics"), check=check)  # type: ignore[list-item]
    export_docket([verified], Path("docket.ics"), check=check)  # type: ignore[list-item]
    export_docket([row], Path("docket.ics"), check=check)  # type: ignore[list-item]


def no_export_without_a_check(item: Approved[DocketRow]) -> None:
    """The check cannot be left out."""
    export_docket([item], Path("docket.ics"))  # type: ignore[call-arg]
