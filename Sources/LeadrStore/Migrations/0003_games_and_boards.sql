-- Games, boards, templates, ratio configurations (contract/schema.md §2).

CREATE TABLE games (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    name varchar NOT NULL,
    slug varchar NOT NULL,
    steam_app_id varchar,
    -- A plain pointer: a board that goes does not take its game along.
    default_board_id uuid,
    anti_cheat_enabled boolean NOT NULL DEFAULT true,
    description varchar,
    page_url varchar,
    tags varchar[] NOT NULL DEFAULT '{}'
);
CREATE UNIQUE INDEX ix_game_account_name_active ON games (account_id, name) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX uq_game_slug ON games (slug);
CREATE INDEX ix_games_account_deleted_created ON games (account_id, deleted_at, created_at DESC, id);
CREATE INDEX ix_games_account_deleted_updated ON games (account_id, deleted_at, updated_at DESC, id);
CREATE INDEX ix_games_account_deleted_name ON games (account_id, deleted_at, name, id);

CREATE TABLE boards (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    game_id uuid NOT NULL REFERENCES games ON DELETE CASCADE,
    name varchar NOT NULL,
    slug varchar NOT NULL,
    icon varchar,
    unit varchar,
    short_code varchar NOT NULL,
    is_active boolean NOT NULL,
    is_published boolean NOT NULL DEFAULT true,
    unique_player_names boolean NOT NULL DEFAULT false,
    sort_direction varchar NOT NULL,
    board_type board_type NOT NULL DEFAULT 'RUN_IDENTITY',
    keep_strategy keep_strategy NOT NULL DEFAULT 'BEST',
    created_from_template_id uuid,
    template_name varchar,
    starts_at timestamptz,
    ends_at timestamptz,
    tags varchar[] NOT NULL DEFAULT '{}',
    description varchar,
    -- Order and keep strategy that a rebuild is preparing; until it is done the columns above hold.
    pending_config jsonb,
    version bigint NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX uq_board_short_code ON boards (short_code);
CREATE UNIQUE INDEX ix_board_slug_unique_when_active ON boards (account_id, game_id, slug) WHERE is_active AND deleted_at IS NULL;
CREATE INDEX ix_boards_account_deleted_created ON boards (account_id, deleted_at, created_at DESC, id);
CREATE INDEX ix_boards_account_deleted_updated ON boards (account_id, deleted_at, updated_at DESC, id);
CREATE INDEX ix_boards_account_game_deleted_created ON boards (account_id, game_id, deleted_at, created_at DESC, id);
CREATE INDEX ix_boards_game_id ON boards (game_id);
CREATE INDEX ix_boards_slug ON boards (slug);
CREATE INDEX ix_boards_created_from_template_id ON boards (created_from_template_id) WHERE created_from_template_id IS NOT NULL;
CREATE INDEX ix_boards_expiring ON boards (ends_at, id) WHERE is_active AND deleted_at IS NULL AND ends_at IS NOT NULL;

CREATE TABLE board_templates (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    game_id uuid NOT NULL REFERENCES games ON DELETE CASCADE,
    name varchar NOT NULL,
    slug varchar,
    name_template varchar,
    series varchar,
    icon varchar,
    unit varchar,
    sort_direction varchar NOT NULL,
    board_type board_type NOT NULL DEFAULT 'RUN_IDENTITY',
    keep_strategy keep_strategy NOT NULL DEFAULT 'BEST',
    starts_at timestamptz,
    ends_at timestamptz,
    tags varchar[] NOT NULL DEFAULT '{}',
    repeat_interval varchar NOT NULL,
    config jsonb NOT NULL DEFAULT '{}',
    next_run_at timestamptz NOT NULL,
    is_active boolean NOT NULL,
    is_published boolean NOT NULL DEFAULT true,
    unique_player_names boolean NOT NULL DEFAULT false
);
CREATE UNIQUE INDEX uq_board_template_game_series ON board_templates (game_id, series) WHERE series IS NOT NULL;
CREATE INDEX ix_board_templates_account_deleted_created ON board_templates (account_id, deleted_at, created_at DESC, id);
CREATE INDEX ix_board_templates_account_deleted_updated ON board_templates (account_id, deleted_at, updated_at DESC, id);
CREATE INDEX ix_board_templates_account_game_deleted_created ON board_templates (account_id, game_id, deleted_at, created_at DESC, id);
CREATE INDEX ix_board_templates_game_id ON board_templates (game_id);
CREATE INDEX ix_board_templates_due ON board_templates (next_run_at, id) WHERE is_active AND deleted_at IS NULL;

-- One row per board a template made: the board, this row and the step of next_run_at commit together, so a slot makes one board.
CREATE TABLE template_runs (
    template_id uuid NOT NULL REFERENCES board_templates ON DELETE CASCADE,
    due_at timestamptz NOT NULL,
    board_id uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (template_id, due_at)
);

CREATE TABLE board_ratio_configs (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    board_id uuid NOT NULL REFERENCES boards ON DELETE CASCADE,
    numerator_board_id uuid NOT NULL REFERENCES boards ON DELETE CASCADE,
    denominator_board_id uuid NOT NULL REFERENCES boards ON DELETE CASCADE,
    zero_denominator_policy zero_denominator_policy NOT NULL DEFAULT 'NULL',
    min_denominator double precision NOT NULL DEFAULT 0,
    min_numerator double precision NOT NULL DEFAULT 0,
    scale integer NOT NULL DEFAULT 1000000,
    display ratio_display NOT NULL DEFAULT 'RAW',
    decimals integer NOT NULL DEFAULT 2,
    tie_breaker tie_breaker NOT NULL DEFAULT 'NUMERATOR_DESC_DENOMINATOR_ASC'
);
CREATE UNIQUE INDEX uq_board_ratio_config_board ON board_ratio_configs (board_id);
CREATE INDEX ix_board_ratio_configs_numerator_board_id ON board_ratio_configs (numerator_board_id);
CREATE INDEX ix_board_ratio_configs_denominator_board_id ON board_ratio_configs (denominator_board_id);
