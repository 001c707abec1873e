import GeoIP
import GeoIPUpdate
import LeadrState
import Logging
import Redis

/// Refreshes the databases of a directory and tells the workers about what is new.
public struct GeoRefresh: Sendable {
    private let refresher: DatabaseRefresher
    private let board: GeoNoticeBoard
    private let logger: Logger

    /// A refresh of what `refresher` keeps.
    public init(refresher: DatabaseRefresher, board: GeoNoticeBoard, logger: Logger) {
        self.refresher = refresher
        self.board = board
        self.logger = logger
    }

    /// Refreshes what is due, or everything.
    @discardableResult
    public func run(isForced: Bool = false) async -> [RefreshReport] {
        let reports = await refresher.refresh(isForced: isForced)
        guard reports.hasInstalled else { return reports }
        do throws(RedisError) {
            try await board.announce(.replaced)
        } catch {
            // Workers notice with their next batch.
            logger.warning("A new GeoIP database could not be announced", metadata: ["reason": "\(error.message)"])
        }
        return reports
    }

    /// The body of a scheduled task.
    ///
    /// - Throws: ``GeoRefreshFailure`` when trying again soon may help, ``GeoRefreshRefusal`` when somebody has to do something; `CancellationError` when it
    ///   was cut off.
    public func runTask() async throws {
        let reports = await run()
        // What was cut off has not succeeded.
        try Task.checkCancellation()
        if let error = Self.error(of: reports) { throw error }
    }

    /// What reports mean to a task; nil when nobody needs to know. A limit of downloads passes by itself, and of a version that failed in use the workers
    /// have told.
    static func error(of reports: [RefreshReport]) -> (any Error)? {
        let failed = reports.filter { report in
            switch report.outcome {
            case .rejected, .throttled: false
            case let outcome: outcome.kind == .failure
            }
        }
        guard reports.transient.isEmpty else { return GeoRefreshFailure(reports: reports.transient + failed) }
        return failed.isEmpty ? nil : GeoRefreshRefusal(reports: failed)
    }
}

/// Databases whose download failed, at least one in a way that may pass.
public struct GeoRefreshFailure: Error, CustomStringConvertible {
    /// Only those.
    public let reports: [RefreshReport]

    /// One line.
    public var description: String { reports.text }
}

/// Databases whose download failed in a way that needs somebody to do something.
public struct GeoRefreshRefusal: Error, CustomStringConvertible {
    /// Only those.
    public let reports: [RefreshReport]

    /// One line.
    public var description: String { reports.text }
}

extension [RefreshReport] {
    fileprivate var text: String { map { "\($0.edition.rawValue): \($0.outcome)" }.joined(separator: "; ") }
}
