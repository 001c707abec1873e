import Foundation
import Logging
import Postgres
import ServiceLifecycle
import TestSupport
import Testing

@Suite struct PostgresPoolTests {
    @Test func `two hundred tasks share four connections`() async throws {
        try await PostgresFixture.with { fixture in
            try await withThrowingTaskGroup { group in
                for number in 0..<200 {
                    group.addTask {
                        for round in 0..<20 {
                            let value = number * 100 + round
                            try await fixture.expect("SELECT $1::int8", [value], is: value)
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(fixture.pool.statistics == PostgresPoolStatistics(idle: 4, inUse: 0, overflow: 0, waiting: 0))
        }
    }

    @Test func `a caller who gets no connection in time is told so`() async throws {
        try await PostgresFixture.with({
            $0.pool.size = 1
            $0.pool.acquireTimeout = .seconds(1)
        }) { fixture in
            try await fixture.pool.withConnection { connection in
                let error = await PostgresFixture.failure { try await fixture.run("SELECT 1") }
                #expect(error?.code == .poolTimeout)
                #expect(error?.isUnavailable == true)
                _ = try await connection.query(PostgresFixture.query("SELECT 1"))
            }
            try await fixture.run("SELECT 1")
        }
    }

    @Test func `a waiting caller can be cancelled`() async throws {
        try await PostgresFixture.with({ $0.pool.size = 1 }) { fixture in
            try await fixture.pool.withConnection { _ in
                let task = Task { await PostgresFixture.failure { try await fixture.run("SELECT 1") } }
                #expect(await eventually { fixture.pool.statistics.waiting == 1 })
                task.cancel()
                #expect(await task.value?.code == .cancelled)
                #expect(fixture.pool.statistics.waiting == 0)
            }
        }
    }

    @Test func `connections beyond the size are closed when they come back`() async throws {
        try await PostgresFixture.with({
            $0.pool.size = 1
            $0.pool.maxOverflow = 2
        }) { fixture in
            try await fixture.pool.withConnection { _ in
                try await fixture.pool.withConnection { _ in
                    #expect(fixture.pool.statistics == PostgresPoolStatistics(idle: 0, inUse: 2, overflow: 1, waiting: 0))
                }
            }
            #expect(fixture.pool.statistics == PostgresPoolStatistics(idle: 1, inUse: 0, overflow: 0, waiting: 0))
        }
    }

    @Test func `a pool of size zero keeps nothing`() async throws {
        try await PostgresFixture.with({
            $0.pool.size = 0
            $0.pool.maxOverflow = 2
        }) { fixture in
            try await fixture.expect("SELECT 1::int8", is: 1)
            #expect(fixture.pool.statistics.idle == 0)
        }
    }

    @Test func `connections past their age are replaced`() async throws {
        try await PostgresFixture.with({
            $0.pool.size = 1
            $0.pool.recycleAfter = .zero
        }) { fixture in
            let first: Int = try await fixture.value("SELECT pg_backend_pid()")
            let second: Int = try await fixture.value("SELECT pg_backend_pid()")
            #expect(first != second)
        }
    }

    @Test func `a connection long idle proves itself and is reused`() async throws {
        try await PostgresFixture.with({
            $0.pool.size = 1
            $0.pool.healthCheckAfterIdle = .zero
        }) { fixture in
            let first: Int = try await fixture.value("SELECT pg_backend_pid()")
            let second: Int = try await fixture.value("SELECT pg_backend_pid()")
            #expect(first == second)
        }
    }

    @Test func `pipelines of several megabytes in both directions do not deadlock`() async throws {
        try await PostgresFixture.with({ $0.pool.size = 2 }) { fixture in
            let chunk = String(repeating: "x", count: 64 * 1024)
            let queries = (0..<80).map { _ in PostgresFixture.query("SELECT $1::text", [chunk]) }
            for _ in 0..<2 {
                let results = try await fixture.pool.pipelinedTransaction(queries)
                #expect(try results.allSatisfy { try $0[0].decode(0, as: String.self) == chunk })
            }
            let whole = String(repeating: "y", count: 4 << 20)
            try await fixture.expect("SELECT $1::text", [whole], is: whole)
        }
    }

    @Test func `closing waits for leases and refuses new ones`() async throws {
        let pool = PostgresPool(configuration: PostgresFixture.configuration(), logger: Logger(label: "test"))
        let query = PostgresFixture.query("SELECT pg_sleep(0.1)")
        async let running = pool.query(query)
        #expect(await eventually { pool.statistics.inUse == 1 })
        await pool.close()
        _ = try await running
        #expect(await PostgresFixture.failure { _ = try await pool.query(query) }?.code == .poolClosed)
        #expect(pool.statistics == PostgresPoolStatistics(idle: 0, inUse: 0, overflow: 0, waiting: 0))
    }

    @Test func `a closing that is cancelled cuts what is still running`() async throws {
        let pool = PostgresPool(configuration: PostgresFixture.configuration(), logger: Logger(label: "test"))
        let running = Task { await PostgresFixture.failure { _ = try await pool.query(PostgresFixture.query("SELECT pg_sleep(60)")) } }
        #expect(await eventually { pool.statistics.inUse == 1 })
        let closing = Task { await pool.close() }
        closing.cancel()
        await closing.value
        #expect(await running.value?.code == .connectionLost)
    }

    @Test func `run ends on graceful shutdown with everything closed`() async throws {
        let pool = PostgresPool(configuration: PostgresFixture.configuration(), logger: Logger(label: "test"))
        let group = ServiceGroup(configuration: .init(services: [.init(service: pool)], logger: Logger(label: "test")))
        async let done: Void = group.run()
        _ = try await pool.query(PostgresFixture.query("SELECT 1"))
        await group.triggerGracefulShutdown()
        try await done
        #expect(pool.statistics.idle == 0)
    }

    @Test func `a dropped pool ends its connections`() async throws {
        try await PostgresFixture.with { observer in
            let configuration = PostgresFixture.configuration()
            var pool: PostgresPool? = PostgresPool(configuration: configuration, logger: Logger(label: "test"))
            _ = try await pool?.query(PostgresFixture.query("SELECT 1"))
            pool = nil
            #expect(
                try await eventually {
                    try await observer.value("SELECT count(*) FROM pg_stat_activity WHERE application_name = $1", [configuration.applicationName])
                        == 0
                }
            )
        }
    }
}
