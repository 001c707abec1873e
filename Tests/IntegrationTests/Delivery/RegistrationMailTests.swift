import ByteJSON
import HTTPTypes
import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrState
import TestSupport
import Testing

/// From the request to the mailbox.
@Suite struct RegistrationMailTests {
    /// Runs delivery workers meanwhile.
    private func withDelivery(_ api: APIFixture, _ server: PeerServer, _ body: () async throws -> Void) async throws {
        let stage = MailWorld(pool: api.pool).stage(MailWorld.provider(port: server.port))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for shard in 0..<api.keys.shards.count {
                let worker = JobWorker(
                    queue: QueueAddress(Queues.delivery, shard: shard),
                    driver: api.queue,
                    handler: stage,
                    logger: TestDatabase.logger
                )
                group.addTask { try await worker.run() }
            }
            try await body()
            group.cancelAll()
        }
    }

    private func text(_ number: Int, _ server: PeerServer) async throws -> String {
        let hasCome = try await eventually { try server.received().count > number }
        try #require(hasCome, "mail \(number) did not come")
        return try server.received()[number]["text"]?.string ?? ""
    }

    @Test func `a code comes by mail at once and opens an account, which is welcomed, and whom it invites gets a code, too`() async throws {
        let server = try await PeerServer.smtp()
        defer { server.kill() }
        try await APIFixture.with { api async throws in
            try await withDelivery(api, server) {
                let code = try await api.code(for: "ann@example.com")
                #expect(try await text(0, server).contains("    \(code)\n"))
                let verified = try await api.verify("ann@example.com", code)
                let token = try #require(verified["verification_token"]?.string)
                let joined = try await api.complete(token, #","account_name":"Öl & Co""#)
                let key = try #require(joined["api_key"]?.string, "\(joined.json)")
                #expect(try await text(1, server).contains("Öl & Co"))
                let invited = try await api.admin(.post, "/register/invite", #"{"email":"bob@example.com"}"#, key: key)
                #expect(invited.status == 201, "\(invited.json)")
                #expect(try await text(2, server).contains("bob@example.com"))
                let areSent = try await eventually { try await api.mails().allSatisfy { $0.status == "sent" } }
                #expect(areSent)
                #expect(try await api.number("SELECT count(*) FROM emails WHERE account_id IS NOT NULL") == 2, "a code belongs to nobody yet")
            }
        }
        #expect(try server.received().count == 3)
    }
}
