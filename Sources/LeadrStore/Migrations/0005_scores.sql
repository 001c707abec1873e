-- The hot tables: what a submission writes. They have no foreign keys (their cost is a third of the write rate; fsck checks the
-- references instead), no index that another one covers, none with updated_at, and room on every page for HOT updates.

CREATE TABLE score_events (
    id uuid PRIMARY KEY,
    -- Time of acceptance at the API; with the id the total order of the events of a key.
    created_at timestamptz NOT NULL,
    account_id uuid NOT NULL,
    game_id uuid NOT NULL,
    board_id uuid NOT NULL,
    identity_id uuid NOT NULL,
    event_payload jsonb NOT NULL DEFAULT '{}',
    is_test boolean NOT NULL DEFAULT false,
    timezone varchar,
    country varchar,
    city varchar,
    -- Name after the fallback to the display name, so that a recompute can show the name of the event it selects.
    player_name varchar NOT NULL DEFAULT '',
    -- Why anti-cheat rejected the event; such an event never counts.
    rejected_reason varchar
);
CREATE INDEX ix_score_events_board_identity ON score_events (board_id, identity_id, id);

CREATE TABLE board_states (
    id uuid PRIMARY KEY,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    board_id uuid NOT NULL,
    identity_id uuid NOT NULL,
    primary_value double precision,
    -- primary_value, negated on descending boards: smaller is better on every board, so one index order serves all.
    rank_value double precision,
    -- The two sides of a ratio; on rows that were imported also what the columns below hold for rows of our own.
    aux jsonb,
    selected_event_id uuid,
    selected_at timestamptz,
    event_count integer NOT NULL DEFAULT 0,
    -- Exact sum of a counter; primary_value is its double, clamped to the finite range.
    sum numeric,
    player_name varchar NOT NULL DEFAULT '',
    is_test boolean NOT NULL DEFAULT false,
    timezone varchar,
    country varchar,
    city varchar,
    value_display varchar,
    state_metadata jsonb,
    -- Counts the writes of the row. 0: claimed for a key by a transaction that has not folded anything into it yet.
    version bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 80);
-- Counts deleted rows: a row that comes back is revived in place.
CREATE UNIQUE INDEX uq_board_state_board_identity ON board_states (board_id, identity_id, is_test);
CREATE INDEX ix_board_states_ranking ON board_states (board_id, is_test, rank_value, created_at DESC, id)
    WHERE deleted_at IS NULL AND rank_value IS NOT NULL;
CREATE INDEX ix_board_states_identity_id ON board_states (identity_id);

CREATE TABLE run_entries (
    id uuid PRIMARY KEY,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    board_id uuid NOT NULL,
    identity_id uuid NOT NULL,
    score_event_id uuid NOT NULL,
    primary_value double precision NOT NULL,
    rank_value double precision NOT NULL,
    player_name varchar NOT NULL DEFAULT '',
    is_test boolean NOT NULL DEFAULT false,
    timezone varchar,
    country varchar,
    city varchar,
    value_display varchar,
    entry_metadata jsonb,
    excluded_at timestamptz,
    excluded_reason varchar,
    version bigint NOT NULL DEFAULT 1
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX uq_run_entry_board_score_event ON run_entries (board_id, score_event_id);
CREATE INDEX ix_run_entries_ranking ON run_entries (board_id, is_test, rank_value, created_at DESC, id)
    WHERE deleted_at IS NULL AND excluded_at IS NULL;
CREATE INDEX ix_run_entries_identity_board ON run_entries (identity_id, board_id);

CREATE TABLE score_submission_metadata (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    score_event_id uuid NOT NULL,
    identity_id uuid NOT NULL,
    board_id uuid NOT NULL,
    submission_count integer NOT NULL DEFAULT 1,
    last_submission_at timestamptz NOT NULL,
    last_score_value double precision
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX ix_score_submission_meta_identity_board ON score_submission_metadata (identity_id, board_id);
CREATE INDEX ix_score_submission_metadata_board ON score_submission_metadata (board_id, created_at DESC, id);

CREATE TABLE score_flags (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    score_event_id uuid NOT NULL,
    flag_type varchar NOT NULL,
    confidence varchar NOT NULL,
    metadata jsonb NOT NULL DEFAULT '{}',
    status varchar NOT NULL DEFAULT 'pending',
    reviewed_at timestamptz,
    reviewer_id uuid,
    reviewer_decision varchar
);
CREATE INDEX ix_score_flags_score_event_id ON score_flags (score_event_id);
CREATE INDEX ix_score_flags_status ON score_flags (status, created_at DESC, id);
CREATE INDEX ix_score_flags_flag_type ON score_flags (flag_type, created_at DESC, id);

-- Who holds a normalised player name on a board with unique names. Both pools share the names.
CREATE TABLE board_names (
    board_id uuid NOT NULL,
    name_key varchar NOT NULL,
    identity_id uuid NOT NULL,
    PRIMARY KEY (board_id, name_key)
);
CREATE INDEX ix_board_names_identity ON board_names (identity_id, board_id);
