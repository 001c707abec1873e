import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import TestSupport
import Testing

extension SystemTests {
    /// Input that nobody means well with, against the executable: it is refused with the right status, nothing fails, and memory stays.
    @Suite struct InputCorpusTests {
        @Test(.timeLimit(.minutes(5)))
        func `whatever is sent is answered in the API's form, and the process neither fails nor grows`() async throws {
            let settings = ["RATELIMIT_ENABLED": "false", "HTTP_READ_TIMEOUT_SECONDS": "2", "INGEST_SDK_WAIT_MS": "0"]
            let installation = try await Installation(settings: settings)
            try await installation.run {
                let process = try installation.start(.api)
                try await installation.waitUntilReady(process)
                let world = try await TestWorld.create(GameAPI(port: installation.port, adminKey: installation.superadminKey))
                let player = try await world.api.startSession(game: world.game)
                let cases = CorpusCase.submissions(world.boards[4].id) + CorpusCase.reads(world.boards[4].id)
                for _ in 0..<2 { try await send(cases, player, judging: true) }
                try await malformedHTTP(installation.port)
                let before = try memory(of: process)
                for _ in 0..<10 { try await send(cases, player, judging: false) }
                let after = try memory(of: process)
                #expect(Double(after) < Double(before) * 1.1, "memory: \(before) pages, then \(after)")
                #expect(process.isRunning && installation.loggedLines(of: .api, containing: "failed unexpectedly") == 0)
                #expect(await installation.health(of: process, "ready") == 200)
            }
        }

        private func send(_ cases: [CorpusCase], _ player: PlayerSession, judging: Bool) async throws {
            for item in cases {
                var headers = item.headers + [("Authorization", "Bearer " + player.token)]
                if item.path == "/client/scores", item.method == "POST", !headers.contains(where: { $0.0 == "leadr-client-nonce" }) {
                    headers.append(("leadr-client-nonce", try await player.get("/client/nonce").text("nonce_value")))
                }
                do {
                    let (status, hasError) = try await answer(to: item, headers, player.api.base)
                    guard judging else { continue }
                    #expect(item.allowed.contains(status), "\(item.name): \(status)")
                    if status >= 400 { #expect(hasError, "\(item.name): \(status) without the error envelope") }
                } catch {
                    Issue.record("\(item.name): \(error)")
                }
            }
        }

        private func answer(to item: CorpusCase, _ headers: [(String, String)], _ base: String) async throws -> (status: Int, hasError: Bool) {
            var request = HTTPClientRequest(url: base + item.path)
            request.method = HTTPMethod(rawValue: item.method)
            request.headers = HTTPHeaders(headers)
            if let body = item.body {
                request.headers.add(name: "Content-Type", value: "application/json")
                request.body = .bytes(body)
            }
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
            let bytes = Data(try await response.body.collect(upTo: 1 << 24).readableBytesView)
            let body = try? JSONSerialization.jsonObject(with: bytes) as? [String: Any]
            return (Int(response.status.code), body?["error"] != nil)
        }

        /// What is no HTTP, or arrives too slowly, is answered where it can be and always ends.
        private func malformedHTTP(_ port: Int) async throws {
            let good = "GET /v1/health/live HTTP/1.1\r\nHost: a\r\n\r\n"
            let noise = try await RawConnection.exchange([(0...255).map { UInt8($0) }], port: port)
            #expect(noise.hasPrefix("HTTP/1.1 400") && noise.contains(#"{"error":"#), "\(noise)")
            let pipelined = try await RawConnection.exchange([Array((good + "NONSENSE\r\n\r\n").utf8)], port: port)
            #expect(pipelined.hasPrefix("HTTP/1.1 200"), "the good one is answered: \(pipelined)")
            let slow = (0..<40).map { _ in Array("x".utf8) }
            let head = Array("POST /v1/client/sessions HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n".utf8)
            let trickle = try await RawConnection.exchange([head] + slow, port: port, pause: .milliseconds(100))
            #expect(trickle.hasPrefix("HTTP/1.1 408"), "a body that trickles in ends: \(trickle)")
            let length = try await RawConnection.exchange([Array("POST /v1/games HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n".utf8)], port: port)
            #expect(length.hasPrefix("HTTP/1.1 400"), "\(length)")
            let both = "POST /v1/games HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
            #expect(try await RawConnection.exchange([Array(both.utf8)], port: port).hasPrefix("HTTP/1.1 4"))
        }

        /// Resident pages of a process.
        private func memory(of process: ManagedProcess) throws -> Int {
            let fields = try String(contentsOfFile: "/proc/\(process.processID)/statm", encoding: .utf8).split(separator: " ")
            return try #require(Int(fields[1]))
        }
    }
}
