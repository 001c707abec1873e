/// The state machine of a queue. Each method is one atomic step; two drivers implement it and pass one conformance suite.
///
/// ```
/// enqueue ─▶ ready ──claim──▶ claimed ──settle──▶ gone │ next queue │ delayed │ dead
///              ▲                 │  ▲
///              │◀── hand back ───┤  └ renew
///   delayed ──promote            └─ reap ─▶ redelivery (claimed alone) │ dead
/// ```
public protocol JobQueueDriver: Sendable {
    /// Adds jobs at the end of their tenants' lists.
    ///
    /// - Throws: ``QueueError``: `full` when the budgets of `limits` would be exceeded (nothing is added), `outcomeUnknown`, `unavailable`.
    func enqueue(_ jobs: [Job], on queue: QueueAddress, limits: QueueLimits?) async throws(QueueError)

    /// Takes up to `limit` jobs, turn by turn from the tenants, or one redelivered job alone; nil when nothing waits or the queue is paused.
    ///
    /// - Parameter token: chosen by the caller, so that a claim whose answer was lost can be handed back by name.
    func claim(_ limit: Int, from queue: QueueAddress, token: ClaimToken, owner: WorkerIdentity, lease: Duration) async throws(QueueError) -> Claim?

    /// One sign of life of a worker: extends the leases of all its claims in the same step, and tells which are no longer held and whether an
    /// operator wants the worker to take nothing more.
    func beat(_ beat: WorkerBeat, renewing tokens: [ClaimToken], on queue: QueueAddress, lease: Duration) async throws(QueueError) -> BeatReply

    /// A worker that stops takes its name off the list.
    func leave(_ worker: WorkerIdentity, on queue: QueueAddress) async throws(QueueError)

    /// Ends a claim: jobs that `settlements` does not name are complete. False when the claim was no longer held, then nothing happened.
    func settle(_ token: ClaimToken, on queue: QueueAddress, _ settlements: [Settlement]) async throws(QueueError) -> Bool

    /// Gives all jobs of a claim back, uncounted and at the front; returns how many, 0 when the claim was no longer held.
    func handBack(_ token: ClaimToken, on queue: QueueAddress) async throws(QueueError) -> Int

    /// Moves delayed jobs whose time has come, at most `limit`; returns how many.
    func promote(on queue: QueueAddress, limit: Int) async throws(QueueError) -> Int

    /// Takes jobs from claims whose lease ran out, at most `limit` claims.
    ///
    /// A job whose delivery is not counted, and never was, goes back to the front of its tenant's list; others wait to be claimed alone.
    func reap(on queue: QueueAddress, limit: Int, rules: ReapRules) async throws(QueueError) -> ReapReport

    /// A consistent picture of the queue.
    func statistics(of queue: QueueAddress) async throws(QueueError) -> QueueStatistics

    /// Stops (`true`) or resumes handing out jobs; enqueueing goes on.
    func setPaused(_ isPaused: Bool, on queue: QueueAddress) async throws(QueueError)

    /// The oldest dead letters, at most `limit`.
    func deadJobs(on queue: QueueAddress, limit: Int) async throws(QueueError) -> [DeadJob]

    /// Something that can wait for work on a queue without asking again and again.
    func makeWaiter(for queue: QueueAddress) -> any JobWaiter

    /// Identity of the server's present life and whether it can be reached; a change tells the reaper to hold back.
    func contact() -> ServerContact
}
