import Foundation
import JobQueue
import LeadrDelivery
import LeadrDomain
import Logging

extension Courier {
    /// One attempt at an item that is ours.
    ///
    /// - Throws: `PostgresError`; `CancellationError` when the worker must stop, after the item was given back.
    func attempt(_ item: Channel.Item, _ token: UUID, failures: Int) async throws -> JobOutcome {
        do {
            let gate = channel.gate(of: item)
            if case .refused(let delay) = try await gate.enter() {
                try await channel.release(item, token, dueIn: delay)
                return .postpone(after: delay)
            }
            let receipt = try await handOver(item, gate)
            unrecorded.note(channel.id(of: item), item, receipt)
            try await record(item, receipt)
            return .complete
        } catch let failure as DeliveryFailure {
            return try await end(item, token, failure, failures: failures + 1)
        } catch let error as CancellationError {
            // Not a child task: what makes the attempt stop must not reach the step that gives the item back.
            _ = await Task { [channel] in try? await channel.release(item, token, dueIn: .zero) }.value
            throw error
        }
    }

    /// Gives the item to its peer and tells the gate what that shows.
    private func handOver(_ item: Channel.Item, _ gate: DeliveryGate) async throws -> Channel.Receipt {
        let started = ContinuousClock.now
        do {
            let receipt = try await channel.deliver(item)
            gate.succeed()
            channel.attempted(item, ContinuousClock.now - started)
            return receipt
        } catch let failure as DeliveryFailure {
            channel.attempted(item, ContinuousClock.now - started)
            // Refusing one thing is what a peer does that works.
            if failure.kind == .unavailable { gate.fail() } else { gate.succeed() }
            throw failure
        } catch {
            gate.abandon()
            throw error
        }
    }

    private func end(_ item: Channel.Item, _ token: UUID, _ failure: DeliveryFailure, failures: Int) async throws -> JobOutcome {
        let isLast = options.retry.isExhausted(afterFailures: failures)
        guard failure.kind == .refused || isLast else {
            let delay = max(options.retry.delay(afterFailures: failures), failure.retryAfter ?? .zero)
            try await channel.retry(item, token, after: delay, failure)
            channel.ended(item, .retried)
            return .retry(error: failure.summary, after: delay)
        }
        try await channel.fail(item, token, failure)
        channel.ended(item, .failed)
        let (message, metadata) = channel.description(of: item)
        logger.error(message, metadata: metadata.merging(["reason": "\(failure.summary)", "attempts": "\(failures)"]) { first, _ in first })
        return .bury(reason: failure.kind == .refused ? failure.summary : "failed \(failures) times, last: \(failure.summary)")
    }
}
