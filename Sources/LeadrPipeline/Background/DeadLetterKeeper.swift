import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrStore
import Logging

/// Copies dead submissions to PostgreSQL and then keeps Redis's own dead letters within their bounds (`design.md §3`).
///
/// A letter leaves Redis only after it was copied. Letters that are no submissions have nothing to keep: their work is done again by a rebuild.
public struct DeadLetterKeeper: Sendable {
    private static let batch = 500

    private let queue: RedisJobQueue
    private let addresses: [QueueAddress]
    private let store: DeadSubmissionStore
    private let bounds: DeadLetterBounds
    private let logger: Logger

    /// A keeper of the dead letters of some queues.
    public init(queue: RedisJobQueue, addresses: [QueueAddress], store: DeadSubmissionStore, bounds: DeadLetterBounds, logger: Logger) {
        self.queue = queue
        self.addresses = addresses
        self.store = store
        self.bounds = bounds
        self.logger = logger
    }

    /// Copies all letters that are not copied yet, then trims.
    ///
    /// - Throws: `QueueError` or `PostgresError` when a server is away; nothing is trimmed then that was not copied.
    public func keep() async throws {
        var failure: (any Error)?
        for address in addresses {
            do {
                try await copy(address)
                try await trim(address)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    private func copy(_ address: QueueAddress) async throws {
        var count = Self.batch
        while count == Self.batch {
            let letters = try await queue.uncopiedDeadLetters(on: address, limit: Self.batch)
            let submissions = letters.compactMap { Self.submission($0, address) }
            try await store.insert(submissions)
            if Queues.submissions.contains(address.name), submissions.count < letters.count {
                let count = letters.count - submissions.count
                logger.error(
                    "Dead letters are no submissions that this build can read; only Redis has them",
                    metadata: ["queue": "\(address)", "letters": "\(count)"]
                )
            }
            try await queue.noteCopied(letters.map(\.id), on: address)
            count = letters.count
        }
    }

    private func trim(_ address: QueueAddress) async throws {
        var count = Self.batch
        while count == Self.batch {
            let trimmed = try await queue.trimDead(on: address, to: bounds, limit: Self.batch)
            if !trimmed.isEmpty {
                logger.warning("Dead letters left Redis, over their bounds", metadata: ["queue": "\(address)", "letters": "\(trimmed.count)"])
            }
            count = trimmed.count
        }
    }

    private static func submission(_ letter: DeadLetter, _ address: QueueAddress) -> DeadSubmission? {
        guard let job = letter.job, let submission = try? SubmissionJob(decoding: job.payload) else { return nil }
        // PostgreSQL keeps no NUL in a text.
        let reason = letter.reason.filter { $0 != "\0" }
        return DeadSubmission(job: submission, queue: address.name.text, error: reason, deliveries: job.deliveries)
    }
}
