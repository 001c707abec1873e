import Foundation
import JobQueue
import LeadrJobs
import LeadrState
import Redis

/// Looks at the function libraries and at the queues.
struct QueueExamination: Sendable {
    let settings: LeadrSettings
    let redis: RedisClient

    /// One finding per library, and one per queue when the functions to ask it with are there: asking would load them otherwise.
    func findings() async -> [CheckFinding] {
        var findings: [CheckFinding] = []
        var isQueueLibraryLoaded = false
        for library in [RedisJobQueue.library, StateLibrary.library] {
            let loaded = await state(of: library)
            if library.name == RedisJobQueue.library.name, case .loaded = loaded { isQueueLibraryLoaded = true }
            findings.append(loaded.finding(library.name))
        }
        return isQueueLibraryLoaded ? findings + (await queueFindings()) : findings
    }

    private func state(of library: RedisFunctionLibrary) async -> FunctionLibraryState {
        do {
            let reply = try await redis.send(RedisCommand("FUNCTION", "LIST", "LIBRARYNAME", .string(library.name), "WITHCODE"))
            return FunctionLibraryState(reply: reply, source: library.source)
        } catch {
            return .unknown
        }
    }

    private func queueFindings() async -> [CheckFinding] {
        let driver = RedisJobQueue(client: redis, prefix: settings.queue.prefix)
        let now = Date()
        var findings: [CheckFinding] = []
        for queue in (0..<settings.queue.shards).flatMap({ shard in Queues.all.map { QueueAddress($0, shard: shard) } }) {
            do {
                findings.append(QueueJudge.finding(queue, try await driver.statistics(of: queue), now: now))
            } catch {
                findings.append(.error("queue.\(queue)", "cannot be read: \(error.message)", fix: "see the findings about Redis"))
            }
        }
        return findings
    }
}
