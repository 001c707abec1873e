import Logging
import Synchronization

/// A database file that may be replaced while the process runs (`design.md §6`).
///
/// A worker asks for ``refreshed()`` before each batch: one `stat`, and only when the file is another one, it is opened and verified. A file
/// that cannot be used leaves the previous database in force and is not tried again until it changes.
public final class GeoDatabaseFile: Sendable {
    /// The file.
    public let path: String
    private let logger: Logger
    private let state = Mutex(State())

    private struct State {
        var database: GeoDatabase?
        /// The version of the file that was tried last, successfully or not.
        var tried: FileIdentity?
        var error: GeoIPError?
    }

    /// Creates a holder; the file need not exist yet and is opened by the first ``refreshed()``.
    public init(path: String, logger: Logger) {
        self.path = path
        self.logger = logger
    }

    /// Why the newest version of the file is not in use; nil when it is.
    public var lastError: GeoIPError? {
        state.withLock { $0.error }
    }

    /// The database, opened anew when the file changed; nil as long as there never was a usable one.
    public func refreshed() -> GeoDatabase? {
        state.withLock { state in
            guard let found = FileIdentity(path: path) else {
                noteAbsence(in: &state)
                state.tried = nil
                return state.database
            }
            if found != state.tried { open(found, in: &state) }
            return state.database
        }
    }

    /// Takes a database out of use whose lookups fail, until the file changes; without effect on another one.
    public func discard(_ database: GeoDatabase, because error: GeoIPError) {
        state.withLock { state in
            guard state.database === database else { return }
            state.database = nil
            note(error, in: &state)
        }
    }

    /// Notes the identity from before opening: a file that is replaced meanwhile is seen as changed the next time.
    private func open(_ identity: FileIdentity, in state: inout State) {
        state.tried = identity
        do throws(GeoIPError) {
            let database = try GeoDatabase.verified(path: path)
            state.database = database
            state.error = nil
            logger.info(
                "GeoIP database opened",
                metadata: ["path": "\(path)", "type": "\(database.databaseType)", "build": "\(database.buildEpoch)"]
            )
        } catch {
            note(error, in: &state)
        }
    }

    /// No file is an error only if there was one: an installation without a database is complete, it just locates nobody.
    private func noteAbsence(in state: inout State) {
        let error = GeoIPError.cannotOpen(path: path, reason: "no such file")
        guard state.database == nil, state.error != error else { return note(error, in: &state) }
        state.error = error
        logger.notice("No GeoIP database is installed; submissions are stored without a location", metadata: ["path": "\(path)"])
    }

    /// Remembers why, and says so once.
    private func note(_ error: GeoIPError, in state: inout State) {
        guard state.error != error else { return }
        state.error = error
        logger.error("GeoIP database not usable", metadata: ["reason": "\(error)", "previous_in_use": "\(state.database != nil)"])
    }
}
