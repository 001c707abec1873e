/// The filters a list query named, in the text form that cursors record (`contract/pagination.md §4.1`).
///
/// The form is private to the server; ids are written prefixed, truth values as `True` and `False`, times in RFC 3339. What authentication implies
/// is not recorded (`contract/rulings.md`).
public struct PageFilters: Hashable, Sendable {
    /// Text by key.
    public private(set) var values: [String: String]

    /// No filters.
    public init() {
        values = [:]
    }

    init(values: [String: String]) {
        self.values = values
    }

    /// Records a text; nil is not recorded.
    public mutating func set(_ key: String, _ value: String?) {
        values[key] = value
    }

    /// Records an id.
    public mutating func set<Kind>(_ key: String, _ id: EntityID<Kind>?) {
        values[key] = id?.wire
    }

    /// Records a truth value.
    public mutating func set(_ key: String, _ flag: Bool?) {
        values[key] = flag.map { $0 ? "True" : "False" }
    }

    /// Records a time.
    public mutating func set(_ key: String, _ time: Timestamp?) {
        values[key] = time?.rfc3339
    }
}
