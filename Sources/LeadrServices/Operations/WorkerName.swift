import JobQueue

/// How operators name a worker: `host:pid`, which means all of a process, or `host:pid:instance`.
public struct WorkerName: Sendable, Hashable, CustomStringConvertible {
    /// Name of the machine.
    public let host: String
    /// Process id on that machine.
    public let processID: Int32
    /// One worker of the process; nil for all of them.
    public let instance: String?

    /// Reads a name; nil when it is none.
    public init?(_ text: some StringProtocol) {
        let fields = text.split(separator: ":", omittingEmptySubsequences: false)
        guard fields.count == 2 || fields.count == 3, !fields[0].isEmpty, let processID = Int32(fields[1]) else { return nil }
        host = String(fields[0])
        self.processID = processID
        instance = fields.count == 3 ? String(fields[2]) : nil
    }

    /// Whether it means this worker.
    public func matches(_ worker: WorkerIdentity) -> Bool {
        worker.host == host && worker.processID == processID && (instance.map { $0 == worker.instance } ?? true)
    }

    /// The name as it is written.
    public var description: String { "\(host):\(processID)" + (instance.map { ":\($0)" } ?? "") }
}
