import ByteJSON
import Foundation
import JobQueue
import LeadrDelivery
import LeadrDomain
import LeadrJobs
import LeadrPipeline
import LeadrServices
import LeadrState
import LeadrStore
import Postgres
import Synchronization
import TestSupport
import Testing

@Suite struct DeliveryStageTests {
    private func gate(failures: Int = 3, rest: Duration = .seconds(60)) -> DeliveryGate {
        DeliveryGate(breaker: CircuitBreaker(threshold: failures, rest: rest), rate: 10_000, spread: .seconds(1))
    }

    @Test func `mails of a batch are sent once, whatever else is in it`() async throws {
        let server = try await PeerServer.smtp()
        defer { server.kill() }
        try await MailWorld.run("delivery_batch") { world in
            let sent = Mutex<[EmailID]>([])
            let stage = world.stage(MailWorld.provider(port: server.port)) { mail in sent.withLock { $0.append(mail.id) } }
            let (good, refused) = (try await world.write(), try await world.write(to: "refused@example.com"))
            let bad = Job(id: UUID(), tenant: .system, enqueuedAt: 0, payload: [9])
            let jobs = [world.job(good), bad, world.job(refused), world.job(EmailID(UUID())), world.job(good)]
            let outcomes = try await stage.handle(jobs)
            #expect([outcomes[0], outcomes[3], outcomes[4]] == [.complete, .complete, .complete])
            #expect(outcomes[1] == .bury(reason: "malformed payload: unsupported format version 9"))
            #expect(outcomes[2] == .bury(reason: "the mail server answered 550 to RCPT TO"))
            #expect(try await stage.handle(jobs)[0] == .complete)
            #expect(try server.received().count == 1)
            #expect(sent.withLock { $0 } == [good], "its use is counted once")
            #expect(try await world.status(good) == "sent")
            #expect(try await world.value("provider_response ->> 'code'", of: good) == "250")
            #expect(try await world.status(refused) == "failed")
            #expect(try await world.value("error_message", of: refused) == "the mail server answered 550 to RCPT TO")
        }
    }

    @Test func `a mail that is put off is tried again, and has failed after its last attempt`() async throws {
        let server = try await PeerServer.smtp()
        defer { server.kill() }
        try await MailWorld.run("delivery_last") { world in
            let stage = world.stage(MailWorld.provider(port: server.port), attempts: 2)
            let id = try await world.write(to: "later@example.com")
            let queue = InMemoryJobQueue()
            let address = QueueAddress(Queues.delivery)
            try await queue.enqueue([world.job(id)], on: address, limits: nil)
            var configuration = WorkerConfiguration()
            configuration.retry = RetryPolicy(base: .milliseconds(1), maximumAttempts: 2)
            configuration.idleWait = .milliseconds(10)
            let worker = JobWorker(
                queue: address,
                driver: queue,
                handler: Hasty(stage: stage),
                configuration: configuration,
                logger: TestDatabase.logger
            )
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await worker.run() }
                let isDead = try await eventually { try await queue.statistics(of: address).dead == 1 }
                #expect(isDead, "among the dead letters, for an operator")
                group.cancelAll()
            }
            #expect(try await world.status(id) == "failed")
            #expect(try await world.value("attempts", of: id) == "2")
            // An operator retries it, and now it works.
            try await world.execute(#"UPDATE emails SET "to" = 'ann@example.com'"#)
            #expect(try await stage.handle([world.job(id)]) == [.complete])
            #expect(try await world.status(id) == "sent")
        }
    }

    @Test func `while the provider is down jobs wait without spending attempts, and go out when it is back`() async throws {
        let server = try PeerServer()
        defer { server.kill() }
        try await MailWorld.run("delivery_circuit") { world in
            let stage = world.stage(MailWorld.provider(port: server.port), gate: gate(failures: 3, rest: .milliseconds(300)))
            var ids: [EmailID] = []
            for _ in 0..<3 { ids.append(try await world.write()) }
            let jobs = ids.map { world.job($0) }
            for outcome in try await stage.handle(jobs) {
                guard case .retry("the mail server cannot be reached", _) = outcome else {
                    Issue.record("\(outcome)")
                    continue
                }
            }
            for outcome in try await stage.handle(jobs) {
                guard case .postpone(let delay) = outcome else {
                    Issue.record("\(outcome)")
                    continue
                }
                #expect(delay < .seconds(2))
            }
            #expect(try await world.value("attempts", of: ids[0]) == "1", "the second time nothing was tried")
            try await server.start()
            let areSent = try await eventually {
                _ = try await stage.handle(jobs)
                return try await world.execute("SELECT 1 FROM emails WHERE status = 'sent'").count == 3
            }
            #expect(areSent)
            #expect(try server.received().count == 3)
        }
    }

    @Test func `refusals of single mails do not close the gate for others`() async throws {
        let server = try await PeerServer.smtp()
        defer { server.kill() }
        try await MailWorld.run("delivery_refusals") { world in
            let stage = world.stage(MailWorld.provider(port: server.port), gate: gate(failures: 2))
            for _ in 0..<5 { _ = try await stage.handle([world.job(try await world.write(to: "refused@example.com"))]) }
            let id = try await world.write()
            #expect(try await stage.handle([world.job(id)]) == [.complete])
            #expect(try await world.status(id) == "sent")
        }
    }

    @Test func `a mail that another worker has is left to it, and its job waits`() async throws {
        let server = try await PeerServer.smtp()
        defer { server.kill() }
        try await MailWorld.run("delivery_busy") { world in
            let id = try await world.write()
            _ = try await world.store.claim([id], for: .seconds(30), as: UUID())
            guard case .postpone(let delay)? = try await world.stage(MailWorld.provider(port: server.port)).handle([world.job(id)]).first else {
                Issue.record("the job of a mail that may never go out was done")
                return
            }
            #expect(delay > .seconds(25) && delay < .seconds(35))
            #expect(try server.received().isEmpty)
        }
    }

    @Test func `a mail that went out while the database was away is noted later and not sent again`() async throws {
        let server = try await PeerServer.smtp()
        defer { server.kill() }
        try await MailWorld.run("delivery_unrecorded") { world in
            let stage = world.stage(MailWorld.provider(port: server.port))
            let id = try await world.write()
            // The mail goes out, and then it cannot be noted.
            try await world.execute(
                """
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN IF NEW.status = 'sent' THEN RAISE EXCEPTION 'not now'; END IF; RETURN NEW; END $$
                """
            )
            try await world.execute("CREATE TRIGGER refuse BEFORE UPDATE ON emails FOR EACH ROW EXECUTE FUNCTION refuse()")
            await #expect(throws: PostgresError.self) { try await stage.handle([world.job(id)]) }
            await #expect(throws: PostgresError.self) { try await stage.handle([world.job(id)]) }
            try await world.execute("DROP TRIGGER refuse ON emails")
            #expect(try await stage.handle([world.job(id)]) == [.complete])
            #expect(try await world.status(id) == "sent")
            #expect(try server.received().count == 1)
        }
    }

    @Test func `a worker that must stop gives its mails back`() async throws {
        // It never greets.
        let server = try await PeerServer.mailgun(domain: "d", key: "k")
        defer { server.kill() }
        try await MailWorld.run("delivery_stop") { world in
            let stage = world.stage(MailWorld.provider(port: server.port) { $0.timeout = .seconds(60) })
            let id = try await world.write()
            let handling = Task { try await stage.handle([world.job(id)]) }
            let isTaken = try await eventually { try await world.value("claimed_until IS NOT NULL", of: id) == "true" }
            #expect(isTaken)
            handling.cancel()
            await #expect(throws: CancellationError.self) { try await handling.value }
            guard case .taken? = try await world.store.claim([id], for: .seconds(1), as: UUID())[id] else {
                Issue.record("the mail is still taken")
                return
            }
        }
    }

    @Test func `pending mails that nobody queued become jobs`() async throws {
        try await MailWorld.run("delivery_queuer") { world in
            let id = try await world.write()
            let queue = InMemoryJobQueue()
            let shards = ShardMap(count: 4)
            let jobs = DeliveryQueue(queue: queue, shards: shards)
            let queuer = DeliveryQueuer(mails: world.store, queue: jobs, attempts: 5, logger: TestDatabase.logger)
            #expect(try await queuer.run() == 1)
            #expect(try await queuer.run() == 0)
            try await world.execute("UPDATE emails SET due_at = now() - interval '1 day'")
            #expect(try await queuer.run() == 0, "its job still waits in the queue")
            let address = QueueAddress(Queues.delivery, shard: shards.shard(ofDelivery: id.uuid))
            let claim = try await queue.claim(10, from: address, token: ClaimToken(), owner: .current(), lease: .seconds(5))
            #expect(claim?.jobs.map(\.id) == [id.uuid], "found under the id of the mail")
            #expect(try await queuer.run() == 1, "now it is lost")
            #expect(try claim?.jobs.map { try DeliveryJob(decoding: $0.payload) } == [.mail(id)])
        }
    }
}

/// Does not wait as long as mail would.
private struct Hasty: JobBatchHandler {
    let stage: DeliveryStage

    func handle(_ jobs: [Job]) async throws -> [JobOutcome] {
        try await stage.handle(jobs).map { outcome in
            if case .retry(let error, _) = outcome { .retry(error: error, after: .milliseconds(1)) } else { outcome }
        }
    }
}
