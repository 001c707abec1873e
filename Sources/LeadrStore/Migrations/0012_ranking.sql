-- Tie policies, and what a change of a board's order needs (docs/architecture.md, "Changing a board").

-- newest | earliest | shared: which of two equal values ranks first.
ALTER TABLE boards ADD COLUMN tie_policy varchar NOT NULL DEFAULT 'newest';
ALTER TABLE board_templates ADD COLUMN tie_policy varchar NOT NULL DEFAULT 'newest';
-- Counts the changes of order, keep strategy and tie policy: rows and rank indexes of different counts do not mix.
ALTER TABLE boards ADD COLUMN ranking_version bigint NOT NULL DEFAULT 0;

-- Rows as they are to be after such a change, until they take the place of those that are in force. Not logged: after a crash of the server the
-- change starts over.
CREATE UNLOGGED TABLE ranking_stage (
    -- The run of the change that made the row.
    run_id uuid NOT NULL,
    -- Row of board_states or run_entries.
    row_id uuid NOT NULL,
    board_id uuid NOT NULL,
    is_test boolean NOT NULL,
    -- Version of the row that this one was computed from.
    base_version bigint NOT NULL,
    -- The pass of the run that computed it last.
    pass integer NOT NULL,
    created_at timestamptz NOT NULL,
    -- created_at in the pass before.
    former_created_at timestamptz,
    -- Null for a row that is not ranked.
    rank_value double precision,
    -- What the row is to show; null where only the order changes.
    event_id uuid,
    primary_value double precision,
    PRIMARY KEY (run_id, row_id)
);
CREATE INDEX ix_ranking_stage_board ON ranking_stage (board_id);
