extension RedisExecutor {
    /// One server, unless the executor says otherwise.
    public var isCluster: Bool { false }

    /// Loads a library of functions, replacing an older one of the same name.
    public func load(_ library: RedisFunctionLibrary) async throws(RedisError) {
        _ = try await send(library.loadCommand)
    }

    /// Calls a function; when the server does not know it, loads its library and calls it once more.
    ///
    /// The second call is safe: the first one executed nothing.
    ///
    /// - Parameters:
    ///   - function: The registered name of the function.
    ///   - library: The library that holds it.
    ///   - keys: The keys it touches.
    ///   - arguments: Its other arguments.
    ///   - readOnly: Whether to call it with `FCALL_RO`; the function must be flagged `no-writes`.
    /// - Returns: The reply of the function.
    public func call(
        _ function: StaticString,
        in library: RedisFunctionLibrary,
        keys: [RedisArgument],
        arguments: [RedisArgument],
        readOnly: Bool = false
    ) async throws(RedisError) -> RedisValue {
        let command = RedisCommand(calling: function, keys: keys, arguments: arguments, readOnly: readOnly)
        do {
            return try await send(command)
        } catch {
            guard case .server(let reply) = error.code, reply.isMissingFunction else { throw error }
            try await load(library)
            return try await send(command)
        }
    }

    /// Sends a pipeline that may call functions of one library. Calls the server did not know are sent once more after loading it.
    ///
    /// The repeated calls run after the rest of the pipeline, so use this only where the commands do not depend on each other.
    public func pipeline(_ commands: [RedisCommand], in library: RedisFunctionLibrary) async throws(RedisError) -> [RedisValue] {
        var replies = try await pipeline(commands)
        let missing = replies.indices.filter { replies[$0].serverError?.isMissingFunction == true }
        guard !missing.isEmpty else { return replies }
        try await load(library)
        let repeated = try await pipeline(missing.map { commands[$0] })
        for (index, reply) in zip(missing, repeated) { replies[index] = reply }
        return replies
    }
}
