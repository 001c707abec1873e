import ArgumentParser
import Foundation
import LeadrDomain
import LeadrStore

/// `leadrctl export`: what belongs to an account, as files (`docs/operations.md`, "Export").
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes what belongs to an account to files, one per table",
        discussion: "Everything in the files is of the same moment, while the system runs. Secrets and hashes of keys are left out."
    )

    @Option(help: "The account, acc_….") var account: String
    @Option(help: "A folder for the files, which is made; it must not have any of them yet.") var out: String
    @Option(help: "jsonl: a JSON object in each line; csv: comma-separated values.") var format = AccountExport.Format.jsonl

    func run() async throws {
        let id = try Self.id(account)
        let context = CommandContext.load()
        let format = format
        let folder = URL(fileURLWithPath: out)
        try await context.withPostgres { pool in
            let export = AccountExport(pool: pool)
            let counts = try await export.counts(id)
            guard counts[ExportTable.all[0]] == 1 else { throw ValidationError("there is no account \(account)") }
            let bar = ProgressBar("rows", total: counts.values.reduce(0, +))
            let files = try ExportFiles(folder, format)
            try await export.forEachChunk(id, format) { table, lines in
                try files.write(lines, to: table)
                bar.advance(by: lines.count)
            }
            for (name, rows) in try files.close() { tell("\(name)  \(rows) rows") }
        }
    }

    private static func id(_ text: String) throws -> AccountID {
        do { return try AccountID(wire: text) } catch { throw ValidationError("account: \(text) is no account id") }
    }
}

extension AccountExport.Format: ExpressibleByArgument {}
