/// An error reply of the server: it understood the command and refused it.
public struct RedisServerError: Error, Sendable, Equatable {
    /// The leading word of the reply, for example `ERR`, `NOSCRIPT`, `OOM` or `LOADING`.
    public let code: String
    /// The text after the code.
    public let message: String

    /// Makes an error from its two parts.
    public init(code: String, message: String) {
        self.code = code
        self.message = message
    }

    /// Splits the text of an error reply. A reply that does not start with a code counts as `ERR`.
    public init(reply: String) {
        let head = reply.prefix { $0 != " " }
        let isCode = !head.isEmpty && head.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
        self.code = isCode ? String(head) : "ERR"
        self.message = isCode ? String(reply.dropFirst(head.utf8.count + 1)) : reply
    }

    /// Whether the server cannot do its work at present, as opposed to refusing this one command: loading its data, being a
    /// replica, out of memory, unable to persist, busy with a script, or handing slots of a cluster over.
    public var isUnavailable: Bool {
        switch code {
        case "LOADING", "READONLY", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "MOVED", "ASK", "UNBLOCKED": true
        case "BUSY", "OOM", "MISCONF", "NOREPLICAS": true
        default: false
        }
    }

    /// Whether another connection may find a server that can do the work: after a failover, or when the data are loaded. The command was not
    /// executed.
    var asksForReconnection: Bool {
        code == "READONLY" || code == "LOADING" || code == "MASTERDOWN"
    }

    /// Whether a function was called that the server does not have (it was flushed, or the server is new).
    public var isMissingFunction: Bool {
        code == "ERR" && message.hasPrefix("Function not found")
    }
}

extension RedisServerError: CustomStringConvertible {
    /// The reply as the server wrote it.
    public var description: String { "\(code) \(message)" }
}
