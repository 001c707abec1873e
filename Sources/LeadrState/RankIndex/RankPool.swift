import LeadrDomain
import Redis

/// Production and test rows of a board are ranked apart (`contract/client-auth.md §5`).
public enum RankPool: Sendable, Hashable, CaseIterable {
    /// Scores of normal sessions.
    case production
    /// Scores of sessions in test mode.
    case test

    /// The pool of a row or a session.
    public init(isTest: Bool) {
        self = isTest ? .test : .production
    }

    /// Whether this is the test pool.
    public var isTest: Bool { self == .test }

    /// The pool and the layout its board has, as functions take them: `p0`, `t3`, `p3s`.
    func argument(_ layout: RankLayout) -> RedisArgument {
        .string("\(isTest ? "t" : "p")\(layout.version)\(layout.ties == .shared ? "s" : "")")
    }
}
