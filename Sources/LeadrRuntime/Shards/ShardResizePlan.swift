import JobQueue
import LeadrDomain
import LeadrState
import LeadrStore

/// What a change of the number of shards would do, and what speaks against doing it now. No I/O.
struct ShardResizePlan: Sendable, Equatable {
    /// What was found before the change.
    struct Facts: Sendable, Equatable {
        /// The stored number; nil before the first start.
        var stored: StoredShards?
        /// Processes that are connected, by name.
        var processes: [String: Int]
        /// Every queue of every shard in use.
        var queues: [QueueAddress: QueueStatistics]
        /// All boards.
        var boards: [BoardID]
    }

    /// Shards in use.
    let current: Int
    /// Shards afterwards.
    let target: Int
    /// Boards whose shard changes.
    let moving: [BoardID]
    /// What has to be done before, one line each; empty when the change can be made.
    let obstacles: [String]

    /// Whether the change was begun before and has to be finished.
    let isInterrupted: Bool

    /// Whether there is nothing to change.
    var isDone: Bool { current == target && !isInterrupted }

    init(_ facts: Facts, target: Int, settings: Int) {
        current = facts.stored?.count ?? settings
        self.target = target
        isInterrupted = facts.stored?.resizingTo != nil
        let (before, after) = (ShardMap(count: current), ShardMap(count: target))
        moving = facts.boards.filter { before.shard(of: $0) != after.shard(of: $0) }
        obstacles = Self.resizeObstacles(facts, target) + Self.processObstacles(facts) + Self.queueObstacles(facts, target)
    }

    private static func resizeObstacles(_ facts: Facts, _ target: Int) -> [String] {
        guard let other = facts.stored?.resizingTo, other != target else { return [] }
        return ["a change to \(other) shards was begun and not finished: leadrctl shards resize \(other) --apply"]
    }

    private static func processObstacles(_ facts: Facts) -> [String] {
        facts.processes.sorted { $0.key < $1.key }.map { "\($0.key) is running (\($0.value) connections): stop every process of this installation" }
    }

    private static func queueObstacles(_ facts: Facts, _ target: Int) -> [String] {
        facts.queues.sorted { "\($0.key)" < "\($1.key)" }.flatMap { queue, picture -> [String] in
            var obstacles: [String] = []
            if picture.live > 0 || picture.claims > 0 {
                let held = "\(picture.live) jobs, \(picture.claims) of its claims are held"
                obstacles.append("queue \(queue) holds \(held): stop the APIs, let the workers empty it, then stop the workers")
            }
            if picture.dead > 0, queue.shard >= target {
                obstacles.append("queue \(queue) holds \(picture.dead) dead letters, and its shard goes away: retry or drop them")
            }
            if picture.isPaused { obstacles.append("queue \(queue) is paused: resume it") }
            return obstacles
        }
    }
}
