import Postgres
import Testing

@Suite struct PostgresStatementTests {
    private let single: (inout PostgresConfiguration) -> Void = { $0.pool.size = 1 }

    @Test func `a statement is prepared once and reused`() async throws {
        try await PostgresFixture.with(single) { fixture in
            for number in 0..<5 {
                try await fixture.expect("SELECT $1::int8 + 1", [number], is: number + 1)
            }
            let prepared: Int = try await fixture.value("SELECT count(*) FROM pg_prepared_statements WHERE statement = 'SELECT $1::int8 + 1'")
            #expect(prepared == 1)
        }
    }

    @Test func `a statement with optional parameters ends as one prepared statement`() async throws {
        try await PostgresFixture.with(single) { fixture in
            try await fixture.run("CREATE TABLE \(fixture.schema).t (a int4, b text)")
            let insert = "INSERT INTO \(fixture.schema).t VALUES ($1, $2)"
            try await fixture.run(insert, [nil, "x"])
            try await fixture.run(insert, [Int32(1), nil])
            try await fixture.run(insert, [nil, nil])
            try await fixture.run(insert, [7, "y"])
            let prepared: Int = try await fixture.value("SELECT count(*) FROM pg_prepared_statements WHERE statement = $1", [insert])
            #expect(prepared == 1)
            try await fixture.expect("SELECT sum(a)::int8 FROM \(fixture.schema).t", is: 8)
        }
    }

    @Test func `the server holds no more statements than the limit`() async throws {
        try await PostgresFixture.with({
            $0.pool.size = 1
            $0.preparedStatementLimit = 8
        }) { fixture in
            for number in 0..<40 {
                try await fixture.expect("SELECT \(number)::int8", is: number)
            }
            let held: Int = try await fixture.value("SELECT count(*) FROM pg_prepared_statements")
            #expect(held <= 9)
        }
    }

    @Test func `a pipeline with more statements than the cache holds runs`() async throws {
        try await PostgresFixture.with({
            $0.pool.size = 1
            $0.preparedStatementLimit = 4
        }) { fixture in
            let queries = (0..<30).map { PostgresFixture.query("SELECT \($0 % 10)::int8") }
            for _ in 0..<2 {
                let results = try await fixture.pool.pipelinedTransaction(queries)
                #expect(try results.map { try $0[0].decode(0, as: Int.self) } == (0..<30).map { $0 % 10 })
            }
        }
    }

    @Test func `a statement whose result type changed is prepared again`() async throws {
        try await PostgresFixture.with(single) { fixture in
            let table = "\(fixture.schema).t"
            try await fixture.run("CREATE TABLE \(table) (a int4)")
            try await fixture.run("INSERT INTO \(table) VALUES (1)")
            #expect(try await fixture.run("SELECT * FROM \(table)")[0].columnCount == 1)
            try await fixture.run("ALTER TABLE \(table) ADD COLUMN b text")
            #expect(try await fixture.run("SELECT * FROM \(table)")[0].columnCount == 2)
            try await fixture.run("ALTER TABLE \(table) ADD COLUMN c text")
            let results = try await fixture.pool.pipelinedTransaction([PostgresFixture.query("SELECT * FROM \(table)")])
            #expect(results[0][0].columnCount == 3)
        }
    }

    @Test func `in a transaction under way a stale statement is a retryable error, and the next transaction works`() async throws {
        try await PostgresFixture.with(single) { fixture in
            let table = "\(fixture.schema).t"
            try await fixture.run("CREATE TABLE \(table) (a int4)")
            let select = PostgresFixture.query("SELECT * FROM \(table)")
            _ = try await fixture.pool.query(select)
            try await fixture.run("ALTER TABLE \(table) ADD COLUMN b text")
            func attempt() async throws {
                try await fixture.pool.transaction { connection in
                    _ = try await connection.query(PostgresFixture.query("SELECT 1"))
                    _ = try await connection.query(select)
                }
            }
            #expect(await PostgresFixture.failure(attempt)?.isRetryable == true)
            try await attempt()
        }
    }

    @Test func `statements that the session lost are prepared again`() async throws {
        try await PostgresFixture.with(single) { fixture in
            try await fixture.expect("SELECT 5::int8", is: 5)
            try await fixture.run("DEALLOCATE ALL")
            try await fixture.expect("SELECT 5::int8", is: 5)
        }
    }

    @Test func `without prepared statements nothing is left on the server`() async throws {
        try await PostgresFixture.with({
            $0.pool.size = 1
            $0.preparedStatements = false
        }) { fixture in
            try await fixture.expect("SELECT $1::int8", [5], is: 5)
            try await fixture.expect("SELECT $1::text", [String?.none], is: String?.none)
            let results = try await fixture.pool.pipelinedTransaction([
                PostgresFixture.query("SELECT 1::int8"), PostgresFixture.query("SELECT 2::int8"),
            ])
            #expect(results.count == 2)
            try await fixture.expect("SELECT count(*) FROM pg_prepared_statements", is: 0)
        }
    }

    @Test func `a constraint violation names constraint and table but never the row`() async throws {
        try await PostgresFixture.with { fixture in
            try await fixture.run("CREATE TABLE \(fixture.schema).t (email text CONSTRAINT uq_t_email UNIQUE, age int4 NOT NULL)")
            try await fixture.run("INSERT INTO \(fixture.schema).t VALUES ($1, 1)", ["private@example.com"])
            let error = await PostgresFixture.failure {
                try await fixture.run("INSERT INTO \(fixture.schema).t VALUES ($1, 1)", ["private@example.com"])
            }
            #expect(error?.code == .server)
            #expect(error?.sqlState == "23505")
            #expect(error?.constraint == "uq_t_email")
            #expect(error?.table == "t")
            #expect(error?.isDataError == true)
            #expect(error.map { !"\($0)".contains("private") } == true)
            let null = await PostgresFixture.failure { try await fixture.run("INSERT INTO \(fixture.schema).t VALUES ('x', $1)", [nil]) }
            #expect(null?.column == "age")
        }
    }

    @Test func `bad input text stays out of the description`() async throws {
        try await PostgresFixture.with { fixture in
            let error = await PostgresFixture.failure { try await fixture.run("SELECT $1::text::int4", ["hidden"]) }
            #expect(error?.sqlState == "22P02")
            #expect(error.map { !"\($0)".contains("hidden") } == true)
        }
    }

    @Test func `one bad value in jsonb fails the statement as a data error`() async throws {
        try await PostgresFixture.with { fixture in
            let error = await PostgresFixture.failure { try await fixture.run("SELECT $1::jsonb", [PostgresJSON(bytes: Array("{".utf8))]) }
            #expect(error?.isDataError == true)
            let zero = await PostgresFixture.failure { try await fixture.run("SELECT $1::text", ["a\0b"]) }
            #expect(zero?.isDataError == true)
        }
    }

    @Test func `scripts run many statements, and a script that fails leaves nothing`() async throws {
        try await PostgresFixture.with { fixture in
            let table = "\(fixture.schema).t"
            try await fixture.pool.withConnection { connection in
                try await connection.runScript("CREATE TABLE \(table) (a int8); INSERT INTO \(table) VALUES (1); INSERT INTO \(table) VALUES (2);")
            }
            try await fixture.expect("SELECT count(*) FROM \(table)", is: 2)
            let error = await PostgresFixture.failure {
                try await fixture.pool.transaction { connection in
                    try await connection.runScript("DELETE FROM \(table); SELECT 1/0; SELECT 1")
                }
            }
            #expect(error?.sqlState == "22012")
            try await fixture.expect("SELECT count(*) FROM \(table)", is: 2)
        }
    }

    @Test func `affected rows are counted`() async throws {
        try await PostgresFixture.with { fixture in
            try await fixture.run("CREATE TABLE \(fixture.schema).t AS SELECT generate_series(1, 7) AS a")
            #expect(try await fixture.run("DELETE FROM \(fixture.schema).t WHERE a > 4").affectedRows == 3)
        }
    }
}
