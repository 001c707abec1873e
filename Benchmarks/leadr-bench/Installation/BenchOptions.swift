import ArgumentParser
import Foundation

/// Which installation is measured.
struct BenchOptions: ParsableArguments {
    @Option(help: "Address of the API.") var url = "http://127.0.0.1:8080"
    @Option(help: "Path before the routes, API_PREFIX of the installation.") var prefix = "/v1"
    @Option(help: "Superadmin key; otherwise SUPERADMIN_API_KEY, then the file superadmin.key in LEADR_DATA (default .leadr).") var key: String?
    @Option(help: "Players, each with a session.") var players = 512

    /// The superadmin key.
    ///
    /// - Throws: ``BenchError`` when it is found nowhere.
    func superadminKey() throws -> String {
        let environment = ProcessInfo.processInfo.environment
        if let key = key ?? environment["SUPERADMIN_API_KEY"] { return key }
        let file = (environment["LEADR_DATA"] ?? ".leadr") + "/superadmin.key"
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { throw BenchError("no superadmin key: give --key or LEADR_DATA") }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Where the requests go.
    func run() throws -> LoadRun {
        LoadRun(try LoadTarget(url))
    }

    /// A fresh account with boards and players.
    func world() async throws -> BenchWorld {
        try await WorldBuilder(run: run(), key: superadminKey(), prefix: prefix).build(players: players)
    }
}
