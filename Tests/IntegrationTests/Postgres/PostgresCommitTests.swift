import Postgres
import TestSupport
import Testing

/// Faults in the middle of COMMIT, held up there by a deferred trigger that waits for an advisory lock of the test.
@Suite struct PostgresCommitTests {
    /// A fixture with one connection, whose inserts wait in COMMIT while ``holdingUp(_:)`` runs its body.
    private struct Subject {
        let fixture: PostgresFixture
        let observer: PostgresFixture
        let key = Int64.random(in: 1 ... .max)

        var insert: PostgresQuery { PostgresFixture.query("INSERT INTO \(fixture.schema).t VALUES ($1)", [key]) }

        /// Runs `body` while every COMMIT of an insert waits.
        func holdingUp(_ body: () async throws -> Void) async throws {
            try await observer.pool.withConnection { connection in
                _ = try await connection.query(PostgresFixture.query("SELECT pg_advisory_lock($1)", [key]))
                try await body()
                _ = try await connection.query(PostgresFixture.query("SELECT pg_advisory_unlock($1)", [key]))
            }
        }

        private func isCommitting() async throws -> Bool {
            let count: Int = try await observer.value(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = $1 AND query = 'COMMIT' AND wait_event_type = 'Lock'",
                [fixture.pool.configuration.applicationName]
            )
            return count == 1
        }

        /// Waits until the fixture's only connection is inside COMMIT.
        func expectCommitting() async throws {
            let isHeldUp = try await eventually { try await isCommitting() }
            #expect(isHeldUp)
        }

        func terminate() async throws {
            try await observer.run(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1",
                [fixture.pool.configuration.applicationName]
            )
        }

        /// The two ways to commit, each as a task that ends with the error, if any.
        func commits() -> [@Sendable () async -> PostgresError?] {
            let (pool, insert) = (fixture.pool, insert)
            return [
                { await PostgresFixture.failure { _ = try await pool.pipelinedTransaction([insert]) } },
                { await PostgresFixture.failure { try await pool.transaction { connection in _ = try await connection.query(insert) } } },
            ]
        }
    }

    private func with(_ body: (Subject) async throws -> Void) async throws {
        try await PostgresFixture.with({ $0.pool.size = 1 }) { fixture in
            try await PostgresFixture.with { observer in
                let schema = fixture.schema
                try await fixture.pool.withConnection { connection in
                    try await connection.runScript(
                        """
                        CREATE TABLE \(schema).t (key int8);
                        CREATE FUNCTION \(schema).hold() RETURNS trigger LANGUAGE plpgsql AS
                            'BEGIN PERFORM pg_advisory_xact_lock_shared(NEW.key); RETURN NULL; END';
                        CREATE CONSTRAINT TRIGGER hold AFTER INSERT ON \(schema).t DEFERRABLE INITIALLY DEFERRED
                            FOR EACH ROW EXECUTE FUNCTION \(schema).hold();
                        """
                    )
                }
                try await body(Subject(fixture: fixture, observer: observer))
            }
        }
    }

    @Test func `a connection lost during COMMIT leaves the outcome unknown`() async throws {
        try await with { subject in
            for commit in subject.commits() {
                try await subject.holdingUp {
                    let task = Task { await commit() }
                    try await subject.expectCommitting()
                    try await subject.terminate()
                    let error = await task.value
                    #expect(error?.code == .commitOutcomeUnknown)
                    #expect(error?.isUnavailable == true)
                }
            }
            try await subject.fixture.expect("SELECT count(*) FROM \(subject.fixture.schema).t", is: 0)
        }
    }

    @Test func `a task cancelled during COMMIT waits for the outcome`() async throws {
        try await with { subject in
            for commit in subject.commits() {
                var task: Task<PostgresError?, Never>?
                try await subject.holdingUp {
                    task = Task { await commit() }
                    try await subject.expectCommitting()
                    task?.cancel()
                }
                let started = try #require(task)
                #expect(await started.value?.code == nil)
            }
            try await subject.fixture.expect("SELECT count(*) FROM \(subject.fixture.schema).t", is: 2)
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
