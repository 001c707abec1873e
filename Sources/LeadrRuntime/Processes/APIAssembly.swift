import JobQueue
import LeadrHTTP
import LeadrServices
import LeadrState
import LeadrStore
import Logging
import ServiceLifecycle

/// The services of the API process, wired to its clients.
struct APIAssembly: Sendable {
    let services: APIServices
    let bootstrap: SuperadminBootstrap
    let superadmin: SuperadminIdentity
    private let waiting: WaitingCallers
    private let block: AdaptiveAddressBlock?
    private let sessions: SessionRefresher
    private let inbox: SubmissionInbox?
    private let announcer: CacheInvalidator
    private let usage: UsageMeter

    /// What runs beside the server: the meter of usage, the subscription of waiting callers, the sessions read ahead, the announcements of changes, the inbox, the exchange
    /// of the address block, and what requests leave for later.
    var background: [any Service] {
        [usage, waiting, sessions, announcer] + (inbox?.services ?? []) + (block.map { [$0] } ?? []) + [services.work]
    }

    init(_ context: ProcessContext, _ parts: PipelineParts, hooks: (any ServiceHooks)?) {
        let settings = context.settings
        let repositories = APIRepositories(pool: parts.dependencies.postgres)
        let redis = parts.dependencies.redis
        let secret = APIKeySecret(current: settings.secrets.apiKeySecret.exposed, previous: settings.secrets.previousAPIKeySecret?.exposed)
        let limits = settings.http.rateLimit
        waiting = WaitingCallers(redis: redis, keys: parts.keys, limit: settings.ingest.maxWaiters, logger: context.logger)
        block =
            limits.isEnabled
            ? AdaptiveAddressBlock(redis: redis, keys: parts.keys, policy: AddressBlockPolicy(limits), logger: context.logger) : nil
        inbox = SubmissionInbox(context, parts)
        announcer = CacheInvalidator(redis: redis, keys: parts.keys, logger: context.logger)
        bootstrap = SuperadminBootstrap(repository: repositories.superadmins, secret: secret, logger: context.logger)
        superadmin = SuperadminIdentity(settings.superadmin)
        let work = BackgroundWork(logger: context.logger)
        usage = parts.usageMeter()
        services = APIServices(
            context,
            parts,
            repositories,
            secret: secret,
            waiting: waiting,
            inbox: inbox,
            announcer: announcer,
            block: block,
            work: work,
            hooks: hooks.map { InstalledHooks($0, work: work) },
            usage: usage
        )
        sessions = SessionRefresher(authenticator: services.clients, logger: context.logger)
    }

    /// Makes the process's liveness depend on what runs beside the server.
    func watch(in health: HealthRegistry) {
        health.watch("results subscription") { [waiting] in waiting.subscriptionSilence }
        health.watch("waiting callers") { [waiting] in waiting.timekeeping.silence }
        health.watch("session refresh") { [sessions] in sessions.progress.silence }
        if let block { health.watch("address block") { block.progress.silence } }
    }

    /// Returns once results can reach this process: before that no caller may wait.
    func untilSubscribed() async {
        while !waiting.isSubscribed, !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(10))
        }
    }
}

extension SubmissionInbox {
    /// The inbox, if `INGEST_DURABILITY` asks for it.
    fileprivate init?(_ context: ProcessContext, _ parts: PipelineParts) {
        guard context.settings.ingest.durability == .postgres else { return nil }
        self.init(
            store: InboxStore(pool: parts.dependencies.postgres),
            epochs: EpochKeys(redis: parts.dependencies.redis, keys: parts.keys),
            life: { [queue = parts.queue] in queue.contact().serverLife },
            logger: context.logger
        )
    }
}
