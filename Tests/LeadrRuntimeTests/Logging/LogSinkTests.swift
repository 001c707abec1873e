import Foundation
import Synchronization
import Testing

@testable import LeadrRuntime

@Suite struct LogSinkTests {
    /// A destination that hands every write to a test.
    private final class Watched: LogDestination {
        let writes = Mutex<[[UInt8]]>([])
        let onWrite: @Sendable () -> Void

        init(onWrite: @escaping @Sendable () -> Void) { self.onWrite = onWrite }

        func write(_ lines: [UInt8]) {
            writes.withLock { $0.append(lines) }
            onWrite()
        }
    }

    @Test func `no line is lost or torn when many tasks write`() async {
        let destination = MemoryDestination()
        let sink = LogSink(destinations: [destination])
        await withTaskGroup { group in
            for task in 0..<16 {
                group.addTask { for line in 0..<200 { sink.write(Array("\(task) \(line)\n".utf8)) } }
            }
        }
        let lines = destination.text.split(separator: "\n").map(String.init)
        #expect(lines.count == 3200 && Set(lines).count == 3200)
        #expect(lines.filter { $0.hasPrefix("7 ") } == (0..<200).map { "7 \($0)" })
    }

    @Test func `lines that come during a write go out together`() {
        let box = Mutex<LogSink?>(nil)
        let destination = Watched {
            guard let sink = box.withLock({ $0.take() }) else { return }
            for _ in 0..<10 { sink.write([1]) }
        }
        let sink = LogSink(destinations: [destination])
        box.withLock { $0 = sink }
        sink.write([0])
        #expect(destination.writes.withLock { $0 } == [[0], Array(repeating: 1, count: 10)])
    }

    @Test func `ordinary lines gather and leave with the first urgent one`() {
        let destination = Watched {}
        let sink = LogSink(destinations: [destination], gatherTime: .never)
        sink.write([0], isUrgent: false)
        sink.write([1], isUrgent: false)
        #expect(destination.writes.withLock { $0 }.isEmpty)
        sink.write([2])
        #expect(destination.writes.withLock { $0 } == [[0, 1, 2]])
    }

    @Test func `ordinary lines leave when their time is over, when they are many, and at the end of the process`() async {
        let (written, continuation) = AsyncStream.makeStream(of: Void.self)
        let destination = Watched { continuation.yield() }
        let timed = LogSink(destinations: [destination], gatherTime: .milliseconds(1))
        timed.write([0], isUrgent: false)
        for await _ in written { break }
        let sink = LogSink(destinations: [destination], gatherTime: .never)
        sink.write(Array(repeating: 1, count: 40 << 10), isUrgent: false)
        sink.write([2], isUrgent: false)
        sink.flush()
        #expect(destination.writes.withLock { $0.map(\.count) } == [1, 40 << 10, 1])
    }

    @Test func `a reader that stalls costs lines, not memory`() {
        let box = Mutex<LogSink?>(nil)
        let destination = Watched {
            guard let sink = box.withLock({ $0.take() }) else { return }
            for _ in 0..<10 { sink.write(Array(repeating: 1, count: 30)) }
        }
        let sink = LogSink(destinations: [destination], limit: 100)
        box.withLock { $0 = sink }
        sink.write([0])
        #expect(sink.droppedLines == 7)
        #expect(destination.writes.withLock { $0.last?.count } == 90)
    }
}

@Suite struct RotatingFileDestinationTests {
    private let directory = NSTemporaryDirectory() + UUID().uuidString

    private func contents(_ name: String) -> String? {
        try? String(contentsOfFile: directory + "/" + name, encoding: .utf8)
    }

    @Test func `a full file moves up one number and the oldest goes`() throws {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let file = try RotatingFileDestination(path: directory + "/app.log", maximumBytes: 10, backups: 2)
        for line in ["aaaaaa\n", "bbbbbb\n", "cccccc\n", "dddddd\n"] { file.write(Array(line.utf8)) }
        #expect(contents("app.log") == "dddddd\n")
        #expect(contents("app.log.1") == "cccccc\n")
        #expect(contents("app.log.2") == "bbbbbb\n")
        #expect(contents("app.log.3") == nil)
    }

    @Test func `two processes share a file across a rotation`() throws {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let first = try RotatingFileDestination(path: directory + "/app.log", maximumBytes: 10, backups: 5)
        let second = try RotatingFileDestination(path: directory + "/app.log", maximumBytes: 10, backups: 5)
        first.write(Array("aaaaaa\n".utf8))
        second.write(Array("bbbbbb\n".utf8))
        first.write(Array("c\n".utf8))
        #expect(contents("app.log.1") == "aaaaaa\n")
        #expect(contents("app.log") == "bbbbbb\nc\n")
    }

    @Test func `a line larger than the file is written all the same`() throws {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let file = try RotatingFileDestination(path: directory + "/app.log", maximumBytes: 4, backups: 1)
        file.write(Array("aaaaaa\n".utf8))
        #expect(contents("app.log") == "aaaaaa\n")
    }
}
