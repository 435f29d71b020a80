"""first tables

Revision: 0001, after 
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB
revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table('audit',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor', sa.String(), nullable=False),
    sa.Column('action', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('conversation_id', sa.String(length=64), nullable=True),
    sa.Column('details', sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit'))
    )
    op.create_index(op.f('ix_audit_at'), 'audit', ['at'], unique=False)
    op.create_table('calendar_days',
    sa.Column('date', sa.Date(), nullable=False),
    sa.Column('working', sa.Boolean(), nullable=False),
    sa.Column('removed', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('date', name=op.f('pk_calendar_days'))
    )
    op.create_table('challenges',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('licence_no', sa.String(length=64), nullable=False),
    sa.Column('channel', sa.String(length=64), nullable=False),
    sa.Column('account', sa.String(), nullable=False),
    sa.Column('purpose', sa.String(length=64), nullable=False),
    sa.Column('code_hash', sa.String(), nullable=False),
    sa.Column('sent', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_challenges'))
    )
    op.create_index('ix_challenges_account', 'challenges', ['channel', 'account', 'created_at'], unique=False)
    op.create_index(op.f('ix_challenges_licence_no'), 'challenges', ['licence_no'], unique=False)
    op.create_table('courts',
    sa.Column('code', sa.String(length=64), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('level', sa.String(), nullable=False),
    sa.Column('province', sa.String(), nullable=True),
    sa.Column('address', sa.String(), nullable=True),
    sa.Column('phone', sa.String(), nullable=True),
    sa.Column('hours', sa.String(), nullable=True),
    sa.Column('online_functions', sa.JSON().with_variant(JSONB(), "postgresql"), nullable=True),
    sa.Column('removed', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_courts'))
    )
    op.create_table('evaluations',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('rating', sa.Integer(), nullable=False),
    sa.Column('remark', sa.String(), nullable=True),
    sa.Column('about', sa.String(), nullable=True),
    sa.Column('conversation_id', sa.String(length=64), nullable=True),
    sa.Column('licence_no', sa.String(length=64), nullable=True),
    sa.Column('channel', sa.String(length=64), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evaluations'))
    )
    op.create_index(op.f('ix_evaluations_licence_no'), 'evaluations', ['licence_no'], unique=False)
    op.create_table('feedback',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('receipt_no', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.String(length=64), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('status', sa.String(length=64), nullable=False),
    sa.Column('answer', sa.String(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answered_by', sa.String(length=64), nullable=True),
    sa.Column('channel', sa.String(length=64), nullable=False),
    sa.Column('conversation_id', sa.String(length=64), nullable=True),
    sa.Column('licence_no', sa.String(length=64), nullable=True),
    sa.Column('court_code', sa.String(length=64), nullable=True),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('claimed_by', sa.String(length=64), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_feedback')),
    sa.UniqueConstraint('receipt_no', name=op.f('uq_feedback_receipt_no'))
    )
    op.create_index(op.f('ix_feedback_licence_no'), 'feedback', ['licence_no'], unique=False)
    op.create_table('lawyers',
    sa.Column('licence_no', sa.String(length=64), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('firm', sa.String(), nullable=True),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('practice_area', sa.JSON().with_variant(JSONB(), "postgresql"), nullable=True),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('restricted_functions', sa.JSON().with_variant(JSONB(), "postgresql"), nullable=True),
    sa.Column('restricted_reason', sa.String(), nullable=True),
    sa.Column('removed', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('licence_no', name=op.f('pk_lawyers'))
    )
    op.create_index(op.f('ix_lawyers_phone'), 'lawyers', ['phone'], unique=False)
    op.create_table('outbox',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('channel', sa.String(length=64), nullable=False),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('secret', sa.Boolean(), nullable=False),
    sa.Column('dedupe_key', sa.String(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('next_try_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('given_up_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox')),
    sa.UniqueConstraint('dedupe_key', name=op.f('uq_outbox_dedupe_key'))
    )
    op.create_index(op.f('ix_outbox_next_try_at'), 'outbox', ['next_try_at'], unique=False)
    op.create_table('pauses',
    sa.Column('channel', sa.String(length=64), nullable=False),
    sa.Column('account', sa.String(), nullable=False),
    sa.Column('subject', sa.String(length=64), nullable=False),
    sa.Column('wrong', sa.Integer(), nullable=False),
    sa.Column('paused_until', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('channel', 'account', 'subject', name=op.f('pk_pauses'))
    )
    op.create_table('pins',
    sa.Column('licence_no', sa.String(length=64), nullable=False),
    sa.Column('pin_hash', sa.String(), nullable=False),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('wrong', sa.Integer(), nullable=False),
    sa.Column('disabled_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('licence_no', name=op.f('pk_pins'))
    )
    op.create_table('requests',
    sa.Column('receipt_no', sa.String(length=64), nullable=False),
    sa.Column('function', sa.String(length=64), nullable=False),
    sa.Column('case_number', sa.String(length=64), nullable=True),
    sa.Column('court_code', sa.String(length=64), nullable=True),
    sa.Column('licence_no', sa.String(length=64), nullable=False),
    sa.Column('channel', sa.String(length=64), nullable=False),
    sa.Column('conversation_id', sa.String(length=64), nullable=True),
    sa.Column('status', sa.String(length=64), nullable=False),
    sa.Column('fields', sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
    sa.Column('needs', sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('signed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('claimed_by', sa.String(length=64), nullable=True),
    sa.Column('supervisor_only', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('receipt_no', name=op.f('pk_requests'))
    )
    op.create_index(op.f('ix_requests_function'), 'requests', ['function'], unique=False)
    op.create_index(op.f('ix_requests_licence_no'), 'requests', ['licence_no'], unique=False)
    op.create_index(op.f('ix_requests_status'), 'requests', ['status'], unique=False)
    op.create_table('tokens',
    sa.Column('token_hash', sa.String(), nullable=False),
    sa.Column('kind', sa.String(length=64), nullable=False),
    sa.Column('subject', sa.String(length=64), nullable=False),
    sa.Column('phone', sa.String(), nullable=True),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_tokens'))
    )
    op.create_index(op.f('ix_tokens_subject'), 'tokens', ['subject'], unique=False)
    op.create_table('used_keys',
    sa.Column('actor', sa.String(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('body_hash', sa.String(), nullable=False),
    sa.Column('status', sa.Integer(), nullable=False),
    sa.Column('answer', sa.JSON().with_variant(JSONB(), "postgresql"), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('actor', 'key', name=op.f('pk_used_keys'))
    )
    op.create_table('verifications',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('channel', sa.String(length=64), nullable=False),
    sa.Column('account', sa.String(), nullable=False),
    sa.Column('licence_no', sa.String(length=64), nullable=False),
    sa.Column('method', sa.String(), nullable=False),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('verified_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_verifications'))
    )
    op.create_index('ix_verifications_account', 'verifications', ['channel', 'account'], unique=False)
    op.create_index(op.f('ix_verifications_licence_no'), 'verifications', ['licence_no'], unique=False)
    op.create_table('assistants',
    sa.Column('licence_no', sa.String(length=64), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('principal_licence_no', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('removed', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['principal_licence_no'], ['lawyers.licence_no'], name=op.f('fk_assistants_principal_licence_no_lawyers')),
    sa.PrimaryKeyConstraint('licence_no', name=op.f('pk_assistants'))
    )
    op.create_index(op.f('ix_assistants_principal_licence_no'), 'assistants', ['principal_licence_no'], unique=False)
    op.create_table('cases',
    sa.Column('case_number', sa.String(length=64), nullable=False),
    sa.Column('court_code', sa.String(length=64), nullable=False),
    sa.Column('cause', sa.String(), nullable=True),
    sa.Column('procedure', sa.String(), nullable=True),
    sa.Column('stage', sa.String(), nullable=False),
    sa.Column('amount_yuan', sa.BigInteger(), nullable=True),
    sa.Column('division', sa.String(), nullable=True),
    sa.Column('judge', sa.JSON().with_variant(JSONB(), "postgresql"), nullable=True),
    sa.Column('clerk', sa.JSON().with_variant(JSONB(), "postgresql"), nullable=True),
    sa.Column('parties', sa.JSON().with_variant(JSONB(), "postgresql"), nullable=True),
    sa.Column('evidence_until', sa.Date(), nullable=True),
    sa.Column('public', sa.Boolean(), nullable=False),
    sa.Column('removed', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['court_code'], ['courts.code'], name=op.f('fk_cases_court_code_courts')),
    sa.PrimaryKeyConstraint('case_number', name=op.f('pk_cases'))
    )
    op.create_index(op.f('ix_cases_court_code'), 'cases', ['court_code'], unique=False)
    op.create_table('request_changes',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('receipt_no', sa.String(length=64), nullable=False),
    sa.Column('status', sa.String(length=64), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['receipt_no'], ['requests.receipt_no'], name=op.f('fk_request_changes_receipt_no_requests')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_request_changes'))
    )
    op.create_index(op.f('ix_request_changes_receipt_no'), 'request_changes', ['receipt_no'], unique=False)
    op.create_table('staff',
    sa.Column('username', sa.String(length=64), nullable=False),
    sa.Column('password_hash', sa.String(), nullable=False),
    sa.Column('password_set_by_person', sa.Boolean(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('court_code', sa.String(length=64), nullable=True),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('totp_secret', sa.String(), nullable=True),
    sa.Column('removed', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['court_code'], ['courts.code'], name=op.f('fk_staff_court_code_courts')),
    sa.PrimaryKeyConstraint('username', name=op.f('pk_staff'))
    )
    op.create_table('assistant_grants',
    sa.Column('assistant_licence_no', sa.String(length=64), nullable=False),
    sa.Column('case_number', sa.String(length=64), nullable=False),
    sa.Column('functions', sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('removed', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['assistant_licence_no'], ['assistants.licence_no'], name=op.f('fk_assistant_grants_assistant_licence_no_assistants')),
    sa.ForeignKeyConstraint(['case_number'], ['cases.case_number'], name=op.f('fk_assistant_grants_case_number_cases')),
    sa.PrimaryKeyConstraint('assistant_licence_no', 'case_number', name=op.f('pk_assistant_grants'))
    )
    op.create_table('conversations',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('channel', sa.String(length=64), nullable=False),
    sa.Column('account', sa.String(), nullable=False),
    sa.Column('address', sa.String(), nullable=True),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('claimed_by', sa.String(length=64), nullable=True),
    sa.Column('court_code', sa.String(length=64), nullable=True),
    sa.Column('licence_no', sa.String(length=64), nullable=True),
    sa.Column('bound_licence_no', sa.String(length=64), nullable=True),
    sa.Column('dialogue_turn_id', sa.String(length=64), nullable=True),
    sa.Column('rating_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('code_asked', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['claimed_by'], ['staff.username'], name=op.f('fk_conversations_claimed_by_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_conversations'))
    )
    op.create_index('ix_conversations_account', 'conversations', ['channel', 'account', 'opened_at'], unique=False)
    op.create_table('deliveries',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('case_number', sa.String(length=64), nullable=False),
    sa.Column('licence_no', sa.String(length=64), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('served_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('signed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('url', sa.String(), nullable=True),
    sa.Column('removed', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['case_number'], ['cases.case_number'], name=op.f('fk_deliveries_case_number_cases')),
    sa.ForeignKeyConstraint(['licence_no'], ['lawyers.licence_no'], name=op.f('fk_deliveries_licence_no_lawyers')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deliveries'))
    )
    op.create_index(op.f('ix_deliveries_case_number'), 'deliveries', ['case_number'], unique=False)
    op.create_index(op.f('ix_deliveries_licence_no'), 'deliveries', ['licence_no'], unique=False)
    op.create_table('fees',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('case_number', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('amount_yuan', sa.BigInteger(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('paid_on', sa.Date(), nullable=True),
    sa.Column('paid_yuan', sa.BigInteger(), nullable=True),
    sa.Column('refund', sa.JSON().with_variant(JSONB(), "postgresql"), nullable=True),
    sa.Column('removed', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['case_number'], ['cases.case_number'], name=op.f('fk_fees_case_number_cases')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fees'))
    )
    op.create_index(op.f('ix_fees_case_number'), 'fees', ['case_number'], unique=False)
    op.create_table('hearings',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('case_number', sa.String(length=64), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('place', sa.String(), nullable=True),
    sa.Column('online', sa.Boolean(), nullable=True),
    sa.Column('kind', sa.String(), nullable=True),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('removed', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['case_number'], ['cases.case_number'], name=op.f('fk_hearings_case_number_cases')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hearings'))
    )
    op.create_index(op.f('ix_hearings_case_number'), 'hearings', ['case_number'], unique=False)
    op.create_index('ix_hearings_case_start', 'hearings', ['case_number', 'starts_at'], unique=False)
    op.create_table('milestones',
    sa.Column('case_number', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.String(length=64), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('removed', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['case_number'], ['cases.case_number'], name=op.f('fk_milestones_case_number_cases')),
    sa.PrimaryKeyConstraint('case_number', 'kind', 'at', name=op.f('pk_milestones'))
    )
    op.create_table('representations',
    sa.Column('case_number', sa.String(length=64), nullable=False),
    sa.Column('licence_no', sa.String(length=64), nullable=False),
    sa.Column('party', sa.String(), nullable=True),
    sa.Column('authority', sa.String(), nullable=False),
    sa.Column('authority_items', sa.JSON().with_variant(JSONB(), "postgresql"), nullable=True),
    sa.Column('verified', sa.Boolean(), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('removed', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['case_number'], ['cases.case_number'], name=op.f('fk_representations_case_number_cases')),
    sa.ForeignKeyConstraint(['licence_no'], ['lawyers.licence_no'], name=op.f('fk_representations_licence_no_lawyers')),
    sa.PrimaryKeyConstraint('case_number', 'licence_no', name=op.f('pk_representations'))
    )
    op.create_index(op.f('ix_representations_licence_no'), 'representations', ['licence_no'], unique=False)
    op.create_table('messages',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('conversation_id', sa.String(length=64), nullable=False),
    sa.Column('turn_id', sa.String(length=64), nullable=True),
    sa.Column('author', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('options', sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
    sa.Column('staff', sa.String(length=64), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['conversation_id'], ['conversations.id'], name=op.f('fk_messages_conversation_id_conversations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_messages'))
    )
    op.create_index(op.f('ix_messages_conversation_id'), 'messages', ['conversation_id'], unique=False)
    op.create_table('tickets',
    sa.Column('receipt_no', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.String(length=64), nullable=False),
    sa.Column('conversation_id', sa.String(length=64), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('court_code', sa.String(length=64), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('claimed_by', sa.String(length=64), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('resolution', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['conversation_id'], ['conversations.id'], name=op.f('fk_tickets_conversation_id_conversations')),
    sa.PrimaryKeyConstraint('receipt_no', name=op.f('pk_tickets'))
    )
    op.create_index(op.f('ix_tickets_conversation_id'), 'tickets', ['conversation_id'], unique=False)
    op.create_table('turns',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('conversation_id', sa.String(length=64), nullable=False),
    sa.Column('channel', sa.String(length=64), nullable=False),
    sa.Column('account', sa.String(), nullable=False),
    sa.Column('external_id', sa.String(), nullable=False),
    sa.Column('body_hash', sa.String(), nullable=False),
    sa.Column('content', sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answer', sa.JSON().with_variant(JSONB(), "postgresql"), nullable=True),
    sa.Column('deferred', sa.Boolean(), nullable=False),
    sa.Column('dialogue', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['conversation_id'], ['conversations.id'], name=op.f('fk_turns_conversation_id_conversations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_turns')),
    sa.UniqueConstraint('channel', 'account', 'external_id', name=op.f('uq_turns_channel_account_external_id'))
    )
    op.create_index(op.f('ix_turns_conversation_id'), 'turns', ['conversation_id'], unique=False)
    op.create_table('effects',
    sa.Column('turn_id', sa.String(length=64), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('outcome', sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
    sa.ForeignKeyConstraint(['turn_id'], ['turns.id'], name=op.f('fk_effects_turn_id_turns')),
    sa.PrimaryKeyConstraint('turn_id', 'ordinal', name=op.f('pk_effects'))
    )



def downgrade() -> None:

    op.drop_table('effects')
    op.drop_index(op.f('ix_turns_conversation_id'), table_name='turns')
    op.drop_table('turns')
    op.drop_index(op.f('ix_tickets_conversation_id'), table_name='tickets')
    op.drop_table('tickets')
    op.drop_index(op.f('ix_messages_conversation_id'), table_name='messages')
    op.drop_table('messages')
    op.drop_index(op.f('ix_representations_licence_no'), table_name='representations')
    op.drop_table('representations')
    op.drop_table('milestones')
    op.drop_index('ix_hearings_case_start', table_name='hearings')
    op.drop_index(op.f('ix_hearings_case_number'), table_name='hearings')
    op.drop_table('hearings')
    op.drop_index(op.f('ix_fees_case_number'), table_name='fees')
    op.drop_table('fees')
    op.drop_index(op.f('ix_deliveries_licence_no'), table_name='deliveries')
    op.drop_index(op.f('ix_deliveries_case_number'), table_name='deliveries')
    op.drop_table('deliveries')
    op.drop_index('ix_conversations_account', table_name='conversations')
    op.drop_table('conversations')
    op.drop_table('assistant_grants')
    op.drop_table('staff')
    op.drop_index(op.f('ix_request_changes_receipt_no'), table_name='request_changes')
    op.drop_table('request_changes')
    op.drop_index(op.f('ix_cases_court_code'), table_name='cases')
    op.drop_table('cases')
    op.drop_index(op.f('ix_assistants_principal_licence_no'), table_name='assistants')
    op.drop_table('assistants')
    op.drop_index(op.f('ix_verifications_licence_no'), table_name='verifications')
    op.drop_index('ix_verifications_account', table_name='verifications')
    op.drop_table('verifications')
    op.drop_table('used_keys')
    op.drop_index(op.f('ix_tokens_subject'), table_name='tokens')
    op.drop_table('tokens')
    op.drop_index(op.f('ix_requests_status'), table_name='requests')
    op.drop_index(op.f('ix_requests_licence_no'), table_name='requests')
    op.drop_index(op.f('ix_requests_function'), table_name='requests')
    op.drop_table('requests')
    op.drop_table('pins')
    op.drop_table('pauses')
    op.drop_index(op.f('ix_outbox_next_try_at'), table_name='outbox')
    op.drop_table('outbox')
    op.drop_index(op.f('ix_lawyers_phone'), table_name='lawyers')
    op.drop_table('lawyers')
    op.drop_index(op.f('ix_feedback_licence_no'), table_name='feedback')
    op.drop_table('feedback')
    op.drop_index(op.f('ix_evaluations_licence_no'), table_name='evaluations')
    op.drop_table('evaluations')
    op.drop_table('courts')
    op.drop_index(op.f('ix_challenges_licence_no'), table_name='challenges')
    op.drop_index('ix_challenges_account', table_name='challenges')
    op.drop_table('challenges')
    op.drop_table('calendar_days')
    op.drop_index(op.f('ix_audit_at'), table_name='audit')
    op.drop_table('audit')

