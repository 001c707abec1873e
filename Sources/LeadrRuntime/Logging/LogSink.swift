import Dispatch
import Foundation
import Synchronization

/// Where finished lines go: many tasks hand them in, one at a time writes them out.
///
/// Ordinary lines gather for a moment, because a write per request costs this process and its reader more than the line itself; urgent ones, and all
/// that gathered before them, leave at once. Whoever finds nobody writing becomes the writer and writes what others add meanwhile in the same call.
/// When the reader stalls, at most `limit` bytes are kept; what does not fit is dropped and counted.
final class LogSink: Sendable {
    /// What the caller has to do with a line that was added.
    private enum Step {
        case nothing
        case drain
        case schedule
    }

    private struct State {
        var pending: [UInt8] = []
        var isWriting = false
        var isScheduled = false
        var dropped = 0
    }

    /// Ordinary lines that make up this many bytes do not wait any longer.
    private static let gatheredBytes = 32 << 10

    private let state = Mutex(State())
    private let destinations: [any LogDestination]
    private let limit: Int
    private let gatherTime: DispatchTimeInterval?
    private let timers = DispatchQueue(label: "leadr.log")

    /// A sink.
    ///
    /// - Parameters:
    ///   - destinations: Each gets every line.
    ///   - limit: Most bytes kept while a destination stalls.
    ///   - gatherTime: Longest time for which a line that is not urgent waits for others; nil makes every line urgent.
    init(destinations: [any LogDestination], limit: Int = 8 << 20, gatherTime: DispatchTimeInterval? = .milliseconds(10)) {
        self.destinations = destinations
        self.limit = limit
        self.gatherTime = gatherTime
    }

    /// Lines dropped so far because the reader stalled.
    var droppedLines: Int { state.withLock { $0.dropped } }

    /// Takes `line`, which ends with a line feed.
    func write(_ line: [UInt8], isUrgent: Bool = true) {
        switch state.withLock({ Self.add(line, isUrgent || gatherTime == nil, limit, to: &$0) }) {
        case .nothing: break
        case .drain: drain()
        case .schedule: timers.asyncAfter(deadline: .now() + (gatherTime ?? .never)) { self.flush() }
        }
    }

    /// Writes whatever gathered, and waits, at most a second, for another writer to finish; called before the process ends.
    func finish() {
        flush()
        // At this point nothing can be awaited any more.
        for _ in 0..<1000 where state.withLock({ $0.isWriting || !$0.pending.isEmpty }) { usleep(1000) }
    }

    /// Writes whatever gathered, unless somebody is writing already.
    func flush() {
        let isWriter = state.withLock { state in
            state.isScheduled = false
            defer { state.isWriting = true }
            return !state.isWriting
        }
        if isWriter { drain() }
    }

    private static func add(_ line: [UInt8], _ isUrgent: Bool, _ limit: Int, to state: inout State) -> Step {
        guard state.pending.count + line.count <= limit else {
            state.dropped += 1
            return .nothing
        }
        state.pending.append(contentsOf: line)
        if state.isWriting { return .nothing }
        if isUrgent || state.pending.count >= gatheredBytes {
            state.isWriting = true
            return .drain
        }
        defer { state.isScheduled = true }
        return state.isScheduled ? .nothing : .schedule
    }

    private func drain() {
        while let lines = takePending() {
            for destination in destinations { destination.write(lines) }
        }
    }

    private func takePending() -> [UInt8]? {
        state.withLock { state in
            guard !state.pending.isEmpty else {
                state.isWriting = false
                return nil
            }
            defer { state.pending = [] }
            return state.pending
        }
    }
}

/// A place that whole lines are appended to, by one writer at a time.
protocol LogDestination: Sendable {
    /// Appends `lines`; what cannot be written is lost, for there is nowhere to tell it.
    func write(_ lines: [UInt8])
}
