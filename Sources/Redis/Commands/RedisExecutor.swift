/// Something that executes commands, whatever the topology behind it.
///
/// Cancelling a waiting task does not withdraw its command: every call ends by itself within the command timeout.
public protocol RedisExecutor: Sendable {
    /// Whether keys are spread over several servers by their slots, which a cluster may hand over from one to another at any time.
    var isCluster: Bool { get }

    /// Sends one command and returns its reply.
    ///
    /// - Throws: `RedisError`; an error reply of the server is thrown as `.server`.
    func send(_ command: RedisCommand) async throws(RedisError) -> RedisValue

    /// Sends several commands back to back and returns their replies in order. Not a transaction: other clients may come between.
    ///
    /// - Throws: `RedisError` when not all replies came; error replies of the server are elements of the result.
    func pipeline(_ commands: [RedisCommand]) async throws(RedisError) -> [RedisValue]

    /// Loads a library of functions, in a cluster on every master, replacing an older one of the same name.
    func load(_ library: RedisFunctionLibrary) async throws(RedisError)
}
