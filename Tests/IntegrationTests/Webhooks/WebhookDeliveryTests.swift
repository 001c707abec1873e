import ByteJSON
import Foundation
import LeadrDomain
import LeadrPipeline
import LeadrServices
import LeadrState
import LeadrStore
import Synchronization
import TestSupport
import Testing

@testable import JobQueue

/// What becomes of messages, whatever receivers do.
@Suite struct WebhookDeliveryTests {
    @Test func `what a receiver takes is delivered once and counted once`() async throws {
        try await WebhookWorld.run("webhook_taken") { world async throws in
            let counted = Mutex(0)
            let stage = world.stage { _ in counted.withLock { $0 += 1 } }
            let id = try await world.message(to: try await world.webhook().id)
            for _ in 0..<2 { #expect(try await stage.handle([world.job(id), world.job(id)]) == [.complete, .complete]) }
            #expect(try world.server.received().count == 1)
            #expect(counted.withLock { $0 } == 1)
            #expect(try await world.value("status", of: id) == "delivered")
            #expect(try await world.value("response ->> 'status' || ' ' || (response ->> 'body')", of: id) == "200 thank you")
        }
    }

    @Test func `a refusal is tried again at the receiver's time, and is given up in the end`() async throws {
        try await WebhookWorld.run("webhook_refused") { world async throws in
            let stage = world.stage(attempts: 2)
            let webhook = try await world.webhook(path: "status/503")
            let id = try await world.message(to: webhook.id)
            guard case .retry("the receiver answered 503", let delay?) = try await stage.handle([world.job(id)]).first else {
                Issue.record("it is not tried again")
                return
            }
            #expect(delay >= .seconds(7), "as Retry-After says")
            #expect(try await world.value("status || ' ' || attempts", of: id) == "pending 1")
            #expect(try await world.value("response ->> 'body'", of: id) == " said the receiver")
            #expect(try await stage.handle([world.job(id).failedOnceMore()]) == [.bury(reason: "failed 2 times, last: the receiver answered 503")])
            #expect(try await world.value("status || ' ' || attempts", of: id) == "failed 2")
            #expect(try await WebhookRepository(pool: world.store.pool).find(webhook.id)?.failingSince != nil)
        }
    }

    @Test func `what was given up while it arrived has arrived`() async throws {
        try await WebhookWorld.run("webhook_cancelled") { world async throws in
            let (webhook, store) = (try await world.webhook(), WebhookDeliveryStore(pool: world.store.pool))
            let id = try await world.message(to: webhook.id)
            guard case .taken(let outgoing)? = try await store.claim([id], for: .seconds(60), as: UUID())[id] else {
                Issue.record("it could not be taken")
                return
            }
            var change = WebhookChange()
            change.isActive = .set(false)
            _ = try await WebhookRepository(pool: world.store.pool).update(webhook.id, change, at: SystemClock().now())
            #expect(try await world.value("status", of: id) == "cancelled")
            #expect(try await store.finish(outgoing, response: .null))
            #expect(try await world.value("status", of: id) == "delivered")
            #expect(try await world.value("error_message", of: id) == nil)
        }
    }

    @Test func `redirects are not followed`() async throws {
        try await WebhookWorld.run("webhook_redirect") { world async throws in
            let id = try await world.message(to: try await world.webhook(path: "redirect").id)
            guard case .retry("the receiver answered 307; redirects are not followed", _) = try await world.stage().handle([world.job(id)]).first
            else {
                Issue.record("it was followed")
                return
            }
            #expect(try world.server.received().map { $0["path"] } == ["/redirect"])
        }
    }

    @Test func `a receiver that is gone gets nothing more`() async throws {
        try await WebhookWorld.run("webhook_gone") { world async throws in
            let webhook = try await world.webhook(path: "status/410")
            let (first, second) = (try await world.message(to: webhook.id), try await world.message(to: webhook.id))
            #expect(try await world.stage().handle([world.job(first)]) == [.bury(reason: "the receiver answered 410 Gone")])
            let stored = try #require(try await WebhookRepository(pool: world.store.pool).find(webhook.id))
            #expect(!stored.isActive && stored.disabledReason == "the receiver answered 410 Gone")
            #expect(try await world.stage().handle([world.job(second)]) == [.complete])
            #expect(try world.server.received().count == 1)
            #expect(try await world.value("status || ': ' || error_message", of: second) == "cancelled: the receiver answered 410 Gone")
        }
    }

    @Test func `an attempt ends in time, whatever a receiver does`() async throws {
        try await WebhookWorld.run("webhook_slow", timeout: .seconds(1)) { world async throws in
            var jobs: [Job] = []
            for path in ["silent", "slow", "endless"] { jobs.append(world.job(try await world.message(to: try await world.webhook(path: path).id))) }
            let outcomes = try await world.stage().handle(jobs)
            guard case .retry("no answer in time", _) = outcomes[0] else {
                Issue.record("\(outcomes[0])")
                return
            }
            // Their status said that they took the message.
            #expect(outcomes[1] == .complete && outcomes[2] == .complete)
        }
    }

    @Test func `receivers that are gone all at once hold each other up in nothing`() async throws {
        try await WebhookWorld.run("webhook_gone_at_once") { world async throws in
            let webhook = try await world.webhook(path: "status/410")
            var jobs: [Job] = []
            for _ in 0..<20 { jobs.append(world.job(try await world.message(to: webhook.id))) }
            let outcomes = try await world.stage().handle(jobs)
            #expect(outcomes.contains(.bury(reason: "the receiver answered 410 Gone")))
            #expect(try await world.store.execute("SELECT 1 FROM webhook_deliveries WHERE status = 'pending'").isEmpty)
        }
    }

    @Test func `a receiver that fails is left alone, and others are not`() async throws {
        try await WebhookWorld.run("webhook_gate") { world async throws in
            let stage = world.stage(failures: 2)
            let (bad, good) = (try await world.webhook(path: "status/500"), try await world.webhook(path: "ok"))
            for _ in 0..<2 { _ = try await stage.handle([world.job(try await world.message(to: bad.id))]) }
            let (waiting, other) = (try await world.message(to: bad.id), try await world.message(to: good.id))
            let outcomes = try await stage.handle([world.job(waiting), world.job(other)])
            guard case .postpone = outcomes[0] else {
                Issue.record("\(outcomes[0])")
                return
            }
            #expect(outcomes[1] == .complete)
            #expect(try await world.value("attempts || ' ' || (claimed_until IS NULL)", of: waiting) == "0 true")
        }
    }

    @Test func `a webhook that takes nothing for too long is switched off`() async throws {
        try await WebhookWorld.run("webhook_off") { world async throws in
            let webhook = try await world.webhook(path: "status/500")
            let id = try await world.message(to: webhook.id)
            _ = try await world.stage().handle([world.job(id)])
            let (store, webhooks) = (WebhookDeliveryStore(pool: world.store.pool), WebhookRepository(pool: world.store.pool))
            #expect(try await store.switchOff(failingFor: .seconds(3600)).isEmpty)
            try await world.store.execute("UPDATE webhooks SET failing_since = now() - interval '1 hour'")
            #expect(try await store.switchOff(failingFor: .seconds(3600)) == [webhook.id])
            #expect(try await webhooks.find(webhook.id)?.disabledReason == "no message was taken for too long")
            #expect(try await world.value("status", of: id) == "cancelled")
            #expect(try await world.stage().handle([world.job(id)]) == [.complete], "its job brings nothing back")
            // Switched on it begins anew.
            var change = WebhookChange()
            change.isActive = .set(true)
            let back = try #require(try await webhooks.update(webhook.id, change, at: SystemClock().now()))
            #expect(back.isActive && back.failingSince == nil && back.disabledReason == nil)
            #expect(try await store.switchOff(failingFor: .seconds(3600)).isEmpty)
        }
    }

    @Test func `a receiver works again with the first message that it takes`() async throws {
        try await WebhookWorld.run("webhook_works") { world async throws in
            let webhook = try await world.webhook()
            try await world.store.execute("UPDATE webhooks SET failing_since = now()")
            _ = try await world.stage().handle([world.job(try await world.message(to: webhook.id))])
            #expect(try await WebhookRepository(pool: world.store.pool).find(webhook.id)?.failingSince == nil)
        }
    }

    @Test func `while a secret changes both sign`() async throws {
        try await WebhookWorld.run("webhook_rotation") { world async throws in
            let (webhook, secret) = (try await world.webhook(), WebhookSecret.random())
            try world.learn(secret)
            let webhooks = WebhookRepository(pool: world.store.pool)
            _ = try await webhooks.rotate(webhook.id, to: secret, overlap: .seconds(60), at: SystemClock().now())
            _ = try await world.stage().handle([world.job(try await world.message(to: webhook.id))])
            _ = try await webhooks.rotate(webhook.id, to: secret, overlap: .zero, at: SystemClock().now())
            _ = try await world.stage().handle([world.job(try await world.message(to: webhook.id))])
            #expect(try world.server.received().map { $0["signers"] } == [[0, 1], [1]])
        }
    }

    @Test func `pending deliveries that nobody queued become jobs, those of silent webhooks do not`() async throws {
        try await WebhookWorld.run("webhook_queuer") { world async throws in
            let (webhook, silent) = (try await world.webhook(), try await world.webhook())
            let id = try await world.message(to: webhook.id)
            _ = try await world.message(to: silent.id)
            _ = try await WebhookRepository(pool: world.store.pool).delete(silent.id, at: SystemClock().now())
            let queuer = DeliveryQueuer(
                webhooks: WebhookDeliveryStore(pool: world.store.pool),
                queue: DeliveryQueue(queue: world.queue, shards: ShardMap(count: 1)),
                attempts: 5,
                logger: TestDatabase.logger
            )
            #expect(try await queuer.run() == 1)
            #expect(try await queuer.run() == 0)
            #expect(try await world.deliver().count == 1)
            #expect(try await world.value("status", of: id) == "delivered")
        }
    }
}
