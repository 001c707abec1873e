/// A partial change of an API key (`contract/platform.md §3.3`).
public struct APIKeyChange: Hashable, Sendable {
    /// Whether the key is accepted; wins over ``deletes``.
    public var status = Patch<APIKeyStatus>.keep
    /// Deletes the key, unless the change names a status.
    public var deletes = false

    /// A change of nothing.
    public init() {}
}
