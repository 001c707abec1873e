import ByteJSON
import HTTPTypes
import Testing

extension Player {
    /// The event behind an answer to a submission that was ranked.
    func event(of answer: Answer, in api: APIFixture) async throws -> String {
        try #require(answer.status == 201, "\(answer.json)")
        let board = try #require(answer["board_id"]?.string)
        // Newest first.
        return try #require(
            try await api.admin(.get, "/score-events?board_id=\(board)&identity_id=\(identityID)&limit=1").data.first?["id"]?.string
        )
    }
}
