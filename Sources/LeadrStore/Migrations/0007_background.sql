-- What background work needs: outbox, scheduler, usage (architecture-checklist.md §8, §12; design.md §6).

CREATE TABLE outbox (
    id uuid PRIMARY KEY,
    event_name varchar(255) NOT NULL,
    event_version integer NOT NULL DEFAULT 1,
    payload jsonb NOT NULL,
    occurred_at timestamptz NOT NULL DEFAULT now(),
    correlation_id uuid,
    causation_id uuid,
    tenant_id uuid,
    -- Null until the relay has handed the event on.
    published_at timestamptz,
    attempts integer NOT NULL DEFAULT 0,
    last_error varchar(2048)
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000);
CREATE INDEX ix_outbox_pending ON outbox (occurred_at, id) WHERE published_at IS NULL;
CREATE INDEX ix_outbox_published ON outbox (published_at) WHERE published_at IS NOT NULL;

-- One row per task and slot of the fixed grid: whoever inserts it runs the slot.
CREATE TABLE scheduler_runs (
    task varchar NOT NULL,
    slot bigint NOT NULL,
    term bigint NOT NULL,
    holder varchar NOT NULL,
    attempts integer NOT NULL DEFAULT 1,
    started_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    error varchar(2048),
    PRIMARY KEY (task, slot)
);
CREATE INDEX ix_scheduler_runs_started_at ON scheduler_runs (started_at);

-- Leader leases. The term grows with every change of holder, so a late write of an old leader can be told apart.
CREATE TABLE scheduler_leases (
    name varchar PRIMARY KEY,
    holder varchar NOT NULL,
    term bigint NOT NULL,
    expires_at timestamptz NOT NULL
);

CREATE TABLE usage_records (
    account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    metric varchar NOT NULL,
    period_start timestamptz NOT NULL,
    period_end timestamptz NOT NULL,
    amount bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, metric, period_start)
);
