import ByteJSON
import HTTPTypes
import LeadrDomain
import Testing

/// Who sees the rows that submissions leave behind.
@Suite("Admin API: whose records are shown")
struct RecordScopeTests {
    /// A collection with the texts of its refusals.
    private struct Records {
        let path: String
        let denied: String
        let missing: String
    }

    private static let all = [
        Records(path: "/board-states", denied: "You do not have access to this board state's account", missing: "Board state not found"),
        Records(path: "/run-entries", denied: "You do not have access to this run entry's account", missing: "Run entry not found"),
        Records(path: "/score-events", denied: "Access denied", missing: "Score event not found"),
        Records(path: "/score-flags", denied: "You do not have access to this flag's account", missing: "ScoreFlag not found"),
        Records(
            path: "/score-submission-metadata",
            denied: "You do not have access to this metadata's account",
            missing: "ScoreSubmissionMeta not found"
        ),
    ]

    /// One row of each kind on a board; by SQL, for what is tested is who sees them.
    private func fill(_ api: APIFixture, _ world: World, _ board: String, _ player: Player) async throws {
        let (account, game, row, identity) = (world.accountID.uuid, world.gameID.uuid, board.uuid, player.identityID.uuid)
        let statements = [
            """
            INSERT INTO score_events (id, created_at, account_id, game_id, board_id, identity_id, event_payload)
            VALUES (gen_random_uuid(), now(), \(account), \(game), \(row), \(identity), '{"value": 1}')
            """,
            "INSERT INTO score_flags (score_event_id, flag_type, confidence) SELECT id, 'manual', 'low' FROM score_events WHERE board_id = \(row)",
            """
            INSERT INTO board_states (id, created_at, board_id, identity_id, primary_value, rank_value)
            VALUES (gen_random_uuid(), now(), \(row), \(identity), 1, -1)
            """,
            """
            INSERT INTO run_entries (id, created_at, board_id, identity_id, score_event_id, primary_value, rank_value)
            VALUES (gen_random_uuid(), now(), \(row), \(identity), gen_random_uuid(), 1, -1)
            """,
            """
            INSERT INTO score_submission_metadata (score_event_id, identity_id, board_id, last_submission_at)
            VALUES (gen_random_uuid(), \(identity), \(row), now())
            """,
        ]
        for statement in statements { try await api.execute(statement) }
    }

    @Test func `each tenant sees its own, a superadmin all, and a foreign board or row is refused`() async throws {
        try await APIFixture.with { api async throws in
            let (mine, other) = (try await World.make(in: api, name: "Mine"), try await World.make(in: api, name: "Other"))
            let (myBoard, otherBoard) = (try await mine.board(), try await other.board())
            let (ann, eve) = (try await mine.player(1), try await other.player(1))
            try await fill(api, mine, myBoard, ann)
            try await fill(api, other, otherBoard, eve)
            let key = try await api.makeKey(for: mine.accountID)
            for records in Self.all {
                #expect(try await api.admin(.get, records.path).data.count == 2, "\(records.path)")
                #expect(try await api.admin(.get, records.path + "?account_id=\(other.accountID)").data.count == 1, "\(records.path)")
                let own = try await api.admin(.get, records.path, key: key).data
                #expect(own.count == 1, "\(records.path)")
                #expect(try await api.admin(.get, records.path + "?board_id=\(myBoard)", key: key).data == own)
                #expect(try await api.admin(.get, records.path + "/\(own.first?["id"]?.string ?? "")", key: key).json.object == own.first)
                let foreign = try await api.admin(.get, records.path + "?board_id=\(otherBoard)", key: key)
                #expect(foreign.status == 403 && foreign.error == "You do not have access to this board's account", "\(records.path)")
                let account = try await api.admin(.get, records.path + "?account_id=\(other.accountID)", key: key)
                #expect(account.status == 403 && account.error == "Access denied to the specified account")
                let unknown = try await api.admin(.get, records.path + "?board_id=brd_00000000-0000-4000-8000-000000000000", key: key)
                #expect(unknown.status == 200 && unknown.data.isEmpty, "\(records.path)")
                let row = try #require(try await api.admin(.get, records.path + "?board_id=\(otherBoard)").data.first?["id"]?.string)
                let denied = try await api.admin(.get, records.path + "/\(row)", key: key)
                #expect(denied.status == 403 && denied.error == records.denied, "\(records.path)")
                guard records.path != "/score-flags" else { continue }
                #expect(try await api.admin(.get, records.path + "?identity_id=\(eve.identityID)", key: key).data.isEmpty)
                #expect(try await api.admin(.get, records.path + "?identity_id=\(eve.identityID)").data.count == 1)
            }
        }
    }

    @Test(arguments: [("boards", "game_id"), ("games", "id"), ("accounts", "id")])
    func `nothing is shown of deleted boards, games and accounts`(table: String, key: String) async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            try await fill(api, world, board, try await world.player(1))
            var rows: [String] = []
            for records in Self.all { rows.append(try #require(try await api.admin(.get, records.path).data.first?["id"]?.string)) }
            let owner = table == "accounts" ? world.accountID.uuid : world.gameID.uuid
            try await api.execute("UPDATE \(table) SET deleted_at = now() WHERE \(key) = \(owner)")
            for (records, row) in zip(Self.all, rows) {
                #expect(try await api.admin(.get, records.path).data.isEmpty, "\(records.path)")
                #expect(try await api.admin(.get, records.path + "?board_id=\(board)").data.isEmpty, "\(records.path)")
                let one = try await api.admin(.get, records.path + "/\(row)")
                #expect(one.status == 404 && one.error == records.missing, "\(records.path)")
            }
        }
    }
}

extension String {
    /// The UUID of a prefixed id as SQL writes it.
    fileprivate var uuid: String { "'\(split(separator: "_")[1])'::uuid" }
}
