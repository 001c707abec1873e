import Foundation

/// What one fault test measured: one line of the table that `scripts/faults` prints.
struct FaultRecord: Codable, Sendable {
    let fault: String
    let seed: UInt64
    var jobs = 0
    var lost = 0
    var doubled = 0
    /// Seconds; nil when nothing was redelivered.
    var redeliveryP50: Double?
    var redeliveryP99: Double?
    /// Seconds from the end of the fault until all works again; nil when that has no meaning.
    var recovery: Double?
    var fsck = "not run"
    var notes: [String] = []

    init(fault: String, seed: UInt64) {
        self.fault = fault
        self.seed = seed
    }

    /// Appends the record to the file that `scripts/faults` named.
    func append() throws {
        guard let path = FaultSettings.report else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let line = try encoder.encode(self) + Data("\n".utf8)
        if !FileManager.default.fileExists(atPath: path) { _ = FileManager.default.createFile(atPath: path, contents: nil) }
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try file.seekToEnd()
        try file.write(contentsOf: line)
        try file.close()
    }
}

extension [Duration] {
    /// The value that a share of all lie at or below, in seconds; nil for no values.
    func percentile(_ share: Double) -> Double? {
        guard !isEmpty else { return nil }
        return sorted()[Swift.min(count - 1, Int((Double(count) * share).rounded(.down)))].inSeconds
    }
}

extension Duration {
    /// Seconds, to the millisecond.
    var inSeconds: Double { (self / .milliseconds(1)).rounded() / 1000 }
}
