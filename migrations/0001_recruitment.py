"""The tables of recruitment, and triggers that keep the audit chain append-only.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = ("hr_recruit",)
depends_on = None

AUDIT = "hr_recruit_audit_entry"
REFUSAL = "the audit chain is append-only"


def upgrade() -> None:
    create_assistant_tables()
    create_job_tables()
    create_delivery_tables()
    create_lexicon_tables()
    create_security_tables()
    create_candidate_tables()
    create_availability_tables()
    create_correction_tables()
    create_duplicate_tables()
    create_exam_tables()
    create_offer_tables()
    create_schedule_tables()
    create_booking_tables()
    create_interview_day_tables()
    protect_audit_chain()


def downgrade() -> None:
    op.drop_table("hr_recruit_turn")
    op.drop_table("hr_recruit_seat")
    op.drop_table("hr_recruit_scorecard")
    op.drop_table("hr_recruit_load_claim")
    op.drop_table("hr_recruit_hire")
    op.drop_table("hr_recruit_claim")
    op.drop_table("hr_recruit_change_request")
    op.drop_table("hr_recruit_time_ask")
    op.drop_table("hr_recruit_stage_move")
    op.drop_table("hr_recruit_review_request")
    op.drop_table("hr_recruit_offer")
    op.drop_table("hr_recruit_interview")
    op.drop_table("hr_recruit_import_item")
    op.drop_table("hr_recruit_exam_entry")
    op.drop_table("hr_recruit_correction_request")
    op.drop_table("hr_recruit_booking_invitation")
    op.drop_table("hr_recruit_schedule")
    op.drop_table("hr_recruit_draw")
    op.drop_table("hr_recruit_correction")
    op.drop_table("hr_recruit_booking")
    op.drop_table("hr_recruit_application")
    op.drop_table("hr_recruit_template_use")
    op.drop_table("hr_recruit_stage")
    op.drop_table("hr_recruit_person_merge")
    op.drop_table("hr_recruit_person_key")
    op.drop_table("hr_recruit_import_batch")
    op.drop_table("hr_recruit_duplicate_pair")
    op.drop_table("hr_recruit_document")
    op.drop_table("hr_recruit_day_rules")
    op.drop_table("hr_recruit_consent")
    op.drop_table("hr_recruit_written_exam")
    op.drop_table("hr_recruit_work_template")
    op.drop_table("hr_recruit_word_group")
    op.drop_table("hr_recruit_stage_template")
    op.drop_table("hr_recruit_special_day")
    op.drop_table("hr_recruit_source_cost")
    op.drop_table("hr_recruit_sequence")
    op.drop_table("hr_recruit_room")
    op.drop_table("hr_recruit_outbox_message")
    op.drop_table("hr_recruit_mark_log")
    op.drop_table("hr_recruit_job")
    op.drop_table("hr_recruit_interviewer")
    op.drop_table("hr_recruit_idempotent_request")
    op.drop_table("hr_recruit_hook_setting")
    op.drop_table("hr_recruit_hook_run")
    op.drop_table("hr_recruit_free_time")
    op.drop_table("hr_recruit_connection")
    op.drop_table("hr_recruit_candidate")
    op.drop_table("hr_recruit_calendar_sync")
    op.drop_table("hr_recruit_busy")
    op.drop_table("hr_recruit_audit_entry")
    op.drop_table("hr_recruit_assistant_request")
    op.drop_table("hr_recruit_api_token")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION hr_recruit_refuse()")


def create_assistant_tables() -> None:
    op.create_table(
        "hr_recruit_assistant_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("subject_type", sa.String(length=64), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("proposals", sa.LargeBinary(), nullable=True),
        sa.Column("answer", sa.JSON(), nullable=True),
        sa.Column("asked_by", sa.String(length=200), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_assistant_request")),
    )
    op.create_index(
        "ix_hr_recruit_assistant_request_subject",
        "hr_recruit_assistant_request",
        ["subject_type", "subject_id"],
        unique=False,
    )


def create_job_tables() -> None:
    op.create_table(
        "hr_recruit_job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("department_id", sa.String(length=64), nullable=False),
        sa.Column("department_name", sa.String(length=200), nullable=False),
        sa.Column("headcount", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("requirements", sa.JSON(), nullable=False),
        sa.Column("post_category", sa.String(length=64), nullable=True),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("owner_id", sa.String(length=64), nullable=False),
        sa.Column("owner_name", sa.String(length=200), nullable=False),
        sa.Column("owner_email", sa.String(length=200), nullable=True),
        sa.Column("opened_at", sa.DateTime(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("updated_by", sa.String(length=200), nullable=True),
        sa.Column("updated_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_job")),
        sa.UniqueConstraint("code", name=op.f("uq_hr_recruit_job_code")),
    )
    op.create_index(op.f("ix_hr_recruit_job_department_id"), "hr_recruit_job", ["department_id"], unique=False)
    op.create_index(op.f("ix_hr_recruit_job_status"), "hr_recruit_job", ["status"], unique=False)
    op.create_table(
        "hr_recruit_source_cost",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("month", sa.String(length=64), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_source_cost")),
        sa.UniqueConstraint("source", "month", name=op.f("uq_hr_recruit_source_cost_source_month")),
    )
    op.create_table(
        "hr_recruit_stage_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("stages", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_stage_template")),
        sa.UniqueConstraint("name", name=op.f("uq_hr_recruit_stage_template_name")),
    )
    op.create_table(
        "hr_recruit_stage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("agreed_days", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("panel", sa.JSON(), nullable=False),
        sa.Column("owners", sa.JSON(), nullable=False),
        sa.Column("kit", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["hr_recruit_job.id"], name=op.f("fk_hr_recruit_stage_job_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_stage")),
    )
    op.create_index(op.f("ix_hr_recruit_stage_job_id"), "hr_recruit_stage", ["job_id"], unique=False)


def create_delivery_tables() -> None:
    op.create_table(
        "hr_recruit_connection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("port", sa.String(length=64), nullable=False),
        sa.Column("adapter", sa.String(length=64), nullable=False),
        sa.Column("settings", sa.LargeBinary(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("updated_by", sa.String(length=200), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_connection")),
        sa.UniqueConstraint("port", name=op.f("uq_hr_recruit_connection_port")),
    )
    op.create_table(
        "hr_recruit_hook_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("implementation", sa.String(length=200), nullable=False),
        sa.Column("hook", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("error", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_hook_run")),
    )
    op.create_index(
        op.f("ix_hr_recruit_hook_run_implementation"), "hr_recruit_hook_run", ["implementation"], unique=False
    )
    op.create_table(
        "hr_recruit_hook_setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("implementation", sa.String(length=200), nullable=False),
        sa.Column("scope", sa.String(length=64), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("settings", sa.LargeBinary(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("parked_at", sa.DateTime(), nullable=True),
        sa.Column("updated_by", sa.String(length=200), nullable=True),
        sa.Column("updated_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_hook_setting")),
        sa.UniqueConstraint("implementation", "scope", name=op.f("uq_hr_recruit_hook_setting_implementation_scope")),
    )
    op.create_table(
        "hr_recruit_outbox_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("port", sa.String(length=64), nullable=False),
        sa.Column("adapter", sa.String(length=64), nullable=True),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("subject_type", sa.String(length=64), nullable=True),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("origin", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(), nullable=False),
        sa.Column("lease_until", sa.DateTime(), nullable=True),
        sa.Column("claimed_by", sa.String(length=64), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("remote_id", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_outbox_message")),
        sa.UniqueConstraint("port", "key", name=op.f("uq_hr_recruit_outbox_message_port_key")),
    )
    op.create_index(
        "ix_hr_recruit_outbox_message_due", "hr_recruit_outbox_message", ["state", "next_at"], unique=False
    )
    op.create_index(
        "ix_hr_recruit_outbox_message_subject",
        "hr_recruit_outbox_message",
        ["subject_type", "subject_id"],
        unique=False,
    )


def create_lexicon_tables() -> None:
    op.create_table(
        "hr_recruit_word_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=64), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("added_by", sa.String(length=200), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_word_group")),
    )


def create_security_tables() -> None:
    op.create_table(
        "hr_recruit_api_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("token_index", sa.String(length=64), nullable=False),
        sa.Column("permissions", sa.JSON(), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_api_token")),
        sa.UniqueConstraint("name", name=op.f("uq_hr_recruit_api_token_name")),
        sa.UniqueConstraint("token_index", name=op.f("uq_hr_recruit_api_token_token_index")),
    )
    op.create_table(
        "hr_recruit_audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor_id", sa.String(length=64), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("object_type", sa.String(length=64), nullable=False),
        sa.Column("object_id", sa.String(length=64), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_audit_entry")),
        sa.UniqueConstraint("hash", name=op.f("uq_hr_recruit_audit_entry_hash")),
    )
    op.create_index(op.f("ix_hr_recruit_audit_entry_action"), "hr_recruit_audit_entry", ["action"], unique=False)
    op.create_index(op.f("ix_hr_recruit_audit_entry_actor_id"), "hr_recruit_audit_entry", ["actor_id"], unique=False)
    op.create_index(op.f("ix_hr_recruit_audit_entry_at"), "hr_recruit_audit_entry", ["at"], unique=False)
    op.create_index(
        op.f("ix_hr_recruit_audit_entry_object_id"), "hr_recruit_audit_entry", ["object_id"], unique=False
    )
    op.create_table(
        "hr_recruit_idempotent_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("caller", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_idempotent_request")),
        sa.UniqueConstraint("caller", "key", name=op.f("uq_hr_recruit_idempotent_request_caller_key")),
    )
    op.create_index(
        op.f("ix_hr_recruit_idempotent_request_created_at"),
        "hr_recruit_idempotent_request",
        ["created_at"],
        unique=False,
    )


def create_candidate_tables() -> None:
    op.create_table(
        "hr_recruit_candidate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("phone_index", sa.String(length=64), nullable=True),
        sa.Column("email", sa.LargeBinary(), nullable=True),
        sa.Column("email_index", sa.String(length=64), nullable=True),
        sa.Column("id_number", sa.LargeBinary(), nullable=True),
        sa.Column("id_number_index", sa.String(length=64), nullable=True),
        sa.Column("address", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("erased_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["hr_recruit_candidate.id"], name=op.f("fk_hr_recruit_candidate_merged_into_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_candidate")),
    )
    op.create_index(
        op.f("ix_hr_recruit_candidate_email_index"), "hr_recruit_candidate", ["email_index"], unique=False
    )
    op.create_index(
        op.f("ix_hr_recruit_candidate_id_number_index"), "hr_recruit_candidate", ["id_number_index"], unique=False
    )
    op.create_index(op.f("ix_hr_recruit_candidate_name"), "hr_recruit_candidate", ["name"], unique=False)
    op.create_index(
        op.f("ix_hr_recruit_candidate_phone_index"), "hr_recruit_candidate", ["phone_index"], unique=False
    )
    op.create_table(
        "hr_recruit_consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("notice_version", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["hr_recruit_candidate.id"], name=op.f("fk_hr_recruit_consent_candidate_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_consent")),
    )
    op.create_index(op.f("ix_hr_recruit_consent_candidate_id"), "hr_recruit_consent", ["candidate_id"], unique=False)
    op.create_table(
        "hr_recruit_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("parsed", sa.LargeBinary(), nullable=True),
        sa.Column("corrections", sa.LargeBinary(), nullable=True),
        sa.Column("format", sa.String(length=64), nullable=True),
        sa.Column("found", sa.String(length=200), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("refusal", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["hr_recruit_candidate.id"], name=op.f("fk_hr_recruit_document_candidate_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_document")),
    )
    op.create_index(
        op.f("ix_hr_recruit_document_candidate_id"), "hr_recruit_document", ["candidate_id"], unique=False
    )
    op.create_index(op.f("ix_hr_recruit_document_digest"), "hr_recruit_document", ["digest"], unique=False)
    op.create_table(
        "hr_recruit_import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("actor_id", sa.String(length=64), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["hr_recruit_job.id"], name=op.f("fk_hr_recruit_import_batch_job_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_import_batch")),
    )
    op.create_index(op.f("ix_hr_recruit_import_batch_job_id"), "hr_recruit_import_batch", ["job_id"], unique=False)
    op.create_index(op.f("ix_hr_recruit_import_batch_state"), "hr_recruit_import_batch", ["state"], unique=False)
    op.create_table(
        "hr_recruit_application",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("locale", sa.String(length=64), nullable=True),
        sa.Column("applied_at", sa.DateTime(), nullable=False),
        sa.Column("stage_entered_at", sa.DateTime(), nullable=False),
        sa.Column("stage_due_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("judged_by", sa.String(length=200), nullable=True),
        sa.Column("judged_at", sa.DateTime(), nullable=True),
        sa.Column("knocked_out", sa.Boolean(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("headline", sa.JSON(), nullable=False),
        sa.Column("report", sa.LargeBinary(), nullable=True),
        sa.Column("changed_by", sa.String(length=200), nullable=True),
        sa.Column("changed_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["hr_recruit_candidate.id"], name=op.f("fk_hr_recruit_application_candidate_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["hr_recruit_document.id"], name=op.f("fk_hr_recruit_application_document_id")
        ),
        sa.ForeignKeyConstraint(["job_id"], ["hr_recruit_job.id"], name=op.f("fk_hr_recruit_application_job_id")),
        sa.ForeignKeyConstraint(
            ["stage_id"], ["hr_recruit_stage.id"], name=op.f("fk_hr_recruit_application_stage_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_application")),
        sa.UniqueConstraint("job_id", "candidate_id", name=op.f("uq_hr_recruit_application_job_id_candidate_id")),
        sa.UniqueConstraint("token", name=op.f("uq_hr_recruit_application_token")),
    )
    op.create_index(
        op.f("ix_hr_recruit_application_applied_at"), "hr_recruit_application", ["applied_at"], unique=False
    )
    op.create_index(
        "ix_hr_recruit_application_board",
        "hr_recruit_application",
        ["job_id", "status", "stage_id", "knocked_out", "score"],
        unique=False,
    )
    op.create_index(
        op.f("ix_hr_recruit_application_candidate_id"), "hr_recruit_application", ["candidate_id"], unique=False
    )
    op.create_index(op.f("ix_hr_recruit_application_source"), "hr_recruit_application", ["source"], unique=False)
    op.create_index(op.f("ix_hr_recruit_application_stage_id"), "hr_recruit_application", ["stage_id"], unique=False)
    op.create_index(op.f("ix_hr_recruit_application_status"), "hr_recruit_application", ["status"], unique=False)
    op.create_table(
        "hr_recruit_import_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["hr_recruit_application.id"], name=op.f("fk_hr_recruit_import_item_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["hr_recruit_import_batch.id"], name=op.f("fk_hr_recruit_import_item_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["hr_recruit_document.id"], name=op.f("fk_hr_recruit_import_item_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_import_item")),
    )
    op.create_index("ix_hr_recruit_import_item_state", "hr_recruit_import_item", ["batch_id", "state"], unique=False)
    op.create_table(
        "hr_recruit_stage_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("from_stage_id", sa.Integer(), nullable=True),
        sa.Column("to_stage_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=64), nullable=False),
        sa.Column("actor_id", sa.String(length=64), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["hr_recruit_application.id"], name=op.f("fk_hr_recruit_stage_move_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["from_stage_id"], ["hr_recruit_stage.id"], name=op.f("fk_hr_recruit_stage_move_from_stage_id")
        ),
        sa.ForeignKeyConstraint(
            ["to_stage_id"], ["hr_recruit_stage.id"], name=op.f("fk_hr_recruit_stage_move_to_stage_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_stage_move")),
    )
    op.create_index(
        op.f("ix_hr_recruit_stage_move_application_id"), "hr_recruit_stage_move", ["application_id"], unique=False
    )
    op.create_index(op.f("ix_hr_recruit_stage_move_at"), "hr_recruit_stage_move", ["at"], unique=False)


def create_availability_tables() -> None:
    op.create_table(
        "hr_recruit_calendar_sync",
        sa.Column("resource", sa.String(length=200), nullable=False),
        sa.Column("tried_at", sa.DateTime(), nullable=False),
        sa.Column("synced_at", sa.DateTime(), nullable=True),
        sa.Column("until", sa.DateTime(), nullable=True),
        sa.Column("absent", sa.Boolean(), nullable=False),
        sa.Column("problem", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("resource", name=op.f("pk_hr_recruit_calendar_sync")),
    )
    op.create_table(
        "hr_recruit_free_time",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resource", sa.String(length=200), nullable=False),
        sa.Column("start", sa.DateTime(), nullable=False),
        sa.Column("end", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_free_time")),
    )
    op.create_index("ix_hr_recruit_free_time_when", "hr_recruit_free_time", ["resource", "start"], unique=False)
    op.create_table(
        "hr_recruit_mark_log",
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("marked_at", sa.DateTime(), nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_hr_recruit_mark_log")),
    )
    op.create_table(
        "hr_recruit_special_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("works_as", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_hr_recruit_special_day")),
    )
    op.create_table(
        "hr_recruit_work_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("week", sa.JSON(), nullable=False),
        sa.Column("follows_holidays", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_work_template")),
        sa.UniqueConstraint("name", name=op.f("uq_hr_recruit_work_template_name")),
    )
    op.create_table(
        "hr_recruit_template_use",
        sa.Column("whose", sa.String(length=200), nullable=False),
        sa.Column("template_id", sa.Integer(), nullable=False),
        sa.Column("confirmed_by", sa.String(length=200), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["template_id"], ["hr_recruit_work_template.id"], name=op.f("fk_hr_recruit_template_use_template_id")
        ),
        sa.PrimaryKeyConstraint("whose", name=op.f("pk_hr_recruit_template_use")),
    )
    op.create_table(
        "hr_recruit_time_ask",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["hr_recruit_application.id"], name=op.f("fk_hr_recruit_time_ask_application_id")
        ),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_hr_recruit_time_ask")),
    )


def create_correction_tables() -> None:
    op.create_table(
        "hr_recruit_correction",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=64), nullable=False),
        sa.Column("was_read", sa.Boolean(), nullable=False),
        sa.Column("by_candidate", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["hr_recruit_document.id"], name=op.f("fk_hr_recruit_correction_document_id")
        ),
        sa.PrimaryKeyConstraint("document_id", "field", name=op.f("pk_hr_recruit_correction")),
    )
    op.create_table(
        "hr_recruit_correction_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=64), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by", sa.String(length=200), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["hr_recruit_application.id"],
            name=op.f("fk_hr_recruit_correction_request_application_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_correction_request")),
    )
    op.create_index(
        op.f("ix_hr_recruit_correction_request_application_id"),
        "hr_recruit_correction_request",
        ["application_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_hr_recruit_correction_request_state"), "hr_recruit_correction_request", ["state"], unique=False
    )
    op.create_table(
        "hr_recruit_review_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=64), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("new_score", sa.Double(), nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("answered_by", sa.String(length=200), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["hr_recruit_application.id"],
            name=op.f("fk_hr_recruit_review_request_application_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_review_request")),
    )
    op.create_index(
        op.f("ix_hr_recruit_review_request_application_id"),
        "hr_recruit_review_request",
        ["application_id"],
        unique=False,
    )
    op.create_index(op.f("ix_hr_recruit_review_request_state"), "hr_recruit_review_request", ["state"], unique=False)


def create_duplicate_tables() -> None:
    op.create_table(
        "hr_recruit_duplicate_pair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("low_id", sa.Integer(), nullable=False),
        sa.Column("high_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by", sa.String(length=200), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["high_id"], ["hr_recruit_candidate.id"], name=op.f("fk_hr_recruit_duplicate_pair_high_id")
        ),
        sa.ForeignKeyConstraint(
            ["low_id"], ["hr_recruit_candidate.id"], name=op.f("fk_hr_recruit_duplicate_pair_low_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_duplicate_pair")),
        sa.UniqueConstraint("low_id", "high_id", name=op.f("uq_hr_recruit_duplicate_pair_low_id_high_id")),
    )
    op.create_index(
        op.f("ix_hr_recruit_duplicate_pair_high_id"), "hr_recruit_duplicate_pair", ["high_id"], unique=False
    )
    op.create_index(op.f("ix_hr_recruit_duplicate_pair_state"), "hr_recruit_duplicate_pair", ["state"], unique=False)
    op.create_table(
        "hr_recruit_person_key",
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["hr_recruit_candidate.id"], name=op.f("fk_hr_recruit_person_key_candidate_id")
        ),
        sa.PrimaryKeyConstraint("candidate_id", "key", name=op.f("pk_hr_recruit_person_key")),
    )
    op.create_index(op.f("ix_hr_recruit_person_key_key"), "hr_recruit_person_key", ["key"], unique=False)
    op.create_table(
        "hr_recruit_person_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("merged_id", sa.Integer(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("contact", sa.LargeBinary(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("undone_by", sa.String(length=200), nullable=True),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["kept_id"], ["hr_recruit_candidate.id"], name=op.f("fk_hr_recruit_person_merge_kept_id")
        ),
        sa.ForeignKeyConstraint(
            ["merged_id"], ["hr_recruit_candidate.id"], name=op.f("fk_hr_recruit_person_merge_merged_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_person_merge")),
    )
    op.create_index(op.f("ix_hr_recruit_person_merge_kept_id"), "hr_recruit_person_merge", ["kept_id"], unique=False)
    op.create_index(
        op.f("ix_hr_recruit_person_merge_merged_id"), "hr_recruit_person_merge", ["merged_id"], unique=False
    )


def create_exam_tables() -> None:
    op.create_table(
        "hr_recruit_written_exam",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("start", sa.DateTime(), nullable=False),
        sa.Column("end", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("stage_ids", sa.JSON(), nullable=False),
        sa.Column("rooms", sa.JSON(), nullable=False),
        sa.Column("pools", sa.JSON(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("seed", sa.String(length=200), nullable=True),
        sa.Column("draws", sa.Integer(), nullable=False),
        sa.Column("watch", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.JSON(), nullable=True),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by", sa.String(length=200), nullable=True),
        sa.Column("published_by", sa.String(length=200), nullable=True),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_written_exam")),
    )
    op.create_index(op.f("ix_hr_recruit_written_exam_start"), "hr_recruit_written_exam", ["start"], unique=False)
    op.create_index(op.f("ix_hr_recruit_written_exam_state"), "hr_recruit_written_exam", ["state"], unique=False)
    op.create_table(
        "hr_recruit_exam_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exam_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("paper", sa.String(length=200), nullable=False),
        sa.Column("campus", sa.String(length=64), nullable=True),
        sa.Column("needs", sa.LargeBinary(), nullable=True),
        sa.Column("room", sa.String(length=200), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("ticket", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["hr_recruit_application.id"], name=op.f("fk_hr_recruit_exam_entry_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["exam_id"], ["hr_recruit_written_exam.id"], name=op.f("fk_hr_recruit_exam_entry_exam_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_exam_entry")),
        sa.UniqueConstraint(
            "exam_id", "application_id", name=op.f("uq_hr_recruit_exam_entry_exam_id_application_id")
        ),
        sa.UniqueConstraint("exam_id", "room", "number", name=op.f("uq_hr_recruit_exam_entry_exam_id_room_number")),
        sa.UniqueConstraint("ticket", name=op.f("uq_hr_recruit_exam_entry_ticket")),
    )
    op.create_index(
        op.f("ix_hr_recruit_exam_entry_application_id"), "hr_recruit_exam_entry", ["application_id"], unique=False
    )


def create_offer_tables() -> None:
    op.create_table(
        "hr_recruit_sequence",
        sa.Column("series", sa.String(length=64), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series", name=op.f("pk_hr_recruit_sequence")),
    )
    op.create_table(
        "hr_recruit_offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("terms", sa.LargeBinary(), nullable=False),
        sa.Column("token_index", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("issued_by", sa.String(length=200), nullable=False),
        sa.Column("issued_at", sa.DateTime(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=True),
        sa.Column("code_index", sa.String(length=64), nullable=True),
        sa.Column("code_expires_at", sa.DateTime(), nullable=True),
        sa.Column("code_requests", sa.Integer(), nullable=False),
        sa.Column("code_failures", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decline_reason", sa.Text(), nullable=True),
        sa.Column("trail", sa.LargeBinary(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("letter_sha256", sa.String(length=64), nullable=False),
        sa.Column("signed_id", sa.Integer(), nullable=True),
        sa.Column("signed_sha256", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["hr_recruit_application.id"], name=op.f("fk_hr_recruit_offer_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["hr_recruit_document.id"], name=op.f("fk_hr_recruit_offer_letter_id")
        ),
        sa.ForeignKeyConstraint(
            ["signed_id"], ["hr_recruit_document.id"], name=op.f("fk_hr_recruit_offer_signed_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_offer")),
        sa.UniqueConstraint("number", name=op.f("uq_hr_recruit_offer_number")),
        sa.UniqueConstraint("token_index", name=op.f("uq_hr_recruit_offer_token_index")),
    )
    op.create_index(op.f("ix_hr_recruit_offer_application_id"), "hr_recruit_offer", ["application_id"], unique=False)
    op.create_index(op.f("ix_hr_recruit_offer_signed_sha256"), "hr_recruit_offer", ["signed_sha256"], unique=False)
    op.create_index(op.f("ix_hr_recruit_offer_state"), "hr_recruit_offer", ["state"], unique=False)
    op.create_table(
        "hr_recruit_hire",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("staff_no", sa.String(length=64), nullable=False),
        sa.Column("start_date", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["hr_recruit_application.id"], name=op.f("fk_hr_recruit_hire_application_id")
        ),
        sa.ForeignKeyConstraint(["offer_id"], ["hr_recruit_offer.id"], name=op.f("fk_hr_recruit_hire_offer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_hire")),
        sa.UniqueConstraint("application_id", name=op.f("uq_hr_recruit_hire_application_id")),
        sa.UniqueConstraint("offer_id", name=op.f("uq_hr_recruit_hire_offer_id")),
        sa.UniqueConstraint("staff_no", name=op.f("uq_hr_recruit_hire_staff_no")),
    )


def create_schedule_tables() -> None:
    op.create_table(
        "hr_recruit_busy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resource", sa.String(length=200), nullable=False),
        sa.Column("start", sa.DateTime(), nullable=False),
        sa.Column("end", sa.DateTime(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_busy")),
    )
    op.create_index("ix_hr_recruit_busy_when", "hr_recruit_busy", ["resource", "start"], unique=False)
    op.create_table(
        "hr_recruit_interviewer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column("department_id", sa.String(length=64), nullable=True),
        sa.Column("pools", sa.JSON(), nullable=False),
        sa.Column("campuses", sa.JSON(), nullable=False),
        sa.Column("max_per_day", sa.Integer(), nullable=True),
        sa.Column("max_per_week", sa.Integer(), nullable=True),
        sa.Column("avoid", sa.JSON(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_interviewer")),
        sa.UniqueConstraint("user_id", name=op.f("uq_hr_recruit_interviewer_user_id")),
    )
    op.create_table(
        "hr_recruit_room",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("campus", sa.String(length=64), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_room")),
        sa.UniqueConstraint("name", name=op.f("uq_hr_recruit_room_name")),
    )
    op.create_table(
        "hr_recruit_schedule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("problem", sa.JSON(), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=True),
        sa.Column("progress", sa.JSON(), nullable=True),
        sa.Column("problem_note", sa.Text(), nullable=True),
        sa.Column("based_on", sa.Integer(), nullable=True),
        sa.Column("locked", sa.JSON(), nullable=False),
        sa.Column("history", sa.JSON(), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("published_by", sa.String(length=200), nullable=True),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on"], ["hr_recruit_schedule.id"], name=op.f("fk_hr_recruit_schedule_based_on")
        ),
        sa.ForeignKeyConstraint(["job_id"], ["hr_recruit_job.id"], name=op.f("fk_hr_recruit_schedule_job_id")),
        sa.ForeignKeyConstraint(["stage_id"], ["hr_recruit_stage.id"], name=op.f("fk_hr_recruit_schedule_stage_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_schedule")),
    )
    op.create_index(op.f("ix_hr_recruit_schedule_based_on"), "hr_recruit_schedule", ["based_on"], unique=False)
    op.create_index(op.f("ix_hr_recruit_schedule_job_id"), "hr_recruit_schedule", ["job_id"], unique=False)
    op.create_index(op.f("ix_hr_recruit_schedule_state"), "hr_recruit_schedule", ["state"], unique=False)
    op.create_table(
        "hr_recruit_interview",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("schedule_id", sa.Integer(), nullable=True),
        sa.Column("start", sa.DateTime(), nullable=False),
        sa.Column("end", sa.DateTime(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=64), nullable=True),
        sa.Column("calendars", sa.JSON(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("announced_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["hr_recruit_application.id"], name=op.f("fk_hr_recruit_interview_application_id")
        ),
        sa.ForeignKeyConstraint(["room_id"], ["hr_recruit_room.id"], name=op.f("fk_hr_recruit_interview_room_id")),
        sa.ForeignKeyConstraint(
            ["schedule_id"], ["hr_recruit_schedule.id"], name=op.f("fk_hr_recruit_interview_schedule_id")
        ),
        sa.ForeignKeyConstraint(["stage_id"], ["hr_recruit_stage.id"], name=op.f("fk_hr_recruit_interview_stage_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_interview")),
        sa.UniqueConstraint(
            "application_id", "stage_id", name=op.f("uq_hr_recruit_interview_application_id_stage_id")
        ),
    )
    op.create_index(op.f("ix_hr_recruit_interview_stage_id"), "hr_recruit_interview", ["stage_id"], unique=False)
    op.create_index(op.f("ix_hr_recruit_interview_start"), "hr_recruit_interview", ["start"], unique=False)
    op.create_index(op.f("ix_hr_recruit_interview_state"), "hr_recruit_interview", ["state"], unique=False)
    op.create_table(
        "hr_recruit_claim",
        sa.Column("resource", sa.String(length=200), nullable=False),
        sa.Column("slot", sa.DateTime(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["hr_recruit_interview.id"], name=op.f("fk_hr_recruit_claim_interview_id")
        ),
        sa.PrimaryKeyConstraint("resource", "slot", name=op.f("pk_hr_recruit_claim")),
    )
    op.create_index(op.f("ix_hr_recruit_claim_interview_id"), "hr_recruit_claim", ["interview_id"], unique=False)
    op.create_table(
        "hr_recruit_load_claim",
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("period", sa.String(length=64), nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["hr_recruit_interview.id"], name=op.f("fk_hr_recruit_load_claim_interview_id")
        ),
        sa.PrimaryKeyConstraint("user_id", "period", "ordinal", name=op.f("pk_hr_recruit_load_claim")),
    )
    op.create_index(
        op.f("ix_hr_recruit_load_claim_interview_id"), "hr_recruit_load_claim", ["interview_id"], unique=False
    )
    op.create_table(
        "hr_recruit_scorecard",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("user_name", sa.String(length=200), nullable=False),
        sa.Column("ratings", sa.JSON(), nullable=False),
        sa.Column("overall", sa.String(length=64), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["hr_recruit_application.id"], name=op.f("fk_hr_recruit_scorecard_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["hr_recruit_interview.id"], name=op.f("fk_hr_recruit_scorecard_interview_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_scorecard")),
        sa.UniqueConstraint("interview_id", "user_id", name=op.f("uq_hr_recruit_scorecard_interview_id_user_id")),
    )
    op.create_index(
        op.f("ix_hr_recruit_scorecard_application_id"), "hr_recruit_scorecard", ["application_id"], unique=False
    )
    op.create_index(op.f("ix_hr_recruit_scorecard_user_id"), "hr_recruit_scorecard", ["user_id"], unique=False)
    op.create_table(
        "hr_recruit_seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("reminded_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["hr_recruit_interview.id"], name=op.f("fk_hr_recruit_seat_interview_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_seat")),
        sa.UniqueConstraint("interview_id", "user_id", name=op.f("uq_hr_recruit_seat_interview_id_user_id")),
    )
    op.create_index(op.f("ix_hr_recruit_seat_user_id"), "hr_recruit_seat", ["user_id"], unique=False)


def create_booking_tables() -> None:
    op.create_table(
        "hr_recruit_booking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("panel", sa.JSON(), nullable=False),
        sa.Column("deadline", sa.DateTime(), nullable=False),
        sa.Column("max_changes", sa.Integer(), nullable=False),
        sa.Column("notice_hours", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["hr_recruit_job.id"], name=op.f("fk_hr_recruit_booking_job_id")),
        sa.ForeignKeyConstraint(["stage_id"], ["hr_recruit_stage.id"], name=op.f("fk_hr_recruit_booking_stage_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_booking")),
    )
    op.create_index(op.f("ix_hr_recruit_booking_job_id"), "hr_recruit_booking", ["job_id"], unique=False)
    op.create_index(op.f("ix_hr_recruit_booking_stage_id"), "hr_recruit_booking", ["stage_id"], unique=False)
    op.create_index(op.f("ix_hr_recruit_booking_state"), "hr_recruit_booking", ["state"], unique=False)
    op.create_table(
        "hr_recruit_booking_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("invited_at", sa.DateTime(), nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("reminded_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["hr_recruit_application.id"],
            name=op.f("fk_hr_recruit_booking_invitation_application_id"),
        ),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["hr_recruit_booking.id"], name=op.f("fk_hr_recruit_booking_invitation_booking_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_booking_invitation")),
        sa.UniqueConstraint(
            "booking_id", "application_id", name=op.f("uq_hr_recruit_booking_invitation_booking_id_application_id")
        ),
    )
    op.create_index(
        op.f("ix_hr_recruit_booking_invitation_application_id"),
        "hr_recruit_booking_invitation",
        ["application_id"],
        unique=False,
    )
    op.create_table(
        "hr_recruit_change_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=True),
        sa.Column("side", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=True),
        sa.Column("start", sa.DateTime(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by", sa.String(length=200), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["hr_recruit_application.id"],
            name=op.f("fk_hr_recruit_change_request_application_id"),
        ),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["hr_recruit_interview.id"], name=op.f("fk_hr_recruit_change_request_interview_id")
        ),
        sa.ForeignKeyConstraint(
            ["stage_id"], ["hr_recruit_stage.id"], name=op.f("fk_hr_recruit_change_request_stage_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_change_request")),
    )
    op.create_index(
        op.f("ix_hr_recruit_change_request_application_id"),
        "hr_recruit_change_request",
        ["application_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_hr_recruit_change_request_interview_id"), "hr_recruit_change_request", ["interview_id"], unique=False
    )
    op.create_index(op.f("ix_hr_recruit_change_request_state"), "hr_recruit_change_request", ["state"], unique=False)


def create_interview_day_tables() -> None:
    op.create_table(
        "hr_recruit_day_rules",
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("grace_minutes", sa.Integer(), nullable=False),
        sa.Column("early_minutes", sa.Integer(), nullable=False),
        sa.Column("late_after", sa.Integer(), nullable=False),
        sa.Column("shown", sa.String(length=64), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["hr_recruit_job.id"], name=op.f("fk_hr_recruit_day_rules_job_id")),
        sa.PrimaryKeyConstraint("job_id", name=op.f("pk_hr_recruit_day_rules")),
    )
    op.create_table(
        "hr_recruit_draw",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("half", sa.String(length=64), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("campus", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("promise", sa.String(length=64), nullable=False),
        sa.Column("seed", sa.LargeBinary(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=True),
        sa.Column("present", sa.String(length=200), nullable=True),
        sa.Column("lots", sa.JSON(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(), nullable=True),
        sa.Column("confirmed_by", sa.String(length=200), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["stage_id"], ["hr_recruit_stage.id"], name=op.f("fk_hr_recruit_draw_stage_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_draw")),
    )
    op.create_index("ix_hr_recruit_draw_day", "hr_recruit_draw", ["day"], unique=False)
    op.create_table(
        "hr_recruit_turn",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("campus", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("arrived_at", sa.DateTime(), nullable=True),
        sa.Column("arrived_by", sa.String(length=200), nullable=True),
        sa.Column("called_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("put_back", sa.Integer(), nullable=False),
        sa.Column("no_shows", sa.Integer(), nullable=False),
        sa.Column("wrong_codes", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.String(length=200), nullable=True),
        sa.Column("undo", sa.JSON(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["hr_recruit_interview.id"], name=op.f("fk_hr_recruit_turn_interview_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_recruit_turn")),
        sa.UniqueConstraint("day", "campus", "number", name=op.f("uq_hr_recruit_turn_day_campus_number")),
        sa.UniqueConstraint("interview_id", name=op.f("uq_hr_recruit_turn_interview_id")),
    )
    op.create_index("ix_hr_recruit_turn_day", "hr_recruit_turn", ["day", "campus"], unique=False)


def protect_audit_chain() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for deed in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {AUDIT}_no_{deed.lower()} BEFORE {deed} ON {AUDIT} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
    elif op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION hr_recruit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {AUDIT}_no_change BEFORE UPDATE OR DELETE ON {AUDIT} "
            "FOR EACH ROW EXECUTE FUNCTION hr_recruit_refuse()"
        )
        op.execute(
            f"CREATE TRIGGER {AUDIT}_no_truncate BEFORE TRUNCATE ON {AUDIT} "
            "FOR EACH STATEMENT EXECUTE FUNCTION hr_recruit_refuse()"
        )
