import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrRuntime
import LeadrState

/// Puts submissions into the first queue as the API would, without the API.
struct DirectQueue {
    let probe: PipelineProbe
    let world: BenchWorld

    /// Enqueues `count` valid submissions over all boards and players, 500 at a time.
    func fill(_ count: Int) async throws {
        let ids = UUIDv7Generator()
        var random = SplitMix64(state: 1)
        var waiting: [QueueAddress: [Job]] = [:]
        for number in 0..<count {
            let submission = submission(number, ids, &random)
            let address = QueueAddress(Queues.antiCheat, shard: probe.shards.shard(of: submission.boardID))
            waiting[address, default: []].append(try job(submission))
            if let jobs = waiting[address], jobs.count == 500 {
                try await probe.queues.enqueue(jobs, on: address, limits: nil)
                waiting[address] = nil
            }
        }
        for (address, jobs) in waiting { try await probe.queues.enqueue(jobs, on: address, limits: nil) }
    }

    private func job(_ submission: SubmissionJob) throws -> Job {
        Job(
            id: submission.eventID.uuid,
            tenant: try Tenant(UUIDText.format(submission.accountID.uuid)),
            enqueuedAt: submission.acceptedAt.microseconds / 1000,
            payload: submission.encoded()
        )
    }

    private func submission(_ number: Int, _ ids: UUIDv7Generator, _ random: inout SplitMix64) -> SubmissionJob {
        let board = world.boards[Int.random(in: world.boards.indices, using: &random)]
        let player = Int.random(in: world.sessions.indices, using: &random)
        let value = Int.random(in: 1...1_000_000, using: &random)
        return SubmissionJob(
            eventID: ScoreEventID(ids.next()),
            acceptedAt: SystemClock().now(),
            accountID: world.accountID,
            gameID: world.gameID,
            boardID: board.id,
            identityID: world.sessions[player].identityID,
            isTest: false,
            boardType: board.type,
            value: Double(value),
            valueDisplay: board.type == .counter ? nil : "\(value) pts",
            metadata: Array("{\"level\":7,\"character\":\"mage\",\"seconds\":\(value % 600)}".utf8),
            playerName: "player-\(player)",
            submittedName: "player-\(player)",
            runsAntiCheat: probe.settings.antiCheat.isEnabled,
            clientIP: "127.0.0.1"
        )
    }
}
