/// Which node of a cluster a command belongs to.
enum CommandRoute: Hashable, Sendable {
    /// The one that owns the slot of its first key. If the other keys lie elsewhere the server refuses the command.
    case slot(HashSlot)
    /// Any: the command names no key.
    case anywhere

    private static let keyless: Set<String> = [
        "ACL", "ASKING", "AUTH", "BGREWRITEAOF", "BGSAVE", "CLIENT", "CLUSTER", "COMMAND", "CONFIG", "DBSIZE", "ECHO", "FLUSHALL", "FLUSHDB",
        "FUNCTION", "HELLO", "INFO", "KEYS", "LASTSAVE", "LATENCY", "MODULE", "PING", "PUBLISH", "PUBSUB", "QUIT", "RANDOMKEY", "ROLE", "SAVE",
        "SCAN", "SCRIPT", "SELECT", "SHUTDOWN", "SLOWLOG", "TIME", "WAIT", "WAITAOF",
    ]
    /// The second argument is the number of keys, the third the first key.
    private static let counted: Set<String> = ["FCALL", "FCALL_RO", "EVAL", "EVAL_RO", "EVALSHA", "EVALSHA_RO"]
    /// The first argument is the number of keys.
    private static let countedFirst: Set<String> = ["LMPOP", "ZMPOP", "ZUNION", "ZINTER", "ZDIFF", "ZINTERCARD", "SINTERCARD"]
    /// The first argument is a second word of the name, or comes before the key.
    private static let second: Set<String> = ["OBJECT", "MEMORY", "XINFO", "XGROUP", "BITOP", "DEBUG"]

    init(_ command: RedisCommand) {
        var parts = CommandParts(command)
        let name = parts.next().map { String(decoding: $0, as: UTF8.self).uppercased() } ?? ""
        guard !Self.keyless.contains(name) else {
            self = .anywhere
            return
        }
        if Self.counted.contains(name) {
            _ = parts.next()
            self = Self.firstOfCounted(&parts)
        } else if Self.countedFirst.contains(name) {
            self = Self.firstOfCounted(&parts)
        } else {
            if Self.second.contains(name) { _ = parts.next() }
            self = parts.next().map { .slot(HashSlot(key: $0)) } ?? .anywhere
        }
    }

    private static func firstOfCounted(_ parts: inout CommandParts) -> CommandRoute {
        guard let count = parts.next(), count.first != UInt8(ascii: "0"), let key = parts.next() else { return .anywhere }
        return .slot(HashSlot(key: key))
    }

    var slot: HashSlot? {
        if case .slot(let slot) = self { slot } else { nil }
    }
}
