import Foundation
import GeoIP
import GeoIPUpdate
import TestSupport
import Testing

/// The way of a new database into use and, if need be, out of it again.
@Suite(.enabled(if: SelfSignedCertificate.isAvailable, "needs openssl to make a certificate")) struct GeoRefreshTests {
    @Test func `missing databases are fetched, City first; young ones are left alone; each is judged by its own age`() async throws {
        try await GeoRefreshBench.run { bench in
            #expect(try await bench.refresh().values.map(\.label) == ["installed", "installed"])
            #expect(bench.server.requests.map(\.path) == [GeoRefreshBench.cityPath, GeoRefreshBench.countryPath])
            #expect(try bench.city() == "Berlin")
            #expect(try await bench.refresh().values.map(\.label) == ["fresh", "fresh"])
            try bench.publish("city-2")
            try bench.age(.city, days: 7.01)
            try bench.age(.country, days: 6.99)
            let outcomes = try await bench.refresh()
            #expect(outcomes[.city]?.label == "installed" && outcomes[.country]?.label == "fresh", "\(outcomes)")
            #expect(try bench.city() == "Stockholm")
        }
    }

    @Test func `an old file that is the newest there is costs no download, and counts as new from then on`() async throws {
        try await GeoRefreshBench.run { bench in
            _ = try await bench.refresh()
            try bench.age(.city, days: 30)
            #expect(try await bench.refresh()[.city] == .notModified)
            #expect(bench.server.requests.last?.status == 304 && bench.server.requests.last?.tags == "\"city-1\"")
            #expect(try await bench.refresh()[.city] == .fresh)
        }
    }

    @Test func `a server without tags is asked by time`() async throws {
        try await GeoRefreshBench.run { bench in
            let time = "Tue, 06 Jan 2026 00:00:00 GMT"
            bench.server.serve(GeoRefreshBench.cityPath, .archive(try GeoSamples.archive("city-1"), tag: nil, lastModified: time))
            _ = try await bench.refresh()
            try bench.age(.city, days: 30)
            #expect(try await bench.refresh()[.city] == .notModified)
        }
    }

    @Test func `a file that was put there by hand is replaced, whatever was downloaded before`() async throws {
        try await GeoRefreshBench.run { bench in
            _ = try await bench.refresh()
            let aside = bench.folder.appendingPathComponent("by-hand")
            try Data(try GeoSamples.bytes("city-2.mmdb")).write(to: aside)
            #expect(rename(aside.path, bench.file("GeoLite2-City.mmdb")) == 0)
            try bench.age(.city, days: 30)
            #expect(try await bench.refresh()[.city]?.label == "installed", "the tag of the earlier download says nothing about this file")
            #expect(try bench.city() == "Berlin")
        }
    }

    @Test func `credentials go to the server they are meant for, and not along with a redirect to another`() async throws {
        try await GeoRefreshBench.run { bench in
            let store = try await MaxMindServer(certificate: bench.server.certificate)
            store.serve("/store/city.tar.gz?signature=abc", .archive(try GeoSamples.archive("city-2"), tag: "\"store\""))
            bench.server.serve("/elsewhere", .redirect(store.url("/store/city.tar.gz?signature=abc")))
            bench.server.serve(GeoRefreshBench.cityPath, .redirect("/elsewhere"))
            #expect(try await bench.refresh { $0.authorities = bench.server.certificate.certificateFile }[.city]?.label == "installed")
            let elsewhere = bench.server.requests.filter { $0.path == "/elsewhere" }
            #expect(elsewhere.count == 1 && elsewhere.allSatisfy { $0.authorization != nil }, "the same server")
            #expect(store.requests.map(\.path) == ["/store/city.tar.gz?signature=abc"])
            #expect(store.requests.allSatisfy { $0.authorization == nil })
            #expect(try bench.city() == "Stockholm")
            try await store.stop()
        }
    }

    @Test func `two refreshes never work on one directory at a time, and what a killed one left is removed`() async throws {
        try await GeoRefreshBench.run { bench in
            try Data(count: 10).write(to: bench.folder.appendingPathComponent(".download-killed.tar.gz"))
            let good = try GeoSamples.archive("city-1")
            bench.server.serve(GeoRefreshBench.cityPath, .stalled(good, after: 10))
            async let slow = bench.refresh { $0.timeLimit = .seconds(2) }
            #expect(await eventually { bench.server.requests.count == 1 })
            #expect(try await bench.refresh()[.city] == .busy)
            #expect(bench.server.requests.count == 1)
            let outcomes = try await slow
            #expect(outcomes[.city] == .timedOut(.seconds(2)) && outcomes[.country]?.label == "installed")
            #expect(try bench.files.filter { $0.hasPrefix(".download-") } == [])
        }
    }

    @Test func `a database that fails in use gives way to the previous one, and does not come back`() async throws {
        try await GeoRefreshBench.run { bench in
            _ = try await bench.refresh()
            try bench.publish("city-damaged")
            try bench.age(.city, days: 8)
            #expect(try await bench.refresh()[.city]?.label == "installed", "the probes do not meet the damage")
            #expect(try bench.city() == "Stockholm")
            let file = bench.databases.city
            let database = try #require(file.refreshed())
            let error = try #require(throws: GeoIPError.self) { try database.lookup("192.0.2.1") }
            file.discard(database, because: error)
            #expect(try bench.city() == "Berlin", "at once, from memory")
            #expect(file.usesPrevious)

            var rejections = file.rejections.makeAsyncIterator()
            let rejection = try #require(await rejections.next())
            let restorer = DatabaseRestorer(directory: bench.folder.path, logger: GeoRefreshBench.logger)
            #expect(await restorer.restore(.city, instead: rejection) == .restored)
            #expect(await restorer.restore(.city, instead: rejection) == .unchanged, "another worker was quicker")
            #expect(try bench.city() == "Berlin" && !file.usesPrevious && file.lastError == nil)
            #expect(try bench.files.contains("GeoLite2-City.mmdb.rejected"))

            #expect(try await bench.refresh()[.city] == .rejected, "the previous one is old, and the server has only the bad one")
            #expect(try await bench.refresh(isForced: true)[.city] == .rejected)
            #expect(try bench.city() == "Berlin")
            let status = DatabaseStatus(.city, in: bench.folder.path)
            #expect(status.rejectedVersions == 1 && status.lastCheck?.outcome == "rejected")

            try bench.publish("city-2")
            #expect(try await bench.refresh()[.city]?.label == "installed")
            #expect(try bench.city() == "Stockholm")
            #expect(DatabaseStatus(.city, in: bench.folder.path).rejectedVersions == 0)
        }
    }

    @Test func `a worker that starts on a damaged file works with the previous one`() async throws {
        try await GeoRefreshBench.run { bench in
            _ = try await bench.refresh()
            try bench.publish("city-2")
            _ = try await bench.refresh(isForced: true)
            try Data("damaged".utf8).write(to: bench.folder.appendingPathComponent("GeoLite2-City.mmdb"))
            #expect(try bench.city() == "Berlin")
            #expect(bench.databases.city.usesPrevious && bench.databases.city.lastError != nil)
            #expect(try await bench.refresh()[.city]?.label == "installed", "a damaged file is as good as none")
            #expect(try bench.city() == "Stockholm")
        }
    }
}
