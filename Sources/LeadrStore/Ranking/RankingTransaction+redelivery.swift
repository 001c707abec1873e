import Foundation
import LeadrDomain
import Postgres

extension RankingTransaction {
    /// Creation times that rows had before events of the batch moved them, as far as those were known already: whoever wrote them may have died before
    /// the index heard of it, and a place that nobody names stays there for ever.
    ///
    /// - Returns: By row; for most none, as a row is seldom moved.
    func formerCreationTimes(_ batch: RankingBatch, _ reads: RankingReads, on connection: PostgresConnection) async throws -> [UUID: Timestamp] {
        let rows = batch.items.map(\.event).filter { !reads.newEvents.contains($0.id) }.compactMap { event -> UUID? in
            guard let state = reads.states[StateKey(event)], state.createdAt == event.acceptedAt else { return nil }
            return state.id.uuid
        }
        guard !rows.isEmpty else { return [:] }
        var times: [UUID: Timestamp] = [:]
        for row in try await connection.query(Self.nextAcceptance(of: rows)) { times[try row.decode(0)] = try row.decode(1, as: Timestamp?.self) }
        return times
    }

    /// The time of the earliest event of each row after the one it dates from.
    private static func nextAcceptance(of rows: [UUID]) -> PostgresQuery {
        PostgresQuery(
            """
            SELECT s.id, (
                SELECT min(e.created_at) FROM score_events e
                WHERE e.board_id = s.board_id AND e.identity_id = s.identity_id AND e.is_test = s.is_test AND e.created_at > s.created_at
            )
            FROM board_states s WHERE s.id = ANY ($1)
            """,
            [rows],
            operation: "select",
            table: "board_states"
        )
    }
}
