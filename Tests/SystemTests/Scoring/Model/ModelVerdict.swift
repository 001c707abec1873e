import ByteJSON
import LeadrDomain

/// Compares what is shown of the boards of a sequence with what the oracle makes of its record, once nothing is left to be done.
struct ModelVerdict: Sendable {
    let sequence: ModelSequence
    let coverage: ModelCoverage
    let boards: [OracleBoard]
    private let hidden: Set<String>

    init(_ sequence: ModelSequence, _ coverage: ModelCoverage) {
        self.sequence = sequence
        self.coverage = coverage
        boards = sequence.record.boards
        hidden = sequence.record.hidden
    }

    /// Throws the first thing that is not as it must be.
    func judge() async throws {
        var rows: [[OracleRow]] = []
        for (number, board) in boards.enumerated() {
            try await expectConfiguration(number)
            if let ratio = board.ratio {
                rows.append(ScoreOracle.ratios(ratio, of: rows[0], by: rows[1], ids: try await ratioIDs(number)))
            } else {
                let events = try await acceptedEvents(of: number)
                rows.append(ScoreOracle(board: board, events: events, hidden: hidden).rows)
                try await expectAbsence(of: Set(events.map(\.rowID)).subtracting(rows[number].map(\.id)), on: number)
                try await expectAcceptance(of: events, rows[number])
            }
            for isTest in [false, true] {
                let pool = rows[number].filter { $0.key.isTest == isTest }
                try await PoolVerdict(sequence: sequence, coverage: coverage, number: number, isTest: isTest, rows: pool, board: board)
                    .judge(isBrief: number < boards.count - 1)
            }
        }
    }

    private func expectConfiguration(_ number: Int) async throws {
        let answer = try await sequence.world.api.administer("/boards/\(sequence.boards[number])")
        let isRight = answer.status == 200 && boards[number].isShown(by: answer) && answer["pending_ranking"] == nil
        guard isRight else { throw SystemTestError("board \(number) must be \(boards[number]): \(answer.body)") }
    }

    /// Rows that moderation took away are not found.
    private func expectAbsence(of rows: Set<String>, on number: Int) async throws {
        let session = sequence.reader(isTest: false)
        for row in rows {
            for path in ["/client/scores/\(row)", "/client/scores?board_id=\(sequence.boards[number])&around_score_id=\(row)"] {
                let answer = try await session.get(path)
                guard answer.status == 404 else { throw SystemTestError("a hidden row is found: GET \(path): \(answer.status) \(answer.body)") }
            }
        }
    }

    /// Ids of the rows of a ratio board, ranked or not.
    private func ratioIDs(_ number: Int) async throws -> [OracleKey: String] {
        var ids: [OracleKey: String] = [:]
        for state in try await sequence.world.api.rows("/board-states?board_id=\(sequence.boards[number])") {
            guard let id = state["id"]?.string else { throw SystemTestError("a state without an id: \(state)") }
            let score = "scr_" + id.dropFirst(4)
            let line = try OracleLine(score: try await sequence.reader(isTest: false).read("/client/scores/\(score)").body)
            guard ids.updateValue(score, forKey: line.row.key) == nil else { throw SystemTestError("two ratio rows of \(line.row.key)") }
        }
        return ids
    }

    // MARK: - Events

    /// The events of a board, each of them a submission that was not refused, and every such submission one of them.
    private func acceptedEvents(of number: Int) async throws -> [OracleEvent] {
        var recorded = Dictionary(
            uniqueKeysWithValues: try await sequence.events(of: number).compactMap { event in event["id"]?.string.map { ($0, event) } }
        )
        var events: [OracleEvent] = []
        for entry in sequence.record.entries where entry.submission.board == number {
            let id = entry.receipt?.eventID ?? recorded.first { metadata($0.value) == entry.submission.metadata }?.key
            if let id, let event = recorded.removeValue(forKey: id) {
                events.append(try accepted(entry, id, event))
            } else {
                try await expectRejection(of: entry)
            }
        }
        guard recorded.isEmpty else { throw SystemTestError("board \(number) has events that nobody submitted: \(recorded)") }
        return events
    }

    private func accepted(_ entry: ModelRecord.Entry, _ id: String, _ event: JSONObject) throws -> OracleEvent {
        let submission = entry.submission
        let key = OracleKey(identity: sequence.world.players[submission.player].identity, isTest: submission.isTest)
        let payload = event["event_payload"]?.object
        guard let acceptedAt = event["created_at"]?.string.flatMap({ Timestamp(rfc3339: $0)?.microseconds }),
            entry.receipt == nil || entry.receipt?.acceptedAt == acceptedAt, event["identity_id"]?.string == key.identity,
            event["is_test"]?.bool == key.isTest, (payload?["delta"] ?? payload?["value"])?.double == submission.value,
            metadata(event) == submission.metadata
        else { throw SystemTestError("\(submission) became \(event)") }
        return OracleEvent(
            id: id,
            acceptedAt: acceptedAt,
            key: key,
            value: submission.value,
            name: entry.receipt?.name ?? submission.name,
            display: submission.display,
            metadata: submission.metadata,
            rowID: entry.rowID
        )
    }

    private func metadata(_ event: JSONObject) -> JSONValue {
        event["event_payload"]?.object?["metadata"] ?? .null
    }

    /// The status of an accepted event shows its row, if moderation left it one.
    private func expectAcceptance(of events: [OracleEvent], _ rows: [OracleRow]) async throws {
        guard !events.isEmpty else { return }
        let event = events[Int(sequence.plan.seed % UInt64(events.count))]
        let answer = try await sequence.reader(of: event).read("/client/submissions/\(event.id)")
        let row = try answer["score"]?.object == nil ? nil : OracleLine(score: answer["score"] ?? .null).row
        guard answer["status"] == "accepted", row == rows.first(where: { $0.id == event.rowID }) else {
            throw SystemTestError("\(event) has the status \(answer.body)")
        }
    }

    /// Only where names are unique, and then its status says so.
    private func expectRejection(of entry: ModelRecord.Entry) async throws {
        guard sequence.plan.hasUniqueNames, let receipt = entry.receipt else { throw SystemTestError("\(entry) left no event") }
        let reader = sequence.world.players[entry.submission.player].session(isTest: entry.submission.isTest)
        let answer = try await reader.read("/client/submissions/\(receipt.eventID)")
        let isRejected = answer["status"] == "rejected" && answer["error"] == "Player name is already taken on this board"
        guard isRejected else { throw SystemTestError("\(entry) left no event, and its status is \(answer.body)") }
    }
}

extension ModelSequence {
    /// Somebody who sees a pool.
    func reader(isTest: Bool) -> PlayerSession {
        world.players[plan.players[0]].session(isTest: isTest)
    }

    /// Who submitted.
    func reader(of event: OracleEvent) -> PlayerSession {
        (world.players.first { $0.identity == event.key.identity } ?? world.players[0]).session(isTest: event.key.isTest)
    }
}
