import LeadrDomain
import LeadrStore
import Postgres

/// Webhooks of accounts (`docs/webhooks.md`).
public struct WebhookService: Sendable {
    private let webhooks: WebhookRepository
    private let messages: WebhookMessageStore
    private let games: GameRepository
    private let deliveries: WebhookDeliveryService
    private let options: WebhookOptions
    private let ids: any IDGenerator
    private let clock: any Clock

    /// A service.
    ///
    /// - Parameters:
    ///   - pool: The database.
    ///   - deliveries: Shows what was sent.
    ///   - options: What is allowed.
    ///   - ids: Source of ids.
    ///   - clock: The present time.
    public init(
        pool: PostgresPool,
        deliveries: WebhookDeliveryService,
        options: WebhookOptions = WebhookOptions(),
        ids: any IDGenerator = UUIDv7Generator(),
        clock: any Clock = SystemClock()
    ) {
        webhooks = WebhookRepository(pool: pool)
        messages = WebhookMessageStore(pool: pool)
        games = GameRepository(pool: pool)
        self.deliveries = deliveries
        self.options = options
        self.ids = ids
        self.clock = clock
    }

    /// Creates a webhook with a secret of its own.
    ///
    /// - Throws: ``DomainError`` 403, 404, 400, or 409 when the account has as many as it may; `PostgresError`.
    public func create(_ draft: WebhookDraft, by principal: AdminPrincipal) async throws -> RevealedWebhook {
        try principal.requireAccess(to: draft.accountID)
        if let game = draft.gameID { try await games.requireGame(game, of: draft.accountID) }
        let url = try WebhookURL(draft.url, options.allowance)
        let now = clock.now()
        let webhook = Webhook(
            id: WebhookID(ids.next()),
            accountID: draft.accountID,
            gameID: draft.gameID,
            url: url.text,
            description: draft.description,
            eventTypes: try Self.checked(draft.eventTypes),
            secrets: WebhookSecrets(present: .random()),
            createdAt: now,
            updatedAt: now
        )
        switch try await webhooks.insert(webhook, limit: options.mostPerAccount) {
        case .stored: return RevealedWebhook(webhook: webhook)
        case .full: throw DomainError.conflict("An account may have at most \(options.mostPerAccount) webhooks")
        case .noAccount: throw DomainError.notFound(entity: "Account")
        }
    }

    /// A webhook.
    ///
    /// - Throws: ``DomainError`` 404 or 403; `PostgresError`.
    public func get(_ id: WebhookID, by principal: AdminPrincipal) async throws -> Webhook {
        guard let webhook = try await webhooks.find(id) else { throw Self.missing }
        try principal.requireOwnership(of: "webhook", account: webhook.accountID)
        return webhook
    }

    /// Webhooks of an account; of all for a superadmin who names none.
    ///
    /// - Throws: ``DomainError`` 403 for a foreign account; `PostgresError`.
    public func list(account: AccountID?, _ request: PageRequest, by principal: AdminPrincipal) async throws -> Page<Webhook> {
        try await webhooks.page(account: try principal.listScope(account), request)
    }

    /// Changes a webhook, or deletes it and answers with what it was.
    ///
    /// - Throws: ``DomainError`` 404, 403 or 400; `PostgresError`.
    public func change(_ id: WebhookID, _ change: WebhookChange, by principal: AdminPrincipal) async throws -> Webhook {
        let present = try await get(id, by: principal)
        if change.deletes {
            guard try await webhooks.delete(id, at: clock.now()) else { throw Self.missing }
            return present
        }
        var checked = change
        checked.url = try change.url.map { url throws(DomainError) in try WebhookURL(url, options.allowance).text }
        checked.eventTypes = try change.eventTypes.map(Self.checked)
        guard checked != WebhookChange() else { return present }
        guard let changed = try await webhooks.update(id, checked, at: clock.now()) else { throw Self.missing }
        return changed
    }

    /// Gives a webhook another secret; the one it has signs as well for a while.
    ///
    /// - Throws: ``DomainError`` 404 or 403; `PostgresError`.
    public func rotateSecret(of id: WebhookID, by principal: AdminPrincipal) async throws -> RevealedWebhook {
        _ = try await get(id, by: principal)
        guard let webhook = try await webhooks.rotate(id, to: .random(), overlap: options.secretOverlap, at: clock.now()) else { throw Self.missing }
        return RevealedWebhook(webhook: webhook)
    }

    /// Sends a message of type `webhook.test` to a webhook.
    ///
    /// - Throws: ``DomainError`` 404, 403, or 409 when it is switched off; `PostgresError`.
    public func test(_ id: WebhookID, by principal: AdminPrincipal) async throws -> WebhookDelivery {
        let webhook = try await active(id, by: principal)
        let message = WebhookPayload.test(webhook, id: WebhookMessageID(ids.next()), at: clock.now())
        let delivery = try await messages.store(message, to: id)
        await deliveries.queuePending()
        return try await deliveries.get(delivery, by: principal)
    }

    /// Delivers once more what failed of a webhook since a time; returns how much that is.
    ///
    /// - Throws: ``DomainError`` 404, 403, or 409 when it is switched off; `PostgresError`.
    public func redeliver(failedOf id: WebhookID, since time: Timestamp, by principal: AdminPrincipal) async throws -> Int {
        try await deliveries.redeliver(failedOf: active(id, by: principal).id, since: time)
    }

    private func active(_ id: WebhookID, by principal: AdminPrincipal) async throws -> Webhook {
        let webhook = try await get(id, by: principal)
        guard webhook.isActive else { throw WebhookDeliveryService.inactive }
        return webhook
    }

    /// Each type once, in the order of the product.
    private static func checked(_ types: [WebhookEventType]) throws(DomainError) -> [WebhookEventType] {
        guard !types.isEmpty else { throw .badRequest("event_types must not be empty") }
        return WebhookEventType.allCases.filter(types.contains)
    }

    private static let missing = DomainError.notFound(entity: "Webhook")
}
