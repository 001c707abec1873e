import JobQueue
import LeadrDomain
import LeadrStore

/// Finds dead letters in Redis and in the database, each letter once.
struct DeadLetterFinder: Sendable {
    /// Letters read at once.
    private static let chunk = 500

    let directory: QueueDirectory
    let store: DeadSubmissionStore

    /// Letters that fit, oldest first.
    ///
    /// - Parameters:
    ///   - position: Only those after it.
    ///   - limit: At most so many.
    /// - Throws: `QueueError`, `PostgresError`.
    func letters(_ filter: DeadLetterFilter, after position: DeadLetterPosition = .start, limit: Int) async throws -> [DeadLetterRecord] {
        var found: [DeadLetterRecord] = []
        for address in directory.addresses(of: filter.queue) { found += try await inRedis(filter, position, limit, address) }
        found += try await onlyInDatabase(filter, position, limit)
        return Array(found.sorted { $0.position < $1.position }.prefix(limit))
    }

    /// One letter.
    func find(_ id: String) async throws -> DeadLetterRecord? {
        var filter = DeadLetterFilter()
        filter.ids = [id]
        return try await letters(filter, limit: 1).first
    }

    private func inRedis(
        _ filter: DeadLetterFilter,
        _ position: DeadLetterPosition,
        _ limit: Int,
        _ address: QueueAddress
    ) async throws(QueueError) -> [DeadLetterRecord] {
        let fits = { (letter: DeadLetterRecord) in position < letter.position && filter.matches(letter) }
        if let ids = filter.ids { return try await lookUp(ids.sorted(), on: address).filter(fits) }
        var found: [DeadLetterRecord] = []
        var first = 0
        while found.count < limit {
            let page = try await directory.engine.deadLetters(on: address, first: first, limit: Self.chunk)
            found += page.map { DeadLetterRecord($0, on: address) }.filter(fits)
            guard page.count == Self.chunk else { break }
            first += Self.chunk
        }
        return found
    }

    private func lookUp(_ ids: [String], on address: QueueAddress) async throws(QueueError) -> [DeadLetterRecord] {
        var found: [DeadLetterRecord] = []
        for first in stride(from: 0, to: ids.count, by: Self.chunk) {
            let letters = try await directory.engine.deadLetters(Array(ids[first..<min(first + Self.chunk, ids.count)]), on: address)
            found += letters.map { DeadLetterRecord($0, on: address) }
        }
        return found
    }

    private func onlyInDatabase(_ filter: DeadLetterFilter, _ start: DeadLetterPosition, _ limit: Int) async throws -> [DeadLetterRecord] {
        var found: [DeadLetterRecord] = []
        var position = DeadSubmissionPosition(diedAt: start.diedAt, eventID: ScoreEventID(UUIDText.parse(start.id) ?? .zero))
        while found.count < limit {
            let rows = try await store.open(filter.selection, after: position, limit: Self.chunk)
            let letters = rows.map { DeadLetterRecord($0, in: directory) }.filter { start < $0.position && filter.matches($0) }
            let known = try await idsInRedis(letters)
            found += letters.filter { !known.contains($0.id) }
            guard rows.count == Self.chunk, let last = rows.last else { break }
            position = DeadSubmissionPosition(diedAt: last.diedAt, eventID: last.eventID)
        }
        return found
    }

    private func idsInRedis(_ letters: [DeadLetterRecord]) async throws(QueueError) -> Set<String> {
        var known: Set<String> = []
        for (address, letters) in letters.byQueue { known.formUnion(try await lookUp(letters.map(\.id), on: address).map(\.id)) }
        return known
    }
}

extension [DeadLetterRecord] {
    /// The letters of each queue shard; those of unknown queues are left out.
    var byQueue: [QueueAddress: [DeadLetterRecord]] {
        Dictionary(grouping: filter { $0.queue != nil }) { $0.queue ?? QueueAddress("unknown") }
    }
}
