import GeoIP
import GeoIPUpdate
import LeadrState
import Logging
import Redis
import ServiceLifecycle

/// Keeps the databases that a worker has open in step with the directory: opens what is announced, also while no batch comes, and takes what failed in
/// use out of the directory.
public struct GeoDatabaseWatch: Service {
    /// Pause before another try at a directory that somebody works on.
    private static let pause = Duration.seconds(1)

    private let databases: GeoDatabases
    private let board: GeoNoticeBoard
    private let restorer: DatabaseRestorer
    private let loop: GeoRefreshLoop?
    private let logger: Logger

    /// A watch over open databases.
    ///
    /// - Parameter loop: What downloads on this host, if anything does; it is told when somebody asks for it.
    public init(databases: GeoDatabases, board: GeoNoticeBoard, restorer: DatabaseRestorer, loop: GeoRefreshLoop?, logger: Logger) {
        self.databases = databases
        self.board = board
        self.restorer = restorer
        self.loop = loop
        self.logger = logger
    }

    /// Watches until graceful shutdown.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await board.listen(take) }
                for edition in GeoEdition.allCases {
                    group.addTask { for await rejection in databases[edition].rejections { await restore(edition, rejection) } }
                }
                await group.waitForAll()
            }
        }
    }

    @Sendable private func take(_ notice: GeoNotice) {
        switch notice {
        case .replaced: databases.refresh()
        case .look: loop?.wake(isForced: false)
        case .fetch: loop?.wake(isForced: true)
        }
    }

    private func restore(_ edition: GeoEdition, _ rejection: GeoRejection) async {
        var outcome = await restorer.restore(edition, instead: rejection)
        while outcome == .busy {
            // A download that holds the lock may take minutes; this worker has the previous database in memory meanwhile.
            guard (try? await Task.sleep(for: Self.pause)) != nil else { return }
            outcome = await restorer.restore(edition, instead: rejection)
        }
        databases.refresh()
        guard outcome == .restored else { return }
        do throws(RedisError) {
            try await board.announce(.replaced)
        } catch {
            logger.warning("The return of a GeoIP database could not be announced", metadata: ["reason": "\(error.message)"])
        }
    }
}
