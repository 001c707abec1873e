import Foundation
import Logging

extension JobWorker {
    /// One sign of life at every interval: renews all leases in one step, and learns whether the worker shall be quiet.
    func heartbeat() async {
        let startedAt = Int64(Date().timeIntervalSince1970 * 1000)
        while !Task.isCancelled {
            let beat = WorkerBeat(
                identity: identity,
                startedAt: startedAt,
                concurrency: configuration.concurrency,
                roundTrip: progress.roundTrip
            )
            do {
                let reply = try await driver.beat(beat, renewing: registry.held, on: queue, lease: configuration.lease)
                renewal.mark()
                note(lost: registry.markLost(reply.lost))
                if quiet.set(reply.isQuiet) { note(isQuiet: reply.isQuiet) }
            } catch {
                logger.warning("Leases could not be renewed", metadata: ["error": "\(error)"])
            }
            try? await Task.sleep(for: configuration.heartbeat)
        }
    }

    /// Takes the worker off the list of those that are there; if that fails, it is shown as silent for a while.
    func leave() async {
        do { try await driver.leave(identity, on: queue) } catch {
            logger.debug("The worker could not take its leave", metadata: ["error": "\(error)"])
        }
    }

    private func note(lost: Set<ClaimToken>) {
        guard !lost.isEmpty else { return }
        logger.warning("Leases ran out before they were renewed", metadata: ["claims": "\(lost.count)"])
    }

    private func note(isQuiet: Bool) {
        logger.notice(isQuiet ? "Told to take nothing more" : "Told to go on")
    }
}
