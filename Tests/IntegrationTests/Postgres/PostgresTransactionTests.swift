import Postgres
import Testing

@Suite struct PostgresTransactionTests {
    private struct Refusal: Error {}

    private func with(_ body: (PostgresFixture, _ table: String) async throws -> Void) async throws {
        try await PostgresFixture.with { fixture in
            let table = "\(fixture.schema).t"
            try await fixture.run("CREATE TABLE \(table) (a int8 PRIMARY KEY)")
            try await body(fixture, table)
        }
    }

    private func insert(_ table: String, _ value: Int) -> PostgresQuery {
        PostgresFixture.query("INSERT INTO \(table) VALUES ($1)", [value])
    }

    @Test func `a transaction commits when its body returns and rolls back when it throws`() async throws {
        try await with { fixture, table in
            let sum = try await fixture.pool.transaction { connection in
                _ = try await connection.query(insert(table, 1))
                _ = try await connection.pipeline([insert(table, 2), insert(table, 3)])
                return try await connection.query(PostgresFixture.query("SELECT count(*) FROM \(table)"))[0].decode(0, as: Int.self)
            }
            #expect(sum == 3)
            await #expect(throws: Refusal.self) {
                try await fixture.pool.transaction { connection in
                    _ = try await connection.query(insert(table, 4))
                    throw Refusal()
                }
            }
            try await fixture.expect("SELECT count(*) FROM \(table)", is: 3)
            #expect(fixture.pool.statistics.inUse == 0)
        }
    }

    @Test func `a body that swallows an error of the server does not commit silently`() async throws {
        try await with { fixture, table in
            let error = await PostgresFixture.failure {
                try await fixture.pool.transaction { connection in
                    _ = try await connection.query(insert(table, 1))
                    _ = try? await connection.query(insert(table, 1))
                }
            }
            #expect(error?.isUniqueViolation == true)
            try await fixture.expect("SELECT count(*) FROM \(table)", is: 0)
        }
    }

    @Test func `a transaction without statements is fine`() async throws {
        try await with { fixture, _ in
            let result = try await fixture.pool.transaction { _ in 5 }
            #expect(result == 5)
        }
    }

    @Test func `a deferred constraint that fails at commit is reported with its name`() async throws {
        try await with { fixture, table in
            let child = "\(fixture.schema).c"
            try await fixture.run("CREATE TABLE \(child) (a int8 CONSTRAINT fk_c_a REFERENCES \(table) DEFERRABLE INITIALLY DEFERRED)")
            let body = await PostgresFixture.failure {
                try await fixture.pool.transaction { connection in _ = try await connection.query(insert(child, 9)) }
            }
            #expect(body?.constraint == "fk_c_a")
            let pipelined = await PostgresFixture.failure { _ = try await fixture.pool.pipelinedTransaction([insert(child, 9)]) }
            #expect(pipelined?.constraint == "fk_c_a")
        }
    }

    @Test func `options reach the server`() async throws {
        try await with { fixture, table in
            let options = PostgresTransactionOptions(statementTimeout: .milliseconds(1234), isolation: .serializable, isReadOnly: true)
            let error = await PostgresFixture.failure {
                try await fixture.pool.transaction(options) { connection in
                    let row = try await connection.query(
                        PostgresFixture.query("SELECT current_setting('statement_timeout'), current_setting('transaction_isolation')")
                    )[0]
                    #expect(try row.decode(0) == "1234ms")
                    #expect(try row.decode(1) == "serializable")
                    _ = try await connection.query(insert(table, 1))
                }
            }
            #expect(error?.sqlState == "25006")
            try await fixture.expect("SELECT current_setting('statement_timeout')", is: "10s")
        }
    }

    @Test func `a pipelined transaction takes effect as a whole`() async throws {
        try await with { fixture, table in
            let results = try await fixture.pool.pipelinedTransaction([
                insert(table, 1), insert(table, 2), PostgresFixture.query("SELECT count(*) FROM \(table)"),
            ])
            #expect(try results[2][0].decode(0, as: Int.self) == 2)
        }
    }

    @Test func `an error in the middle of a pipelined transaction rolls back all and is the one reported`() async throws {
        try await with { fixture, table in
            for _ in 0..<3 {
                let error = await PostgresFixture.failure {
                    _ = try await fixture.pool.pipelinedTransaction([
                        insert(table, 1), insert(table, 1), PostgresFixture.query("SELECT nonsense"), insert(table, 2),
                    ])
                }
                #expect(error?.sqlState == "23505")
                #expect(error?.statementIndex == 1)
            }
            let syntax = await PostgresFixture.failure {
                _ = try await fixture.pool.pipelinedTransaction([insert(table, 1), PostgresFixture.query("SELEKT"), insert(table, 2)])
            }
            #expect(syntax?.sqlState == "42601")
            #expect(syntax?.statementIndex == 1)
            try await fixture.expect("SELECT count(*) FROM \(table)", is: 0)
            #expect(fixture.pool.statistics == PostgresPoolStatistics(idle: 1, inUse: 0, overflow: 0, waiting: 0))
        }
    }

    @Test func `a pipeline outside a transaction is one by itself`() async throws {
        try await with { fixture, table in
            let error = await PostgresFixture.failure {
                try await fixture.pool.withConnection { connection in
                    _ = try await connection.pipeline([insert(table, 1), insert(table, 1)])
                }
            }
            #expect(error?.sqlState == "23505")
            try await fixture.expect("SELECT count(*) FROM \(table)", is: 0)
        }
    }

    @Test func `asking the pool again inside a transaction is an error, afterwards it is not`() async throws {
        try await with { fixture, table in
            try await fixture.pool.transaction { connection in
                _ = try await connection.query(insert(table, 1))
                #expect(await PostgresFixture.failure { try await fixture.pool.transaction { _ in } }?.code == .usage)
                #expect(await PostgresFixture.failure { try await fixture.run("SELECT 1") }?.code == .usage)
            }
            try await fixture.run("SELECT 1")
        }
    }

    @Test func `a connection kept beyond its closure is refused`() async throws {
        try await with { fixture, _ in
            let kept = try await fixture.pool.withConnection { $0 }
            #expect(await PostgresFixture.failure { _ = try await kept.query(PostgresFixture.query("SELECT 1")) }?.code == .usage)
        }
    }

    @Test func `a commit inside the body is an error`() async throws {
        try await with { fixture, table in
            let error = await PostgresFixture.failure {
                try await fixture.pool.transaction { connection in
                    _ = try await connection.query(insert(table, 1))
                    _ = try await connection.query(PostgresFixture.query("COMMIT"))
                }
            }
            #expect(error?.code == .usage)
        }
    }

    @Test func `after a rollback inside the body no second transaction is opened in secret`() async throws {
        try await with { fixture, table in
            let error = await PostgresFixture.failure {
                try await fixture.pool.transaction { connection in
                    _ = try await connection.query(insert(table, 1))
                    _ = try await connection.query(PostgresFixture.query("ROLLBACK"))
                    _ = try await connection.query(insert(table, 2))
                }
            }
            #expect(error?.code == .usage)
            try await fixture.expect("SELECT count(*) FROM \(table)", is: 0)
        }
    }

    @Test func `a connection returned inside a transaction is not given to the next`() async throws {
        try await with { fixture, table in
            try await fixture.pool.withConnection { connection in
                _ = try await connection.query(PostgresFixture.query("BEGIN"))
                _ = try await connection.query(insert(table, 1))
            }
            try await fixture.expect("SELECT count(*) FROM \(table)", is: 0)
        }
    }
}
