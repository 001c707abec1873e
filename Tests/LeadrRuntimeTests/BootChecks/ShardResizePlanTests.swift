import Foundation
import JobQueue
import LeadrDomain
import LeadrState
import LeadrStore
import Testing

@testable import LeadrRuntime

@Suite struct ShardResizePlanTests {
    private let boards = (0..<100).map { _ in BoardID(UUID()) }

    private func plan(
        _ target: Int,
        stored: StoredShards? = StoredShards(count: 1),
        processes: [String: Int] = [:],
        queues: [QueueAddress: QueueStatistics] = [:]
    ) -> ShardResizePlan {
        let facts = ShardResizePlan.Facts(stored: stored, processes: processes, queues: queues, boards: boards)
        return ShardResizePlan(facts, target: target, settings: 1)
    }

    private func picture(_ change: (inout QueueStatistics) -> Void) -> QueueStatistics {
        var picture = QueueStatistics()
        change(&picture)
        return picture
    }

    @Test func `exactly the boards whose shard changes move`() {
        let plan = plan(3)
        let map = ShardMap(count: 3)
        #expect(plan.moving == boards.filter { map.shard(of: $0) != 0 })
        #expect(plan.obstacles.isEmpty && !plan.isDone)
        #expect(self.plan(1).isDone)
    }

    @Test func `running processes and work in queues speak against it`() {
        let queue = QueueAddress("ranking")
        #expect(plan(3, processes: ["leadr-api": 2]).obstacles.count == 1)
        #expect(plan(3, queues: [queue: picture { $0.ready = 1 }]).obstacles.count == 1)
        #expect(plan(3, queues: [queue: picture { $0.delayed = 1 }]).obstacles.count == 1)
        #expect(plan(3, queues: [queue: picture { $0.claims = 1 }]).obstacles.count == 1)
        #expect(plan(3, queues: [queue: picture { $0.isPaused = true }]).obstacles.count == 1)
    }

    @Test func `dead letters matter only where their shard goes away`() {
        let queues = [QueueAddress("ranking", shard: 0): picture { $0.dead = 1 }, QueueAddress("ranking", shard: 2): picture { $0.dead = 1 }]
        #expect(plan(4, stored: StoredShards(count: 3), queues: queues).obstacles.isEmpty)
        #expect(plan(1, stored: StoredShards(count: 3), queues: queues).obstacles.count == 1)
    }

    @Test func `an interrupted change is finished before another one`() {
        let stored = StoredShards(count: 1, resizingTo: 3)
        #expect(plan(3, stored: stored).obstacles.isEmpty && !plan(3, stored: stored).isDone)
        #expect(plan(2, stored: stored).obstacles.count == 1)
        #expect(!plan(1, stored: stored).isDone)
    }

    @Test func `processes are known by the names of their connections to this database`() {
        let list = """
            id=3 addr=127.0.0.1:1 laddr=x fd=8 name=leadr-api age=1 idle=0 flags=N db=0 sub=0
            id=4 addr=127.0.0.1:2 laddr=x fd=9 name=leadr-api age=1 idle=0 flags=N db=1 sub=0
            id=5 addr=127.0.0.1:3 laddr=x fd=9 name=leadrctl age=1 idle=0 flags=N db=0 sub=0
            id=6 addr=127.0.0.1:4 laddr=x fd=9 name=leadr-ranking-worker age=1 idle=0 flags=N db=0 sub=0
            """
        #expect(ConnectedProcesses.clients(list, database: 0) == ["leadr-api": 1, "leadr-ranking-worker": 1])
    }
}
