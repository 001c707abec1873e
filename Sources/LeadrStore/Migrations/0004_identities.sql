-- Devices, players and their sessions (contract/schema.md §2).

CREATE TABLE devices (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    game_id uuid NOT NULL REFERENCES games ON DELETE CASCADE,
    account_id uuid NOT NULL,
    client_fingerprint varchar(64) NOT NULL,
    platform varchar,
    status device_status NOT NULL DEFAULT 'active',
    first_seen_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    metadata json NOT NULL DEFAULT '{}'
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX ix_devices_game_device ON devices (game_id, client_fingerprint) WHERE deleted_at IS NULL;
CREATE INDEX ix_devices_account_id ON devices (account_id, created_at DESC, id);
CREATE INDEX ix_devices_game_id ON devices (game_id, created_at DESC, id);

CREATE TABLE identities (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    game_id uuid NOT NULL REFERENCES games ON DELETE CASCADE,
    kind identity_kind NOT NULL,
    external_key varchar NOT NULL,
    display_name varchar,
    -- Acceptance time of the submission the name came with; an older submission never replaces a newer name.
    display_name_at timestamptz
) WITH (fillfactor = 80);
-- Live rows only: the fingerprint of a deleted identity gets a fresh one (contract/rulings.md).
CREATE UNIQUE INDEX ix_identities_unique ON identities (account_id, game_id, kind, external_key) WHERE deleted_at IS NULL;
CREATE INDEX ix_identities_account_id ON identities (account_id, created_at DESC, id);
CREATE INDEX ix_identities_game_id ON identities (game_id, created_at DESC, id);

CREATE TABLE identity_sessions (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    identity_id uuid NOT NULL REFERENCES identities ON DELETE CASCADE,
    access_token_hash varchar NOT NULL,
    refresh_token_hash varchar NOT NULL,
    token_version integer NOT NULL DEFAULT 1,
    expires_at timestamptz NOT NULL,
    refresh_expires_at timestamptz NOT NULL,
    revoked_at timestamptz
);
CREATE INDEX ix_identity_sessions_identity_id ON identity_sessions (identity_id, created_at DESC, id);
CREATE INDEX ix_identity_sessions_access_token_hash ON identity_sessions (access_token_hash);
CREATE INDEX ix_identity_sessions_refresh_token_hash ON identity_sessions (refresh_token_hash);
CREATE INDEX ix_identity_sessions_refresh_expires_at ON identity_sessions (refresh_expires_at);

-- Kept for imports only: live nonces are in Redis (contract/rulings.md).
CREATE TABLE nonces (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    identity_id uuid NOT NULL REFERENCES identities ON DELETE CASCADE,
    nonce_value varchar NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    status nonce_status NOT NULL DEFAULT 'pending'
);
CREATE UNIQUE INDEX ix_nonces_nonce_value ON nonces (nonce_value);
CREATE INDEX ix_nonces_identity_id ON nonces (identity_id);
CREATE INDEX ix_nonces_expires_at ON nonces (expires_at);
