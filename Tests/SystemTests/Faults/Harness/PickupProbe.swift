import Foundation
import JobQueue
import Redis

/// Measures how long a job waits until a worker claims it: one job after the other, so that its tenant never has another one waiting.
struct PickupProbe: Sendable {
    let load: BulkLoad
    let queue: ProcessKind
    let player: PlayerSession

    /// Time from an enqueue call to the claim, for as long as `goesOn` says; it is told how many there are.
    func samples(while goesOn: (Int) async throws -> Bool) async throws -> [Duration] {
        var samples: [Duration] = []
        while try await goesOn(samples.count) {
            let asked = ContinuousClock.now
            try await load.enqueue(1, on: queue, to: load.world.boards, by: [player])
            while try await waiting() > 0 { try await Task.sleep(for: .microseconds(200)) }
            samples.append(ContinuousClock.now - asked)
        }
        return samples
    }

    /// Unclaimed jobs of the tenant.
    private func waiting() async throws -> Int {
        guard let address = queue.queue else { throw SystemTestError("\(queue) has no queue") }
        let key = "leadr:q:{s\(address.shard)}:\(address.name.text):t:\(try load.tenant.text)"
        return Int(try await load.installation.redisClient.send(RedisCommand("LLEN", .string(key))).int ?? 0)
    }
}
