/// The six kinds of JSON values.
public enum JSONKind: Hashable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool
    /// Any number.
    case number
    /// A text.
    case string
    /// A list.
    case array
    /// Named members.
    case object
}
