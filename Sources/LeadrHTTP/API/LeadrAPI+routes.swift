import LeadrServices

extension LeadrAPI {
    /// Registers the halves that are switched on (`contract/platform.md §8.5`); a half that is off has no routes.
    func registerRoutes(in table: inout RouteTable) {
        HealthRoutes(health: services.health).register(in: &table)
        RegistrationRoutes(
            registration: services.registration,
            limit: AddressLimit(what: "Registrations", limiter: services.registrationLimiter),
            bodyLimit: configuration.bodyLimit
        ).register(in: &table)
        if configuration.servesClients { registerClientRoutes(in: &table) }
        if configuration.servesAdmin { registerAdminRoutes(in: &table) }
    }

    private func registerClientRoutes(in table: inout RouteTable) {
        let gate = ClientGate(authenticator: services.clients, hooks: services.hooks)
        let limit = configuration.bodyLimit
        let starts = AddressLimit(what: "Session starts", limiter: services.sessionLimiter)
        SessionRoutes(sessions: services.sessions, limit: starts, bodyLimit: limit, hooks: services.hooks).register(in: &table)
        NonceRoutes(gate: gate, nonces: services.nonces, usage: services.usage).register(in: &table)
        SubmissionRoutes(
            gate: gate,
            submissions: services.submissions,
            status: services.submissionStatus,
            configuration: configuration
        ).register(in: &table)
        ClientScoreRoutes(gate: gate, scores: services.scores).register(in: &table)
        ClientBoardRoutes(gate: gate, boards: services.administration.boards, pages: pages).register(in: &table)
        PlayerNameRoutes(gate: gate, names: services.administration.playerNames).register(in: &table)
    }

    private func registerAdminRoutes(in table: inout RouteTable) {
        let limit = configuration.bodyLimit
        let admin = AdminRoutes(gate: AdminGate(authenticator: services.admins, hooks: services.hooks), bodyLimit: limit)
        AccountRoutes(admin: admin, accounts: services.administration.accounts).register(in: &table)
        UserRoutes(admin: admin, users: services.administration.users).register(in: &table)
        APIKeyRoutes(admin: admin, keys: services.administration.keys).register(in: &table)
        InvitationRoutes(admin: admin, registration: services.registration).register(in: &table)
        let superadmin = AdminRoutes(
            gate: AdminGate(authenticator: services.admins, requiresSuperadmin: true, hooks: services.hooks),
            bodyLimit: limit
        )
        JamCodeRoutes(admin: superadmin, codes: services.administration.jamCodes).register(in: &table)
        GameRoutes(admin: admin, games: services.administration.games, pages: pages).register(in: &table)
        BoardRoutes(admin: admin, boards: services.administration.boards, pages: pages).register(in: &table)
        BoardTemplateRoutes(admin: admin, templates: services.administration.boardTemplates).register(in: &table)
        DeviceRoutes(admin: admin, devices: services.administration.devices).register(in: &table)
        IdentityRoutes(admin: admin, identities: services.administration.identities).register(in: &table)
        IdentitySessionRoutes(admin: admin, sessions: services.administration.sessions).register(in: &table)
        ScoreRecordRoutes(admin: admin, records: services.administration.records).register(in: &table)
        ScoreFlagRoutes(admin: admin, records: services.administration.records, moderation: services.administration.moderation).register(in: &table)
        WebhookRoutes(admin: admin, webhooks: services.administration.webhooks).register(in: &table)
        WebhookDeliveryRoutes(admin: admin, deliveries: services.administration.webhookDeliveries).register(in: &table)
        AdminScoreRoutes(admin: admin, scores: services.scores).register(in: &table)
        let superadmins = SuperadminGate(authenticator: services.admins, hooks: services.hooks)
        QueueRoutes(gate: superadmins, operations: services.operations, bodyLimit: limit).register(in: &table)
        DeadLetterRoutes(gate: superadmins, operations: services.operations, bodyLimit: limit).register(in: &table)
        UsageRoutes(gate: superadmins, usage: services.operations.usage).register(in: &table)
        ScheduleRoutes(gate: superadmins, schedule: services.operations.schedule).register(in: &table)
    }

    private var pages: PublicPages { PublicPages(domain: configuration.publicPagesDomain) }
}
