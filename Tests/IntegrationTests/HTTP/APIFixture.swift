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
import TestSupport

/// An API on a database and Redis keys of the test's own, with a pipeline behind it.
struct APIFixture: Sendable {
    static let superadminKey = "ldr_test_superadmin_key_for_testing_12345678"
    static let tokenSecret = "a secret of the tests alone"

    let client: any TestClientProtocol
    let pool: PostgresPool
    let redis: RedisClient
    let keys: StateKeys
    let queue: RedisJobQueue
    let index: RankIndex
    let services: ServiceSet

    /// What a test may change before the API is built.
    struct Setup {
        var api = APIConfiguration()
        var options = ServiceOptions(
            tokenKeys: TokenKeys(current: APIFixture.tokenSecret),
            apiKeySecret: APIKeySecret(current: "pepper of the tests")
        )
        /// Whether submissions are worked on.
        var runsPipeline = true
        /// Whether the adaptive address block is in force.
        var blocksAddresses = false

        init() {
            api.servesAdmin = true
            api.servesClients = true
            api.logsAccess = false
            api.sdkWait = .seconds(10)
        }
    }

    /// Runs `body` with an API.
    static func with(_ adjust: (inout Setup) -> Void = { _ in }, _ body: @escaping @Sendable (APIFixture) async throws -> Void) async throws {
        var setup = Setup()
        adjust(&setup)
        let final = setup
        try await HTTPTestDatabase.with { pool in
            try await withRedisState { state in
                try await run(final, pool, state, body)
            }
        }
    }

    private static func run(
        _ setup: Setup,
        _ pool: PostgresPool,
        _ state: RedisStateAccess,
        _ body: @escaping @Sendable (APIFixture) async throws -> Void
    ) async throws {
        let queue = RedisJobQueue(client: state.client, prefix: state.keys.prefix)
        let index = state.rankIndex()
        try await state.confirmAll(index)
        let services = ServiceSet(
            pool: pool,
            redis: state.client,
            keys: state.keys,
            queue: queue,
            index: index,
            options: setup.options,
            logger: state.logger
        )
        try await services.superadmin.run(SuperadminIdentity(apiKey: superadminKey))
        let block = setup.blocksAddresses ? AdaptiveAddressBlock(redis: state.client, keys: state.keys, logger: state.logger) : nil
        let health = HealthService(name: "LEADR", pool: pool, redis: state.client)
        let api = LeadrAPI(APIServices(services, health: health, addressBlock: block), configuration: setup.api)
        let application = Application(router: api.makeRouter(), logger: state.logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await services.waiting.run() }
            if setup.runsPipeline { addPipeline(to: &group, pool, state, queue, index) }
            _ = await eventually { services.waiting.isSubscribed }
            try await application.test(.router) { client in
                try await body(
                    APIFixture(
                        client: client,
                        pool: pool,
                        redis: state.client,
                        keys: state.keys,
                        queue: queue,
                        index: index,
                        services: services
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
        return Answer(response)
    }

    /// Sends an admin request, as the superadmin unless another key is given.
    func admin(_ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, key: String = superadminKey) async throws -> Answer {
        try await send(method, path, headers: [HTTPField.Name("leadr-api-key")!: key], body: body)
    }
}
