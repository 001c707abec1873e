import LeadrState
import LeadrStore

extension PendingSubmissions {
    /// Marks the dead submissions that wait for an operator; their status is still `pending`.
    ///
    /// - Returns: How many there are.
    /// - Throws: `PostgresError` or `RedisError`.
    func markDead(_ dead: DeadOwnerScan) async throws -> Int {
        var marked = 0
        try await dead.forEachChunk { submissions in
            try await set(submissions.map { ($0.eventID, PendingSubmission(gameID: $0.gameID, identityID: $0.identityID)) })
            marked += submissions.count
        }
        return marked
    }
}
