import ByteJSON
import Foundation
import JobQueue
import LeadrDelivery
import LeadrDomain
import LeadrJobs
import LeadrPipeline
import LeadrServices
import LeadrState
import LeadrStore
import NIOPosix
import Postgres
import TestSupport

/// A database with webhooks, a receiver that checks signatures, and what lies between the two.
struct WebhookWorld: Sendable {
    let store: StoreWorld
    let server: PeerServer
    let queue: InMemoryJobQueue
    let relay: OutboxRelay
    let client: WebhookClient
    private let secrets: URL
    private let scheme: String

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    static let allowance = WebhookURL.Allowance(plainHTTP: true, privateAddresses: true)
    private static let address = QueueAddress(Queues.delivery, shard: 0)

    static func run(
        _ topic: String,
        allowance: WebhookURL.Allowance = allowance,
        certificate: SelfSignedCertificate? = nil,
        trustRootsFile: String? = nil,
        timeout: Duration = .seconds(10),
        _ body: @Sendable (WebhookWorld) async throws -> Void
    ) async throws {
        let secrets = FileManager.default.temporaryDirectory.appendingPathComponent(TestServers.uniquePrefix("secrets"))
        try Data().write(to: secrets)
        defer { try? FileManager.default.removeItem(at: secrets) }
        let server = try await PeerServer.webhooks(secrets: secrets, certificate: certificate)
        defer { server.kill() }
        try await StoreWorld.run(topic) { store in
            try await withRedisState(shards: 1) { state in
                let queue = InMemoryJobQueue()
                let client = client(allowance: allowance, trustRootsFile: trustRootsFile, timeout: timeout)
                let world = WebhookWorld(
                    store: store,
                    server: server,
                    queue: queue,
                    relay: OutboxRelay(pool: store.pool, redis: state.client, keys: state.keys, queue: queue, logger: state.logger),
                    client: client,
                    secrets: secrets,
                    scheme: certificate == nil ? "http" : "https"
                )
                do {
                    try await body(world)
                    await client.shutdown()
                } catch {
                    await client.shutdown()
                    throw error
                }
            }
        }
    }

    private static func client(
        allowance: WebhookURL.Allowance = allowance,
        trustRootsFile: String? = nil,
        timeout: Duration = .seconds(10)
    ) -> WebhookClient {
        WebhookClient(
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            allowance: allowance,
            trustRootsFile: trustRootsFile,
            timeout: timeout
        )
    }

    /// A sender for tests that deliver nothing to webhooks.
    static func idleSender(_ pool: PostgresPool) -> WebhookSender {
        sender(pool, client())
    }

    private static func sender(
        _ pool: PostgresPool,
        _ client: WebhookClient,
        attempts: Int = 5,
        failures: Int = 1000,
        onDelivered: @escaping @Sendable (OutgoingWebhook) -> Void = { _ in }
    ) -> WebhookSender {
        var options = DeliveryOptions()
        options.retry.maximumAttempts = attempts
        let gates = WebhookGates { _ in
            DeliveryGate(breaker: CircuitBreaker(threshold: failures, rest: .seconds(60)), rate: 10_000, spread: .seconds(1))
        }
        return WebhookSender(
            store: WebhookDeliveryStore(pool: pool),
            client: client,
            gates: gates,
            options: options,
            onDelivered: onDelivered,
            logger: TestDatabase.logger
        )
    }

    /// A stage that delivers to webhooks.
    func stage(attempts: Int = 5, failures: Int = 1000, onDelivered: @escaping @Sendable (OutgoingWebhook) -> Void = { _ in }) -> DeliveryStage {
        let mails = MailSender(
            store: EmailStore(pool: store.pool),
            provider: ConsoleMailProvider(logger: TestDatabase.logger),
            gate: DeliveryGate(breaker: CircuitBreaker(), rate: 1000, spread: .seconds(1)),
            logger: TestDatabase.logger
        )
        let webhooks = Self.sender(store.pool, client, attempts: attempts, failures: failures, onDelivered: onDelivered)
        return DeliveryStage(mails: mails, webhooks: webhooks)
    }

    /// A webhook at a path of the receiver, whose secret the receiver knows.
    func webhook(
        _ types: [WebhookEventType] = WebhookEventType.allCases,
        path: String = "ok",
        host: String = "127.0.0.1",
        game: GameID? = nil
    ) async throws -> Webhook {
        let now = SystemClock().now()
        let webhook = Webhook(
            id: WebhookID(UUID()),
            accountID: store.accountID,
            gameID: game,
            url: "\(scheme)://\(host):\(server.port)/\(path)",
            eventTypes: types,
            secrets: WebhookSecrets(present: .random()),
            createdAt: now,
            updatedAt: now
        )
        _ = try await WebhookRepository(pool: store.pool).insert(webhook, limit: 100)
        try learn(webhook.secrets.present)
        return webhook
    }

    /// Lets the receiver look for signatures with a secret.
    func learn(_ secret: WebhookSecret) throws {
        let file = try FileHandle(forWritingTo: secrets)
        defer { try? file.close() }
        try file.seekToEnd()
        try file.write(contentsOf: Data((secret.text + "\n").utf8))
    }

    /// Stores a message of a kind that needs nothing else.
    func message(to webhook: WebhookID) async throws -> WebhookDeliveryID {
        let message = WebhookMessage(
            id: WebhookMessageID(UUID()),
            accountID: store.accountID,
            eventType: WebhookMessage.testType,
            occurredAt: SystemClock().now(),
            body: Array(#"{"type":"webhook.test"}"#.utf8)
        )
        return try await WebhookMessageStore(pool: store.pool).store(message, to: webhook)
    }

    func job(_ id: WebhookDeliveryID) -> Job {
        Job(id: id.uuid, tenant: .system, enqueuedAt: 0, payload: DeliveryJob.webhook(id).encoded())
    }

    /// Hands recorded events on until there are none, and delivers what came of them; returns what the receiver got by then.
    @discardableResult
    func deliver() async throws -> [JSONObject] {
        // What is found out while events are handed on comes with the next look.
        repeat {
            try await relay.drain(batch: 100)
        } while try await !store.execute("SELECT 1 FROM outbox WHERE published_at IS NULL AND last_error IS NULL").isEmpty
        // The relay notes a failure and goes on; here nothing may fail.
        let failures = try await store.execute("SELECT last_error FROM outbox WHERE last_error IS NOT NULL").map { try $0.decode(0, as: String.self) }
        if let failure = failures.first { throw Failure(description: failure) }
        let stage = stage()
        let token = ClaimToken()
        while let claim = try await queue.claim(100, from: Self.address, token: token, owner: .current(), lease: .seconds(60)) {
            _ = try await stage.handle(claim.jobs)
            _ = try await queue.settle(token, on: Self.address, [])
        }
        return try server.received()
    }

    /// Types of what the receiver got, in the order of their delivery.
    func types() throws -> [String] {
        try server.received().compactMap { $0["body"]?.object?["type"]?.string }
    }

    /// A column of a delivery, as text.
    func value(_ column: String, of id: WebhookDeliveryID) async throws -> String? {
        let row = try await store.execute("SELECT (\(column))::text FROM webhook_deliveries WHERE id = $1", [id]).firstRow
        return try row?.decode(0, as: String?.self)
    }
}
