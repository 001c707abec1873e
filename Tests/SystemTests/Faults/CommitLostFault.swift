import Foundation
import TestSupport
import Testing

extension SystemTests.Faults {
    /// The server commits, and the connection breaks before anybody hears of it.
    @Suite struct CommitLostFault {
        @Test(.timeLimit(.minutes(3)))
        func `an effect whose commit was not acknowledged is there once, and its repetition gives the first result`() async throws {
            let installation = try await Installation(settings: Installation.shortLeases)
            let proxy = try await installation.postgresProxy()
            try await FaultRun.perform(
                "commit-lost",
                on: installation,
                start: { installation in
                    try await installation.startAll { $0 == .ranking ? proxy.postgresSettings : [:] }
                }
            ) { run in
                let (player, board) = (try await run.player(), try run.counter)
                let count = FaultSettings.pick(full: 50, short: 10)
                for number in 0..<count {
                    // The command tag of a commit, as the server sends it.
                    let trap = await proxy.trap("COMMIT\0", from: .server, reaction: .cut)
                    let key = "key-\(number)"
                    let first = try await player.submit(1, to: board.id, name: "Player", prefer: "wait=20", key: key)
                    #expect(first.status == 201, "\(first.status) \(first.body)")
                    #expect(trap.hits == 1, "a commit was cut off")
                    let again = try await player.submit(1, to: board.id, name: "Player", prefer: "wait=20", key: key)
                    #expect(try again.status == 201 && again.text("id") == first.text("id"), "the repetition gives the first result")
                    await proxy.heal()
                }
                #expect(try await run.installation.number("SELECT count(*)::int8 FROM score_events") == Int64(count), "one row each")
                run.counted(count)
                run.note("commits cut off: \(count)")
            }
        }
    }
}
