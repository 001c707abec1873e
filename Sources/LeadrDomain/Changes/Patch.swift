/// One field of a partial change: only what a request names changes (`contract/platform.md §3`, common PATCH semantics).
public enum Patch<Value: Hashable & Sendable>: Hashable, Sendable {
    /// The request does not name the field.
    case keep
    /// The request names it, be it with null for a field that may be null.
    case set(Value)

    /// The value to write; nil when there is none.
    public var value: Value? {
        if case .set(let value) = self { value } else { nil }
    }

    /// The field after the change.
    public func applied(to present: Value) -> Value {
        value ?? present
    }

    /// The same field with a value of another form, for example trimmed.
    public func map<Other, Failure: Error>(_ transform: (Value) throws(Failure) -> Other) throws(Failure) -> Patch<Other> {
        switch self {
        case .keep: .keep
        case .set(let value): .set(try transform(value))
        }
    }
}
