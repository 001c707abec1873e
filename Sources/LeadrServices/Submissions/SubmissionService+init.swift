import LeadrDomain
import LeadrState
import LeadrStore
import Logging

extension SubmissionService {
    /// A service.
    ///
    /// - Parameters:
    ///   - gate: Idempotency, nonces and pending marks.
    ///   - boards: Boards, at most a second old.
    ///   - games: Games, at most a second old.
    ///   - names: Names held on boards with unique names.
    ///   - queue: The first queue of the pipeline.
    ///   - inbox: Where submissions are written before they are queued; nil with `INGEST_DURABILITY=redis`.
    ///   - waiting: Callers that wait; nil answers every submission with a receipt.
    ///   - outcomes: What became of submissions.
    ///   - identities: Keeps the names of refused submissions.
    ///   - options: How submissions are taken.
    ///   - hooks: What an installation adds; nil for nothing.
    ///   - usage: Counts what accounts use; nil counts nothing.
    ///   - ids: Source of event ids.
    ///   - clock: Time of acceptance.
    ///   - logger: Told what clients are not.
    public init(
        gate: IngestGate,
        boards: BoardCache,
        games: GameCache,
        names: PlayerNameRepository,
        queue: SubmissionQueue,
        inbox: SubmissionInbox? = nil,
        waiting: WaitingCallers?,
        outcomes: SubmissionOutcomes,
        identities: IdentityRepository,
        options: Options = Options(),
        hooks: InstalledHooks? = nil,
        usage: UsageMeter? = nil,
        ids: any IDGenerator = UUIDv7Generator(),
        clock: any Clock = SystemClock(),
        logger: Logger
    ) {
        self.gate = gate
        planner = SubmissionPlanner(
            boards: boards,
            games: games,
            names: names,
            known: KnownNames(),
            isAntiCheatEnabled: options.isAntiCheatEnabled
        )
        self.queue = queue
        self.inbox = inbox
        self.waiting = waiting
        self.outcomes = outcomes
        self.identities = identities
        self.options = options
        self.hooks = hooks
        self.usage = usage
        self.ids = ids
        self.clock = clock
        self.logger = logger
    }
}
