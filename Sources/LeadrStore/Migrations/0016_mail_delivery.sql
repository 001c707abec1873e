-- What the delivery worker needs to know of a mail (docs/operations.md, "Mail").

-- Whose use the mail counts as; null where nobody's.
ALTER TABLE emails ADD COLUMN account_id uuid;
-- Until then its job is known to be on its way. Null: nobody has queued it yet. Long past while the mail is pending: the job is lost.
ALTER TABLE emails ADD COLUMN due_at timestamptz;
-- Attempts that reached the provider, or tried to.
ALTER TABLE emails ADD COLUMN attempts integer NOT NULL DEFAULT 0;
-- A worker is about to send it; nobody else does before that time.
ALTER TABLE emails ADD COLUMN claimed_until timestamptz;
-- The scheduler looks for those that nobody queued; few are pending at a time.
CREATE INDEX ix_emails_pending ON emails (due_at NULLS FIRST, created_at) WHERE status = 'pending' AND deleted_at IS NULL;

-- Nothing sent mails so far. What waits from then, codes that are long over above all, is not to go out now.
UPDATE emails SET status = 'failed', failed_at = now(), error_message = 'written before there was a delivery worker' WHERE status = 'pending';
