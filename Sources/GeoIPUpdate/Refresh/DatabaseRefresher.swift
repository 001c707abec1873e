import AsyncHTTPClient
import Foundation
import GeoIP
import Logging
import Metrics
import NIOCore
import Synchronization

/// Keeps the databases of one directory fresh (`design.md §6`, `contract/platform.md §6`).
///
/// Downloads aside, extracts, verifies, and only then renames: whatever fails on the way changes nothing that is in use. At most one process works on
/// a directory at a time. No method throws: how it ended is told by log, metric, record and result.
public final class DatabaseRefresher: Sendable {
    private let configuration: Configuration
    private let directory: DatabaseDirectory
    private let eventLoopGroup: any EventLoopGroup
    private let logger: Logger
    private let hasToldOfCredentials = Atomic(false)

    /// A refresher of one directory, which is made when it is needed.
    public init(configuration: Configuration, eventLoopGroup: any EventLoopGroup, logger: Logger) {
        self.configuration = configuration
        self.eventLoopGroup = eventLoopGroup
        self.logger = logger
        directory = DatabaseDirectory(path: configuration.directory)
    }

    /// Looks at each database by itself, City first, and replaces those that are missing, unusable or old.
    ///
    /// - Parameter isForced: Fetch both, however young they are.
    public func refresh(isForced: Bool = false) async -> [RefreshReport] {
        guard configuration.isEnabled else { return reports(.disabled) }
        guard configuration.hasCredentials else { return reports(withoutCredentials()) }
        do {
            guard let lock = try await offPool({ [directory] in try directory.lock() }) else { return reports(.busy) }
            defer { lock.release() }
            try await offPool { [directory] in directory.removeLeftovers() }
            var reports: [RefreshReport] = []
            for edition in GeoEdition.allCases {
                reports.append(note(RefreshReport(edition: edition, outcome: await refresh(edition, isForced))))
            }
            return reports
        } catch {
            return reports(Self.outcome(of: error))
        }
    }

    private func reports(_ outcome: RefreshOutcome) -> [RefreshReport] {
        GeoEdition.allCases.map { note(RefreshReport(edition: $0, outcome: outcome)) }
    }

    private func withoutCredentials() -> RefreshOutcome {
        if !hasToldOfCredentials.exchange(true, ordering: .relaxed) {
            logger.notice("GeoIP databases are not downloaded: \(RefreshOutcome.noCredentials)")
        }
        return .noCredentials
    }

    /// Counts and logs; what needs somebody's attention as an error.
    private func note(_ report: RefreshReport) -> RefreshReport {
        let outcome = report.outcome
        Counter(label: "geoip_refreshes_total", dimensions: [("database", report.edition.rawValue), ("outcome", outcome.label)]).increment()
        let level: Logger.Level =
            switch outcome.kind {
            case .success: outcome == .fresh ? .debug : .info
            case .skipped: .debug
            case .transient: .warning
            case .failure: .error
            }
        logger.log(
            level: level,
            "GeoIP refresh: \(outcome)",
            metadata: ["database": "\(report.edition.rawValue)", "outcome": "\(outcome.label)"]
        )
        return report
    }

    private static func outcome(of error: any Error) -> RefreshOutcome {
        switch error {
        case let error as DownloadError: RefreshOutcome(error)
        case let error as FileError: .file(error)
        case is CancellationError: .cancelled
        default: .network("\(error)")
        }
    }
}

// MARK: - One database

extension DatabaseRefresher {
    private func refresh(_ edition: GeoEdition, _ isForced: Bool) async -> RefreshOutcome {
        do {
            let (installed, record) = try await offPool { [directory] in (directory.installed(edition), directory.record(of: edition)) }
            let decision = RefreshDecision(installed, record, now: Date(), maximumAge: configuration.maximumAge, isForced: isForced)
            guard case .ask(let versions) = decision else { return .fresh }
            var next = record
            let outcome = await renew(edition, versions, isForced, &next, hasUsable: installed?.content != nil)
            next.lastCheck = RefreshRecord.Check(at: Date(), outcome: outcome.label, text: "\(outcome)")
            try await offPool { [directory, next] in try directory.save(next, of: edition) }
            return outcome
        } catch {
            return Self.outcome(of: error)
        }
    }

    private func renew(
        _ edition: GeoEdition,
        _ versions: Validators,
        _ isForced: Bool,
        _ record: inout RefreshRecord,
        hasUsable: Bool
    ) async -> RefreshOutcome {
        let (archive, candidate) = (directory.temporary("tar.gz"), directory.temporary("mmdb"))
        defer { for file in [archive, candidate] { unlink(file) } }
        do {
            switch try await fetch(edition, versions, to: archive) {
            case .unwanted(let tag):
                guard !record.isRejected(tag: tag) else { return .rejected }
                if hasUsable { try await offPool { [directory] in try directory.confirm(edition) } }
                return .notModified
            case .archive(let download):
                guard !record.isRejected(download, byContentOnly: isForced) else { return .rejected }
                return try await install(edition, download, archive, candidate, &record)
            }
        } catch {
            return Self.outcome(of: error)
        }
    }

    private func fetch(_ edition: GeoEdition, _ versions: Validators, to file: String) async throws -> DownloadAnswer {
        let client = HTTPClient(eventLoopGroupProvider: .shared(eventLoopGroup), configuration: configuration.client)
        let downloader = DatabaseDownloader(
            client: client,
            accountID: configuration.accountID,
            licenseKey: configuration.licenseKey,
            limits: .init(time: configuration.timeLimit, bytes: configuration.archiveLimit)
        )
        do {
            let answer = try await downloader.fetch(configuration.url(of: edition), unless: versions, to: file)
            try? await client.shutdown()
            return answer
        } catch {
            // What is still open is of no use to anybody, and why it could not be closed neither.
            try? await client.shutdown()
            throw error
        }
    }

    /// Extracts, examines and installs an archive; one that cannot be used is remembered, so that it is not fetched again every hour.
    private func install(
        _ edition: GeoEdition,
        _ download: DownloadedArchive,
        _ archive: String,
        _ candidate: String,
        _ record: inout RefreshRecord
    ) async throws -> RefreshOutcome {
        var version = RefreshRecord.Version(tag: download.tag, lastModified: download.lastModified, digest: download.digest)
        let examination = try await offPool { [configuration] in
            try CandidateExamination(archive: archive, candidate: candidate, edition: edition, limit: configuration.databaseLimit)
        }
        guard let content = examination.content else {
            record.reject(version)
            return examination.outcome
        }
        version.build = content.build
        version.size = content.size
        try await offPool { [directory] in try directory.install(candidate, as: edition) }
        record.install(version)
        return examination.outcome
    }
}
