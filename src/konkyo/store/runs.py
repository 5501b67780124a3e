"""Runs and their steps: at most one unfinished run per key, each finished step once, a report before ``done``."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Row, func, insert, select, update

from konkyo.errors import NotFoundError, StorageDamagedError, UsageError
from konkyo.records.runs import AuditEvent, Run, RunStatus, Step
from konkyo.store.audit import AuditTrail
from konkyo.store.database import Database
from konkyo.store.faultpoints import faultpoint
from konkyo.store.packing import canonical_json, pack, unpack
from konkyo.store.tables import runs, steps


class Runs:
    """The repository of runs of one workspace."""

    def __init__(self, database: Database, audit: AuditTrail, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._audit = audit
        self._clock = clock

    def start_or_resume(
        self,
        run_key: str,
        *,
        workflow: str,
        matter: str | None = None,
        inputs: Mapping[str, Any] | None = None,
        actor: str = "konkyo",
    ) -> Run:
        """The unfinished run of this key (recorded as resumed), or a new one.

        ``run_key`` is the hash of workflow, inputs and options. A finished or failed run is never taken up again.
        """
        with self._database.transaction("run") as connection:
            unfinished = (runs.c.run_key == run_key) & (runs.c.status == RunStatus.RUNNING.value)
            run_id = connection.execute(select(runs.c.run_id).where(unfinished)).scalar()
            kind = "run.resumed"
            if run_id is None:
                kind, run_id = "run.started", f"run-{secrets.token_hex(8)}"
                connection.execute(
                    insert(runs).values(
                        run_id=run_id,
                        run_key=run_key,
                        workflow=workflow,
                        matter=matter,
                        inputs=canonical_json(dict(inputs or {})).decode("utf-8"),
                        status=RunStatus.RUNNING.value,
                        started_at=self._clock().isoformat(),
                    )
                )
            faultpoint("run.before_audit")
            objects = {"run": run_id, "run_key": run_key}
            self._audit.append(AuditEvent(kind=kind, actor=actor, matter=matter, rule=workflow, objects=objects))
            return self.get(run_id)

    def record_step(self, run_id: str, name: str, result: Mapping[str, Any]) -> Step:
        """Keep what a step returned (JSON). A step that is there already stays as it was first recorded."""
        with self._database.transaction("step") as connection:
            known = self.step(run_id, name)
            if known is not None:
                return known
            self._refuse_ended(run_id)
            body, digest = pack(canonical_json(dict(result)))
            position = connection.execute(
                select(func.coalesce(func.max(steps.c.position), 0) + 1).where(steps.c.run_id == run_id)
            ).scalar_one()
            now = self._clock().isoformat()
            values = {"run_id": run_id, "name": name, "position": position, "result": body}
            connection.execute(insert(steps).values(**values, result_hash=digest, finished_at=now))
            faultpoint("step.before_audit")
            objects = {"run": run_id, "step": name, "result": digest}
            self._audit.append(
                AuditEvent(kind="run.step", actor="konkyo", matter=self.get(run_id).matter, objects=objects)
            )
            done = self.step(run_id, name)
            assert done is not None
            return done

    def step(self, run_id: str, name: str) -> Step | None:
        """One finished step, or None: it is still to be done."""
        with self._database.reading() as connection:
            row = connection.execute(select(steps).where(steps.c.run_id == run_id, steps.c.name == name)).one_or_none()
        return None if row is None else _step(row)

    def steps(self, run_id: str) -> tuple[Step, ...]:
        """The finished steps in the order in which they were finished."""
        with self._database.reading() as connection:
            rows = connection.execute(select(steps).where(steps.c.run_id == run_id).order_by(steps.c.position)).all()
        return tuple(_step(row) for row in rows)

    def finish(self, run_id: str, report: BaseModel | Mapping[str, Any]) -> Run:
        """Store the report and only then call the run done, in one commit. Twice with the same report is fine."""
        plain = report if isinstance(report, BaseModel) else dict(report)
        body, digest = pack(canonical_json(plain))
        with self._database.transaction("finish") as connection:
            run = self.get(run_id)
            if run.status is RunStatus.DONE and self._report_hash(run_id) == digest:
                return run
            self._refuse_ended(run_id)
            now = self._clock().isoformat()
            state = {"status": RunStatus.DONE.value, "report": body, "report_hash": digest, "finished_at": now}
            connection.execute(update(runs).where(runs.c.run_id == run_id).values(**state))
            faultpoint("finish.before_audit")
            objects = {"run": run_id, "report": digest}
            self._audit.append(AuditEvent(kind="run.finished", actor="konkyo", matter=run.matter, objects=objects))
            return self.get(run_id)

    def fail(self, run_id: str, failure: str) -> Run:
        """End a run without a report. ``failure``: a short code, never document text."""
        with self._database.transaction("unit") as connection:
            run = self.get(run_id)
            self._refuse_ended(run_id)
            state = {"status": RunStatus.FAILED.value, "failure": failure, "finished_at": self._clock().isoformat()}
            connection.execute(update(runs).where(runs.c.run_id == run_id).values(**state))
            objects = {"run": run_id, "failure": failure}
            self._audit.append(AuditEvent(kind="run.failed", actor="konkyo", matter=run.matter, objects=objects))
            return self.get(run_id)

    def get(self, run_id: str) -> Run:
        """A run. Raises ``NotFoundError``."""
        with self._database.reading() as connection:
            row = connection.execute(select(runs).where(runs.c.run_id == run_id)).one_or_none()
        if row is None:
            msg = "no run of that id in this workspace"
            raise NotFoundError(msg, remedy="konkyo runs")
        return _run(row)

    def report(self, run_id: str) -> dict[str, Any] | None:
        """The stored report as JSON, its hash checked; None while the run is not done."""
        with self._database.reading() as connection:
            row = connection.execute(
                select(runs.c.report, runs.c.report_hash).where(runs.c.run_id == run_id)
            ).one_or_none()
        if row is None or row.report is None:
            return None
        return _object(unpack(row.report, row.report_hash, "the report of a run"))

    def list(self, *, status: RunStatus | None = None) -> tuple[Run, ...]:
        """All runs, newest first."""
        query = select(runs).order_by(runs.c.started_at.desc(), runs.c.run_id)
        if status is not None:
            query = query.where(runs.c.status == status.value)
        with self._database.reading() as connection:
            return tuple(_run(row) for row in connection.execute(query).all())

    def _report_hash(self, run_id: str) -> str | None:
        with self._database.reading() as connection:
            return connection.execute(select(runs.c.report_hash).where(runs.c.run_id == run_id)).scalar()

    def _refuse_ended(self, run_id: str) -> None:
        status = self.get(run_id).status
        if status is not RunStatus.RUNNING:
            msg = f"this run has ended ({status.value}) and takes nothing more"
            raise UsageError(msg, kept="what the run has stored", remedy="start the workflow again: it gets a new run")


def _run(row: Row[Any]) -> Run:
    return Run(
        run_id=row.run_id,
        run_key=row.run_key,
        workflow=row.workflow,
        matter=row.matter,
        inputs=_object(row.inputs),
        status=RunStatus(row.status),
        started_at=datetime.fromisoformat(row.started_at),
        finished_at=datetime.fromisoformat(row.finished_at) if row.finished_at else None,
    )


def _step(row: Row[Any]) -> Step:
    result = _object(unpack(row.result, row.result_hash, "the result of a step"))
    finished_at = datetime.fromisoformat(row.finished_at)
    return Step(run_id=row.run_id, name=row.name, result=result, finished_at=finished_at)


def _object(text: bytes | str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        msg = "a run's record is not readable"
        raise StorageDamagedError(msg, remedy="restore a backup, or start the workflow again")
    return value
