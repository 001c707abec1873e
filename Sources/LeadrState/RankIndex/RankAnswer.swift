/// An answer of the rank index, or why there is none; the caller turns to the database then (`design.md §5`).
public enum RankAnswer<Value: Sendable>: Sendable {
    /// The index answered.
    case ready(Value)
    /// The index cannot answer at present.
    case notReady(RankUnreadiness)

    /// The answer, if there is one.
    public var value: Value? {
        if case .ready(let value) = self { value } else { nil }
    }
}

extension RankAnswer: Equatable where Value: Equatable {}

extension RankAnswer {
    /// The answer put through a function; a missing answer stays one.
    func map<Other: Sendable>(_ transform: (Value) -> Other) -> RankAnswer<Other> {
        switch self {
        case .ready(let value): .ready(transform(value))
        case .notReady(let reason): .notReady(reason)
        }
    }
}
