import Synchronization

/// Where finished lines go: many tasks hand them in, one at a time writes them out.
///
/// Whoever finds nobody writing becomes the writer and writes what others add meanwhile in the same call, so lines coalesce under load, and none waits
/// in a buffer when the process dies. When the reader stalls, at most `limit` bytes are kept; what does not fit is dropped and counted.
final class LogSink: Sendable {
    private struct State {
        var pending: [UInt8] = []
        var isWriting = false
        var dropped = 0
    }

    private let state = Mutex(State())
    private let destinations: [any LogDestination]
    private let limit: Int

    init(destinations: [any LogDestination], limit: Int = 8 << 20) {
        self.destinations = destinations
        self.limit = limit
    }

    /// Lines dropped so far because the reader stalled.
    var droppedLines: Int { state.withLock { $0.dropped } }

    /// Writes `line`, which ends with a line feed, or leaves it to the present writer.
    func write(_ line: [UInt8]) {
        let isWriter = state.withLock { state in
            guard state.pending.count + line.count <= limit else {
                state.dropped += 1
                return false
            }
            state.pending.append(contentsOf: line)
            defer { state.isWriting = true }
            return !state.isWriting
        }
        if isWriter { drain() }
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
