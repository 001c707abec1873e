import Foundation
import LeadrDomain
import LeadrState
import LeadrStore
import Postgres

/// Compares the rows of a board with their events, and its rank index with the rows; changes nothing.
///
/// Submissions go on meanwhile: rows reach the index, and ratios their sources, a moment later. So what differs is looked at again, until it does not
/// differ any more or patience ends.
struct BoardVerifier: Sendable {
    /// Entries of one read of the index, and rows of one read by id.
    private static let pageSize = 500
    /// Players of one read.
    private static let playersPerRead = 500
    /// Between two looks at what differs.
    private static let interval = Duration.milliseconds(500)

    let view: BoardView
    let place: BoardPlace
    let pool: PostgresPool
    let patience: Duration

    /// Looks at everything once, then at what differs.
    ///
    /// - Throws: ``DomainError`` 404 when the board goes meanwhile; `PostgresError`, `RedisError`.
    func run(_ progress: (Int) -> Void) async throws -> BoardVerification {
        var result = BoardVerification()
        var players = try await suspectPlayers(&result, progress)
        var suspects = try await compareIndex(&result)
        var (rows, places) = ([BoardDifference](), [BoardDifference]())
        let deadline = ContinuousClock.now + patience
        while !players.isEmpty || !suspects.isEmpty {
            try await Task.sleep(for: min(Self.interval, patience))
            rows = try await rowDifferences(players.sorted())
            players = Set(rows.compactMap(\.identityID))
            places = try await lookAgain(&suspects)
            guard ContinuousClock.now < deadline else { break }
        }
        for difference in rows + places { result.add(difference) }
        return result
    }
}

extension BoardVerifier {
    /// Players with a row that differs at the first look.
    private func suspectPlayers(_ result: inout BoardVerification, _ progress: (Int) -> Void) async throws -> Set<IdentityID> {
        let boards = [view.board.id] + (view.ratio.map { [$0.numeratorBoardID, $0.denominatorBoardID] } ?? [])
        var suspects: Set<IdentityID> = []
        try await BoardPlayerScan(pool: pool, chunk: Self.playersPerRead).forEachChunk(of: boards) { players in
            suspects.formUnion(try await rowDifferences(players).compactMap(\.identityID))
            result.players += players.count
            progress(result.players)
        }
        return suspects
    }

    private func rowDifferences(_ players: [IdentityID]) async throws -> [BoardDifference] {
        let reader = BoardEvidenceReader(pool: pool)
        var differences: [BoardDifference] = []
        for start in stride(from: 0, to: players.count, by: Self.playersPerRead) {
            let chunk = Array(players[start..<min(start + Self.playersPerRead, players.count)])
            guard let evidence = try await reader.read(view.board.id, chunk) else { throw DomainError.notFound(entity: "Board") }
            differences += RowComparison(evidence).differences()
        }
        return differences
    }
}

extension BoardVerifier {
    /// Goes through the ranked rows and through the entries of both pools; either may have what the other lacks.
    private func compareIndex(_ result: inout BoardVerification) async throws -> IndexSuspects {
        // Also makes the server known, without which the index does not answer.
        let state = try await place.state()
        var suspects = IndexSuspects()
        var rows = 0
        try await RankedRowScan(pool: pool).forEachChunk(of: view.board.id) { chunk in
            rows += chunk.count
            guard let missing = try await place.missing(chunk) else { return suspects.isUnready = true }
            suspects.rows.formUnion(missing.map(\.id))
        }
        result.rows = rows
        result.entries = 0
        // Where no row is ranked there need be no index.
        guard rows > 0 || state.liveGeneration != nil else { return suspects }
        for pool in RankPool.allCases { try await compareEntries(of: pool, &suspects, &result) }
        return suspects
    }

    private func compareEntries(of pool: RankPool, _ suspects: inout IndexSuspects, _ result: inout BoardVerification) async throws {
        var start = 0
        while true {
            guard let page = try await place.page(pool, from: start, limit: Self.pageSize).value else { return suspects.isUnready = true }
            let rows = try await rows(page.entries.map(\.member.id))
            for entry in page.entries where IndexComparison.difference(of: entry, in: pool, from: rows[entry.member.id]) != nil {
                suspects.entries.insert(IndexSuspects.Entry(entry: entry, pool: pool))
            }
            result.entries += page.entries.count
            start += page.entries.count
            guard page.entries.count == Self.pageSize else { return }
        }
    }

    /// Looks at what did not fit once more, and keeps what still does not.
    private func lookAgain(_ suspects: inout IndexSuspects) async throws -> [BoardDifference] {
        if suspects.isUnready {
            var result = BoardVerification()
            suspects = try await compareIndex(&result)
            if suspects.isUnready { return [BoardDifference(.indexUnready, isTest: false)] }
        }
        let wrong = try await wrongEntries(&suspects)
        let misplaced = Set(wrong.compactMap { $0.scoreID?.uuid })
        return wrong + (try await missingRows(&suspects)).filter { difference in difference.scoreID.map { !misplaced.contains($0.uuid) } ?? true }
    }

    private func wrongEntries(_ suspects: inout IndexSuspects) async throws -> [BoardDifference] {
        let rows = try await rows(suspects.entries.map(\.entry.member.id))
        var differences: [BoardDifference] = []
        for suspect in suspects.entries {
            let difference = IndexComparison.difference(of: suspect.entry, in: suspect.pool, from: rows[suspect.entry.member.id])
            if let difference, try await place.isOccupied(suspect.order, suspect.pool) != false {
                differences.append(difference)
            } else {
                suspects.entries.remove(suspect)
            }
        }
        return differences
    }

    private func missingRows(_ suspects: inout IndexSuspects) async throws -> [BoardDifference] {
        let ranked = try await rows(Array(suspects.rows)).values.filter(\.isRanked)
        let missing = try await place.missing(Array(ranked)) ?? Array(ranked)
        suspects.rows = Set(missing.map(\.id))
        return missing.sorted { $0.createdAt < $1.createdAt }.map { IndexComparison.missing($0) }
    }

    private func rows(_ ids: [UUID]) async throws -> [UUID: RankedRow] {
        let reader = RankedRowReader(pool: pool)
        var rows: [UUID: RankedRow] = [:]
        for start in stride(from: 0, to: ids.count, by: Self.pageSize) {
            let chunk = Array(ids[start..<min(start + Self.pageSize, ids.count)])
            for row in try await reader.find(chunk, boardType: view.board.boardType) where row.boardID == view.board.id { rows[row.id] = row }
        }
        return rows
    }
}

extension BoardCare {
    /// Compares the rows of a board with what their events say, and the rank index with the rows of both pools. Changes nothing.
    ///
    /// - Parameters:
    ///   - patience: How long what differs is looked at again.
    ///   - progress: Told how many players are done.
    /// - Throws: ``DomainError`` 404 when the board goes meanwhile; `PostgresError`, `RedisError`.
    public func verify(
        _ view: BoardView,
        patience: Duration = .seconds(5),
        progress: (Int) -> Void = { _ in }
    ) async throws -> BoardVerification {
        try await BoardVerifier(view: view, place: place(view.board), pool: pool, patience: patience).run(progress)
    }
}
