/// Judges a PostgreSQL server and the schema of its database.
enum PostgresJudge {
    /// Oldest major version.
    static let oldestVersion = 15

    /// What this process brings along.
    struct Expectation: Equatable {
        /// Most connections one process opens.
        var connections: Int
        /// Whether losing committed data would matter.
        var isProduction: Bool
    }

    /// Findings, those that are as they should be included.
    static func findings(_ facts: PostgresFacts, _ expected: Expectation) -> [CheckFinding] {
        [
            version(facts), recovery(facts), schema(facts), encoding(facts), fsync(facts, expected), commit(facts), connections(facts, expected),
        ]
    }

    private static func version(_ facts: PostgresFacts) -> CheckFinding {
        let name = "postgres.version"
        let text = "PostgreSQL \(facts.versionNumber / 10_000).\(facts.versionNumber % 10_000)"
        guard facts.versionNumber / 10_000 >= oldestVersion else {
            return .error(name, "\(text) lacks what the statements need", fix: "run PostgreSQL \(oldestVersion) or newer")
        }
        return .ok(name, text)
    }

    private static func recovery(_ facts: PostgresFacts) -> CheckFinding {
        let name = "postgres.role"
        guard facts.isInRecovery else { return .ok(name, "primary") }
        return .error(name, "PostgreSQL is a read-only standby: no score can be written", fix: "name the primary in DB_HOST, or promote this server")
    }

    private static func schema(_ facts: PostgresFacts) -> CheckFinding {
        let name = "postgres.schema"
        switch facts.schema {
        case .current(let version):
            return .ok(name, "migration \(version), as this build wants it")
        case .ahead(let steps):
            let text =
                "the database has \(steps.count) migrations of a newer build (\(steps.joined(separator: ", "))), which this build can work with"
            return .warning(name, text, fix: "finish the upgrade (docs/upgrade.md)")
        case .behind(let steps):
            let text = "\(steps.count) migrations are missing (\(steps.joined(separator: ", "))): statements of this build would fail"
            return .error(name, text, fix: "leadrctl migrate up", isWaivable: false)
        case .foreign(let error):
            let fix = "start the build that made this schema, or a newer one; then leadrctl migrate up"
            return .error(name, "\(error)", fix: fix, isWaivable: false)
        }
    }

    private static func encoding(_ facts: PostgresFacts) -> CheckFinding {
        let name = "postgres.encoding"
        guard facts.encoding != "UTF8" else { return .ok(name, "UTF8") }
        return .error(
            name,
            "the database is encoded in \(facts.encoding): names of players would be refused or garbled",
            fix: "create it with ENCODING 'UTF8'"
        )
    }

    private static func fsync(_ facts: PostgresFacts, _ expected: Expectation) -> CheckFinding {
        let name = "postgres.fsync"
        guard !facts.isFsyncOn else { return .ok(name, "on") }
        let text = "fsync is off: a crash of the machine can destroy the whole database"
        let fix = "set fsync = on in postgresql.conf"
        return expected.isProduction ? .error(name, text, fix: fix) : .warning(name, text, fix: fix)
    }

    private static func commit(_ facts: PostgresFacts) -> CheckFinding {
        let name = "postgres.synchronous_commit"
        guard facts.synchronousCommit == "off" else { return .ok(name, facts.synchronousCommit) }
        let text = "synchronous_commit is off: a crash loses the last commits, and with them scores whose jobs are already completed"
        return .warning(name, text, fix: "set synchronous_commit = on for the database and the role")
    }

    private static func connections(_ facts: PostgresFacts, _ expected: Expectation) -> CheckFinding {
        let name = "postgres.connections"
        let text = "a process opens up to \(expected.connections) connections, the server allows \(facts.maximumConnections) in all"
        guard expected.connections > facts.maximumConnections else { return .ok(name, text) }
        return .warning(name, "\(text): under load requests fail", fix: "raise max_connections, or lower DB_POOL_SIZE and DB_POOL_MAX_OVERFLOW")
    }
}
