import JobQueue
import LeadrDomain
import LeadrJobs

/// Submissions put straight into a queue, as the API would, for tests that need more of them than requests can make in time.
struct BulkLoad: Sendable {
    let installation: Installation
    let world: TestWorld
    let ledger: Ledger

    /// Queues `count` submissions of some players, in turn, on some boards, in turn; they count as acknowledged.
    ///
    /// - Returns: ids of the events, as hexadecimal job ids.
    @discardableResult
    func enqueue(_ count: Int, on kind: ProcessKind = .antiCheat, to boards: [TestWorld.Board], by players: [PlayerSession]) async throws -> [String]
    {
        guard let queue = kind.queue, !players.isEmpty else { throw SystemTestError("\(kind) has no queue, or nobody plays") }
        var ids: [String] = []
        for start in stride(from: 0, to: count, by: 500) {
            let jobs = try (start..<min(count, start + 500)).map { number in
                try job(number, boards[number % boards.count], players[number % players.count])
            }
            try await installation.queue.enqueue(jobs, on: queue, limits: nil)
            ids += jobs.map(\.hexadecimalID)
        }
        return ids
    }

    /// Whose jobs they are.
    var tenant: Tenant {
        get throws { try Tenant(UUIDText.format(AccountID(wire: world.account).uuid)) }
    }

    private func job(_ number: Int, _ board: TestWorld.Board, _ player: PlayerSession) throws -> Job {
        let account = try AccountID(wire: world.account)
        let submission = SubmissionJob(
            eventID: ScoreEventID(UUIDv7Generator().next()),
            acceptedAt: SystemClock().now(),
            accountID: account,
            gameID: try GameID(wire: world.game),
            boardID: try BoardID(wire: board.id),
            identityID: try IdentityID(wire: player.identityID),
            isTest: false,
            boardType: try BoardType(rawValue: board.type) ?? { throw SystemTestError("unknown type \(board.type)") }(),
            value: Double(number % 1000),
            playerName: "Bulk",
            runsAntiCheat: false
        )
        ledger.add(Ledger.Entry(eventID: submission.eventID.wire, boardID: board.id, value: submission.value))
        return Job(
            id: submission.eventID.uuid,
            tenant: try tenant,
            enqueuedAt: submission.acceptedAt.microseconds / 1000,
            payload: submission.encoded()
        )
    }
}

extension FaultRun {
    /// Submissions of the game that make no requests.
    var bulk: BulkLoad { BulkLoad(installation: installation, world: world, ledger: ledger) }
}
