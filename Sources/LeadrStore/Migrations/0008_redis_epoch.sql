-- How it is told that Redis lost its data, and what must be pushed again then (docs/durability.md).

-- The life of Redis's data that this database counts on; one row. Redis holds the same number and nonce. When it does not, it lost its data.
CREATE TABLE redis_epoch (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    -- Grows with every life.
    number bigint NOT NULL,
    -- Tells lives apart that another database, or a copy of this one, gave the same number.
    nonce uuid NOT NULL,
    began_at timestamptz NOT NULL DEFAULT now()
);

-- A push counts for the life of the data it went to. So a life ends with one row written above, and a mark that comes late cannot hide a lost job.
ALTER TABLE inbox DROP COLUMN pushed_at;
-- Null until the job is known to be in Redis; then the number of the life it was pushed in.
ALTER TABLE inbox ADD COLUMN pushed_epoch bigint;
CREATE INDEX ix_inbox_unpushed ON inbox (accepted_at, event_id) WHERE pushed_epoch IS NULL;
CREATE INDEX ix_inbox_pushed_epoch ON inbox (pushed_epoch) WHERE pushed_epoch IS NOT NULL;
