"""Whether a row's own fields rest on its evidence: every field that needs grounds has them, and they say its value."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from konkyo.records.evidence import Computed, Evidence, Row


class Support(StrEnum):
    """How a row's fields stand on its evidence. ``AMENDED``: some rest on a person's word instead."""

    GIVEN = "given"
    AMENDED = "amended"
    MISSING = "missing"


def support(row: Row, evidence: tuple[Evidence, ...]) -> Support:
    """What the evidence, already checked, gives the row's fields.

    A field of ``MUST_BE_GROUNDED`` or ``MUST_BE_COMPUTED`` that holds a value needs evidence named in ``grounds``. A
    computation that stands behind a field must give the field's value, and must have been made from the row's own
    values of ``COMPUTED_FROM``. A field that a person amended needs none, but the row then is that person's to sign.
    """
    values = row.model_dump(mode="json", exclude={"evidence"})
    amended = frozenset(values.get("amended", ()))
    for name in (*row.MUST_BE_GROUNDED, *row.MUST_BE_COMPUTED):
        if values[name] is None or name in amended:
            continue
        behind = [evidence[index] for index in row.grounds.get(name, ())]
        computed = [item for item in behind if isinstance(item, Computed)]
        if not behind or (name in row.MUST_BE_COMPUTED and not computed):
            return Support.MISSING
        inputs = {field: values[field] for field in row.COMPUTED_FROM if field not in amended}
        if not all(
            item.result.get(name) == values[name] and _made_from(item, inputs, row.COMPUTED_AS) for item in computed
        ):
            return Support.MISSING
    return Support.AMENDED if amended else Support.GIVEN


def _made_from(item: Computed, inputs: Mapping[str, object], names: Mapping[str, tuple[str, ...]]) -> bool:
    return all(
        any(item.inputs.get(name) == held for name in (field, *names.get(field, ()))) for field, held in inputs.items()
    )
