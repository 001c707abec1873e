import Foundation
import Synchronization

/// A bar on standard error that moves when a terminal watches, and says only the start and the end otherwise.
final class ProgressBar: Sendable {
    private let title: String
    private let total: Int
    private let done = Mutex(0)
    private let isTerminal = isatty(2) == 1

    init(_ title: String, total: Int) {
        self.title = title
        self.total = total
        write("\(title) …\n", onlyWithoutTerminal: true)
    }

    func advance(by count: Int = 1) {
        let (former, done) = self.done.withLock { done in
            done += count
            return (done - count, done)
        }
        let step = max(1, total / 100)
        guard isTerminal, done == total || done / step > former / step else {
            if done == total { write("\(title): \(total)\n", onlyWithoutTerminal: true) }
            return
        }
        let filled = done * 40 / max(1, total)
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 40 - filled)
        write("\r\(title) \(bar) \(done)/\(total)\(done == total ? "\n" : "")", onlyWithoutTerminal: false)
    }

    private func write(_ text: String, onlyWithoutTerminal: Bool) {
        guard onlyWithoutTerminal != isTerminal else { return }
        FileHandle.standardError.write(Data(text.utf8))
    }
}
