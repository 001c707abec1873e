import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JobQueue
import LeadrDomain
import LeadrHTTP
import LeadrJobs
import LeadrServices
import LeadrState
import LeadrStore
import Logging
import NIOPosix
import Postgres
import Redis
import ServiceLifecycle
import TestSupport
import Testing

/// An API on a database and Redis keys of the test's own, with a pipeline behind it.
struct APIFixture: Sendable {
    static let superadminKey = "ldr_test_superadmin_key_for_testing_12345678"

    let client: any TestClientProtocol
    let pool: PostgresPool
    let redis: RedisClient
    let keys: StateKeys
    let queue: RedisJobQueue
    let index: RankIndex
    let services: APIServices
    let inbox: SubmissionInbox?
    /// What the API says of itself; every answer is held against it.
    let document: ServedDocument

    /// Runs `body` with an API.
    static func with(_ adjust: (inout APISetup) -> Void = { _ in }, _ body: @escaping @Sendable (APIFixture) async throws -> Void) async throws {
        var setup = APISetup()
        adjust(&setup)
        let final = setup
        try await TestDatabase.withSchema("http") { pool in
            try await withRedisState(url: final.redisURL) { state in
                try await run(final, pool, state, body)
            }
        }
    }

    private static func run(
        _ setup: APISetup,
        _ pool: PostgresPool,
        _ state: RedisStateAccess,
        _ body: @escaping @Sendable (APIFixture) async throws -> Void
    ) async throws {
        let queue = RedisJobQueue(client: state.client, prefix: state.keys.prefix)
        let index = state.rankIndex()
        try await state.confirmAll(index)
        let waiting = WaitingCallers(redis: state.client, keys: state.keys, logger: state.logger)
        let inbox = setup.usesInbox ? makeInbox(pool, state, queue) : nil
        let services = setup.services(pool, state, queue, index, waiting, inbox)
        let bootstrap = SuperadminBootstrap(repository: SuperadminRepository(pool: pool), secret: APISetup.apiKeySecret, logger: state.logger)
        try await bootstrap.run(SuperadminIdentity(apiKey: superadminKey))
        let api = LeadrAPI(services: services, configuration: setup.api)
        let application = Application(router: api.makeRouter(), logger: state.logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await waiting.run() }
            group.addTask { try await services.work.run() }
            for service in inbox?.services ?? [] { group.addTask { try await service.run() } }
            if setup.runsPipeline { addPipeline(to: &group, pool, state, queue, index, usesInbox: setup.usesInbox) }
            _ = await eventually { waiting.isSubscribed }
            try await application.test(.router) { client in
                try await body(
                    APIFixture(
                        client: client,
                        pool: pool,
                        redis: state.client,
                        keys: state.keys,
                        queue: queue,
                        index: index,
                        services: services,
                        inbox: inbox,
                        document: try await ServedDocument(client)
                    )
                )
            }
            group.cancelAll()
        }
    }
}

extension APIFixture {
    /// Sends a request and reads the answer.
    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        headers: HTTPFields = [:],
        body: String? = nil
    ) async throws -> Answer {
        let response = try await client.execute(
            uri: "/v1" + path,
            method: method,
            headers: headers,
            body: body.map { ByteBuffer(string: $0) }
        )
        let answer = Answer(response)
        if let objection = document.objection(to: answer, of: method, "/v1" + path) { Issue.record("\(objection)") }
        return answer
    }

    /// Sends an admin request, as the superadmin unless another key is given.
    func admin(_ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, key: String = superadminKey) async throws -> Answer {
        try await send(method, path, headers: [HTTPField.Name("leadr-api-key")!: key], body: body)
    }
}
