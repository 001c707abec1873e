import LeadrDomain
import Redis

/// A window as the database knows it.
public struct StoredAntiCheatWindow: Sendable, Equatable {
    /// Board of the submissions.
    public var boardID: BoardID
    /// Player of the submissions.
    public var identityID: IdentityID
    /// What is known of them.
    public var window: AntiCheatWindow

    /// Names a window.
    public init(boardID: BoardID, identityID: IdentityID, window: AntiCheatWindow) {
        self.boardID = boardID
        self.identityID = identityID
        self.window = window
    }
}

extension AntiCheatStore {
    /// Times that a window remembers at most; every identity is of tier B.
    public var rememberedTimes: Int { 2 * evaluator.policy.rateLimit(for: .b) }

    /// Brings windows back that Redis lost. Those it still has, or has again, are joined with what the database knows; complete ones stay as they are.
    ///
    /// - Returns: Number of windows written.
    /// - Throws: `RedisError`; restoring again is harmless.
    public func restore(_ windows: [StoredAntiCheatWindow]) async throws(RedisError) -> Int {
        var open = windows
        var count = 0
        while !open.isEmpty {
            let groups = open.map { AntiCheatGroup(key: .init(boardID: $0.boardID, identityID: $0.identityID), cases: []) }
            var changed: [(stored: StoredAntiCheatWindow, pending: Pending)] = []
            for ((window, group), present) in zip(zip(open, groups), try await read(groups)) {
                let joined = present.window.joined(with: window.window, keeping: evaluator.policy.rateLimit(for: .b))
                guard joined != present.window else { continue }
                let update = AntiCheatGroup.Update(window: joined, verdicts: [])
                changed.append((window, Pending(group: group, writes: present.writes, update: update)))
            }
            let isWritten = try await write(changed.map(\.pending))
            count += isWritten.count { $0 }
            // Judged in between: joined with what is there now.
            open = zip(changed, isWritten).filter { !$0.1 }.map(\.0.stored)
        }
        return count
    }
}
