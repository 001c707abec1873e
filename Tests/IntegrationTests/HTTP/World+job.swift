import Foundation
import LeadrDomain
import LeadrJobs
import Postgres
import Testing

extension World {
    /// A submission as the API hands it on.
    func job(
        _ board: String,
        _ player: Player,
        _ value: Double,
        event: ScoreEventID? = nil,
        age: Duration = .zero
    ) async throws -> SubmissionJob {
        let row = try #require(
            try await api.pool.query(
                PostgresQuery(
                    "SELECT account_id, game_id, board_type::text FROM boards WHERE id = $1",
                    [BoardID(wire: board)],
                    operation: "test",
                    table: "boards"
                )
            ).firstRow
        )
        return SubmissionJob(
            eventID: event ?? ScoreEventID(UUIDv7Generator().next()),
            acceptedAt: SystemClock().now() - age,
            accountID: try row.decode(0),
            gameID: try row.decode(1),
            boardID: try BoardID(wire: board),
            identityID: try IdentityID(wire: player.identityID),
            isTest: false,
            boardType: try #require(BoardType(rawValue: try row.decode(2))),
            value: value,
            playerName: "Ann",
            runsAntiCheat: false
        )
    }
}
