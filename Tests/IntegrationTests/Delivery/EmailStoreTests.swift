import ByteJSON
import Foundation
import LeadrDomain
import LeadrStore
import Synchronization
import TestSupport
import Testing

@Suite struct EmailStoreTests {
    private struct Fault: Error {}

    private let token = UUID()

    @Test func `a mail is taken by one worker at a time, and by the next one when the lease is over or given back`() async throws {
        try await MailWorld.run("email_claim") { world in
            let id = try await world.write(copies: ["bob@example.com"])
            guard case .taken(let mail)? = try await world.store.claim([id], for: .seconds(60), as: token)[id] else {
                Issue.record("a pending mail was not to be had")
                return
            }
            #expect(mail.recipient == "ann@example.com" && mail.copies == ["bob@example.com"] && mail.sender == "noreply@mail.example.com")
            guard case .busy(let rest)? = try await world.store.claim([id], for: .seconds(60), as: token)[id] else {
                Issue.record("a mail was taken twice")
                return
            }
            #expect(rest > .seconds(50) && rest <= .seconds(60))
            try await world.store.ledger.release(id, token, dueIn: .zero)
            #expect(try await world.store.claim([id], for: .zero, as: token)[id] == .taken(mail), "with a lease that is over at once")
            #expect(try await world.store.claim([id], for: .seconds(60), as: token)[id] == .taken(mail))
        }
    }

    @Test func `of many workers that ask at once, one gets a mail`() async throws {
        try await MailWorld.run("email_race") { world in
            var ids: [EmailID] = []
            for _ in 0..<20 { ids.append(try await world.write()) }
            let wanted = ids
            let takers = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        let claims = try await world.store.claim(wanted.shuffled(), for: .seconds(60), as: token)
                        #expect(claims.count == wanted.count, "a mail that another one has is not done")
                        return claims.values.count { if case .taken = $0 { true } else { false } }
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(takers == 20)
        }
    }

    @Test func `sent is sent: nobody gets the mail again, and it is news once`() async throws {
        try await MailWorld.run("email_sent") { world in
            let id = try await world.write()
            _ = try await world.store.claim([id], for: .seconds(60), as: token)
            #expect(try await world.store.finish(id, providerID: "p1", response: ["ok": true]))
            #expect(try await !world.store.finish(id, providerID: "p2", response: [:]))
            try await world.store.fail(id, token, error: "late", response: nil)
            try await world.store.retry(id, token, after: .zero, error: "late", response: nil)
            #expect(try await world.store.claim([id], for: .seconds(60), as: token).isEmpty)
            #expect(try await world.status(id) == "sent")
            #expect(try await world.value("provider_message_id", of: id) == "p1")
            #expect(try await world.value("sent_at IS NOT NULL AND failed_at IS NULL AND error_message IS NULL AND attempts = 1", of: id) == "true")
        }
    }

    @Test func `what a provider says cannot keep a mail from being noted`() async throws {
        try await MailWorld.run("email_nul") { world in
            let id = try await world.write()
            #expect(try await world.store.finish(id, providerID: "p", response: .string("a\0b")))
            #expect(try await world.value("provider_response", of: id) == "{}")
        }
    }

    @Test func `who lost a mail to another attempt changes nothing of it`() async throws {
        try await MailWorld.run("email_token") { world in
            let (id, late) = (try await world.write(), UUID())
            _ = try await world.store.claim([id], for: .zero, as: late)
            _ = try await world.store.claim([id], for: .seconds(60), as: token)
            try await world.store.ledger.release(id, late, dueIn: .zero)
            try await world.store.retry(id, late, after: .zero, error: "late", response: nil)
            try await world.store.fail(id, late, error: "late", response: nil)
            try await world.store.ledger.postpone([id], by: .zero)
            #expect(try await world.value("status = 'pending' AND attempts = 0 AND claimed_until > now() AND due_at > now()", of: id) == "true")
            #expect(try await world.store.finish(id, providerID: "p", response: [:]), "that it went out is true whoever says it")
        }
    }

    @Test func `a mail whose jobs are lost or given up again and again has failed in the end`() async throws {
        try await MailWorld.run("email_given_up") { world in
            let id = try await world.write()
            func look() async throws -> Int {
                try await world.execute("UPDATE emails SET due_at = now() - interval '16 minutes' WHERE due_at IS NOT NULL")
                return try await world.store.ledger.queue(limit: 10, findsLost: true, attempts: 3) { _ in }
            }
            for attempts in 0..<3 {
                #expect(try await look() == 1)
                #expect(try await world.value("attempts", of: id) == "\(attempts)")
            }
            #expect(try await world.status(id) == "pending")
            #expect(try await look() == 1)
            #expect(try await world.status(id) == "failed")
            #expect(try await world.value("error_message", of: id) == "its job was lost or given up")
            #expect(try await look() == 0)
        }
    }

    @Test func `a failed mail is tried again only by a job, and a removed one never`() async throws {
        try await MailWorld.run("email_failed") { world in
            let (failed, removed) = (try await world.write(), try await world.write())
            _ = try await world.store.claim([failed], for: .zero, as: token)
            try await world.store.fail(failed, token, error: "no", response: ["code": 550])
            try await world.execute("UPDATE emails SET deleted_at = now() WHERE id = $1", [removed])
            #expect(try await world.value("failed_at IS NOT NULL AND error_message = 'no'", of: failed) == "true")
            #expect(try await world.store.ledger.queue(limit: 10, findsLost: true, attempts: 3) { _ in } == 0)
            let claims = try await world.store.claim([failed, removed], for: .seconds(60), as: token)
            #expect(claims.keys.map(\.self) == [failed])
            #expect(try await world.status(failed) == "pending")
        }
    }

    @Test func `pending mails that nobody queued are found once, and again when their jobs are long overdue or lost`() async throws {
        try await MailWorld.run("email_queue") { world in
            let id = try await world.write()
            let seen = Mutex<[EmailID]>([])
            @Sendable func look(findsLost: Bool = true) async throws -> Int {
                try await world.store.ledger.queue(limit: 10, findsLost: findsLost, attempts: 3) { mails in
                    seen.withLock { $0 += mails.map { EmailID($0.id) } }
                }
            }
            await #expect(throws: Fault.self) { try await world.store.ledger.queue(limit: 10, findsLost: true, attempts: 3) { _ in throw Fault() } }
            #expect(try await look() == 1, "what could not be queued is found again")
            #expect(try await look() == 0)
            _ = try await world.store.claim([id], for: .zero, as: token)
            try await world.store.retry(id, token, after: .seconds(3600), error: "later", response: nil)
            #expect(try await look() == 0)
            try await world.execute("UPDATE emails SET due_at = now() - interval '14 minutes'")
            #expect(try await look() == 0, "a backlog is no loss")
            try await world.execute("UPDATE emails SET due_at = now() - interval '16 minutes'")
            #expect(try await look(findsLost: false) == 0)
            #expect(try await look() == 1)
            // Redis lost its data, which is no attempt.
            _ = try await OutboxReplay(pool: world.pool).replay()
            #expect(try await look() == 1)
            #expect(seen.withLock { $0 } == [id, id, id])
        }
    }
}
