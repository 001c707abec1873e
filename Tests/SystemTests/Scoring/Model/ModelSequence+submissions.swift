import ByteJSON
import JobQueue
import LeadrDomain
import LeadrJobs

extension ModelSequence {
    /// Sends a submission, as often as it says at the same time, and records what it was answered.
    func submit(_ submission: ModelSubmission) async throws {
        let session = world.players[submission.player].session(isTest: submission.isTest)
        let key = submission.repetitions.map { _ in "model-\(plan.seed)-\(submission.number)" }
        let body = submission.body(board: boards[submission.board])
        let answers = try await withThrowingTaskGroup(of: GameAPI.Answer.self) { group in
            for repetition in 0...(submission.repetitions ?? 0) {
                let waits = submission.waits == repetition.isMultiple(of: 2)
                group.addTask { try await session.submit(body, prefer: waits ? "wait=5" : "respond-async", key: key) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        if let entry = try entry(of: submission, answers) { record.add(entry) }
    }

    /// Nil when all of them were refused for the name.
    private func entry(of submission: ModelSubmission, _ answers: [GameAPI.Answer]) throws -> ModelRecord.Entry? {
        var receipts: [ModelRecord.Receipt] = []
        var rows: Set<String> = []
        for answer in answers {
            switch answer.status {
            case 202: receipts.append(try receipt(of: submission, answer))
            case 201: rows.insert(try answer.text("id"))
            case 409 where plan.hasUniqueNames: break
            default: throw SystemTestError("submission \(submission.number) was answered \(answer.status): \(answer.body)")
            }
        }
        rows.formUnion(receipts.map(\.rowID))
        guard receipts.allSatisfy({ $0 == receipts[0] }), rows.count <= 1 else {
            throw SystemTestError("one key was answered with several submissions: \(receipts) \(rows)")
        }
        return rows.first.map { ModelRecord.Entry(submission: submission, receipt: receipts.first, rowID: $0) }
    }

    private func receipt(of submission: ModelSubmission, _ answer: GameAPI.Answer) throws -> ModelRecord.Receipt {
        let line = try OracleLine(score: answer.body)
        let display = plan.boards[submission.board].kind == .counter ? nil : submission.display
        let isRight =
            line.rank == 0 && line.row.value == submission.value && line.row.display == display && line.row.metadata == submission.metadata
            && line.row.key == OracleKey(identity: world.players[submission.player].identity, isTest: submission.isTest)
            && (submission.name.isEmpty || line.row.name == submission.name) && answer["status"] == "pending"
        guard isRight else { throw SystemTestError("the receipt of \(submission) says \(answer.body)") }
        return ModelRecord.Receipt(
            eventID: try answer.text("submission_id"),
            rowID: line.row.id,
            acceptedAt: line.row.createdAt,
            name: line.row.name
        )
    }

    /// Queues jobs for the ranking workers again, twice each, whether they were there before or not.
    func redeliver(_ picks: [Int]) async throws {
        let known = record.entries.filter { $0.receipt != nil }
        guard !known.isEmpty, let queue = ProcessKind.ranking.queue else { return }
        let jobs = try picks.compactMap { try job(of: known[$0 % known.count]) }
        try await installation.queue.enqueue(jobs + jobs, on: queue, limits: nil)
    }

    private func job(of entry: ModelRecord.Entry) throws -> Job? {
        guard let receipt = entry.receipt, let type = BoardType(rawValue: plan.boards[entry.submission.board].kind.rawValue) else { return nil }
        let submission = entry.submission
        let account = try AccountID(wire: world.account)
        let job = SubmissionJob(
            eventID: try ScoreEventID(wire: receipt.eventID),
            acceptedAt: Timestamp(microseconds: receipt.acceptedAt),
            accountID: account,
            gameID: try GameID(wire: world.game),
            boardID: try BoardID(wire: boards[submission.board]),
            identityID: try IdentityID(wire: world.players[submission.player].identity),
            isTest: submission.isTest,
            boardType: type,
            value: submission.value,
            valueDisplay: type == .counter ? nil : submission.display,
            metadata: submission.metadata.isNull ? nil : submission.metadata.encoded(),
            playerName: receipt.name,
            submittedName: submission.name.isEmpty ? nil : submission.name,
            runsAntiCheat: false
        )
        return Job(
            id: job.eventID.uuid,
            tenant: try Tenant(UUIDText.format(account.uuid)),
            enqueuedAt: receipt.acceptedAt / 1000,
            payload: job.encoded()
        )
    }
}

extension ModelSubmission {
    func body(board: String) -> JSONValue {
        var body: JSONObject = ["board_id": .string(board), "value": .number(value), "player_name": .string(name)]
        body["value_display"] = display.map { .string($0) }
        body["metadata"] = metadata.isNull ? nil : metadata
        return .object(body)
    }
}
