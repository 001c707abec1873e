import Foundation
import GeoIP
import GeoIPUpdate
import TestSupport
import Testing

/// Everything that can go wrong on the way of a new database: the old one stays in use, and the outcome tells.
@Suite(.enabled(if: SelfSignedCertificate.isAvailable, "needs openssl to make a certificate")) struct GeoRefreshFailureTests {
    /// One way to fail.
    private struct Failure: Sendable {
        let name: String
        let outcome: String
        var answer: MaxMindServer.Answer?
        var change: @Sendable (inout DatabaseRefresher.Configuration) -> Void = { _ in }
    }

    private static func failures(_ bench: GeoRefreshBench, other: MaxMindServer) throws -> [Failure] {
        let good = try GeoSamples.archive("city-2")
        func served(_ name: String, _ outcome: String) throws -> Failure {
            Failure(name: name, outcome: outcome, answer: .archive(try GeoSamples.archive(name), tag: "\"\(name)\""))
        }
        var flipped = good
        flipped[good.count / 2] ^= 0x10
        return [
            Failure(name: "wrong licence key", outcome: "unauthorized") { $0.licenseKey = "wrong" },
            Failure(name: "no licence key", outcome: "no_credentials") { $0.licenseKey = "" },
            Failure(name: "downloads off", outcome: "disabled") { $0.isEnabled = false },
            Failure(name: "403", outcome: "forbidden", answer: .status(403)),
            Failure(name: "404", outcome: "unexpected_status", answer: .status(404)),
            Failure(name: "429", outcome: "throttled", answer: .status(429, headers: [("Retry-After", "3600")])),
            Failure(name: "503", outcome: "server_error", answer: .status(503)),
            Failure(name: "304 to an old file", outcome: "not_modified", answer: .status(304)),
            Failure(name: "unknown authority", outcome: "network") { $0.authorities = nil },
            Failure(name: "nobody listens", outcome: "network") { $0.cityURL = "https://localhost:1/city" },
            Failure(name: "redirect to nowhere", outcome: "bad_redirect", answer: .status(302)),
            Failure(name: "redirect to http", outcome: "bad_redirect", answer: .redirect("http://localhost:\(other.port)/store/city")),
            Failure(name: "redirect in a circle", outcome: "bad_redirect", answer: .redirect(bench.server.url(GeoRefreshBench.cityPath))),
            Failure(name: "connection cut", outcome: "network", answer: .truncated(good, after: good.count / 2)),
            Failure(name: "too slow", outcome: "timed_out", answer: .stalled(good, after: 100)) { $0.timeLimit = .milliseconds(500) },
            Failure(name: "too large, announced", outcome: "too_large", answer: .archive(good, tag: nil)) { $0.archiveLimit = good.count - 1 },
            Failure(name: "too large, endless", outcome: "too_large", answer: .endless),
            Failure(name: "bytes missing", outcome: "bad_archive", answer: .archive(Array(good.dropLast(9)), tag: "\"short\"")),
            Failure(name: "one bit flipped", outcome: "bad_archive", answer: .archive(flipped, tag: "\"flipped\"")),
            Failure(name: "no archive", outcome: "bad_archive", answer: .archive(Array("<html>Welcome</html>".utf8), tag: "\"html\"")),
            try served("symbolic-link", "bad_archive"), try served("hard-link", "bad_archive"), try served("device", "bad_archive"),
            try served("parent", "bad_archive"), try served("absolute", "bad_archive"), try served("bomb", "bad_archive"),
            try served("hidden-bomb", "bad_archive"), try served("no-database", "bad_archive"), try served("garbage", "unusable"),
            try served("cut-database", "unusable"), try served("country-1", "wrong_type"),
        ]
    }

    @Test func `whatever goes wrong, the old database stays in use and answers, and nothing is left behind`() async throws {
        try await GeoRefreshBench.run { bench in
            let other = try await MaxMindServer(certificate: bench.server.certificate)
            _ = try await bench.refresh()
            let before = try bench.files
            var lines: [String] = []
            for failure in try Self.failures(bench, other: other) {
                try bench.age(.city, days: 8)
                bench.server.serve(GeoRefreshBench.cityPath, failure.answer ?? .status(500))
                let outcomes = try await bench.refresh(failure.change)
                let outcome = try #require(outcomes[.city])
                let city = try bench.city()
                #expect(outcome.label == failure.outcome, "\(failure.name): \(outcome)")
                #expect(city == "Berlin", "\(failure.name)")
                #expect(try bench.files == before, "\(failure.name)")
                lines.append("| \(failure.name) | \(outcome.label) | \(outcome) | \(city ?? "-") |")
            }
            print("| case | outcome | told as | city of 203.0.113.7 |\n|---|---|---|---|\n" + lines.joined(separator: "\n"))
            try await other.stop()
            try bench.publish("city-2")
            try bench.age(.city, days: 8)
            #expect(try await bench.refresh()[.city]?.label == "installed")
            #expect(try bench.city() == "Stockholm")
        }
    }

    @Test func `a failure of one database does not keep the other from being replaced`() async throws {
        try await GeoRefreshBench.run { bench in
            bench.server.serve(GeoRefreshBench.cityPath, .status(503))
            let outcomes = try await bench.refresh()
            #expect(outcomes[.city]?.label == "server_error" && outcomes[.country]?.label == "installed")
            #expect(bench.databases.country.refreshed() != nil && bench.databases.city.refreshed() == nil)
        }
    }

    @Test func `an archive that cannot be used is not fetched again until the server has another one`() async throws {
        try await GeoRefreshBench.run { bench in
            try bench.publish("country-1")
            #expect(try await bench.refresh()[.city]?.label == "wrong_type")
            #expect(try await bench.refresh()[.city]?.label == "rejected")
            let asked = bench.server.requests.filter { $0.path == GeoRefreshBench.cityPath }
            #expect(asked.last?.status == 304)
            #expect(try await bench.refresh(isForced: true)[.city]?.label == "rejected", "the content is known to be bad")
            try bench.publish("city-2")
            #expect(try await bench.refresh()[.city]?.label == "installed")
        }
    }

    @Test func `a directory that cannot be made is told`() async throws {
        try await GeoRefreshBench.run { bench in
            try Data().write(to: bench.folder.appendingPathComponent("file"))
            let outcomes = try await bench.refresh { $0.directory = bench.file("file") + "/geoip" }
            #expect(outcomes[.city]?.label == "file" && outcomes[.country]?.label == "file")
        }
    }
}
