import LeadrDomain
import Redis

/// Anti-cheat windows and verdicts, shared by all workers (`contract/scoring.md §6.2`, `contract/rulings.md`, "anti-cheat").
///
/// **Why compare-and-set.** Several submissions of one identity may be judged by different workers at the same time, so read, judge and write must
/// be one step. Judging inside Redis would do that, but then the rules would exist twice, in Lua and in Swift, with other number and time formats,
/// and every change of a rule would be a change of stored functions. A lock would cost a round trip more and stall on a killed worker. So a whole
/// batch is read in one round trip, judged by the pure evaluator, and written in a second one that refuses each window somebody else wrote in
/// between; only those are repeated. Conflicts need two batches with submissions of the same identity on the same board within one millisecond
/// or two, and each round at least one writer wins.
///
/// A verdict is written together with the window it changed, and found again by event id: redelivery neither counts nor judges twice.
public struct AntiCheatStore: Sendable {
    /// How long a verdict, and the window of an identity that is silent, is kept.
    public static let timeToLive: Duration = .seconds(86_400)
    /// Verdicts kept per identity and board; only one who submits faster than every 20 seconds all day long has more.
    static let verdictLimit: Int64 = 4096
    /// Windows per function call, so that no call holds the server up.
    static let groupsPerCall = 250

    private let redis: any RedisExecutor
    private let keys: StateKeys
    /// Judges submissions.
    public let evaluator: AntiCheatEvaluator

    /// A store in the given Redis that judges by an evaluator.
    public init(redis: any RedisExecutor, keys: StateKeys, evaluator: AntiCheatEvaluator) {
        self.redis = redis
        self.keys = keys
        self.evaluator = evaluator
    }

    /// Judges a batch of submissions, each once however often it comes; two round trips unless other workers interfere.
    ///
    /// - Returns: The judgements in the order of `cases`.
    /// - Throws: `RedisError`; what was judged by then is kept and will be returned the next time, then as known.
    public func judge(_ cases: [AntiCheatCase]) async throws(RedisError) -> [AntiCheatJudgement] {
        var judgements: [ScoreEventID: AntiCheatJudgement] = [:]
        var open = AntiCheatGroup.groups(of: cases)
        while !open.isEmpty {
            var updates: [Pending] = []
            for (group, stored) in zip(open, try await read(open)) {
                for (event, verdict) in stored.verdicts { judgements[event] = AntiCheatJudgement(verdict: verdict, isNew: false) }
                if let update = group.judge(stored, with: evaluator) { updates.append(Pending(group: group, writes: stored.writes, update: update)) }
            }
            let isWritten = try await write(updates)
            for (pending, isWritten) in zip(updates, isWritten) where isWritten {
                for (event, verdict) in pending.update.verdicts { judgements[event] = AntiCheatJudgement(verdict: verdict, isNew: true) }
            }
            open = zip(updates, isWritten).filter { !$0.1 }.map(\.0.group)
        }
        var result: [AntiCheatJudgement] = []
        for item in cases {
            guard let judgement = judgements[item.eventID] else { throw RedisError(.protocolViolation, "a submission was left without a verdict") }
            result.append(judgement)
        }
        return result
    }
}

extension AntiCheatStore {
    struct Pending {
        let group: AntiCheatGroup
        let writes: [UInt8]?
        let update: AntiCheatGroup.Update
    }

    private func key(_ group: AntiCheatGroup) -> RedisArgument {
        keys.antiCheat(group.key.boardID, group.key.identityID)
    }

    func read(_ groups: [AntiCheatGroup]) async throws(RedisError) -> [AntiCheatGroup.Stored] {
        let commands = groups.map { group in
            RedisCommand("HMGET", [key(group), "n", "s"] + group.events.map { .bytes($0.uuid.byteArray) })
        }
        var result: [AntiCheatGroup.Stored] = []
        for (group, reply) in zip(groups, try await redis.pipeline(commands)) { result.append(try Self.stored(group, reply)) }
        return result
    }

    /// A window or verdict of an unknown format counts as absent: better judged anew than not at all.
    private static func stored(_ group: AntiCheatGroup, _ reply: RedisValue) throws(RedisError) -> AntiCheatGroup.Stored {
        let values = try Reply.array(reply, minimum: 2)
        let window = values[1].bytes.flatMap { AntiCheatWindow(storedBytes: $0) } ?? AntiCheatWindow()
        var stored = AntiCheatGroup.Stored(writes: values[0].bytes, window: window, verdicts: [:])
        for (event, value) in zip(group.events, values.dropFirst(2)) {
            // 13 digits of time stand before the verdict.
            guard let bytes = value.bytes, let verdict = AntiCheatVerdict(storedBytes: Array(bytes.dropFirst(13))) else { continue }
            stored.verdicts[event] = verdict
        }
        return stored
    }

    /// Writes windows with their verdicts; tells for each whether nobody came between.
    func write(_ updates: [Pending]) async throws(RedisError) -> [Bool] {
        guard !updates.isEmpty else { return [] }
        var isWritten = [Bool](repeating: false, count: updates.count)
        let shards = Dictionary(grouping: updates.indices) { keys.shards.shard(of: updates[$0].group.key.boardID) }
        let calls = shards.values.flatMap { $0.chunks(of: Self.groupsPerCall) }
        let replies = try await redis.pipeline(calls.map { call in writeCommand(call.map { updates[$0] }) }, in: StateLibrary.library)
        for (call, reply) in zip(calls, replies) {
            for (index, value) in zip(call, try Reply.array(reply, minimum: call.count)) { isWritten[index] = try Reply.integer(value) == 1 }
        }
        return isWritten
    }

    private func writeCommand(_ updates: [Pending]) -> RedisCommand {
        var arguments: [RedisArgument] = [.integer(Self.timeToLive.milliseconds), .integer(Self.verdictLimit)]
        for pending in updates {
            arguments.append(pending.writes.map { .bytes($0) } ?? "")
            arguments.append(.bytes(pending.update.window.storedBytes))
            arguments.append(.integer(Int64(pending.update.verdicts.count)))
            for (event, verdict) in pending.update.verdicts {
                arguments.append(.bytes(event.uuid.byteArray))
                arguments.append(.bytes(verdict.storedBytes))
            }
        }
        return RedisCommand(calling: "leadr_state3_anticheat_store", keys: updates.map { key($0.group) }, arguments: arguments)
    }
}
