import LeadrServices

extension LeadrAPI {
    /// Registers the halves that are switched on (`contract/platform.md §8.5`); a half that is off has no routes.
    func registerRoutes(in table: inout RouteTable) {
        HealthRoutes(health: services.health, version: configuration.version).register(in: &table)
        if configuration.servesClients { registerClientRoutes(in: &table) }
        if configuration.servesAdmin { registerAdminRoutes(in: &table) }
    }

    private func registerClientRoutes(in table: inout RouteTable) {
        let gate = ClientGate(authenticator: services.clients)
        let limit = configuration.bodyLimit
        SessionRoutes(sessions: services.sessions, limiter: services.sessionLimiter, bodyLimit: limit).register(in: &table)
        NonceRoutes(gate: gate, nonces: services.nonces).register(in: &table)
        SubmissionRoutes(
            gate: gate,
            submissions: services.submissions,
            status: services.submissionStatus,
            configuration: configuration
        ).register(in: &table)
        ClientScoreRoutes(gate: gate, scores: services.scores).register(in: &table)
        ClientBoardRoutes(gate: gate, boards: services.administration.boards, pages: pages).register(in: &table)
    }

    private func registerAdminRoutes(in table: inout RouteTable) {
        let limit = configuration.bodyLimit
        let admin = AdminRoutes(gate: AdminGate(authenticator: services.admins), bodyLimit: limit)
        AccountRoutes(admin: admin, accounts: services.administration.accounts).register(in: &table)
        GameRoutes(admin: admin, games: services.administration.games, pages: pages).register(in: &table)
        BoardRoutes(admin: admin, boards: services.administration.boards, pages: pages).register(in: &table)
        DeviceRoutes(admin: admin, devices: services.administration.devices).register(in: &table)
        IdentityRoutes(admin: admin, identities: services.administration.identities).register(in: &table)
        IdentitySessionRoutes(admin: admin, sessions: services.administration.sessions).register(in: &table)
        ScoreRecordRoutes(admin: admin, records: services.administration.records).register(in: &table)
        ScoreFlagRoutes(admin: admin, records: services.administration.records).register(in: &table)
        AdminScoreRoutes(admin: admin, scores: services.scores).register(in: &table)
        let superadmins = SuperadminGate(authenticator: services.admins)
        QueueRoutes(gate: superadmins, operations: services.operations, bodyLimit: limit).register(in: &table)
        DeadLetterRoutes(gate: superadmins, operations: services.operations, bodyLimit: limit).register(in: &table)
    }

    private var pages: PublicPages { PublicPages(domain: configuration.publicPagesDomain) }
}
