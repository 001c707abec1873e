import Foundation

/// Who holds a claim, in words that lead an operator to the process.
public struct WorkerIdentity: Sendable, Hashable, CustomStringConvertible {
    /// Name of the machine.
    public let host: String
    /// Process id on that machine.
    public let processID: Int32
    /// Distinguishes workers of one process and a reused process id.
    public let instance: String

    /// The identity of a worker in this process.
    public static func current() -> WorkerIdentity {
        let info = ProcessInfo.processInfo
        let instance = String(UInt32.random(in: .min ... .max), radix: 36)
        return WorkerIdentity(host: info.hostName, processID: info.processIdentifier, instance: instance)
    }

    /// An identity from its parts; characters that separate fields are replaced in the host.
    public init(host: String, processID: Int32, instance: String) {
        self.host = String(host.map { $0 == ":" || $0 == "|" || $0.isNewline ? "_" : $0 }.prefix(100))
        self.processID = processID
        self.instance = instance
    }

    /// Reads `host:pid:instance`.
    public init?(_ text: some StringProtocol) {
        let fields = text.split(separator: ":", omittingEmptySubsequences: false)
        guard fields.count == 3, let processID = Int32(fields[1]) else { return nil }
        self.init(host: String(fields[0]), processID: processID, instance: String(fields[2]))
    }

    /// `host:pid:instance`.
    public var description: String { "\(host):\(processID):\(instance)" }
}
