"""Writing landing folders and policy folders for tests."""

import csv
import gzip
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

Row = Mapping[str, object]

COLUMNS = {
    "calls": (
        "call_id,rep_id,started_at,disposition,talk_seconds,ring_seconds,direction,phone,customer_id,contact_id,"
        "result,linked_id,campaign,recording,answered_at,ended_at,total_seconds,is_deleted,updated_at"
    ),
    "customers": (
        "customer_id,name,industry,is_capable,owner_rep_id,do_not_call,merged_into,merged_from,is_deleted,created_at,"
        "updated_at"
    ),
    "contacts": (
        "contact_id,customer_id,name,department,title,gender,phone,mobile,email,im,is_decision_maker,"
        "merged_into,merged_from,is_deleted,created_by,created_at,updated_at"
    ),
    "opportunities": (
        "opportunity_id,customer_id,rep_id,visit_accepted_at,visit_with_level,is_capable,confirmed_at,"
        "confirmed_by,need,decision_date,owner_contact,budget,stage,won_at,lost_at,amount,is_deleted,updated_at"
    ),
    "orders": (
        "order_id,rep_id,signed_at,customer_id,opportunity_id,product,quantity,amount,list_amount,cost,channel,"
        "region,stock_kind,brand,payment_kind,cancelled_at,is_deleted,updated_at"
    ),
    "receipts": "receipt_id,order_id,received_at,amount,instalment_no,due_at,is_deleted,updated_at",
    "activities": (
        "activity_id,rep_id,occurred_at,kind,customer_id,contact_id,phone,text,due_at,is_deleted,updated_at"
    ),
    "complaints": ("complaint_id,opened_at,rep_id,customer_id,resolved_at,kind,cost,is_deleted,updated_at"),
    "surveys": "survey_id,answered_at,score,rep_id,customer_id,scale,is_deleted,updated_at",
    "ratings": "subject_id,period,dimension,score,rater",
    "tasks": "rep_id,date,kind,quantity",
    "training": "rep_id,date,course,planned,completed",
    "roster": (
        "rep_id,valid_from,name,team_id,manager_id,role,grade,schemes,phase,fte,calendar_id,hired_on,left_on,"
        "valid_to"
    ),
    "leave": "rep_id,date,kind,fraction",
    "attendance": "rep_id,date,event,minutes,count",
    "decisions": (
        "decision_id,about,subject_id,reference,period_start,decision,decided_by,decided_at,reason,updated_at"
    ),
    "adjustments": "adjustment_id,subject_id,period,scheme_id,kpi_id,delta,reason,approved_by,approved_at",
}


def csv_bytes(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """A CSV with a header; what a row does not name is blank."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def write_export(file: Path, entity: str, rows: Iterable[Row], exported_at: datetime) -> None:
    """One canonical export (`.csv` or `.csv.gz`) that bears its export time as modification time."""
    file.parent.mkdir(parents=True, exist_ok=True)
    content = csv_bytes(COLUMNS[entity].split(","), rows)
    file.write_bytes(gzip.compress(content, mtime=0) if file.suffix == ".gz" else content)
    seconds = exported_at.replace(tzinfo=UTC).timestamp()
    os.utime(file, (seconds, seconds))


def write_policy(folder: Path, tables: Mapping[str, Sequence[Row]]) -> None:
    """A policy folder; a table's columns are those that any of its rows names, in first-seen order.

    A table without rows is left out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        if not rows:
            (folder / f"{name}.csv").unlink(missing_ok=True)
            continue
        columns = list(dict.fromkeys(column for row in rows for column in row))
        (folder / f"{name}.csv").write_bytes(csv_bytes(columns, rows))
