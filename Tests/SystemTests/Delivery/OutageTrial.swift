import Foundation
import TestSupport
import Testing

/// A peer of the delivery workers that goes away for a while, together with one of them, while much waits to be delivered.
struct OutageTrial {
    let installation: Installation
    let peer: PeerServer
    /// Table of what is delivered, and the status of what was.
    let table: String
    let done: String
    let size: OutageSize

    /// Runs two delivery workers and a scheduler through the outage.
    ///
    /// - Parameters:
    ///   - others: Processes that the test needs besides.
    ///   - write: Writes down what is to be delivered.
    /// - Returns: How much the peer had got when it went away.
    func perform(_ others: [ProcessKind] = [], write: () async throws -> Void) async throws -> Int {
        let workers = try (0..<2).map { _ in try installation.start(.delivery) }
        for process in try workers + ([.scheduler] + others).map({ try installation.start($0) }) { try await installation.waitUntilReady(process) }
        try await write()
        let isGoing = try await eventually(within: .seconds(60)) { try peer.received().count >= size.count / 20 }
        #expect(isGoing)
        peer.kill()
        workers[0].send(SIGKILL)
        try installation.start(.delivery)
        let before = try peer.received().count
        // The outage itself: nothing is to happen meanwhile.
        try await Task.sleep(for: size.outage)
        let spent = try await installation.number("SELECT coalesce(sum(attempts), 0)::int8 FROM \(table) WHERE status = 'pending'")
        #expect(spent < Int64(size.count), "most waited without spending an attempt: \(spent)")
        try await peer.start()
        let isDone = try await eventually(within: size.patience) {
            try await installation.number("SELECT count(*) FROM \(table) WHERE status = '\(done)'") == Int64(size.count)
        }
        #expect(isDone)
        #expect(try await installation.fsck() == [])
        return before
    }

    /// Looks at what the peer got: everything, hardly anything twice, and no burst when it was back.
    ///
    /// - Parameters:
    ///   - names: What each thing is told by, in the order of arrival.
    ///   - times: When each came, in seconds.
    func judge(_ names: [String], at times: [Double], before: Int) {
        let copies = Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
        #expect(copies.count == size.count)
        #expect(copies.values.allSatisfy { $0 <= 2 })
        // What two workers had in their hands when the peer and one of them were killed.
        #expect(names.count - size.count <= 40, "\(names.count - size.count) came twice")
        let peak = Dictionary(times.dropFirst(before).map { (Int($0), 1) }, uniquingKeysWith: +).values.max() ?? 0
        print("outage of \(table): \(names.count) requests for \(size.count), at most \(peak) in a second")
        #expect(peak <= size.rate * 2 * 3 / 2, "two workers at \(size.rate) each, and \(peak) in one second")
    }
}
