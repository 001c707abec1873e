import GeoIP
import JobQueue
import LeadrDomain
import LeadrJobs
import Logging
import Metrics

/// Second stage: turns the client's address into a location and drops the address (`contract/platform.md §6`).
public struct GeoIPStage: JobBatchHandler {
    private let file: GeoDatabaseFile
    private let overrideAddress: String?

    /// A stage on a database file, which may be missing, appear later, and be replaced at any time.
    ///
    /// - Parameter overrideAddress: looked up instead of every client's address (`DEV_OVERRIDE_IP`).
    public init(file: GeoDatabaseFile, overrideAddress: String? = nil) {
        self.file = file
        self.overrideAddress = overrideAddress
    }

    /// Locates a batch with the newest database. A lookup never fails a submission: what is unknown passes without a location.
    public func handle(_ jobs: [Job]) async throws -> [JobOutcome] {
        let database = file.refreshed()
        return SubmissionBatch(jobs).outcomes { submission in
            var next = submission.withoutClientIP()
            if let address = overrideAddress ?? submission.clientIP { next.geo = locate(address, in: database) }
            return .forward(to: Queues.ranking, payload: next.encoded())
        }
    }

    private func locate(_ address: String, in database: GeoDatabase?) -> GeoLocation? {
        guard let database else { return counted("no_database", nil) }
        do throws(GeoIPError) {
            switch try database.lookup(address) {
            case .found(let lookup):
                return counted("found", GeoLocation(timezone: lookup.timezone, country: lookup.country, city: lookup.city))
            case .notFound: return counted("not_found", nil)
            case .invalidAddress: return counted("invalid", nil)
            }
        } catch {
            file.discard(database, because: error)
            return counted("error", nil)
        }
    }

    private func counted(_ result: String, _ location: GeoLocation?) -> GeoLocation? {
        Counter(label: "geoip_lookups_total", dimensions: [("result", result)]).increment()
        return location
    }
}
