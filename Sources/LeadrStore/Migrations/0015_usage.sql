-- Usage counters reach usage_records in batches, each once (architecture-checklist.md §8).
CREATE TABLE usage_batches (
    id uuid PRIMARY KEY,
    recorded_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ix_usage_batches_recorded_at ON usage_batches (recorded_at);
CREATE INDEX ix_usage_records_period ON usage_records (period_start, account_id, metric);
