import AsyncHTTPClient
import Foundation
import JobQueue
import NIOCore
import NIOHTTP1
import TestSupport
import Testing

extension SystemTests {
    /// Input that nobody means well with, against all executables: it is refused with the right status or kept as it was sent, nothing fails on
    /// its way, and memory stays.
    @Suite struct InputCorpusTests {
        @Test(.timeLimit(.minutes(5)))
        func `whatever is sent is refused in the API's form or comes back as it was sent, and no process fails or grows`() async throws {
            let settings = [
                "RATELIMIT_ENABLED": "false", "HTTP_READ_TIMEOUT_SECONDS": "2", "INGEST_SDK_WAIT_MS": "0", "ANTICHEAT_ENABLED": "true",
                "ANTICHEAT_LOGGING_ONLY": "true",
            ]
            let installation = try await Installation(settings: settings)
            try await installation.run {
                try await installation.startAll()
                let processes = installation.running
                let process = try #require(processes.first { $0.kind == .api })
                let world = try await TestWorld.create(GameAPI(port: installation.port, adminKey: installation.superadminKey))
                let player = try await world.api.startSession(game: world.game)
                let board = world.boards[4]
                let cases = CorpusCase.submissions(board.id) + CorpusCase.reads(board.id)
                let receipts = try await round(cases, player, installation.port)
                try await drained(installation, world, after: receipts.count)
                try await readBack(receipts, player, board.id)
                try await round(cases, player, installation.port)
                let before = try memory(of: process)
                for _ in 0..<8 { try await round(cases, player, installation.port) }
                try await drained(installation, world, after: receipts.count * 10)
                let after = try memory(of: process)
                #expect(Double(after) < Double(before) * 1.1, "memory: \(before) pages, then \(after)")
                for process in processes {
                    #expect(
                        process.isRunning && installation.loggedLines(of: process.kind, containing: "failed unexpectedly") == 0,
                        "\(process.name)"
                    )
                    #expect(await installation.health(of: process, "ready") == 200, "\(process.name)")
                }
            }
        }

        /// A submission that was accepted, and what is to be read back.
        private struct Receipt {
            let item: CorpusCase
            let kept: KeptSubmission
            let submission: String
            let score: String
        }

        /// Everything once: requests one after the other, and meanwhile what is no HTTP or arrives too slowly.
        @discardableResult
        private func round(_ cases: [CorpusCase], _ player: PlayerSession, _ port: Int) async throws -> [Receipt] {
            async let malformed: Void = MalformedHTTP.send(to: port)
            var receipts: [Receipt] = []
            for item in cases {
                if let receipt = try await send(item, player) { receipts.append(receipt) }
            }
            try await malformed
            return receipts
        }

        private func send(_ item: CorpusCase, _ player: PlayerSession) async throws -> Receipt? {
            var headers = item.headers
            if !headers.contains(where: { $0.0 == "Authorization" }) { headers.append(("Authorization", "Bearer " + player.token)) }
            if item.path == "/client/scores", item.method == "POST", !headers.contains(where: { $0.0 == "leadr-client-nonce" }) {
                headers.append(("leadr-client-nonce", try await player.get("/client/nonce").text("nonce_value")))
            }
            do {
                let (status, body) = try await answer(to: item, headers, player.api.base)
                #expect(item.allowed.contains(status), "\(item.name): \(status)")
                if status >= 400 { #expect(body["error"] != nil, "\(item.name): \(status) without the error envelope") }
                guard status == 202, let kept = item.kept else { return nil }
                let submission = try #require(body["submission_id"] as? String)
                return Receipt(item: item, kept: kept, submission: submission, score: try #require(body["id"] as? String))
            } catch {
                Issue.record("\(item.name): \(error)")
                return nil
            }
        }

        /// The answer, read by Foundation and not by what wrote it.
        private func answer(to item: CorpusCase, _ headers: [(String, String)], _ base: String) async throws -> (status: Int, body: [String: Any]) {
            var request = HTTPClientRequest(url: base + item.path)
            request.method = HTTPMethod(rawValue: item.method)
            request.headers = HTTPHeaders(headers)
            if let body = item.body {
                request.headers.add(name: "Content-Type", value: "application/json")
                request.body = .bytes(body)
            }
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
            let bytes = Data(try await response.body.collect(upTo: 1 << 24).readableBytesView)
            #expect(bytes.allSatisfy { $0 >= 0x20 }, "\(item.name): control characters are escaped")
            let body = try? JSONSerialization.jsonObject(with: bytes) as? [String: Any]
            return (Int(response.status.code), body ?? [:])
        }

        /// Waits until everything accepted has been worked on, and looks whether all of it arrived.
        private func drained(_ installation: Installation, _ world: TestWorld, after accepted: Int) async throws {
            try await Verdict(installation: installation, world: world).drained()
            #expect(try await installation.fsck() == [])
            for queue in ProcessKind.workers.compactMap(\.queue) {
                let dead = try await installation.queue.deadJobs(on: queue, limit: 100)
                #expect(dead.isEmpty, "\(queue): \(dead.count) dead letters")
            }
            #expect(try await installation.number("SELECT count(*)::int8 FROM score_events") == accepted, "every accepted submission is recorded")
            #expect(try await installation.number("SELECT count(*)::int8 FROM submission_outcomes") == 0, "and none was rejected")
        }

        /// What was accepted, through its status and through the board's list.
        private func readBack(_ receipts: [Receipt], _ player: PlayerSession, _ board: String) async throws {
            #expect(receipts.count > 30, "\(receipts.count) accepted")
            var listed: [String: [String: Any]] = [:]
            var values: [Double] = []
            for row in try await rows(of: board, player) {
                listed[row["id"] as? String ?? ""] = row
                values.append((row["value"] as? NSNumber)?.doubleValue ?? .nan)
            }
            #expect(listed.count == receipts.count && values == values.sorted(by: >), "each is a row of its own, in the board's order")
            for receipt in receipts {
                let status = try await read("/client/submissions/\(receipt.submission)", player)
                let score = status["score"] as? [String: Any] ?? [:]
                #expect(status["status"] as? String == "accepted", "\(receipt.item.name): \(status)")
                #expect(receipt.kept.objection(to: score) == nil, "\(receipt.item.name), status")
                #expect(receipt.kept.objection(to: listed[receipt.score] ?? [:]) == nil, "\(receipt.item.name), list")
            }
        }

        private func rows(of board: String, _ player: PlayerSession) async throws -> [[String: Any]] {
            var (rows, cursor): ([[String: Any]], String?) = ([], "")
            while let next = cursor {
                let suffix = next.isEmpty ? "" : "&cursor=" + (next.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")
                let page = try await read("/client/scores?board_id=\(board)&limit=20\(suffix)", player)
                rows += page["data"] as? [[String: Any]] ?? []
                cursor = (page["pagination"] as? [String: Any])?["next_cursor"] as? String
            }
            return rows
        }

        private func read(_ path: String, _ player: PlayerSession) async throws -> [String: Any] {
            let item = CorpusCase(path, "GET", path, [200])
            let (status, body) = try await answer(to: item, [("Authorization", "Bearer " + player.token)], player.api.base)
            #expect(status == 200, "\(path): \(status)")
            return body
        }

        /// Resident pages of a process.
        private func memory(of process: ManagedProcess) throws -> Int {
            let fields = try String(contentsOfFile: "/proc/\(process.processID)/statm", encoding: .utf8).split(separator: " ")
            return try #require(Int(fields[1]))
        }
    }
}
