-- Where a submission stands outside of its event (design.md §2).

-- Submissions on their way to the queue, only with INGEST_DURABILITY=postgres. Deleted in the ranking transaction.
CREATE TABLE inbox (
    event_id uuid PRIMARY KEY,
    board_id uuid NOT NULL,
    payload bytea NOT NULL,
    accepted_at timestamptz NOT NULL,
    -- Null until the job is known to be in Redis.
    pushed_at timestamptz
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000);
CREATE INDEX ix_inbox_unpushed ON inbox (accepted_at, event_id) WHERE pushed_at IS NULL;

-- Rejected submissions, kept 30 days. An accepted one has its event row and none here.
CREATE TABLE submission_outcomes (
    event_id uuid PRIMARY KEY,
    game_id uuid NOT NULL,
    identity_id uuid NOT NULL,
    status integer NOT NULL,
    error varchar NOT NULL,
    score_id uuid,
    decided_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ix_submission_outcomes_decided_at ON submission_outcomes (decided_at);

-- Submissions that used up their deliveries. Written before the job leaves Redis; their status stays pending until an operator decides.
CREATE TABLE dead_submissions (
    event_id uuid PRIMARY KEY,
    account_id uuid NOT NULL,
    game_id uuid NOT NULL,
    board_id uuid NOT NULL,
    identity_id uuid NOT NULL,
    queue varchar NOT NULL,
    payload bytea NOT NULL,
    error varchar NOT NULL,
    deliveries integer NOT NULL,
    accepted_at timestamptz NOT NULL,
    died_at timestamptz NOT NULL DEFAULT now(),
    -- Set when an operator retried or dropped it.
    resolved_at timestamptz,
    resolution varchar
);
CREATE INDEX ix_dead_submissions_open ON dead_submissions (died_at, event_id) WHERE resolved_at IS NULL;
CREATE INDEX ix_dead_submissions_account ON dead_submissions (account_id, died_at);
