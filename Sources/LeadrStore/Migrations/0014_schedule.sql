-- The history of scheduled tasks, what operators ask of them, and their alerts (design.md §6, contract/platform.md §7).

-- A run is a slot, a slot made up for, or a run that an operator asked for; the last kind has no slot. Processes of the version before still insert
-- slots without the new columns.
ALTER TABLE scheduler_runs DROP CONSTRAINT scheduler_runs_pkey;
ALTER TABLE scheduler_runs
    ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid(),
    ADD COLUMN kind varchar(16) NOT NULL DEFAULT 'slot',
    -- When the slot began, or when the run was asked for. Slot numbers change with the interval, this does not.
    ADD COLUMN due_at timestamptz NOT NULL DEFAULT now(),
    -- Null while it runs, and on rows of the version before.
    ADD COLUMN outcome varchar(16),
    ADD COLUMN requested_by varchar(255),
    ALTER COLUMN slot DROP NOT NULL,
    ADD PRIMARY KEY (id);
UPDATE scheduler_runs SET due_at = started_at;
CREATE UNIQUE INDEX uq_scheduler_runs_task_slot ON scheduler_runs (task, slot);
CREATE INDEX ix_scheduler_runs_task_due ON scheduler_runs (task, due_at) WHERE slot IS NOT NULL;
CREATE INDEX ix_scheduler_runs_task_started ON scheduler_runs (task, started_at, id);
CREATE INDEX ix_scheduler_runs_started ON scheduler_runs (started_at, id);
CREATE INDEX ix_scheduler_runs_open ON scheduler_runs (term) WHERE finished_at IS NULL;
DROP INDEX ix_scheduler_runs_started_at;

-- The tasks of the present leader, for operators.
CREATE TABLE scheduler_tasks (
    name varchar PRIMARY KEY,
    interval_us bigint NOT NULL,
    offset_us bigint NOT NULL,
    timeout_us bigint,
    attempts integer NOT NULL,
    alerts boolean NOT NULL,
    is_recorded boolean NOT NULL,
    missed_slots varchar(16) NOT NULL,
    registered_at timestamptz NOT NULL DEFAULT now()
);

-- Runs that operators asked for and no leader has begun: one per task at most. The run takes over the id.
CREATE TABLE scheduler_requests (
    id uuid PRIMARY KEY,
    task varchar NOT NULL UNIQUE,
    requested_by varchar(255) NOT NULL,
    requested_at timestamptz NOT NULL DEFAULT now()
);

-- When a failure of a task was last told of, and how many were left out since.
CREATE TABLE scheduler_alerts (
    task varchar PRIMARY KEY,
    alerted_at timestamptz NOT NULL,
    left_out bigint NOT NULL DEFAULT 0
);

-- What retention deletes, in the order in which it does.
CREATE INDEX ix_nonces_pending_expires ON nonces (expires_at) WHERE status = 'pending';
CREATE INDEX ix_identity_sessions_revoked ON identity_sessions (revoked_at) WHERE revoked_at IS NOT NULL;
CREATE INDEX ix_dead_submissions_resolved ON dead_submissions (resolved_at) WHERE resolved_at IS NOT NULL;
