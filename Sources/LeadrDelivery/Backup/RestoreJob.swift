import Foundation
import LeadrDomain

/// Brings a database back from a backup. It is restored beside the present one and takes its name in one step, so that a restore that fails changes nothing.
public struct RestoreJob: Sendable {
    /// A database that was restored and has no part in anything yet.
    public struct Restored: Hashable, Sendable {
        /// Its name.
        public let database: String
        /// The backup it came from.
        public let manifest: BackupManifest
    }

    private let tools: PostgresTools
    private let vault: BackupVault
    private let clock: any LeadrDomain.Clock
    /// A database that is always there, from which others are made and renamed.
    private let maintenance: String

    /// A job on the server of some tools.
    public init(tools: PostgresTools, vault: BackupVault, clock: any LeadrDomain.Clock = SystemClock(), maintenance: String = "postgres") {
        self.tools = tools
        self.vault = vault
        self.clock = clock
        self.maintenance = maintenance
    }

    /// Restores a backup into a new database beside `database`.
    ///
    /// - Throws: ``BackupError``, ``ObjectStoreError``; the new database is gone again then.
    public func restore(_ name: BackupName, beside database: String) async throws -> Restored {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let manifest = try await vault.fetch(name, into: scratch.file("dump"))
        let copy = beside(database, "restore")
        try await tools.run("createdb", ["--no-password", "--maintenance-db", maintenance, "--template=template0", "--encoding=UTF8", copy])
        do {
            let options = ["--no-password", "--no-owner", "--no-privileges", "--exit-on-error", "--jobs=2", "--dbname", copy]
            try await tools.run("pg_restore", options + [scratch.file("dump").path])
            try await psql("ANALYZE;", on: copy)
        } catch {
            try? await drop(copy)
            throw error
        }
        return Restored(database: copy, manifest: manifest)
    }

    /// Gives a restored database the name of the present one, which keeps its contents under another name.
    ///
    /// - Returns: The name of the former database; nil when there was none.
    /// - Throws: ``BackupError``; both are as they were then. A database with connections cannot be renamed.
    public func putInPlace(_ restored: Restored, of database: String) async throws -> String? {
        let former = beside(database, "before_restore")
        let isThere = try await exists(database)
        let script =
            (isThere ? "ALTER DATABASE :\"present\" RENAME TO :\"former\";\n" : "") + "ALTER DATABASE :\"restored\" RENAME TO :\"present\";\n"
        let names = ["present": database, "former": former, "restored": restored.database]
        try await psql(script, on: maintenance, names, isOneTransaction: true)
        return isThere ? former : nil
    }

    /// Removes a database that was restored, or replaced.
    ///
    /// - Throws: ``BackupError``.
    public func drop(_ database: String) async throws {
        try await tools.run("dropdb", ["--no-password", "--maintenance-db", maintenance, "--if-exists", database])
    }

    /// Number of rows of each table of a restored database: what a backup is worth is seen by reading it.
    ///
    /// - Throws: ``BackupError``.
    public func rows(of restored: Restored) async throws -> [(table: String, rows: Int64)] {
        let list = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY 1;"
        let tables = try await psql(list, on: restored.database).split(separator: "\n").map(String.init)
        guard !tables.isEmpty else { throw BackupError.damaged("\(restored.manifest.backupFile) (it has no tables)") }
        let counts = tables.enumerated().map { "SELECT \($0), count(*) AS rows FROM public.\($1)" }.joined(separator: " UNION ALL ")
        let numbers = try await psql("SELECT rows FROM (\(counts)) c (place, rows) ORDER BY place;", on: restored.database).split(separator: "\n").map
        { Int64($0) ?? 0 }
        return zip(tables, numbers).map { ($0, $1) }
    }

    /// Whether the server has a database of that name.
    ///
    /// - Throws: ``BackupError``.
    public func exists(_ database: String) async throws -> Bool {
        let answer = try await psql("SELECT 1 FROM pg_database WHERE datname = :'name';", on: maintenance, ["name": database])
        return answer == "1"
    }

    /// Runs a script on a database.
    ///
    /// - Parameters:
    ///   - values: Variables, which psql quotes where they are put in as `:"name"` or `:'name'`.
    /// - Returns: Rows as lines, without anything around them.
    @discardableResult
    private func psql(_ script: String, on database: String, _ values: [String: String] = [:], isOneTransaction: Bool = false) async throws -> String
    {
        let options = ["--no-password", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set", "ON_ERROR_STOP=1", "--dbname", database]
        let variables = values.flatMap { ["--set", "\($0)=\($1)"] } + (isOneTransaction ? ["--single-transaction"] : [])
        return try await tools.run("psql", options + variables + ["--file", "-"], input: script)
    }

    /// A name of its own beside a database's, within the 63 bytes of PostgreSQL.
    private func beside(_ database: String, _ purpose: String) -> String {
        let suffix = "_\(purpose)_\(clock.now().seconds)"
        return String(decoding: Array(database.utf8).prefix(63 - suffix.utf8.count), as: UTF8.self) + suffix
    }
}
