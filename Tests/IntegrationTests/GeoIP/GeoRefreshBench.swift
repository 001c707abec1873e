import Foundation
import GeoIP
import GeoIPUpdate
import Logging
import NIOPosix
import TestSupport

/// A directory with databases, a server to refresh them from, and a reader that has them open as a worker does.
final class GeoRefreshBench: Sendable {
    static let cityPath = "/geoip/databases/GeoLite2-City/download?suffix=tar.gz"
    static let countryPath = "/geoip/databases/GeoLite2-Country/download?suffix=tar.gz"
    static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    let folder: URL
    let server: MaxMindServer
    let databases: GeoDatabases

    private init(server: MaxMindServer) throws {
        self.server = server
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(TestServers.uniquePrefix("geoip"))
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        databases = GeoDatabases(directory: folder.path, logger: Self.logger)
    }

    /// Runs `body` on a bench; the server has version 1 of both databases.
    static func run(_ body: @Sendable (GeoRefreshBench) async throws -> Void) async throws {
        let server = try await MaxMindServer(certificate: SelfSignedCertificate())
        let bench = try GeoRefreshBench(server: server)
        try bench.publish("city-1")
        server.serve(countryPath, .archive(try GeoSamples.archive("country-1"), tag: "\"country-1\""))
        let outcome: Result<Void, any Error>
        do {
            try await body(bench)
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        try await server.stop()
        try FileManager.default.removeItem(at: bench.folder)
        try outcome.get()
    }

    /// Serves an archive as City, under a tag of its own.
    func publish(_ name: String) throws {
        server.serve(Self.cityPath, .archive(try GeoSamples.archive(name), tag: "\"\(name)\""))
    }

    /// What a process would be configured with.
    var configuration: DatabaseRefresher.Configuration {
        var configuration = DatabaseRefresher.Configuration(
            directory: folder.path,
            cityURL: server.url(Self.cityPath),
            countryURL: server.url(Self.countryPath),
            accountID: MaxMindServer.user,
            licenseKey: MaxMindServer.password
        )
        configuration.authorities = server.certificate.certificateFile
        configuration.archiveLimit = 1 << 20
        configuration.databaseLimit = 8 << 20
        return configuration
    }

    /// Refreshes as a process of its own would; returns how it went with City.
    func refresh(
        isForced: Bool = false,
        _ change: (inout DatabaseRefresher.Configuration) -> Void = { _ in }
    ) async throws -> [GeoEdition: RefreshOutcome] {
        var configuration = configuration
        change(&configuration)
        let refresher = DatabaseRefresher(configuration: configuration, eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: Self.logger)
        let reports = await refresher.refresh(isForced: isForced)
        return Dictionary(uniqueKeysWithValues: reports.map { ($0.edition, $0.outcome) })
    }

    /// Makes a database older than it is.
    func age(_ edition: GeoEdition, days: Double) throws {
        let date = Date(timeIntervalSinceNow: -days * 86_400)
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: edition.path(in: folder.path))
    }

    /// City of an address by the database in use.
    func city(_ address: String = "203.0.113.7") throws -> String? {
        try databases.city.refreshed()?.lookup(address).lookup?.city
    }

    /// Names of the files in the directory.
    var files: Set<String> {
        get throws { Set(try FileManager.default.contentsOfDirectory(atPath: folder.path)) }
    }

    func file(_ name: String) -> String { folder.appendingPathComponent(name).path }
}
