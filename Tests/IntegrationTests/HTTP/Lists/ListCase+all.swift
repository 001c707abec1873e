import LeadrDomain

extension ListCase {
    /// Every list of the API.
    static let all: [ListCase] = [
        ListCase(
            path: "/accounts",
            sortable: .accounts,
            filter: "",
            rows: ["INSERT INTO accounts (name, slug, created_at, updated_at) SELECT @name, @slug, @times FROM rows"]
        ),
        ListCase(path: "/users", sortable: .users, rows: [users]),
        ListCase(path: "/api-keys", sortable: .apiKeys, filter: "status=active", rows: [keys]),
        ListCase(path: "/jam-codes", sortable: .jamCodes, filter: "", rows: [jamCodes]),
        ListCase(path: "/webhooks", sortable: .webhooks, filter: "account_id={account}", rows: [webhooks]),
        ListCase(path: "/webhook-deliveries", sortable: .webhookDeliveries, filter: "status=failed", rows: [webhookMessages, webhookDeliveries]),
        ListCase(path: "/games", sortable: .games, rows: [games]),
        ListCase(path: "/board-templates", sortable: .boardTemplates, filter: "game_id={game}", rows: [templates]),
        ListCase(path: "/boards", sortable: .boards, rows: [boards]),
        ListCase(path: "/client/boards", sortable: .boards, filter: "is_published=true", isForPlayers: true, rows: [boards]),
        ListCase(path: "/identities", sortable: .identities, filter: "kind=STEAM", rows: [identities]),
        ListCase(path: "/devices", sortable: .devices, filter: "status=active", rows: [devices]),
        ListCase(path: "/identity-sessions", sortable: .sessions, rows: [sessions]),
        ListCase(path: "/device-sessions", sortable: .sessions, rows: [sessions]),
        ListCase(path: "/board-states", sortable: .boardStates, filter: "board_id={board}", rows: [states]),
        ListCase(path: "/run-entries", sortable: .runEntries, filter: "identity_id={identity}", rows: [entries]),
        ListCase(path: "/score-events", sortable: .scoreEvents, filter: "is_test=false", rows: [events]),
        ListCase(path: "/score-flags", sortable: .scoreFlags, filter: "status=pending", rows: [events, flags]),
        ListCase(path: "/score-submission-metadata", sortable: .submissionMetadata, rows: [metadata]),
        scores("/scores", query: "board_id={board}", filter: "is_test=true"),
        scores("/scores", query: "board_id={board}&is_test=all", filter: "identity_id={identity}"),
        scores("/client/scores", query: "board_id={board}", filter: "identity_id=me", isForPlayers: true),
    ]

    private static func scores(_ path: String, query: String, filter: String, isForPlayers: Bool = false) -> ListCase {
        ListCase(
            path: path,
            sortable: .scores,
            query: query,
            filter: filter,
            members: ["primary_value": "value"],
            isForPlayers: isForPlayers,
            rows: [rankedStates]
        )
    }

    private static let users = """
        INSERT INTO users (account_id, email, display_name, created_at, updated_at)
        SELECT @account, 'user' || n * 5 % 29 || '@example.com', 'name' || n % 5, @times FROM rows
        """

    private static let keys = """
        INSERT INTO api_keys (account_id, user_id, name, key_hash, key_prefix, created_at, updated_at)
        SELECT @account, (SELECT id FROM users LIMIT 1), 'name' || n % 5, repeat('0', 64), 'ldr_' || lpad(n::text, 10, '0'), @times FROM rows
        """

    private static let webhooks = """
        INSERT INTO webhooks (id, account_id, url, event_types, secret, created_at, updated_at)
        SELECT gen_random_uuid(), @account, 'https://example.com/' || n % 5, '{board.ended}', 'secret', @times FROM rows
        """

    private static let webhookMessages = """
        INSERT INTO webhook_messages (id, account_id, event_type, body, occurred_at)
        SELECT gen_random_uuid(), @account, 'board.ended', '{}', now() FROM rows
        """

    private static let webhookDeliveries = """
        INSERT INTO webhook_deliveries (id, account_id, webhook_id, message_id, event_type, status, created_at, updated_at)
        SELECT gen_random_uuid(), @account, gen_random_uuid(), m.id, 'board.ended', (ARRAY['pending', 'delivered', 'failed'])[n % 3 + 1], @times
        FROM rows JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n FROM webhook_messages) m USING (n)
        """

    private static let jamCodes = """
        INSERT INTO jam_codes (code, description, active, current_uses, max_uses, created_at, updated_at)
        SELECT 'CODE' || n, 'A jam', n % 2 = 0, n % 3, CASE WHEN n % 4 > 0 THEN n % 5 END, @times FROM rows
        """

    private static let templates = """
        INSERT INTO board_templates (account_id, game_id, name, sort_direction, repeat_interval, next_run_at, is_active, created_at, updated_at)
        SELECT @account, @game, 'name' || n % 4, 'DESCENDING', '1 day', now(), true, @times FROM rows
        """

    private static let games =
        "INSERT INTO games (account_id, name, slug, created_at, updated_at) SELECT @account, @name, @slug, @times FROM rows"

    private static let boards = """
        INSERT INTO boards (account_id, game_id, name, slug, short_code, is_active, sort_direction, created_at, updated_at)
        SELECT @account, @game, 'name' || n % 4, @slug, 'C' || lpad((n * 5 % 29)::text, 2, '0'), true, 'DESCENDING', @times FROM rows
        """

    private static let identities = """
        INSERT INTO identities (account_id, game_id, kind, external_key, display_name, created_at, updated_at)
        SELECT @account, @game, (ARRAY['DEVICE', 'STEAM', 'CUSTOM'])[n % 3 + 1]::identity_kind, n::text,
            CASE WHEN n % 4 > 0 THEN 'name' || n % 5 END, @times FROM rows
        """

    private static let devices = """
        INSERT INTO devices (account_id, game_id, client_fingerprint, platform, first_seen_at, last_seen_at, created_at, updated_at)
        SELECT @account, @game, n::text, CASE WHEN n % 4 > 0 THEN 'os' || n % 3 END, now(), now(), @times FROM rows
        """

    private static let sessions = """
        INSERT INTO identity_sessions (identity_id, access_token_hash, refresh_token_hash, expires_at, refresh_expires_at, created_at, updated_at)
        SELECT @identity, 'a' || n, 'r' || n, now(), now(), @times FROM rows
        """

    private static let states = """
        INSERT INTO board_states (id, board_id, identity_id, primary_value, rank_value, event_count, created_at, updated_at)
        SELECT gen_random_uuid(), @board, gen_random_uuid(), CASE WHEN n % 4 > 0 THEN n % 6 - 2.5 END, CASE WHEN n % 4 > 0 THEN 2.5 - n % 6 END,
            n, @times FROM rows
        """

    private static let rankedStates = """
        INSERT INTO board_states (id, board_id, identity_id, primary_value, rank_value, event_count, created_at, updated_at)
        SELECT gen_random_uuid(), @board, gen_random_uuid(), n % 6 - 2.5, 2.5 - n % 6, n, @times FROM rows
        """

    private static let entries = """
        INSERT INTO run_entries (id, board_id, identity_id, score_event_id, primary_value, rank_value, created_at, updated_at)
        SELECT gen_random_uuid(), @board, @identity, gen_random_uuid(), n % 6 - 2.5, 2.5 - n % 6, @times FROM rows
        """

    private static let events = """
        INSERT INTO score_events (id, account_id, game_id, board_id, identity_id, event_payload, created_at)
        SELECT gen_random_uuid(), @account, @game, @board, @identity, '{"value": 1}', @created FROM rows
        """

    private static let flags = """
        INSERT INTO score_flags (score_event_id, flag_type, confidence, status, created_at, updated_at)
        SELECT e.id, (ARRAY['duplicate', 'velocity', 'manual'])[n % 3 + 1], (ARRAY['low', 'medium', 'high'])[n % 3 + 1],
            (ARRAY['pending', 'removed'])[n % 2 + 1], @times
        FROM rows JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n FROM score_events) e USING (n)
        """

    private static let metadata = """
        INSERT INTO score_submission_metadata (score_event_id, identity_id, board_id, submission_count, last_submission_at, last_score_value,
            created_at, updated_at)
        SELECT gen_random_uuid(), gen_random_uuid(), @board, n % 5, timestamptz '2026-02-01 00:00Z' + (n % 4) * interval '1 s',
            CASE WHEN n % 4 > 0 THEN n % 6 - 2.5 END, @times FROM rows
        """
}
