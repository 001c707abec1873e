import ArgumentParser
import Testing

@testable import leadrctl

@Suite struct QueueArgumentTests {
    @Test(arguments: [
        "queue list", "queue list ranking --place nowhere", "queue list ranking --limit 0", "queue list ranking --first -1", "queue show nonsense",
        "queue dead retry", "queue dead drop --apply", "queue dead drop not-an-id", "queue dead list --account gam_1",
        "queue dead list --older-than soon", "queue dead list --cursor x", "queue dead retry --all --limit 10001", "queue quiet nobody",
        "queue drain", "queue drain ranking --worker h:1", "queue drain ranking --timeout 0", "queue resume", "queue audit --limit 101",
        "queue audit --cursor x", "queue nonsense",
    ])
    func `bad input is refused with exit code 64`(line: String) {
        let error = #expect(throws: (any Error).self) { _ = try LeadrControl.parseAsRoot(line.split(separator: " ").map(String.init)) }
        guard let error else { return }
        #expect(LeadrControl.exitCode(for: error).rawValue == 64)
    }

    @Test(arguments: [
        "queue stats --json --shards", "queue list ranking --place claimed --limit 5 --first 10", "queue dead retry --all --apply",
        "queue dead drop 0192030405067008800a0b0c0d0e0f10 --apply --json",
        "queue dead list --reason x --older-than 2h --newer-than 2026-01-01T00:00:00Z",
        "queue quiet host:42", "queue drain --worker host:42:i --timeout 5", "queue drain ranking", "queue resume ranking",
        "queue resume --worker host:42", "queue fsck --repair ranking", "queue fsck", "queue audit --limit 100", "queue workers --json",
    ])
    func `good input is understood`(line: String) throws {
        _ = try LeadrControl.parseAsRoot(line.split(separator: " ").map(String.init))
    }
}
