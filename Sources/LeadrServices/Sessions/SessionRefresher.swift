import JobQueue
import Logging
import ServiceLifecycle

/// Keeps the sessions of active players known to a process, so that their requests do not wait for the database.
public struct SessionRefresher: Service {
    /// Time between looks; a quarter of the trust in a session leaves room for two and a slow query.
    private static let interval: Duration = .milliseconds(100)

    /// Last round, also one in vain: without it sessions are read when their players come.
    public let progress = WorkerProgress()
    private let authenticator: ClientAuthenticator
    private let logger: Logger

    /// A refresher of an authenticator.
    public init(authenticator: ClientAuthenticator, logger: Logger) {
        self.authenticator = authenticator
        self.logger = logger
    }

    /// Refreshes until shutdown.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: Self.interval)
                do {
                    try await authenticator.refreshDue()
                } catch {
                    // Nothing is lost: each session is read when its player comes.
                    logger.debug("Sessions could not be read ahead", metadata: ["error": "\(error)"])
                }
                progress.mark()
            }
        }
    }
}
