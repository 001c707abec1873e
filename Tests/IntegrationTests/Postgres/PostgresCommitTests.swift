import Postgres
import TestSupport
import Testing

/// Faults in the middle of COMMIT, made by a deferred trigger that sleeps there.
@Suite struct PostgresCommitTests {
    /// A table whose rows make COMMIT sleep for as many seconds as their value says.
    private func with(_ body: (PostgresFixture, _ observer: PostgresFixture, _ insert: (Double) -> PostgresQuery) async throws -> Void) async throws {
        try await PostgresFixture.with({ $0.pool.size = 1 }) { fixture in
            try await PostgresFixture.with { observer in
                let schema = fixture.schema
                try await fixture.pool.withConnection { connection in
                    try await connection.runScript(
                        """
                        CREATE TABLE \(schema).t (seconds float8);
                        CREATE FUNCTION \(schema).doze() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(NEW.seconds); RETURN NULL; END';
                        CREATE CONSTRAINT TRIGGER doze AFTER INSERT ON \(schema).t DEFERRABLE INITIALLY DEFERRED
                            FOR EACH ROW EXECUTE FUNCTION \(schema).doze();
                        """
                    )
                }
                try await body(fixture, observer) { PostgresFixture.query("INSERT INTO \(schema).t VALUES ($1)", [$0]) }
            }
        }
    }

    /// Whether the fixture's only connection is inside COMMIT.
    private func isCommitting(_ fixture: PostgresFixture, _ observer: PostgresFixture) async throws -> Bool {
        let count: Int = try await observer.value(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = $1 AND query = 'COMMIT' AND wait_event = 'PgSleep'",
            [fixture.pool.configuration.applicationName]
        )
        return count == 1
    }

    private func terminate(_ fixture: PostgresFixture, _ observer: PostgresFixture) async throws {
        try await observer.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1",
            [fixture.pool.configuration.applicationName]
        )
    }

    @Test func `a connection lost during COMMIT leaves the outcome unknown`() async throws {
        try await with { fixture, observer, insert in
            let query = insert(60)
            let pipelined = Task { await PostgresFixture.failure { _ = try await fixture.pool.pipelinedTransaction([query]) } }
            #expect(try await eventually { try await self.isCommitting(fixture, observer) })
            try await terminate(fixture, observer)
            #expect(await pipelined.value?.code == .commitOutcomeUnknown)

            let plain = Task {
                await PostgresFixture.failure { try await fixture.pool.transaction { connection in _ = try await connection.query(query) } }
            }
            #expect(try await eventually { try await self.isCommitting(fixture, observer) })
            try await terminate(fixture, observer)
            let error = await plain.value
            #expect(error?.code == .commitOutcomeUnknown)
            #expect(error?.isUnavailable == true)
            try await fixture.expect("SELECT 1::int8", is: 1)
        }
    }

    @Test func `a task cancelled during COMMIT waits for the outcome`() async throws {
        try await with { fixture, observer, insert in
            let query = insert(0.3)
            let pipelined = Task { await PostgresFixture.failure { _ = try await fixture.pool.pipelinedTransaction([query]) } }
            #expect(try await eventually { try await self.isCommitting(fixture, observer) })
            pipelined.cancel()
            #expect(await pipelined.value?.code == nil)

            let plain = Task {
                await PostgresFixture.failure { try await fixture.pool.transaction { connection in _ = try await connection.query(query) } }
            }
            #expect(try await eventually { try await self.isCommitting(fixture, observer) })
            plain.cancel()
            #expect(await plain.value?.code == nil)
            try await fixture.expect("SELECT count(*) FROM \(fixture.schema).t", is: 2)
        }
    }

    @Test func `a server silent beyond its own time limit is given up`() async throws {
        try await PostgresFixture.with({
            $0.statementTimeout = .milliseconds(50)
            $0.stallGrace = .milliseconds(100)
        }) { fixture in
            let error = await PostgresFixture.failure {
                try await fixture.pool.withConnection { connection in
                    // Without its own limit the server is as silent as one that has stopped.
                    _ = try await connection.query(PostgresFixture.query("SET statement_timeout = 0"))
                    _ = try await connection.query(PostgresFixture.query("SELECT pg_sleep(3)"))
                }
            }
            #expect(error?.code == .connectionLost)
            try await fixture.expect("SELECT 1::int8", is: 1)
        }
    }
}
