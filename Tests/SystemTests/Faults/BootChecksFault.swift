import Foundation
import Synchronization
import TestSupport
import Testing

extension SystemTests.Faults {
    @Suite struct BootChecksFault {
        @Test(.timeLimit(.minutes(3)))
        func `no process starts on a Redis that would lose work, each says why in one line, and starts once that is mended`() async throws {
            let record = Mutex(FaultRecord(fault: "boot-checks", seed: FaultSettings.seed))
            let installation = try await Installation()
            try await installation.run {
                for (setting, unfit, fit) in [("maxmemory-policy", "allkeys-lru", "noeviction"), ("appendonly", "no", "yes")] {
                    try installation.redis.command("CONFIG", "SET", setting, unfit)
                    for kind in ProcessKind.allCases { try await refuses(installation, kind, naming: unfit == "no" ? "appendonly" : unfit) }
                    try installation.redis.command("CONFIG", "SET", setting, fit)
                }
                try await installation.startAll()
                #expect(installation.running.count == ProcessKind.allCases.count)
                let problems = try await installation.fsck()
                #expect(problems == [])
                record.withLock { $0.fsck = problems.isEmpty ? "clean" : problems.joined(separator: "; ") }
            }
            try record.withLock { record in
                record.notes.append("a server older than 7.0 is not at hand here; its refusal is tested with the facts alone")
                try record.append()
            }
        }

        private func refuses(_ installation: Installation, _ kind: ProcessKind, naming word: String) async throws {
            let before = installation.loggedLines(of: kind, containing: word)
            let process = try installation.start(kind)
            #expect(await process.waitForEnd() == ManagedProcess.End(status: 1, wasSignalled: false), "\(kind) refuses to start")
            #expect(installation.loggedLines(of: kind, containing: word) == before + 1, "\(kind) names \(word) in one line")
        }
    }
}
