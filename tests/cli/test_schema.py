"""``konkyo schema`` describes what the commands really print."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import TypeAdapter
from typer.testing import CliRunner

from konkyo.cli.main import app
from konkyo.cli.measure import SCHEMAS
from konkyo.examples import sample_matter


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """One docket report and one deadline, as --json prints them."""
    folder = tmp_path_factory.mktemp("schema")
    for entry in sample_matter():
        if entry.name.startswith(("02", "08")):
            (folder / entry.name).write_bytes(entry.read_bytes())
    run = CliRunner()
    due = [
        "due",
        "--office",
        "JP",
        "--event",
        "oa_response",
        "--trigger",
        "2026-07-24",
        "--party",
        "resident",
        "--json",
    ]
    docket = run.invoke(app, ["--workspace", str(folder / "w"), "docket", str(folder), "--json"], standalone_mode=False)
    answer = run.invoke(app, ["--workspace", str(folder / "w"), *due], standalone_mode=False)
    return {"docket": json.loads(docket.stdout), "due": json.loads(answer.stdout)}


def _fits(value: Any, schema: dict[str, Any], root: dict[str, Any], path: str = "$") -> list[str]:
    """What does not fit: names that are missing or not described, of objects and arrays all the way down."""
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rsplit("/", 1)[1]]
    for several in ("anyOf", "oneOf"):
        if several in schema:
            found = [_fits(value, one, root, path) for one in schema[several]]
            return min(found, key=len)
    kinds = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None), "integer": int}
    wanted = kinds.get(schema.get("type", ""))
    if schema.get("type") == "number":
        wanted = float if isinstance(value, float) else int
    if wanted is not None and not isinstance(value, wanted):
        return [f"{path}: not {schema['type']}"]
    wrong = []
    if isinstance(value, dict) and "properties" in schema:
        wrong += [f"{path}: lacks {name}" for name in schema.get("required", ()) if name not in value]
        wrong += [f"{path}: {name} is not described" for name in value if name not in schema["properties"]]
        for name, inside in value.items():
            wrong += _fits(inside, schema["properties"].get(name, {}), root, f"{path}.{name}")
    if isinstance(value, list) and "items" in schema:
        for index, inside in enumerate(value):
            wrong += _fits(inside, schema["items"], root, f"{path}[{index}]")
    return wrong


@pytest.mark.parametrize("name", ["docket", "due"])
def test_reports_fit_their_schema(printed: dict[str, Any], name: str) -> None:
    """What is printed has exactly the described names and types, and reads back as the same value."""
    done = CliRunner().invoke(app, ["schema", name], standalone_mode=False)
    schema = json.loads(done.stdout)
    assert _fits(printed[name], schema, schema) == []
    kind = TypeAdapter(SCHEMAS[name])
    assert kind.dump_python(kind.validate_python(printed[name]), mode="json") == printed[name]


def test_rows_carry_the_promised_fields(printed: dict[str, Any]) -> None:
    """The names that others build on are all there, null where nothing was found."""
    report = {"workflow", "matter", "run_id", "analyst", "rows", "narrative", "coverage", "cost", "questions"}
    row = {
        *("row_id", "evidence", "status", "confidence", "file", "document_id", "office", "right", "form", "event_code"),
        *("application_number", "registration_number", "drafting_date", "trigger_kind", "trigger_date", "party"),
        *("delivery", "period", "nominal_due", "due", "missing", "claims_rejected", "statutes", "cited_documents"),
        *("matter_ref", "question"),
    }
    quote = {"kind", "document_id", "page", "paragraph", "evidence_quote", "confidence", "verdict", "flags", "span"}
    assert report | {"provisional"} <= printed["docket"].keys()
    assert printed["docket"]["coverage"].keys() == {"rows", "verified", "review", "unverified", "unknown", "pending"}
    for found in printed["docket"]["rows"]:
        assert row <= found.keys()
        for item in found["evidence"]:
            assert item["kind"] != "quote" or quote | {"boxes"} <= item.keys()
