/// A command, encoded once when it is made.
///
/// Commands that change the state of a connection (`SELECT`, `SUBSCRIBE`, `MULTI`, `CLIENT REPLY`) or block (`BLPOP`) must not be
/// sent over the shared connection of a `RedisClient`; use a subscription, a function or a blocking connection instead.
public struct RedisCommand: Sendable {
    /// The RESP encoding.
    let bytes: [UInt8]

    /// Makes a command from its name and arguments. Each word of a name like `CLIENT KILL` after the first is an argument.
    public init(_ name: StaticString, _ arguments: RedisArgument...) {
        self.init(name, arguments)
    }

    /// Makes a command from its name and arguments. Each word of a name like `CLIENT KILL` after the first is an argument.
    public init(_ name: StaticString, _ arguments: [RedisArgument]) {
        let capacity = arguments.reduce(name.utf8CodeUnitCount + 16) { $0 + $1.encodedCapacity }
        var encoder = RESPEncoder(count: arguments.count + 1, capacity: capacity)
        encoder.append(name)
        for argument in arguments { encoder.append(argument) }
        self.bytes = encoder.bytes
    }

    /// Makes the call of a server-side function, for use in a pipeline.
    ///
    /// - Parameters:
    ///   - function: The registered name of the function.
    ///   - keys: The keys it touches.
    ///   - arguments: Its other arguments.
    ///   - readOnly: Whether to call it with `FCALL_RO`; the function must be flagged `no-writes`.
    public init(calling function: StaticString, keys: [RedisArgument], arguments: [RedisArgument], readOnly: Bool = false) {
        var capacity = function.utf8CodeUnitCount + 64
        for key in keys { capacity += key.encodedCapacity }
        for argument in arguments { capacity += argument.encodedCapacity }
        var encoder = RESPEncoder(count: keys.count + arguments.count + 3, capacity: capacity)
        let command: StaticString = readOnly ? "FCALL_RO" : "FCALL"
        encoder.append(command)
        encoder.append(function)
        encoder.append(integer: Int64(keys.count))
        for key in keys { encoder.append(key) }
        for argument in arguments { encoder.append(argument) }
        self.bytes = encoder.bytes
    }
}
