import Logging
import Synchronization

/// A database file that may be replaced while the process runs (`design.md §6`).
///
/// A worker asks for ``refreshed()`` before each batch: one `stat`, and only when the file is another one, it is opened and verified. A file
/// that cannot be used leaves the previous database in force and is tried again when it changes, or after a while. When there is none in force, or when
/// the one in force fails in a lookup, the version that a refresh kept beside the file takes its place (``previousPath(of:)``).
public final class GeoDatabaseFile: Sendable {
    /// The file.
    public let path: String
    /// Databases that failed in lookups; for one reader.
    public let rejections: AsyncStream<GeoRejection>
    private let reject: AsyncStream<GeoRejection>.Continuation
    private let noticesAbsence: Bool
    private let pause: Duration
    private let logger: Logger
    private let state = Mutex(State())

    private struct State {
        var database: GeoDatabase?
        /// The version of the file that `database` was opened from.
        var inUse: FileIdentity?
        /// The version of the file that was tried last, successfully or not.
        var tried: FileIdentity?
        /// When `tried` may be tried again, though it is the same.
        var retryAt: ContinuousClock.Instant?
        var error: GeoIPError?
        var usesPrevious = false
    }

    /// Where the version before the present one is kept.
    public static func previousPath(of path: String) -> String { path + ".previous" }

    /// Creates a holder; the file need not exist yet and is opened by the first ``refreshed()``.
    ///
    /// - Parameters:
    ///   - noticesAbsence: Whether a file that was never there is worth a line in the log.
    ///   - pause: Between attempts to open the same file.
    public init(path: String, noticesAbsence: Bool = true, pause: Duration = .seconds(30), logger: Logger) {
        self.path = path
        self.pause = pause
        self.noticesAbsence = noticesAbsence
        self.logger = logger
        (rejections, reject) = AsyncStream.makeStream(of: GeoRejection.self, bufferingPolicy: .bufferingNewest(4))
    }

    /// Why the newest version of the file is not in use; nil when it is.
    public var lastError: GeoIPError? {
        state.withLock { $0.error }
    }

    /// True while the version before stands in for one that cannot be used.
    public var usesPrevious: Bool {
        state.withLock { $0.usesPrevious }
    }

    /// The database, opened anew when the file changed; nil as long as there never was a usable one.
    @discardableResult
    public func refreshed() -> GeoDatabase? {
        state.withLock { state in
            guard let found = FileIdentity(path: path) else {
                noteAbsence(in: &state)
                state.tried = nil
                return state.database
            }
            if found != state.tried || state.retryAt.map({ $0 <= .now }) == true { open(found, in: &state) }
            return state.database
        }
    }

    /// Takes a database out of use whose lookups fail, until the file changes; without effect on another one. The version before takes its place.
    public func discard(_ database: GeoDatabase, because error: GeoIPError) {
        state.withLock { state in
            guard state.database === database else { return }
            let failed = state.inUse
            state.database = nil
            fallBack(from: failed, in: &state)
            note(error, in: &state)
            if let failed { reject.yield(GeoRejection(path: path, identity: failed, error: error)) }
        }
    }

    /// Notes the identity from before opening: a file that is replaced meanwhile is seen as changed the next time.
    private func open(_ identity: FileIdentity, in state: inout State) {
        state.tried = identity
        state.retryAt = nil
        do throws(GeoIPError) {
            let database = try GeoDatabase.verified(path: path)
            state.database = database
            state.inUse = identity
            state.error = nil
            state.usesPrevious = false
            logger.info(
                "GeoIP database opened",
                metadata: ["path": "\(path)", "type": "\(database.databaseType)", "build": "\(database.buildEpoch)"]
            )
        } catch {
            // What was in the way may pass: want of memory, or of descriptors.
            state.retryAt = .now + pause
            if state.database == nil { fallBack(from: identity, in: &state) }
            note(error, in: &state)
        }
    }

    private func fallBack(from failed: FileIdentity?, in state: inout State) {
        let previous = Self.previousPath(of: path)
        guard let identity = FileIdentity(path: previous), identity != failed, let database = try? GeoDatabase.verified(path: previous) else {
            state.inUse = nil
            state.usesPrevious = false
            return
        }
        state.database = database
        state.inUse = identity
        state.usesPrevious = true
        logger.warning("The previous GeoIP database stands in", metadata: ["path": "\(previous)", "build": "\(database.buildEpoch)"])
    }

    /// No file is an error only if there was one: an installation without a database is complete, it just locates nobody.
    private func noteAbsence(in state: inout State) {
        let error = GeoIPError.cannotOpen(path: path, reason: "no such file")
        guard state.database == nil, state.error != error else { return note(error, in: &state) }
        state.error = error
        guard noticesAbsence else { return }
        logger.notice("No GeoIP database is installed; submissions are stored without a location", metadata: ["path": "\(path)"])
    }

    /// Remembers why, and says so once.
    private func note(_ error: GeoIPError, in state: inout State) {
        guard state.error != error else { return }
        state.error = error
        logger.error("GeoIP database not usable", metadata: ["reason": "\(error)", "previous_in_use": "\(state.database != nil)"])
    }
}
