/// Where the review of a flag stands (`contract/scoring.md §6.4`); the raw value is the stored text.
public enum FlagStatus: String, StoredEnum {
    /// Not reviewed; hides nothing.
    case pending
    /// The event is a cheat and does not count.
    case confirmedCheat = "confirmed_cheat"
    /// The event is fine.
    case falsePositive = "false_positive"
    /// The flag was set aside; the event counts.
    case dismissed
    /// An administrator removed the event; it does not count.
    case removed

    /// Stored as plain text (`contract/schema.md §1`).
    public static let databaseType: String? = nil

    /// Whether an event with a live flag of this status is left out of every ranked row.
    public var hidesEvent: Bool { self == .confirmedCheat || self == .removed }
}
