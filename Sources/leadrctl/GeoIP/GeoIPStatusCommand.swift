import ArgumentParser
import ByteJSON
import Foundation
import GeoIP
import GeoIPUpdate
import LeadrDomain
import LeadrRuntime

/// `leadrctl geoip status`.
struct GeoIPStatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Shows the databases, their age, and how the last download ended",
        discussion: "Exit code 1 when the City database is missing or cannot be used."
    )

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let directory = CommandContext.load().settings.geoIP.databasePath
        let statuses = GeoEdition.allCases.map { DatabaseStatus($0, in: directory) }
        let now = SystemClock().now()
        output.show(.object(["directory": .string(directory), "databases": .array(statuses.map { Self.json($0) })])) {
            Self.table(statuses, now: now)
        }
        guard statuses.first?.installed?.content != nil else { throw ExitCode.failure }
    }

    static func table(_ statuses: [DatabaseStatus], now: Timestamp) -> String {
        var table = TextTable("DATABASE", "STATE", "TYPE", "BUILT", ">AGE", ">BYTES", "PREVIOUS", ">REJECTED", "LAST CHECK", "RESULT")
        for status in statuses {
            let installed = status.installed
            table.add(
                status.edition.rawValue,
                installed == nil ? "missing" : installed?.content == nil ? "unusable" : "usable",
                installed?.content?.type ?? "-",
                Shown.time(installed?.content.map { Timestamp($0.builtAt) }),
                Shown.age(installed.map { now - Timestamp($0.modifiedAt) }),
                installed.map { "\($0.size)" } ?? "-",
                Shown.time(status.previous?.content.map { Timestamp($0.builtAt) }),
                "\(status.rejectedVersions)",
                Shown.time(status.lastCheck.map { Timestamp($0.at) }),
                status.lastCheck?.text ?? "-"
            )
        }
        return table.text
    }

    private static func json(_ status: DatabaseStatus) -> JSONValue {
        .object([
            "database": .string(status.edition.rawValue), "path": .string(status.path),
            "installed": json(status.installed), "previous": json(status.previous), "rejected_versions": .integer(Int64(status.rejectedVersions)),
            "last_check": json(status.lastCheck),
        ])
    }

    private static func json(_ check: DatabaseStatus.Check?) -> JSONValue {
        guard let check else { return .null }
        return .object(["at": .string(Timestamp(check.at).rfc3339), "outcome": .string(check.outcome), "text": .string(check.text)])
    }

    private static func json(_ database: InstalledDatabase?) -> JSONValue {
        guard let database else { return .null }
        return .object([
            "usable": .bool(database.content != nil), "type": json(database.content?.type),
            "built_at": json(database.content.map { Timestamp($0.builtAt).rfc3339 }), "modified_at": .string(Timestamp(database.modifiedAt).rfc3339),
            "bytes": .integer(database.size),
        ])
    }
}

extension GeoIPStatusCommand {
    private static func json(_ text: String?) -> JSONValue {
        text.map { JSONValue.string($0) } ?? .null
    }
}

extension Timestamp {
    /// A time of the file system.
    fileprivate init(_ date: Date) {
        self.init(microseconds: Int64(date.timeIntervalSince1970 * 1_000_000))
    }
}
