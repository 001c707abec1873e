-- Players whose data were removed on request (docs/operations.md, "Removing a player"). What still comes of them is not stored.
CREATE TABLE erased_players (
    identity_id uuid PRIMARY KEY,
    account_id uuid NOT NULL,
    game_id uuid NOT NULL,
    erased_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ix_erased_players_account ON erased_players (account_id, erased_at);
