/// A library of server-side functions and its Lua source.
public struct RedisFunctionLibrary: Sendable {
    /// The library's name, as in the first line of its source.
    public let name: String
    /// The source, starting with `#!lua name=…`.
    public let source: String

    /// Makes a library; nothing is sent.
    public init(name: String, source: String) {
        self.name = name
        self.source = source
    }

    /// `FUNCTION LOAD REPLACE`: loading the same library again is harmless.
    public var loadCommand: RedisCommand {
        RedisCommand("FUNCTION", "LOAD", "REPLACE", .string(source))
    }
}
