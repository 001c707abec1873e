import ByteJSON
import JobQueue
import LeadrDomain
import LeadrState
import LeadrStore

/// Dead letters: looked at, retried, dropped. Those in Redis and those that are only in the database are treated alike.
public struct DeadLetterService: Sendable {
    /// Most letters that one call acts on.
    public static let mostPerCall = 10_000
    /// Letters acted on at once.
    private static let chunk = 200

    let directory: QueueDirectory
    let store: DeadSubmissionStore
    let pending: PendingSubmissions
    private let finder: DeadLetterFinder
    private let audit: OperatorAudit

    init(finder: DeadLetterFinder, pending: PendingSubmissions, audit: OperatorAudit) {
        directory = finder.directory
        store = finder.store
        self.finder = finder
        self.pending = pending
        self.audit = audit
    }

    /// A page of the letters that fit, oldest first.
    ///
    /// - Throws: `QueueError`, `PostgresError`.
    public func list(_ filter: DeadLetterFilter, after position: DeadLetterPosition = .start, limit: Int) async throws -> DeadLetterPage {
        let letters = try await finder.letters(filter, after: position, limit: limit + 1)
        let page = Array(letters.prefix(limit))
        return DeadLetterPage(letters: page, next: letters.count > limit ? page.last?.position : nil)
    }

    /// One letter; nil when there is none of that id.
    ///
    /// - Parameter id: 32 hexadecimal digits.
    /// - Throws: `QueueError`, `PostgresError`.
    public func find(_ id: String) async throws -> DeadLetterRecord? {
        try await finder.find(id)
    }

    /// Retries or drops the letters that fit, or tells which it would be.
    ///
    /// - Parameters:
    ///   - filter: Which letters.
    ///   - all: Allows a filter that names nothing.
    ///   - limit: At most so many, 1 to ``mostPerCall``.
    ///   - isDryRun: Changes nothing and leaves no record.
    /// - Throws: ``DomainError`` 400 for an empty filter without `all`; `QueueError`, `PostgresError`: then a part may be done, and the call may be
    ///   repeated.
    public func act(
        _ action: DeadLetterReport.Action,
        on filter: DeadLetterFilter,
        all: Bool = false,
        limit: Int,
        isDryRun: Bool,
        by actor: OperatorActor
    ) async throws -> DeadLetterReport {
        guard all || !filter.isEmpty else { throw DomainError.badRequest("Name the dead letters, or ask for all of them") }
        let limit = min(max(1, limit), Self.mostPerCall)
        guard !isDryRun else { return try await report(action, filter, limit, isDryRun: true) { _ in [] } }
        var parameters = filter.jsonDescription()
        parameters["limit"] = .count(limit)
        let target = filter.queue.map { "dead letters of \($0)" } ?? "dead letters"
        return try await audit.record("dead-letters.\(action.rawValue)", of: target, parameters, by: actor, describe: { $0.auditDescription() }) {
            try await report(action, filter, limit, isDryRun: false) { letters in
                switch action {
                case .retry: try await retry(letters)
                case .drop: try await drop(letters)
                }
            }
        }
    }

    private func report(
        _ action: DeadLetterReport.Action,
        _ filter: DeadLetterFilter,
        _ limit: Int,
        isDryRun: Bool,
        _ step: ([DeadLetterRecord]) async throws -> Set<String>
    ) async throws -> DeadLetterReport {
        let found = try await finder.letters(filter, limit: limit + 1)
        let letters = Array(found.prefix(limit))
        var changed: Set<String> = []
        for first in stride(from: 0, to: letters.count, by: Self.chunk) {
            changed.formUnion(try await step(Array(letters[first..<min(first + Self.chunk, letters.count)])))
        }
        return DeadLetterReport(action: action, isDryRun: isDryRun, letters: letters, changed: changed, hasMore: found.count > limit)
    }
}
