extension PipelineParts {
    /// Waits for the servers, checks them, and brings Redis's functions to this version. Work begins afterwards.
    ///
    /// - Throws: ``BootCheckError`` when a server is not fit for work.
    @Sendable public func prepare() async throws {
        let checks = BootChecks(
            settings: context.settings,
            redis: dependencies.redis,
            postgres: dependencies.postgres,
            logger: context.logger
        )
        try await UntilReachable(logger: context.logger).run {
            try await checks.run()
            try await loadFunctions()
        }
    }
}
