-- Every change that an operator made through leadrctl or /v1/ops (docs/operations.md). Rows are never changed once they are finished.
CREATE TABLE operator_actions (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL,
    -- Key and user of the admin API, or the user and host of a command.
    actor varchar(255) NOT NULL,
    action varchar(64) NOT NULL,
    target varchar(255) NOT NULL,
    parameters jsonb NOT NULL,
    -- Both null from before the change until it ended: a row that stays so was interrupted, and may have happened in part.
    result jsonb,
    finished_at timestamptz
);
CREATE INDEX ix_operator_actions_at ON operator_actions (at, id);
