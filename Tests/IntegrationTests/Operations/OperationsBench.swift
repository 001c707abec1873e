import Foundation
import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrServices
import LeadrState
import LeadrStore
import Redis

/// The operators' services on a database and queues of the test's own.
struct OperationsBench {
    let world: StoreWorld
    let state: RedisStateAccess
    let operations: Operations
    let actor = OperatorActor.command(user: "ann", host: "bench")

    var engine: RedisJobQueue { operations.directory.engine }
    var pending: PendingSubmissions { PendingSubmissions(redis: state.client, keys: state.keys) }
    var dead: DeadSubmissionStore { DeadSubmissionStore(pool: world.pool) }

    static func run(_ body: @Sendable (OperationsBench) async throws -> Void) async throws {
        try await StoreWorld.run("operations") { world in
            try await withRedisState { state in
                let engine = RedisJobQueue(client: state.client, prefix: state.keys.prefix)
                let operations = Operations(
                    directory: QueueDirectory(engine: engine, shards: state.keys.shards),
                    pending: PendingSubmissions(redis: state.client, keys: state.keys),
                    pool: world.pool,
                    logger: state.logger
                )
                try await body(OperationsBench(world: world, state: state, operations: operations))
            }
        }
    }

    /// A submission that waits in a queue.
    func enqueue(_ submission: SubmissionJob, on name: QueueName = Queues.ranking) async throws -> QueueAddress {
        let address = QueueAddress(name, shard: state.keys.shards.shard(of: submission.boardID))
        let tenant = try Tenant(UUIDText.format(submission.accountID.uuid))
        try await engine.enqueue(
            [Job(id: submission.eventID.uuid, tenant: tenant, enqueuedAt: 1_700_000_000_000, payload: submission.encoded())],
            on: address,
            limits: nil
        )
        return address
    }

    /// A submission among the dead letters of a queue.
    @discardableResult
    func bury(_ submission: SubmissionJob, on name: QueueName = Queues.ranking, reason: String = "boom") async throws -> QueueAddress {
        let address = try await enqueue(submission, on: name)
        try await engine.buryAll(on: address, reason: reason)
        return address
    }

    /// A dead submission that left Redis.
    func store(_ submission: SubmissionJob, queue: QueueName = Queues.ranking, error: String = "boom") async throws {
        try await dead.insert([DeadSubmission(job: submission, queue: queue.text, error: error, deliveries: 5)])
    }

    func submission() async throws -> SubmissionJob {
        world.job(try await world.board(), try await world.identity(), 7)
    }

    /// Statuses of the recorded actions, the latest first.
    func audit() async throws -> [OperatorAction] {
        try await operations.audit.list(PageRequest(sort: .latestActionFirst)).rows
    }
}

extension RedisJobQueue {
    /// Buries everything that waits on a queue shard, as its worker would.
    func buryAll(on address: QueueAddress, reason: String = "boom") async throws {
        let token = ClaimToken()
        let owner = WorkerIdentity(host: "bench", processID: 42, instance: "i")
        guard let claim = try await claim(1000, from: address, token: token, owner: owner, lease: .seconds(60)) else { return }
        let letters = claim.jobs.map { Settlement.bury(DeadJob(id: $0.hexadecimalID, reason: reason, envelope: JobEnvelope.encode($0))) }
        _ = try await settle(token, on: address, letters)
    }
}

extension SubmissionJob {
    /// Id of the job in queues and among the dead letters.
    var jobID: String { UUIDText.hexadecimal(eventID.uuid) }
}
