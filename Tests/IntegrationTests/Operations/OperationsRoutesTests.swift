import ByteJSON
import Foundation
import HTTPTypes
import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrServices
import LeadrState
import LeadrStore
import TestSupport
import Testing

@Suite("Operators' API")
struct OperationsRoutesTests {
    private static let routes: [(method: HTTPRequest.Method, path: String, body: String?)] = [
        (.get, "/ops/queues", nil), (.get, "/ops/queues/ranking/jobs", nil), (.post, "/ops/queues/ranking/pause", nil),
        (.post, "/ops/queues/ranking/resume", nil), (.get, "/ops/workers", nil), (.post, "/ops/fsck", #"{"repair":true}"#),
        (.get, "/ops/dead-letters", nil), (.post, "/ops/dead-letters/retry", #"{"all":true,"dry_run":false}"#),
        (.post, "/ops/dead-letters/drop", #"{"all":true,"dry_run":false}"#), (.get, "/ops/audit", nil),
        (.get, "/ops/schedule", nil), (.get, "/ops/schedule/history", nil), (.get, "/ops/usage", nil),
    ]

    private func actions(_ api: APIFixture) async throws -> [String] {
        try await api.admin(.get, "/ops/audit").data.compactMap { $0["action"]?.string }
    }

    @Test func `every route is for superadmins alone, and every change leaves its record`() async throws {
        try await APIFixture.with({ $0.runsPipeline = false }) { api async throws in
            let world = try await World.make(in: api)
            let admin = try await api.makeKey(for: world.accountID)
            let missing =
                [
                    (HTTPRequest.Method.get, "/ops/jobs/\(UUID())", nil), (.get, "/ops/dead-letters/\(UUID())", nil),
                    (.post, "/ops/workers/h:1/quiet", nil), (.post, "/ops/workers/h:1/resume", nil),
                    (.post, "/ops/schedule/nothing/run", nil),
                ] as [(HTTPRequest.Method, String, String?)]
            for (method, path, body) in Self.routes + missing {
                #expect(try await api.send(method, path, body: body).error == "API key required", "\(path)")
                let refused = try await api.admin(method, path, body, key: admin)
                #expect(refused.status == 403 && refused.error == "Superadmin access required", "\(path)")
            }
            #expect(try await actions(api).isEmpty)
            for (method, path, body) in Self.routes { #expect(try await api.admin(method, path, body).status == 200, "\(path)") }
            for (method, path, body) in missing { #expect(try await api.admin(method, path, body).status == 404, "\(path)") }
            let expected = ["dead-letters.drop", "dead-letters.retry", "queue.repair", "queue.resume", "queue.pause"]
            #expect(try await actions(api) == expected)
            let actor = try await api.admin(.get, "/ops/audit").data.first?["actor"]?.string
            #expect(actor?.hasPrefix("key_") == true && actor?.contains(" of usr_") == true)
        }
    }

    @Test func `wrong input is refused in the contract's form`() async throws {
        try await APIFixture.with({ $0.runsPipeline = false }) { api async throws in
            #expect(try await api.admin(.get, "/ops/queues/nothing/jobs").error == "Queue not found")
            #expect(try await api.admin(.post, "/ops/queues/ranking%7D/pause").error == "Queue not found")
            #expect(
                try await api.admin(.get, "/ops/queues/ranking/jobs?place=x&limit=0&first=-1").issues == [
                    "enum place", "greater_than_equal first", "greater_than_equal limit",
                ]
            )
            #expect(try await api.admin(.get, "/ops/jobs/nonsense").issues == ["value_error job_id"])
            #expect(
                try await api.admin(.get, "/ops/dead-letters?queue=x&account_id=1&older_than=soon&limit=101").issues == [
                    "enum queue", "value_error account_id", "datetime_from_date_parsing older_than", "less_than_equal limit",
                ]
            )
            #expect(try await api.admin(.get, "/ops/dead-letters?cursor=x").status == 400)
            #expect(try await api.admin(.post, "/ops/dead-letters/drop").issues == ["missing body"])
            let body = #"{"ids":["x"],"queue":1,"limit":10001,"dry_run":"no"}"#
            let answer = try await api.admin(.post, "/ops/dead-letters/retry", body)
            #expect(answer.status == 422 && answer["error"]?.array?.count == 4)
            #expect(try await api.admin(.post, "/ops/dead-letters/retry", "{}").status == 400, "all of them must be asked for")
            #expect(try await api.admin(.post, "/ops/fsck", #"{"queue":"x"}"#).issues == ["enum queue"])
            #expect(try await api.admin(.get, "/ops/audit?limit=0").status == 422)
            #expect(try await api.admin(.get, "/ops/audit?sort=actor").status == 400)
            #expect(try await api.admin(.put, "/ops/queues").status == 405)
            #expect(try await actions(api).isEmpty)
        }
    }

    @Test func `a dropped submission is rejected with the text, after a dry run that changed nothing`() async throws {
        try await APIFixture.with({ $0.runsPipeline = false }) { api async throws in
            let world = try await World.make(in: api)
            let ann = try await world.player(1)
            let submission = try await deadSubmission(of: ann, in: world)
            let listed = try await api.admin(.get, "/ops/dead-letters?account_id=\(world.accountID)")
            #expect(listed.data.map { $0["submission_id"]?.string } == [submission] && listed.paging("has_next") == false)
            let shown = try await api.admin(.get, "/ops/dead-letters/\(submission)")
            #expect(shown["payload"]?.object?["value"]?.double == 5 && shown["reason"] == "boom" && shown["queue"] == "anticheat")
            #expect(try await api.admin(.get, "/ops/jobs/\(submission)")["place"] == "dead")
            let dry = try await api.admin(.post, "/ops/dead-letters/drop", #"{"ids":["\#(submission)"]}"#)
            #expect(dry["dry_run"] == true && dry["matched"] == 1 && dry["changed"] == 0)
            #expect(try await ann.get("/client/submissions/\(submission)")["status"] == "pending")
            #expect(try await actions(api).isEmpty)
            let dropped = try await api.admin(.post, "/ops/dead-letters/drop", #"{"ids":["\#(submission)"],"dry_run":false}"#)
            #expect(dropped["changed"] == 1)
            let status = try await ann.get("/client/submissions/\(submission)")
            #expect(status["status"] == "rejected" && status["error"] == "Submission was dropped by an operator")
            #expect(try await api.admin(.get, "/ops/dead-letters").data.isEmpty)
            #expect(try await actions(api) == ["dead-letters.drop"])
        }
    }

    @Test func `quiet workers leave their queue alone; a retried submission is accepted once they go on`() async throws {
        try await APIFixture.with { api async throws in
            let world = try await World.make(in: api)
            let ann = try await world.player(1)
            let count = api.workerCount
            #expect(try await eventually { try await api.admin(.get, "/ops/workers").data.count == count })
            let first = try #require(try await api.admin(.get, "/ops/workers").data.first)
            let name = "\(try #require(first["host"]?.string)):\(try #require(first["pid"]?.integer))"
            let quiet = try await api.admin(.post, "/ops/workers/\(name.queryEscaped)/quiet")
            #expect(quiet.data.count == count && quiet.data.allSatisfy { $0["quiet"] == true })
            let submission = try await deadSubmission(of: ann, in: world)
            #expect(try await api.admin(.post, "/ops/workers/\(name)/resume").data.allSatisfy { $0["quiet"] == false })
            let retried = try await api.admin(.post, "/ops/dead-letters/retry", #"{"queue":"anticheat","reason":"boom","dry_run":false}"#)
            #expect(retried["changed"] == 1)
            #expect(try await eventually { try await ann.get("/client/submissions/\(submission)")["status"] == "accepted" })
            #expect(try await api.admin(.get, "/ops/dead-letters").data.isEmpty)
            #expect(try await actions(api) == ["dead-letters.retry", "worker.resume", "worker.quiet"])
        }
    }

    @Test func `queues and their jobs are shown, a pause is, and the record comes in pages`() async throws {
        try await APIFixture.with({ $0.runsPipeline = false }) { api async throws in
            let world = try await World.make(in: api)
            let board = try await world.board()
            let ann = try await world.player(1)
            _ = try await ann.submit(5, to: board, wait: false)
            let queues = try await api.admin(.get, "/ops/queues").data
            #expect(queues.map { $0["queue"]?.string } == Queues.all.map(\.text))
            #expect(queues.first?["total"]?.object?["ready"] == 1)
            let jobs = try await api.admin(.get, "/ops/queues/anticheat/jobs?place=ready")
            let job = try #require(jobs.data.first)
            #expect(job["payload"]?.object?["board_id"]?.string == board && job["place"] == "ready" && job["reply_to"] == false)
            #expect(try await api.admin(.get, "/ops/queues/anticheat/jobs?place=claimed").data.isEmpty)
            #expect(try await api.admin(.get, "/ops/jobs/\(try #require(job["id"]?.string))")["queue"] == "anticheat")
            let paused = try await api.admin(.post, "/ops/queues/anticheat/pause")
            #expect(paused["total"]?.object?["paused"] == true && paused["paused_shards"]?.integer == Int64(api.keys.shards.count))
            _ = try await api.admin(.post, "/ops/queues/anticheat/resume")
            _ = try await api.admin(.post, "/ops/queues/geoip/pause")
            let page = try await api.admin(.get, "/ops/audit?limit=2")
            #expect(page.data.map { $0["target"] } == ["geoip", "anticheat"])
            let cursor = try #require(page.paging("next_cursor")?.string)
            let rest = try await api.admin(.get, "/ops/audit?limit=2&cursor=\(cursor.queryEscaped)")
            #expect(rest.data.map { $0["action"] } == ["queue.pause"] && rest.paging("has_next") == false && rest.data.first?["status"] == "done")
            let check = try await api.admin(.post, "/ops/fsck")
            #expect(check["clean"] == true && check["queues"]?.array?.count == Queues.all.count * api.keys.shards.count)
        }
    }

    /// A submission of a player that died in the first queue; nobody may work on that queue meanwhile.
    private func deadSubmission(of player: Player, in world: World) async throws -> String {
        let board = try await world.board()
        let receipt = try await player.submit(5, to: board, wait: false)
        #expect(receipt.status == 202)
        let shard = player.api.keys.shards.shard(of: try BoardID(wire: board))
        try await player.api.queue.buryAll(on: QueueAddress(Queues.antiCheat, shard: shard))
        return try #require(receipt["submission_id"]?.string)
    }
}
