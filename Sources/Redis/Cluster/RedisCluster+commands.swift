extension RedisCluster {
    /// Sends one command to the node it belongs to, following redirections.
    ///
    /// - Throws: `RedisError`; an error reply of the server is thrown as `.server`.
    func send(_ command: RedisCommand) async throws(RedisError) -> RedisValue {
        let route = CommandRoute(command)
        if let slot = route.slot, let owner = map.current[slot] {
            let result = await node(at: owner).connection.send(command)
            if let value = try settled(result, owner) { return try value.throwingServerError() }
        }
        return try await perform([command], PipelinePlan(routes: [route]))[0].throwingServerError()
    }

    /// Sends several commands, to each node its own back to back, and returns the replies in the order of the commands. Redirected ones come
    /// after the others.
    ///
    /// - Throws: `RedisError` when not all replies came; the other nodes may have executed their part.
    func pipeline(_ commands: [RedisCommand]) async throws(RedisError) -> [RedisValue] {
        try await perform(commands, PipelinePlan(routes: commands.map(CommandRoute.init)))
    }

    /// Loads a library on every master. One that cannot be reached gets it later: the first call of a function there will find it missing.
    ///
    /// - Throws: `RedisError` when a server refuses the library, or none can be reached.
    func load(_ library: RedisFunctionLibrary) async throws(RedisError) {
        var failure: RedisError?
        var isLoaded = false
        for result in try await sendToMasters(library.loadCommand) {
            do throws(RedisError) {
                _ = try result.get().throwingServerError()
                isLoaded = true
            } catch {
                if !error.isUnavailable { throw error }
                failure = error
            }
        }
        if !isLoaded { throw failure ?? RedisError(.notConnected, "no master of the cluster is known") }
    }

    /// Sends one command to every master, and to nodes that are about to become one.
    ///
    /// - Throws: `RedisError` when the cluster is not known in time.
    func sendToMasters(_ command: RedisCommand) async throws(RedisError) -> [Result<RedisValue, RedisError>] {
        try await awaitMap()
        for master in map.current.masters { _ = node(at: master) }
        return await inParallel(nodes) { await $0.connection.send(command) }
    }

    // MARK: - Rounds

    private func perform(_ commands: [RedisCommand], _ plan: PipelinePlan) async throws(RedisError) -> [RedisValue] {
        var plan = plan
        var repetition = Repetition(timeout: configuration.commandTimeout)
        while !plan.open.isEmpty {
            let mustWait = try await round(commands, &plan)
            if plan.open.isEmpty { break }
            if await repetition.pause(wait: mustWait), !isStopped { continue }
            if let result = plan.result { return result }
            let reason = map.lastFailure ?? "the cluster has no master for the command"
            if isStopped { throw RedisError(.shutdown, "the client shut down", outcomeUnknown: plan.isBegun) }
            throw RedisError(.notConnected, reason, outcomeUnknown: plan.isBegun)
        }
        return plan.result ?? []
    }

    /// Sends every open command once.
    ///
    /// - Returns: Whether to wait before the next round.
    private func round(_ commands: [RedisCommand], _ plan: inout PipelinePlan) async throws(RedisError) -> Bool {
        let known = map.current
        guard let anywhere = anyMaster(in: known), let groups = plan.groups(known, anywhere: anywhere) else {
            map.doubt()
            return true
        }
        let results =
            groups.count == 1
            ? [await send(commands, groups[0])]
            : await inParallel(groups) { await self.send(commands, $0) }
        var mustWait = false
        var failure: RedisError?
        for (group, result) in zip(groups, results) {
            switch result {
            case .success(let replies): mustWait = learn(plan.take(replies, of: group)) || mustWait
            case .failure(let error) where isRepeatable(error): mustWait = true
            case .failure(let error): failure = error
            }
        }
        if let failure {
            throw RedisError(failure.code, failure.message, outcomeUnknown: failure.outcomeUnknown || plan.isBegun)
        }
        return mustWait
    }

    private func send(_ commands: [RedisCommand], _ group: PipelinePlan.Group) async -> Result<[RedisValue], RedisError> {
        let own = group.commands.map { commands[$0] }
        guard group.asking else { return await node(at: group.endpoint).connection.send(own) }
        let permission = RedisCommand("ASKING")
        let result = await guest(at: group.endpoint).connection.send(own.flatMap { [permission, $0] })
        return result.map { replies in stride(from: 1, to: replies.count, by: 2).map { replies[$0] } }
    }

    /// Corrects the map.
    ///
    /// - Returns: Whether to wait before the next round.
    private func learn(_ lessons: PipelinePlan.Lessons) -> Bool {
        for move in lessons.moves { map.moved(move.slot, to: move.endpoint) }
        if lessons.mustWait { map.doubt() }
        return lessons.mustWait
    }

    /// The final outcome of a single command, or `nil` if it is to be sent again.
    private func settled(_ result: Result<RedisValue, RedisError>, _ asked: RedisEndpoint) throws(RedisError) -> RedisValue? {
        switch result {
        case .failure(let error):
            if isRepeatable(error) { return nil }
            throw error
        case .success(let value):
            guard case .error(let error) = value, let redirection = Redirection(error, asked: asked) else { return value }
            if case .moved(let slot, let endpoint) = redirection { map.moved(slot, to: endpoint) }
            return nil
        }
    }

    /// Whether the node was given up before it got the command, while the client goes on.
    private func isRepeatable(_ error: RedisError) -> Bool {
        error.code == .shutdown && !error.outcomeUnknown && !isStopped
    }

    private func awaitMap() async throws(RedisError) {
        var repetition = Repetition(timeout: configuration.commandTimeout)
        while map.current.isEmpty {
            if isStopped { throw RedisError(.shutdown, "the client shut down", outcomeUnknown: false) }
            guard await repetition.pause(wait: true) else {
                throw RedisError(.notConnected, map.lastFailure ?? "the cluster was not found yet")
            }
        }
    }

    /// Runs `body` for all elements at the same time; results in their order.
    private func inParallel<Element: Sendable, Value: Sendable>(
        _ elements: [Element],
        _ body: @escaping @Sendable (Element) async -> Value
    ) async -> [Value] {
        await withTaskGroup(of: (Int, Value).self) { group in
            for (index, element) in elements.enumerated() { group.addTask { (index, await body(element)) } }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}
