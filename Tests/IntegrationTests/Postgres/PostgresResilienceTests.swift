import Foundation
import Logging
import Postgres
import TestSupport
import Testing

@Suite struct PostgresResilienceTests {
    private static let sleepForever = PostgresFixture.query("SELECT pg_sleep(60)")

    /// Ends the server side of all connections of the fixture that `state` matches, and returns how many there were.
    private func terminate(_ fixture: PostgresFixture, state: String, from observer: PostgresFixture) async throws -> Int {
        try await observer.value(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = $1 AND state = $2",
            [fixture.pool.configuration.applicationName, state]
        )
    }

    @Test func `the statement timeout ends a single query and a transaction`() async throws {
        try await PostgresFixture.with({ $0.statementTimeout = .milliseconds(50) }) { fixture in
            #expect(await PostgresFixture.failure { _ = try await fixture.pool.query(Self.sleepForever) }?.isStatementTimeout == true)
            let error = await PostgresFixture.failure { _ = try await fixture.pool.pipelinedTransaction([Self.sleepForever]) }
            #expect(error?.isStatementTimeout == true)
            try await fixture.expect("SELECT 1::int8", is: 1)
        }
    }

    @Test func `cancelling a task stops its statement on the server and frees the connection`() async throws {
        try await PostgresFixture.with({ $0.pool.size = 1 }) { fixture in
            try await PostgresFixture.with { observer in
                let task = Task { await PostgresFixture.failure { _ = try await fixture.pool.query(Self.sleepForever) } }
                let isActive = { try await self.active(fixture, observer) == 1 }
                #expect(try await eventually(isActive))
                task.cancel()
                #expect(await task.value?.code == .cancelled)
                let left = try await active(fixture, observer)
                #expect(left == 0)
                try await fixture.expect("SELECT 1::int8", is: 1)
            }
        }
    }

    @Test func `cancelling inside a transaction rolls it back`() async throws {
        try await PostgresFixture.with({ $0.pool.size = 1 }) { fixture in
            try await PostgresFixture.with { observer in
                try await fixture.run("CREATE TABLE \(fixture.schema).t (a int8)")
                let task = Task {
                    await PostgresFixture.failure {
                        try await fixture.pool.transaction { connection in
                            _ = try await connection.query(PostgresFixture.query("INSERT INTO \(fixture.schema).t VALUES (1)"))
                            _ = try await connection.query(Self.sleepForever)
                        }
                    }
                }
                #expect(try await eventually { try await self.active(fixture, observer) == 1 })
                task.cancel()
                #expect(await task.value?.code == .cancelled)
                try await fixture.expect("SELECT count(*) FROM \(fixture.schema).t", is: 0)
            }
        }
    }

    @Test func `a task cancelled beforehand runs nothing`() async throws {
        try await PostgresFixture.with { fixture in
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return await PostgresFixture.failure { _ = try await fixture.pool.pipelinedTransaction([Self.sleepForever]) }
            }
            #expect(await task.value?.code == .cancelled)
        }
    }

    @Test func `many statements cancelled at random moments never disturb the ones that follow`() async throws {
        try await PostgresFixture.with({ $0.pool.size = 2 }) { fixture in
            for round in 0..<150 {
                let task = Task { await PostgresFixture.failure { try await fixture.run("SELECT pg_sleep(0.002)") } }
                for _ in 0..<(round % 7) { await Task.yield() }
                if round % 3 == 0 { try await fixture.run("SELECT pg_sleep(0.001)") }
                task.cancel()
                let error = await task.value
                #expect(error == nil || error?.code == .cancelled)
                try await fixture.expect("SELECT $1::int8", [round], is: round)
            }
        }
    }

    @Test func `idle connections ended by the server are replaced unnoticed`() async throws {
        try await PostgresFixture.with { fixture in
            try await PostgresFixture.with { observer in
                try await withThrowingTaskGroup { group in
                    for _ in 0..<4 { group.addTask { try await fixture.run("SELECT pg_sleep(0.05)") } }
                    try await group.waitForAll()
                }
                #expect(fixture.pool.statistics.idle == 4)
                #expect(try await terminate(fixture, state: "idle", from: observer) == 4)
                #expect(try await eventually { try await self.connected(fixture, observer) == 0 })
                for number in 0..<8 {
                    try await fixture.expect("SELECT $1::int8", [number], is: number)
                }
                #expect(fixture.pool.statistics.idle == 1)
            }
        }
    }

    @Test func `a connection ended during a statement is reported as lost, and the pool heals`() async throws {
        try await PostgresFixture.with({ $0.pool.size = 1 }) { fixture in
            try await PostgresFixture.with { observer in
                let task = Task { await PostgresFixture.failure { _ = try await fixture.pool.query(Self.sleepForever) } }
                #expect(try await eventually { try await self.terminate(fixture, state: "active", from: observer) == 1 })
                let error = await task.value
                #expect(error?.code == .connectionLost)
                #expect(error?.sqlState == "57P01")
                #expect(error?.isUnavailable == true)
                try await fixture.expect("SELECT 1::int8", is: 1)
            }
        }
    }

    @Test func `a pipelined transaction ended by the server before COMMIT is known not to have happened`() async throws {
        try await PostgresFixture.with({ $0.pool.size = 1 }) { fixture in
            try await PostgresFixture.with { observer in
                try await fixture.run("CREATE TABLE \(fixture.schema).t (a int8)")
                let insert = PostgresFixture.query("INSERT INTO \(fixture.schema).t VALUES (1)")
                let task = Task { await PostgresFixture.failure { _ = try await fixture.pool.pipelinedTransaction([insert, Self.sleepForever]) } }
                #expect(try await eventually { try await self.terminate(fixture, state: "active", from: observer) == 1 })
                #expect(await task.value?.code == .connectionLost)
                try await fixture.expect("SELECT count(*) FROM \(fixture.schema).t", is: 0)
            }
        }
    }

    @Test func `a server that is away is unavailable at once`() async throws {
        let pool = PostgresPool(configuration: PostgresFixture.configuration { $0.port = 1 }, logger: .init(label: "test"))
        let error = await PostgresFixture.failure { _ = try await pool.query(PostgresFixture.query("SELECT 1")) }
        #expect(error?.code == .connectionFailed)
        #expect(error?.isUnavailable == true)
        await pool.close()
    }

    @Test func `a missing database or an enforced TLS mode fails to connect without telling the password`() async throws {
        for adjust in [{ $0.database = "no_such_database" }, { $0.tls = .require }] as [(inout PostgresConfiguration) -> Void] {
            let pool = PostgresPool(
                configuration: PostgresFixture.configuration {
                    adjust(&$0)
                    $0.password = "not-this-one"
                },
                logger: .init(label: "test")
            )
            let error = await PostgresFixture.failure { _ = try await pool.query(PostgresFixture.query("SELECT 1")) }
            #expect(error?.code == .connectionFailed)
            #expect(error.map { !"\($0)".contains("not-this-one") } == true)
            await pool.close()
        }
    }

    private func active(_ fixture: PostgresFixture, _ observer: PostgresFixture) async throws -> Int {
        try await observer.value(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = $1 AND state = 'active' AND query LIKE '%pg_sleep%'",
            [fixture.pool.configuration.applicationName]
        )
    }

    private func connected(_ fixture: PostgresFixture, _ observer: PostgresFixture) async throws -> Int {
        try await observer.value(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = $1",
            [fixture.pool.configuration.applicationName]
        )
    }
}
