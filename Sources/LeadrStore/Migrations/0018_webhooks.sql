-- Signed webhooks (docs/webhooks.md).

-- Places outside that accounts want to hear of events at.
CREATE TABLE webhooks (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES accounts (id),
    -- The only game it hears of; null for all.
    game_id uuid REFERENCES games (id),
    url varchar(2048) NOT NULL,
    description varchar(255),
    event_types text[] NOT NULL,
    is_active boolean NOT NULL DEFAULT true,
    -- Why the product switched it off.
    disabled_reason varchar(255),
    -- Since when no message was taken; null when the last one was.
    failing_since timestamptz,
    secret bytea NOT NULL,
    former_secret bytea,
    former_secret_until timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz
);
CREATE INDEX ix_webhooks_account ON webhooks (account_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX ix_webhooks_failing ON webhooks (failing_since) WHERE failing_since IS NOT NULL AND is_active AND deleted_at IS NULL;

-- What happened, as receivers are told: once, however many hear of it.
CREATE TABLE webhook_messages (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL,
    event_type varchar(64) NOT NULL,
    -- The player it is about: the message goes with the player.
    identity_id uuid,
    body text NOT NULL,
    occurred_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ix_webhook_messages_identity ON webhook_messages (identity_id) WHERE identity_id IS NOT NULL;
CREATE INDEX ix_webhook_messages_created ON webhook_messages (created_at);

-- A message on its way to a webhook. The columns of its progress are those of emails.
CREATE TABLE webhook_deliveries (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL,
    webhook_id uuid NOT NULL,
    message_id uuid NOT NULL REFERENCES webhook_messages (id) ON DELETE CASCADE,
    event_type varchar(64) NOT NULL,
    status varchar(16) NOT NULL DEFAULT 'pending',
    attempts integer NOT NULL DEFAULT 0,
    due_at timestamptz,
    claimed_until timestamptz,
    claim uuid,
    error_message text,
    response json,
    delivered_at timestamptz,
    failed_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 80);
CREATE INDEX ix_webhook_deliveries_pending ON webhook_deliveries (due_at NULLS FIRST, created_at) WHERE status = 'pending';
CREATE INDEX ix_webhook_deliveries_webhook_pending ON webhook_deliveries (webhook_id) WHERE status = 'pending';
CREATE INDEX ix_webhook_deliveries_failed ON webhook_deliveries (account_id, created_at, id) WHERE status = 'failed';
CREATE INDEX ix_webhook_deliveries_message ON webhook_deliveries (message_id);
CREATE INDEX ix_webhook_deliveries_webhook ON webhook_deliveries (webhook_id, created_at, id);
CREATE INDEX ix_webhook_deliveries_account ON webhook_deliveries (account_id, created_at, id);

-- Who was first on a board when that was last looked at; kept only where somebody hears of it.
CREATE TABLE board_leaders (
    board_id uuid NOT NULL,
    is_test boolean NOT NULL,
    -- Nulls: nobody.
    row_id uuid,
    identity_id uuid,
    rank_value double precision,
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (board_id, is_test)
);
CREATE INDEX ix_board_leaders_identity ON board_leaders (identity_id);

-- Which attempt a mail was taken for: one whose time is over changes nothing of a later one.
ALTER TABLE emails ADD COLUMN claim uuid;
