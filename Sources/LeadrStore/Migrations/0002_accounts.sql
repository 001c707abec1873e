-- Tenants, their users and keys, registration (contract/schema.md §2).
-- A single-column index is left out where a composite one starts with the same column, or where the column has two values.

CREATE TABLE accounts (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    name varchar NOT NULL,
    slug varchar NOT NULL,
    status account_status NOT NULL DEFAULT 'active',
    timezone varchar,
    country varchar,
    city varchar
);
CREATE UNIQUE INDEX ix_accounts_name ON accounts (name);
CREATE UNIQUE INDEX ix_accounts_slug ON accounts (slug);
CREATE INDEX ix_accounts_deleted_created ON accounts (deleted_at, created_at DESC, id);
CREATE INDEX ix_accounts_deleted_updated ON accounts (deleted_at, updated_at DESC, id);
CREATE INDEX ix_accounts_deleted_name ON accounts (deleted_at, name, id);

CREATE TABLE users (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    email varchar NOT NULL,
    display_name varchar NOT NULL,
    super_admin boolean NOT NULL DEFAULT false,
    is_owner boolean NOT NULL DEFAULT false,
    status user_status NOT NULL DEFAULT 'active'
);
CREATE UNIQUE INDEX ix_users_email ON users (email);
CREATE INDEX ix_users_super_admin ON users (id) WHERE super_admin;
CREATE INDEX ix_users_account_deleted_created ON users (account_id, deleted_at, created_at DESC, id);
CREATE INDEX ix_users_account_deleted_updated ON users (account_id, deleted_at, updated_at DESC, id);

CREATE TABLE api_keys (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    name varchar NOT NULL,
    key_hash varchar NOT NULL,
    key_prefix varchar NOT NULL,
    status api_key_status NOT NULL DEFAULT 'active',
    last_used_at timestamptz,
    expires_at timestamptz
);
CREATE UNIQUE INDEX ix_api_keys_key_prefix ON api_keys (key_prefix);
CREATE INDEX ix_api_keys_account_id ON api_keys (account_id, created_at DESC, id);
CREATE INDEX ix_api_keys_user_id ON api_keys (user_id);

CREATE TABLE verification_codes (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    email varchar NOT NULL,
    code varchar(6) NOT NULL,
    status verification_code_status NOT NULL DEFAULT 'pending',
    code_type verification_code_type NOT NULL DEFAULT 'registration',
    user_id uuid REFERENCES users ON DELETE CASCADE,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX ix_verification_codes_email_status ON verification_codes (email, status);
CREATE INDEX ix_verification_codes_type_user_id ON verification_codes (code_type, user_id);
CREATE INDEX ix_verification_codes_user_id ON verification_codes (user_id);
CREATE INDEX ix_verification_codes_expires_at ON verification_codes (expires_at);

CREATE TABLE jam_codes (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    code varchar(50) NOT NULL,
    description varchar NOT NULL,
    features json NOT NULL DEFAULT '{}',
    max_uses integer,
    current_uses integer NOT NULL DEFAULT 0,
    active boolean NOT NULL DEFAULT true,
    expires_at timestamptz,
    version bigint NOT NULL DEFAULT 1
);
-- Codes are compared without letter case (contract/rulings.md).
CREATE UNIQUE INDEX ix_jam_codes_code ON jam_codes (upper(code));
CREATE INDEX ix_jam_codes_active_expires ON jam_codes (active, expires_at);

CREATE TABLE jam_code_redemptions (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    jam_code_id uuid NOT NULL REFERENCES jam_codes ON DELETE CASCADE,
    account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    redeemed_at timestamptz NOT NULL,
    meta json NOT NULL DEFAULT '{}'
);
-- Unique, as the contract recommends: one account redeems a code once.
CREATE UNIQUE INDEX ix_jam_code_redemptions_jam_code_account ON jam_code_redemptions (jam_code_id, account_id);
CREATE INDEX ix_jam_code_redemptions_account_id ON jam_code_redemptions (account_id);

CREATE TABLE emails (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    "to" varchar NOT NULL,
    subject varchar NOT NULL,
    body text NOT NULL,
    from_email varchar,
    reply_to varchar,
    cc json NOT NULL DEFAULT '[]',
    bcc json NOT NULL DEFAULT '[]',
    priority email_priority NOT NULL DEFAULT 'normal',
    status email_status NOT NULL DEFAULT 'pending',
    template_data json,
    provider_message_id varchar,
    provider_response json,
    sent_at timestamptz,
    failed_at timestamptz,
    error_message text
);
CREATE INDEX ix_emails_to ON emails ("to");
CREATE INDEX ix_emails_status ON emails (status, created_at);
CREATE INDEX ix_emails_provider_message_id ON emails (provider_message_id);
CREATE INDEX ix_emails_created_at ON emails (created_at);

CREATE TABLE webhook_events (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL DEFAULT now(),
    external_event_id varchar(256) NOT NULL,
    source webhook_source NOT NULL,
    event_type varchar(100) NOT NULL,
    processing_status webhook_processing_status NOT NULL DEFAULT 'pending',
    processed_at timestamptz,
    error text
);
CREATE UNIQUE INDEX uq_webhook_events_source_external_id ON webhook_events (source, external_event_id);
CREATE INDEX ix_webhook_events_source_type_created ON webhook_events (source, event_type, created_at);
CREATE INDEX ix_webhook_events_event_type ON webhook_events (event_type);
CREATE INDEX ix_webhook_events_processing_status ON webhook_events (processing_status);
